//! Days in filters.

use super::Date;
use carteiro_world::{Phrase, phrase};
use jiff::civil;

/// A day, such as `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub civil::Date);

impl Day {
    /// Reads a day; a moment is none.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        match Date::parse(text) {
            Ok(Date::Day(day)) => Ok(Self(day)),
            _ => Err(phrase!("day-form", found = text)),
        }
    }

    /// The same, among dates.
    pub fn date(self) -> Date {
        Date::Day(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_day_has_no_time() {
        assert!(Day::parse("2026-11-22").is_ok());
        for wrong in ["2026-11-22 08:30", "2026-11-22T08:30:00Z", "22/11/2026", "2026-02-30", ""] {
            assert!(Day::parse(wrong).is_err(), "{wrong}");
        }
    }
}
