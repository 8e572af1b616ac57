//! Dates as IMAP writes them (RFC 9051 §9, date and date-time). The server's time zone is UTC.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn write(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    let month = usize::try_from(at.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied();
    format!(
        "\"{:2}-{}-{:04} {} +0000\"",
        at.day(),
        month.unwrap_or("Jan"),
        at.year(),
        at.time().strftime("%H:%M:%S")
    )
}

/// The day a message came in, for SEARCH.
pub(super) fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// `1-Feb-1994`
pub(super) fn read_day(text: &str) -> Option<Date> {
    let mut pieces = text.splitn(3, '-');
    let day = digits(pieces.next()?, 1..=2)?;
    let month = pieces.next()?;
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? + 1;
    let year = digits(pieces.next()?, 4..=4)?;
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `17-Jul-1996 02:44:25 -0700`; a day of one digit has a space before it.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let mut pieces = text.strip_prefix(' ').unwrap_or(text).split(' ');
    let day = read_day(pieces.next()?)?;
    let mut time = pieces.next()?.split(':').map(|piece| digits(piece, 2..=2)?.try_into().ok());
    let (hour, minute, second): (i8, i8, i8) = (time.next()??, time.next()??, time.next()??);
    let time = jiff::civil::Time::new(hour, minute, second.min(59), 0).ok()?;
    let zone = pieces.next()?;
    let (sign, hhmm) = (zone.get(..1)?, zone.get(1..)?);
    let hhmm = i32::from(digits(hhmm, 4..=4)?);
    let seconds = (hhmm / 100 * 60 + hhmm % 100) * 60;
    let offset = match sign {
        "+" => Offset::from_seconds(seconds),
        "-" => Offset::from_seconds(-seconds),
        _ => return None,
    };
    if pieces.next().is_some() {
        return None;
    }
    offset.ok()?.to_timestamp(day.to_datetime(time)).ok()
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let good = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_its_zone_and_written_in_utc() {
        let at = read(" 7-Jul-1996 02:44:25 -0700").unwrap();
        assert_eq!(write(at), "\" 7-Jul-1996 09:44:25 +0000\"");
        assert_eq!(read("7-Jul-1996 02:44:25"), None);
        assert_eq!(read_day("31-Feb-2026"), None);
    }
}
