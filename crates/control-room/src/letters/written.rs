//! What stands in a letter.

use crate::notices::Waiting;
use carteiro_world::{Language, phrase};
use jiff::tz::TimeZone;

/// Subjects are read at a glance.
const LONGEST_SUBJECT: usize = 200;

/// In one line, though somebody called something in two.
fn line(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    letters.take(LONGEST_SUBJECT).collect()
}

/// What the letter is about: its only notice, or how many there are.
pub(super) fn subject(notices: &[Waiting], language: Language) -> String {
    let first = notices.first().map(|notice| notice.what(language)).unwrap_or_default();
    line(&language.say(&phrase!("notice-mail-subject", count = notices.len(), first = first)))
}

/// The notices, each with its time; that there are `more`; and who says so.
pub(super) fn text(
    notices: &[Waiting],
    more: usize,
    zone: Option<&str>,
    url: &str,
    language: Language,
) -> String {
    let zone = zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC);
    let mut text = String::new();
    for notice in notices {
        let at = language.moment(&notice.at.to_zoned(zone.clone()));
        text.extend([&at, "\n", &notice.said(language), "\n\n"]);
    }
    if more > 0 {
        text.extend([&*language.say(&phrase!("notice-mail-more", count = more)), "\n\n"]);
    }
    text.extend([&*language.say(&phrase!("notice-mail-foot", url = url)), "\n"]);
    text
}
