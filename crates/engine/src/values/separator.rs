//! What stands between the cells of a line.

use super::written;
use carteiro_world::{Phrase, phrase};
use std::fmt;

/// A comma, a semicolon, a bar or a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separator(pub u8);

impl Separator {
    /// The one of RFC 4180.
    pub const COMMA: Self = Self(b',');

    /// Reads `,`, `;`, `|`, a tab or `tab`.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        match text.as_bytes() {
            [byte @ (b',' | b';' | b'|' | b'\t')] => Ok(Self(*byte)),
            b"tab" => Ok(Self(b'\t')),
            _ => Err(phrase!("separator-form", found = text)),
        }
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b'\t' => f.write_str("tab"),
            byte => write!(f, "{}", char::from(byte)),
        }
    }
}

/// As it is written: the default of a field is shown so.
impl serde::Serialize for Separator {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

written!(Separator, "Separator", "^([,;|\\t]|tab)$", "separator-form");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_one_that_programs_know() {
        assert_eq!(Separator::parse(";"), Ok(Separator(b';')));
        assert_eq!(Separator::parse("\t"), Separator::parse("tab"));
        for bad in ["", ",,", "\"", "\n", "x", "é"] {
            assert!(Separator::parse(bad).is_err(), "{bad:?}");
        }
    }
}
