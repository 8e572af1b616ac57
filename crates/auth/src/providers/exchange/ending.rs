//! When Exchange Online ends Exchange Web Services. An Exchange of one's own keeps them.
//!
//! Sources: techcommunity.microsoft.com/blog/exchange/exchange-online-ews-your-time-is-almost-up/4492361 and, of the
//! list of applications, learn.microsoft.com/powershell/module/exchangepowershell/set-organizationconfig.

use carteiro_world::{Phrase, phrase};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

/// The days on which it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// From then on, tenant by tenant, who is not on the tenant's list of applications is not let in.
    pub blocked: Date,
    /// From then on nobody is.
    pub removed: Date,
}

/// What was announced.
pub const ENDING: Ending = Ending { blocked: date(2026, 10, 1), removed: date(2027, 4, 1) };

/// That it ends, with the days that are left at `now` where that is known, and which application a tenant would list:
/// `app` is its ID, `None` when that stands in no file.
pub fn ends(now: Option<Timestamp>, app: Option<&str>) -> Phrase {
    let Ending { blocked, removed } = ENDING;
    let today = now.map(|now| now.to_zoned(TimeZone::UTC).date());
    let left = |day: Date| today.map_or(0, |today| today.until(day).map_or(0, |span| span.get_days()));
    let (stage, days) = match today {
        None => ("undated", 0),
        Some(today) if today < blocked => ("announced", left(blocked)),
        Some(today) if today < removed => ("blocked", left(removed)),
        Some(_) => ("over", 0),
    };
    let known = if app.is_some() { "yes" } else { "no" };
    phrase!(
        "ews-cloud-ends",
        stage = stage,
        days = days,
        blocked = blocked,
        removed = removed,
        known = known,
        app = app.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_world::Language;

    fn at(now: &str) -> (String, String) {
        let phrase = ends(Some(now.parse().unwrap()), Some("1b2c"));
        (phrase.args["stage"].clone(), phrase.args["days"].clone())
    }

    #[test]
    fn the_days_that_are_left_are_counted_to_what_comes_next() {
        for (now, stage, days) in [
            ("2026-09-01T08:00:00Z", "announced", "30"),
            ("2026-09-30T23:59:59Z", "announced", "1"),
            ("2026-10-01T00:00:00Z", "blocked", "182"),
            ("2026-11-22T12:00:00Z", "blocked", "130"),
            ("2027-03-31T23:59:59Z", "blocked", "1"),
            ("2027-04-01T00:00:00Z", "over", "0"),
            ("2031-01-01T00:00:00Z", "over", "0"),
        ] {
            assert_eq!(at(now), (stage.to_owned(), days.to_owned()), "{now}");
        }
    }

    #[test]
    fn the_words_name_the_application_while_a_list_helps_and_not_after() {
        for language in Language::ALL {
            let said = |now: Option<&str>, app| language.say(&ends(now.map(|now| now.parse().unwrap()), app));
            for now in [None, Some("2026-09-01T08:00:00Z"), Some("2026-11-22T12:00:00Z")] {
                let told = said(now, Some("1b2c-3d"));
                assert!(told.contains("1b2c-3d") && told.contains("EwsAllowedAppIDs"), "{told}");
                assert!(told.contains("2027-04-01") && told.contains("outlook"), "{told}");
                let told = said(now, None);
                assert!(told.contains("EwsAllowedAppIDs") && !told.contains("1b2c"), "{told}");
            }
            let told = said(Some("2026-11-22T12:00:00Z"), None);
            assert!(told.contains("130"), "{told}");
            let told = said(Some("2027-04-02T12:00:00Z"), Some("1b2c-3d"));
            assert!(!told.contains("1b2c-3d") && told.contains("outlook"), "{told}");
        }
    }
}
