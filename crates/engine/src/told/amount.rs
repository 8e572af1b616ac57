//! Sizes, lengths of time and rates, as a person of the language writes them.

use carteiro_world::Language;
use std::time::Duration;

/// A number with one decimal.
fn decimal(tenths: u64, language: Language) -> String {
    let point = match language {
        Language::English => '.',
        Language::Portuguese => ',',
    };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

/// A size in bytes.
pub fn size(bytes: u64, language: Language) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    // What rounds up to a thousand of the smaller unit is one of the larger.
    let unit = UNITS.into_iter().find(|(unit, _)| bytes.saturating_add(unit / 2000) >= *unit);
    match unit {
        Some((unit, name)) => {
            let tenths = (u128::from(bytes) * 10 + u128::from(unit / 2)) / u128::from(unit);
            format!("{} {name}", decimal(u64::try_from(tenths).unwrap_or(u64::MAX), language))
        }
        None => format!("{bytes} B"),
    }
}

/// A length of time.
pub fn span(span: Duration, language: Language) -> String {
    let seconds = span.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0..10) => {
            format!("{} s", decimal(u64::try_from(span.as_millis() / 100).unwrap_or(0), language))
        }
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// So many in a length of time, each second.
pub fn rate(count: u64, span: Duration, language: Language) -> String {
    let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX).max(1);
    let tenths = count.saturating_mul(10_000) / millis;
    if tenths >= 100 { (tenths / 10).to_string() } else { decimal(tenths, language) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_one_decimal_and_the_point_of_the_language() {
        let sizes = [0, 999, 1_000, 12_345, 999_960, 150_000_000, u64::MAX];
        let shown = sizes.map(|bytes| size(bytes, Language::English));
        assert_eq!(shown, ["0 B", "999 B", "1.0 kB", "12.3 kB", "1.0 MB", "150.0 MB", "18446744073.7 GB"]);
        assert_eq!(size(12_345, Language::Portuguese), "12,3 kB");
    }

    #[test]
    fn a_length_of_time_loses_what_does_not_matter() {
        let shown = [240, 9_990, 59_000, 61_000, 3_720_000]
            .map(|ms| span(Duration::from_millis(ms), Language::English));
        assert_eq!(shown, ["0.2 s", "9.9 s", "59 s", "1 min 1 s", "1 h 2 min"]);
    }

    #[test]
    fn a_rate_is_exact_only_where_it_is_low() {
        let shown = [(1, 3_000), (250, 1_000), (0, 0)]
            .map(|(n, ms)| rate(n, Duration::from_millis(ms), Language::English));
        assert_eq!(shown, ["0.3", "250", "0.0"]);
    }
}
