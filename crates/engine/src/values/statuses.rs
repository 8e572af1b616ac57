//! Statuses of answers, such as `200..299`.

use super::written;
use carteiro_world::{Phrase, phrase};
use std::fmt;

/// One status, or all from one to another: `404`, `200..299`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuses {
    first: u16,
    last: u16,
}

impl Statuses {
    /// Those that say that all went well (RFC 9110 §15.3).
    pub const SUCCESS: Self = Self { first: 200, last: 299 };

    /// Reads `404` or `200..299`.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let refuse = || phrase!("statuses-form", found = text);
        let status = |text: &str| {
            let status = text.trim().parse().ok().filter(|status| (100..=599).contains(status));
            status.ok_or_else(refuse)
        };
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (status(first)?, status(last)?);
        if first <= last { Ok(Self { first, last }) } else { Err(refuse()) }
    }

    /// The first of them.
    pub fn first(&self) -> u16 {
        self.first
    }

    /// Whether `status` is one of them.
    pub fn contains(self, status: u16) -> bool {
        (self.first..=self.last).contains(&status)
    }
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { first, last } if first == last => write!(f, "{first}"),
            Self { first, last } => write!(f, "{first}..{last}"),
        }
    }
}

/// As it is written: the default of a field is shown so.
impl serde::Serialize for Statuses {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

written!(Statuses, "Statuses", "^\\s*[1-5][0-9]{2}(\\s*\\.\\.\\s*[1-5][0-9]{2})?\\s*$", "statuses-form");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_one_or_a_range_in_order() {
        assert!(Statuses::parse("404").unwrap().contains(404));
        let success = Statuses::parse("200..299").unwrap();
        assert_eq!(success, Statuses::SUCCESS);
        assert!(success.contains(200) && success.contains(299) && !success.contains(300));
        for bad in ["", "ok", "99", "600", "299..200", "200..", "200-299"] {
            assert!(Statuses::parse(bad).is_err(), "{bad}");
        }
    }
}
