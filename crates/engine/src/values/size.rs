//! Sizes, such as `5MB`.

use super::written;
use carteiro_world::{Phrase, phrase};
use std::fmt;

/// A number of bytes: `800`, `5MB` (decimal: 1 MB = 1,000,000 bytes) or `2MiB` (1 MiB = 1,048,576 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub u64);

impl Size {
    /// Reads a size.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let refuse = || phrase!("size-form", found = text);
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(digits).ok_or_else(refuse)?;
        let one: u64 = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "kb" => 1000,
            "mb" => 1_000_000,
            "gb" => 1_000_000_000,
            "kib" => 1 << 10,
            "mib" => 1 << 20,
            "gib" => 1 << 30,
            _ => return Err(refuse()),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let whole: u64 = whole.parse().map_err(|_| refuse())?;
        let mut size = whole.checked_mul(one).ok_or_else(refuse)?;
        if number.contains('.') {
            // A fraction of a byte is nothing; what is read is exact down to it.
            let places = u32::try_from(fraction.len())
                .ok()
                .filter(|places| (1..=9).contains(places))
                .ok_or_else(refuse)?;
            let fraction: u64 = fraction.parse().map_err(|_| refuse())?;
            let part = u128::from(fraction) * u128::from(one) / 10_u128.pow(places);
            size = u64::try_from(part).ok().and_then(|part| size.checked_add(part)).ok_or_else(refuse)?;
        }
        Ok(Self(size))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

written!(Size, "Size", "^\\s*[0-9]+(\\.[0-9]{1,9})?\\s*([KkMmGg]?[Ii]?[Bb])?\\s*$", "size-form");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_decimal_unless_it_says_otherwise() {
        for (text, bytes) in [
            ("800", 800),
            ("5MB", 5_000_000),
            ("5 mb", 5_000_000),
            ("2MiB", 2_097_152),
            ("1.5 KB", 1500),
            ("0.5KiB", 512),
            ("1GB", 1_000_000_000),
        ] {
            assert_eq!(Size::parse(text), Ok(Size(bytes)), "{text}");
        }
        for wrong in ["", "MB", "5 bananas", "-1", "1.MB", "99999999999999999999", "1,5MB"] {
            assert!(Size::parse(wrong).is_err(), "{wrong}");
        }
    }
}
