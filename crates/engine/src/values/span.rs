//! Lengths of time, such as `120s`.

use super::written;
use carteiro_world::{Phrase, phrase};
use std::fmt;
use std::time::Duration;

/// A length of time: a whole number and `ms`, `s`, `m`, `h` or `d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

impl Span {
    /// So many seconds.
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    /// Reads `120s`, `5m`, `1h 30m`; no time at all is none.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let refuse = || phrase!("span-form", found = text);
        let mut sum = Duration::ZERO;
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(refuse());
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (number, after) = rest.split_at_checked(digits).ok_or_else(refuse)?;
            let after = after.trim_start();
            let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            let (unit, after) = after.split_at_checked(letters).ok_or_else(refuse)?;
            let number: u32 = number.parse().map_err(|_| refuse())?;
            let one = match unit {
                "ms" => Duration::from_millis(1),
                "s" => Duration::from_secs(1),
                "m" | "min" => Duration::from_mins(1),
                "h" => Duration::from_hours(1),
                "d" => Duration::from_hours(24),
                _ => return Err(refuse()),
            };
            sum = one.checked_mul(number).and_then(|more| sum.checked_add(more)).ok_or_else(refuse)?;
            rest = after.trim_start();
        }
        Ok(Self(sum))
    }

    /// Reads one that must be longer than nothing.
    pub fn some<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let span = <Self as serde::Deserialize>::deserialize(deserializer)?;
        if span.0.is_zero() {
            return Err(serde::de::Error::custom(crate::file::refuse(phrase!("span-zero"))));
        }
        Ok(span)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.subsec_millis();
        match self.0.as_secs() {
            0 if millis > 0 => write!(f, "{millis}ms"),
            seconds => write!(f, "{seconds}s"),
        }
    }
}

/// As it is written: the default of a field is shown so.
impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

written!(Span, "Span", "^\\s*[0-9]+\\s*(ms|s|m|min|h|d)(\\s*[0-9]+\\s*(ms|s|m|min|h|d))*\\s*$", "span-form");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_needs_its_unit() {
        for (text, seconds) in [("120s", 120), ("2m", 120), ("1h 30m", 5400), ("1d", 86_400), ("5 min", 300)]
        {
            assert_eq!(Span::parse(text), Ok(Span::seconds(seconds)), "{text}");
        }
        assert_eq!(Span::parse("0s"), Ok(Span::seconds(0)));
        assert_eq!(Span::parse("250ms").map(|span| span.0.as_millis()), Ok(250));
        for wrong in ["", "120", "s", "1.5h", "-3s", "99999999999s", "3 weeks", "4294967295d 4294967295d x"] {
            assert!(Span::parse(wrong).is_err(), "{wrong}");
        }
    }
}
