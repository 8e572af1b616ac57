//! The time zone that a TZID means.
//!
//! Windows' names are those of Unicode CLDR, `common/supplemental/windowsZones.xml`, territory 001 (© Unicode, Inc.,
//! Unicode License v3).

use super::lines::Line;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const WINDOWS: &str = include_str!("windows_zones.tsv");
/// More definitions in one calendar are not read.
const MOST: usize = 100;
/// More changes of one zone are not read.
const MOST_CHANGES: usize = 500;

/// The zones that a calendar defines itself (RFC 5545 §3.6.5).
#[derive(Clone, Debug, Default)]
pub(super) struct Zones(Vec<Defined>);

#[derive(Clone, Debug, Default)]
struct Defined {
    id: String,
    changes: Vec<Change>,
}

/// When the clock changes, and to what.
#[derive(Clone, Debug, Default)]
struct Change {
    daylight: bool,
    start: Option<DateTime>,
    /// Seconds east of Greenwich.
    offset: Option<i32>,
    rule: Option<String>,
}

impl Zones {
    /// A VTIMEZONE begins.
    pub(super) fn begin(&mut self) {
        if self.0.len() < MOST {
            self.0.push(Defined::default());
        }
    }

    /// A STANDARD or DAYLIGHT begins in it.
    pub(super) fn begin_change(&mut self, daylight: bool) {
        if let Some(zone) = self.0.last_mut().filter(|zone| zone.changes.len() < MOST_CHANGES) {
            zone.changes.push(Change { daylight, ..Change::default() });
        }
    }

    /// A line of a VTIMEZONE, or of a change in it.
    pub(super) fn line(&mut self, line: &Line, in_change: bool) {
        let Some(zone) = self.0.last_mut() else { return };
        let change = zone.changes.last_mut().filter(|_| in_change);
        match (line.name.as_str(), change) {
            ("TZID", _) => line.value.trim().clone_into(&mut zone.id),
            ("DTSTART", Some(change)) => change.start = super::moment::local(&line.value),
            ("TZOFFSETTO", Some(change)) => change.offset = offset(&line.value),
            ("RRULE", Some(change)) => change.rule = Some(line.value.to_ascii_uppercase()),
            _ => {}
        }
    }

    /// The zone of this TZID: IANA's, Windows', or the calendar's own. `at` chooses among rules that changed.
    pub(super) fn find(&self, id: &str, at: DateTime) -> Option<TimeZone> {
        named(id).or_else(|| {
            let defined = self.0.iter().find(|zone| zone.id.eq_ignore_ascii_case(id.trim()))?;
            defined.zone(at)
        })
    }
}

/// The zone with this name in IANA's database or in Windows.
///
/// Some programs write a path before IANA's name: `/mozilla.org/20050126_1/America/Sao_Paulo`.
pub(super) fn named(id: &str) -> Option<TimeZone> {
    let id = id.trim().trim_matches('"');
    if id.eq_ignore_ascii_case("utc") || id.eq_ignore_ascii_case("z") {
        return Some(TimeZone::UTC);
    }
    let harmless = |name: &&str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-/".contains(&byte);
        name.len() < 60 && !name.is_empty() && name.bytes().all(allowed)
    };
    let windows = WINDOWS.lines().filter_map(|line| line.split_once('\t'));
    let windows = windows.filter(|(name, _)| name.eq_ignore_ascii_case(id)).map(|(_, iana)| iana);
    let pieces: Vec<&str> = id.split('/').filter(|piece| !piece.is_empty()).collect();
    let path = [3, 2]
        .into_iter()
        .filter_map(|count| Some(pieces.get(pieces.len().checked_sub(count)?..)?.join("/")));
    let found = [id].into_iter().filter(harmless).chain(windows).find_map(|name| TimeZone::get(name).ok());
    let mut path = path.filter(|name| id.starts_with('/') && harmless(&name.as_str()));
    found.or_else(|| path.find_map(|name| TimeZone::get(&name).ok()))
}

