//! When a message was sent: the Date field (RFC 5322 §3.3 and §4.3), and what senders write instead.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The parts of a date, in whatever order they came.
#[derive(Default)]
struct Parts {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<(i8, i8, i8)>,
    /// Seconds east of Greenwich.
    offset: Option<i32>,
    afternoon: Option<bool>,
}

/// Reads a Date field: weekday, order, seconds and zone may be missing or wrong, comments may stand anywhere.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(written) = text.parse::<Timestamp>() {
        return Some(written);
    }
    let mut parts = Parts::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"')) {
        parts.add(word);
    }
    parts.join()
}

impl Parts {
    fn add(&mut self, word: &str) {
        let word = word.trim_matches(['.', ';']);
        let lower = word.to_ascii_lowercase();
        if self.time.is_none() && word.contains(':') && !word.starts_with(['+', '-']) {
            self.clock(&lower);
        } else if let Some(offset) = numeric_zone(word).filter(|_| self.time.is_some()) {
            self.offset = self.offset.or(Some(offset));
        } else if word.contains(['-', '/']) {
            // 1-Jan-2026, 2026-01-31
            let mut fields: Vec<&str> = word.split(['-', '/']).collect();
            if fields.first().is_some_and(|first| first.len() == 4) {
                fields.reverse();
            }
            for field in fields {
                self.number_or_month(field);
            }
        } else if matches!(lower.as_str(), "am" | "pm") {
            self.afternoon = Some(lower == "pm");
        } else if let Some(hours) = named_zone(&lower).filter(|_| self.time.is_some()) {
            self.offset = self.offset.or(Some(hours * 3600));
        } else {
            self.number_or_month(word);
        }
    }

    fn number_or_month(&mut self, word: &str) {
        if let Ok(number) = word.parse::<i16>() {
            if self.day.is_none() && (1..=31).contains(&number) && word.len() <= 2 {
                self.day = i8::try_from(number).ok();
            } else if self.day.is_some() && self.month.is_none() && (1..=12).contains(&number) {
                self.month = i8::try_from(number).ok();
            } else if self.year.is_none() && number >= 0 {
                self.year = Some(full_year(number, word.len()));
            }
        } else if self.month.is_none()
            && let Some(start) = word.get(..3).map(str::to_ascii_lowercase)
            && let Some(at) = MONTHS.iter().position(|month| **month == start)
        {
            self.month = i8::try_from(at + 1).ok();
        }
    }

    /// `10:20`, `10:20:30.5`, `10:20:30Z`, `10:20:30+0200`, `2026-01-31T10:20:30`.
    fn clock(&mut self, word: &str) {
        let (date, clock) = word.split_once('t').unwrap_or(("", word));
        if !date.is_empty() {
            self.add(date);
        }
        let end = clock.find(['+', '-', 'z']).unwrap_or(clock.len());
        let (clock, zone) = clock.split_at_checked(end).unwrap_or((clock, ""));
        let mut fields =
            clock.split(':').map(|field| field.split('.').next().unwrap_or_default().parse::<i8>());
        let (Some(Ok(hour)), Some(Ok(minute))) = (fields.next(), fields.next()) else {
            return;
        };
        let second = fields.next().and_then(Result::ok).unwrap_or_default();
        // A leap second, which civil time has no name for.
        self.time = Some((hour, minute, second.min(59)));
        self.offset = if zone == "z" { Some(0) } else { numeric_zone(zone) };
    }

    fn join(self) -> Option<Timestamp> {
        let (mut hour, minute, second) = self.time.unwrap_or_default();
        match self.afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let civil = DateTime::new(self.year?, self.month?, self.day?, hour, minute, second, 0).ok()?;
        let offset = Offset::from_seconds(self.offset.unwrap_or_default()).unwrap_or(Offset::UTC);
        offset.to_timestamp(civil).ok()
    }
}

/// RFC 5322 §4.3: two and three digits.
fn full_year(year: i16, digits: usize) -> i16 {
    match digits {
        0..=2 if year < 50 => year + 2000,
        0..=3 => year.saturating_add(1900),
        _ => year,
    }
}

/// `+0200`, `-03:00`, `+2`, in seconds.
fn numeric_zone(word: &str) -> Option<i32> {
    let west = match word.chars().next()? {
        '+' => false,
        '-' => true,
        _ => return None,
    };
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let number: i32 = digits.parse().ok()?;
    let seconds = match digits.len() {
        1 | 2 => number * 3600,
        3 | 4 => number / 100 * 3600 + number % 100 * 60,
        _ => return None,
    };
    Some(if west { -seconds } else { seconds })
}

/// The zones of RFC 5322 §4.3 in hours. The military letters say nothing (they were once defined the wrong way round).
fn named_zone(word: &str) -> Option<i32> {
    match word {
        "gmt" | "ut" | "utc" | "z" => Some(0),
        "edt" => Some(-4),
        "est" | "cdt" => Some(-5),
        "cst" | "mdt" => Some(-6),
        "mst" | "pdt" => Some(-7),
        "pst" => Some(-8),
        "brt" => Some(-3),
        "cet" => Some(1),
        "cest" => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_are_read_however_they_are_written() {
        for (written, meant) in [
            ("Thu, 1 Jan 2026 10:20:30 -0300", "2026-01-01T13:20:30Z"),
            ("Thu, 1 Jan 1970 00:00:00 (UTC)", "1970-01-01T00:00:00Z"),
            ("Thu, 01 Jan 2026 10:20:30 +0200 (CEST)", "2026-01-01T08:20:30Z"),
            ("1 January 26 10:20 GMT", "2026-01-01T10:20:00Z"),
            ("1 Jan 99 10:20:30 EST", "1999-01-01T15:20:30Z"),
            ("1 Jan 126 10:20:30", "2026-01-01T10:20:30Z"),
            ("Thu Jan  1 10:20:30 2026", "2026-01-01T10:20:30Z"),
            ("Thu Jan  1 10:20:30 2026 +0100", "2026-01-01T09:20:30Z"),
            ("Thu, 1 Jan 2026 10:20:60 +01:00", "2026-01-01T09:20:59Z"),
            ("Thu, 1 Jan 2026 10.20.30 +0000", "2026-01-01T00:00:00Z"),
            ("Thu, 1 Jan 2026 02:20:30 PM +0000", "2026-01-01T14:20:30Z"),
            ("1-Jan-2026 10:20:30 -0000", "2026-01-01T10:20:30Z"),
            ("2026-01-31T10:20:30+02:00", "2026-01-31T08:20:30Z"),
            ("2026-01-31 10:20:30 -0500", "2026-01-31T15:20:30Z"),
            ("Thu, 1 Jan 2026 10:20:30 +9999", "2026-01-01T10:20:30Z"),
            ("Thu,1 Jan 2026 10:20:30+0100", "2026-01-01T09:20:30Z"),
        ] {
            let read = parse(written).map(|at| at.to_string());
            assert_eq!(read.as_deref(), Some(meant), "{written}");
        }
        for nonsense in
            ["", "yesterday", "32 Jan 2026 10:00:00", "30 Feb 2026 10:00:00", "1 Jan 2026 25:00:00"]
        {
            assert_eq!(parse(nonsense), None, "{nonsense}");
        }
    }
}
