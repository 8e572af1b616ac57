//! Days and moments in filters.

use carteiro_world::{Phrase, phrase};
use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

/// A day (`2026-11-22`), a moment of the automation's time zone (`2026-11-22 08:30`), or one with its own
/// (`2026-11-22T08:30:00-03:00`).
#[derive(Clone, Debug, PartialEq)]
pub enum Date {
    /// A whole day.
    Day(civil::Date),
    /// A moment on the clock of the automation's time zone.
    Local(civil::DateTime),
    /// A moment.
    Moment(Timestamp),
}

impl Date {
    /// Reads a day or a moment.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let text = text.trim();
        if let Ok(zoned) = text.parse::<Zoned>() {
            return Ok(Self::Moment(zoned.timestamp()));
        }
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Ok(Self::Moment(moment));
        }
        // A date alone also reads as midnight: what has no colon is a day.
        if let (false, Ok(day)) = (text.contains(':'), text.parse::<civil::Date>()) {
            return Ok(Self::Day(day));
        }
        text.parse::<civil::DateTime>().map(Self::Local).map_err(|_| phrase!("date-form", found = text))
    }

    /// Its first moment.
    pub fn start(&self, zone: &TimeZone) -> Result<Timestamp, Phrase> {
        let found = match self {
            Self::Day(day) => day.to_zoned(zone.clone()),
            Self::Local(local) => local.to_zoned(zone.clone()),
            Self::Moment(moment) => return Ok(*moment),
        };
        found.map(|zoned| zoned.timestamp()).map_err(|_| phrase!("date-out-of-range"))
    }

    /// The first moment after it: of a day, the start of the next one; of a moment, itself.
    pub fn end(&self, zone: &TimeZone) -> Result<Timestamp, Phrase> {
        match self {
            Self::Day(day) => {
                let next = day.checked_add(Span::new().days(1)).map_err(|_| phrase!("date-out-of-range"))?;
                Self::Day(next).start(zone)
            }
            other => other.start(zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sao_paulo() -> TimeZone {
        TimeZone::get("America/Sao_Paulo").unwrap()
    }

    #[test]
    fn a_day_begins_and_ends_in_the_time_zone_of_the_automation() {
        let day = Date::parse("2026-11-22").unwrap();
        assert_eq!(day.start(&sao_paulo()).unwrap().to_string(), "2026-11-22T03:00:00Z");
        assert_eq!(day.end(&sao_paulo()).unwrap().to_string(), "2026-11-23T03:00:00Z");
    }

    #[test]
    fn a_day_of_23_hours_is_a_day() {
        let zone = TimeZone::get("Europe/Lisbon").unwrap();
        let day = Date::parse("2026-03-29").unwrap();
        let hours = day.end(&zone).unwrap().duration_since(day.start(&zone).unwrap()).as_hours();
        assert_eq!(hours, 23);
    }

    #[test]
    fn a_moment_may_bring_its_own_zone() {
        for (text, moment) in [
            ("2026-11-22T08:30:00-03:00", "2026-11-22T11:30:00Z"),
            ("2026-11-22T08:30:00Z", "2026-11-22T08:30:00Z"),
            ("2026-11-22 08:30", "2026-11-22T11:30:00Z"),
        ] {
            assert_eq!(Date::parse(text).unwrap().start(&sao_paulo()).unwrap().to_string(), moment, "{text}");
        }
        for wrong in ["", "22/11/2026", "yesterday", "2026-02-30"] {
            assert!(Date::parse(wrong).is_err(), "{wrong}");
        }
    }
}
