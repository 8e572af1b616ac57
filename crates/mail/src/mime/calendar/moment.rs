//! Dates and times of calendars (RFC 5545 §3.3.4, §3.3.5, §3.3.6).

use super::lines::Line;
use super::zone::Zones;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

/// When something begins or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// All day.
    Day(Date),
    /// A time on the clock of whoever looks at it, wherever that is.
    Floating(DateTime),
    /// A moment, in the zone it was planned in.
    At(Zoned),
}

impl When {
    /// The moment it is for somebody in `zone`; of a day its beginning. `None` beyond the range of moments.
    pub fn timestamp(&self, zone: &TimeZone) -> Option<Timestamp> {
        let local = |local: DateTime| local.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp());
        match self {
            Self::Day(date) => local(date.at(0, 0, 0, 0)),
            Self::Floating(at) => local(*at),
            Self::At(zoned) => Some(zoned.timestamp()),
        }
    }

    /// The value of DTSTART and its kin.
    pub(super) fn parse(line: &Line, zones: &Zones) -> Option<Self> {
        let value = line.value.trim();
        let is_day = line.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        if is_day || value.len() == 8 {
            return local(value).map(|at| Self::Day(at.date()));
        }
        let at = local(value)?;
        if value.ends_with(['Z', 'z']) {
            return at.to_zoned(TimeZone::UTC).ok().map(Self::At);
        }
        let Some(id) = line.parameter("TZID") else { return Some(Self::Floating(at)) };
        // A zone that nobody can name leaves what is on the clock.
        let moment = zones.find(id, at).and_then(|zone| at.to_zoned(zone).ok());
        Some(moment.map_or(Self::Floating(at), Self::At))
    }

    /// So much later.
    pub(super) fn plus(&self, duration: Span) -> Option<Self> {
        match self {
            Self::Day(date) => date.checked_add(duration).ok().map(Self::Day),
            Self::Floating(at) => at.checked_add(duration).ok().map(Self::Floating),
            Self::At(zoned) => zoned.checked_add(duration).ok().map(Self::At),
        }
    }

    /// When something ends of which only the beginning is said (§3.6.1).
    pub(super) fn end(&self) -> Option<Self> {
        match self {
            Self::Day(_) => self.plus(1.day()),
            other => Some(other.clone()),
        }
    }
}

/// `20261120T093000`, `20261120T0930`, `20261120`, whatever follows.
pub(super) fn local(value: &str) -> Option<DateTime> {
    let value = value.trim();
    let digits = |text: &str| -> Option<i16> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    let number = |at: usize, len: usize| value.get(at..at + len).and_then(digits);
    let small = |at: usize| number(at, 2).and_then(|number| i8::try_from(number).ok());
    let date = Date::new(number(0, 4)?, small(4)?, small(6)?).ok()?;
    let (hour, minute, second) = match value.as_bytes().get(8) {
        Some(b'T' | b't' | b' ') => (small(9)?, small(11)?, small(13).unwrap_or_default()),
        _ => (0, 0, 0),
    };
    // §3.3.5 allows leap seconds, which clocks leave out.
    DateTime::new(date.year(), date.month(), date.day(), hour, minute, second.min(59), 0).ok()
}

/// `PT1H30M`, `P1W` (§3.3.6).
pub(super) fn duration(value: &str) -> Option<Span> {
    value.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_far_as_they_go() {
        for (written, meant) in [
            ("20261120T093000", Some("2026-11-20T09:30:00")),
            ("20261120T093000Z", Some("2026-11-20T09:30:00")),
            ("20261120T0930", Some("2026-11-20T09:30:00")),
            ("20261120T235960Z", Some("2026-11-20T23:59:59")),
            ("20261120", Some("2026-11-20T00:00:00")),
            ("20261320T093000", None),
            ("2026112", None),
            ("2026-11-20", None),
            ("ééééééééé", None),
            ("", None),
        ] {
            assert_eq!(local(written), meant.map(|meant| meant.parse().unwrap()), "{written}");
        }
    }
}