impl Defined {
    /// As a rule that holds for all years, the one in force at `at`.
    fn zone(&self, at: DateTime) -> Option<TimeZone> {
        let latest = |daylight: bool| {
            let begun =
                self.changes.iter().filter(|change| change.daylight == daylight && change.offset.is_some());
            begun
                .filter(|change| change.start.is_none_or(|start| start <= at))
                .max_by_key(|change| change.start)
        };
        let (standard, daylight) = (latest(false), latest(true));
        if let (Some(standard), Some(daylight)) = (standard, daylight)
            && let (Some(from), Some(until)) = (daylight.posix(), standard.posix())
            && let (Some(winter), Some(summer)) = (standard.offset, daylight.offset)
        {
            // Names have to be there; nobody sees them.
            let rule = format!("<std>{}<dst>{},{from},{until}", west(winter), west(summer));
            if let Ok(zone) = TimeZone::posix(&rule) {
                return Some(zone);
            }
        }
        // Without rules, what changed last holds.
        let last = [standard, daylight].into_iter().flatten().max_by_key(|change| change.start)?;
        jiff::tz::Offset::from_seconds(last.offset?).ok().map(TimeZone::fixed)
    }
}

impl Change {
    /// `M10.3.0/2:00:00`: the third Sunday of October at two, as POSIX writes it.
    fn posix(&self) -> Option<String> {
        let rule = self.rule.as_deref()?;
        let field = |name: &str| {
            rule.split(';')
                .find_map(|part| part.split_once('=').filter(|(known, _)| *known == name))
                .map(|(_, value)| value)
        };
        if field("FREQ") != Some("YEARLY") || field("UNTIL").is_some() {
            return None;
        }
        let start = self.start?;
        let month: u8 = match field("BYMONTH") {
            Some(month) => month.parse().ok()?,
            None => start.month().unsigned_abs(),
        };
        let day = field("BYDAY")?;
        let (count, day) = day.split_at_checked(day.len().checked_sub(2)?)?;
        let day = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"].iter().position(|known| *known == day)?;
        let week = match count {
            // `BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14` is the second one.
            "" => field("BYMONTHDAY")?.split(',').next()?.parse::<u8>().ok()?.checked_sub(1)? / 7 + 1,
            count if count.starts_with('-') => 5,
            count => count.trim_start_matches('+').parse().ok()?,
        };
        let (hour, minute, second) = (start.hour(), start.minute(), start.second());
        Some(format!("M{month}.{week}.{day}/{hour}:{minute:02}:{second:02}"))
    }
}

/// `-0300`, `+013000` in seconds east (RFC 5545 §3.3.14).
fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |at: usize| digits.get(at..at + 2).map_or(Some(0), |digits| digits.parse::<i32>().ok());
    Some(sign * (number(0)? * 3600 + number(2)? * 60 + number(4)?))
}

/// An offset as POSIX counts: west is positive.
fn west(seconds: i32) -> String {
    let sign = if seconds > 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_windows_means_a_zone() {
        for line in WINDOWS.lines() {
            let (name, iana) = line.split_once('\t').unwrap();
            assert!(name == "UTC" || named(name) == Some(TimeZone::get(iana).unwrap()), "{name}");
        }
        assert!(WINDOWS.lines().count() > 130);
    }

    #[test]
    fn names_are_found_in_any_spelling_and_paths_lead_nowhere_else() {
        let there = TimeZone::get("America/Sao_Paulo").unwrap();
        for id in [
            "America/Sao_Paulo",
            "\"America/Sao_Paulo\"",
            "america/sao_paulo",
            "e. south america standard time",
            "/mozilla.org/20050126_1/America/Sao_Paulo",
            "/freeassociation.sourceforge.net/America/Sao_Paulo",
        ] {
            assert_eq!(named(id), Some(there.clone()), "{id}");
        }
        for id in ["", "/", "../../etc/passwd", "/etc/localtime", "Customized Time Zone", "GMT-3 Brasilia"] {
            assert_eq!(named(id), None, "{id}");
        }
    }
}
