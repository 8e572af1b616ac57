//! `DATETIME($at)` in the files of words: days and moments as people of the language write them.

use super::Language;
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

const MONTHS: [&str; 12] =
    ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."];

/// What the function makes of its first value. What is neither a day nor a moment stays as it is.
pub(super) fn function<'a>(values: &[FluentValue<'a>], language: Language) -> FluentValue<'a> {
    match values.first() {
        Some(FluentValue::String(text)) => match written(text, language) {
            Some(written) => written.into(),
            None => FluentValue::String(text.clone()),
        },
        Some(other) => other.clone(),
        None => FluentValue::Error,
    }
}

/// `2026-12-06`: `Dec 6, 2026`; `2026-12-06T22:57:41Z`: with the time, in UTC.
fn written(text: &str, language: Language) -> Option<String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(moment(&at.to_zoned(TimeZone::UTC), language));
    }
    Some(day(text.parse().ok()?, language))
}

/// With the zone's own name.
pub(super) fn moment(at: &Zoned, language: Language) -> String {
    format!("{}, {}", day(at.date(), language), at.strftime("%H:%M:%S %Z"))
}

fn day(day: Date, language: Language) -> String {
    match language {
        Language::English => day.strftime("%b %-d, %Y").to_string(),
        Language::Portuguese => {
            let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month));
            format!("{} de {} de {}", day.day(), month.unwrap_or(&""), day.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_moment_are_written_as_the_language_does() {
        for (text, english, portuguese) in [
            ("2026-12-06", "Dec 6, 2026", "6 de dez. de 2026"),
            ("2026-02-28T22:57:41.5Z", "Feb 28, 2026, 22:57:41 UTC", "28 de fev. de 2026, 22:57:41 UTC"),
        ] {
            assert_eq!(written(text, Language::English).as_deref(), Some(english));
            assert_eq!(written(text, Language::Portuguese).as_deref(), Some(portuguese));
        }
    }

    #[test]
    fn what_is_no_day_stays_as_it_is() {
        for text in ["", "tomorrow", "2026-13-01", "7"] {
            let value = function(&[text.into()], Language::English);
            assert_eq!(value, FluentValue::from(text), "{text}");
        }
        assert_eq!(function(&[7.into()], Language::English), FluentValue::from(7));
        assert!(matches!(function(&[], Language::English), FluentValue::Error));
    }
}
