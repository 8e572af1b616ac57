//! What of a query is asked of the server: a superset of what is meant, checked again here.
//!
//! - Texts are not asked about: `$search` matches words of an index, and `contains` what Exchange keeps in place of what a
//!   message says (docs/decisions/0002).
//! - What is sorted by comes first in a filter: else Graph finds it inefficient
//!   (learn.microsoft.com/graph/api/user-list-messages#using-filter-and-orderby-in-the-same-query).
//! - `not` is worked out here, since it is understood of few properties.

use crate::Condition;
use jiff::Timestamp;

/// A filter, and whether it holds of exactly what is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As it stands in `$filter`: `isRead eq false`.
    pub text: String,
    /// Whether the server decides it exactly as it is meant.
    pub is_exact: bool,
    /// Whether it is several joined by `or`.
    is_choice: bool,
}

/// What the server is asked; `None`: nothing, it would rule nothing out.
pub fn asked(condition: &Condition) -> Option<Asked> {
    decided(condition, true)
}

/// What is asked where `condition` is to be `wanted`.
fn decided(condition: &Condition, wanted: bool) -> Option<Asked> {
    match condition {
        Condition::Not(one) => decided(one, !wanted),
        Condition::All(of) if wanted => all(of.iter().map(|one| decided(one, true))),
        Condition::Any(of) if wanted => any(of.iter().map(|one| decided(one, true))),
        // Not all: one at least is not.
        Condition::All(of) => any(of.iter().map(|one| decided(one, false))),
        Condition::Any(of) => all(of.iter().map(|one| decided(one, false))),
        Condition::Seen(seen) => Some(one(format!("isRead eq {}", *seen == wanted), true)),
        Condition::Flagged(flagged) => {
            let how = if *flagged == wanted { "eq" } else { "ne" };
            Some(one(format!("flag/flagStatus {how} 'flagged'"), true))
        }
        Condition::Received { from, until } => received(*from, *until, wanted),
        Condition::Text(..) | Condition::Size { .. } | Condition::HasAttachments(_) | Condition::Class(_) => {
            None
        }
    }
}

fn one(text: String, is_exact: bool) -> Asked {
    Asked { text, is_exact, is_choice: false }
}

/// What cannot be asked about is left out of what must all hold.
fn all(of: impl Iterator<Item = Option<Asked>>) -> Option<Asked> {
    let of: Vec<Option<Asked>> = of.collect();
    let is_exact = of.iter().all(|one| one.as_ref().is_some_and(|one| one.is_exact));
    let mut known: Vec<Asked> = of.into_iter().flatten().collect();
    if known.len() < 2 {
        return known.pop().map(|one| Asked { is_exact, ..one });
    }
    let texts: Vec<String> = known.iter().map(Asked::grouped).collect();
    Some(one(texts.join(" and "), is_exact))
}

/// Where one of several cannot be asked about, none is.
fn any(of: impl Iterator<Item = Option<Asked>>) -> Option<Asked> {
    let mut known: Vec<Asked> = of.collect::<Option<_>>()?;
    if known.len() < 2 {
        return known.pop();
    }
    let is_exact = known.iter().all(|one| one.is_exact);
    let texts: Vec<&str> = known.iter().map(|one| one.text.as_str()).collect();
    Some(Asked { text: texts.join(" or "), is_exact, is_choice: true })
}

/// The server compares whole seconds: what lies within one is decided here.
fn received(from: Option<Timestamp>, until: Option<Timestamp>, wanted: bool) -> Option<Asked> {
    let bound = |at: Timestamp, up: bool| {
        let whole = at.subsec_nanosecond() == 0;
        let second = at.as_second() + i64::from(up && !whole);
        Some((Timestamp::from_second(second).ok()?, whole))
    };
    // A superset begins earlier and ends later.
    let from = from.map(|at| Some((bound(at, !wanted)?, if wanted { "ge" } else { "lt" })));
    let until = until.map(|at| Some((bound(at, wanted)?, if wanted { "lt" } else { "ge" })));
    let asked = [from, until].into_iter().flatten().map(|bound| {
        let ((at, whole), how) = bound?;
        Some(one(format!("receivedDateTime {how} {at}"), whole))
    });
    if wanted { all(asked) } else { any(asked) }
}

impl Asked {
    /// As part of something larger.
    pub(super) fn grouped(&self) -> String {
        if self.is_choice { format!("({})", self.text) } else { self.text.clone() }
    }
}

/// The filter of a list that is sorted by reception, of what came at `from` and later.
pub(super) fn sorted(from: Option<Timestamp>, asked: Option<&Asked>) -> String {
    let since = from.map(|at| at.to_string());
    match (since, asked) {
        (None, None) => String::new(),
        (Some(since), None) => format!("receivedDateTime ge {since}"),
        // Every message there ever was.
        (since, Some(asked)) => {
            let since = since.unwrap_or_else(|| "1900-01-01T00:00:00Z".to_owned());
            format!("receivedDateTime ge {since} and {}", asked.grouped())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(condition: &Condition) -> Option<(String, bool)> {
        asked(condition).map(|asked| (asked.text, asked.is_exact))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_the_server_decides_is_asked_and_nothing_that_it_would_decide_otherwise() {
        let unknown = || Condition::HasAttachments(true);
        let (seen, flagged) = (Condition::Seen(true), Condition::Flagged(false));
        let not = |one: Condition| Condition::Not(Box::new(one));
        for (condition, expected) in [
            (seen.clone(), Some(("isRead eq true", true))),
            (not(flagged.clone()), Some(("flag/flagStatus eq 'flagged'", true))),
            (unknown(), None),
            (not(unknown()), None),
            (Condition::All(vec![seen.clone(), unknown()]), Some(("isRead eq true", false))),
            (Condition::Any(vec![seen.clone(), unknown()]), None),
            (not(Condition::All(vec![seen.clone(), unknown()])), None),
            (not(Condition::Any(vec![seen.clone(), unknown()])), Some(("isRead eq false", false))),
            (
                Condition::All(vec![
                    Condition::Any(vec![seen.clone(), flagged.clone()]),
                    not(Condition::All(vec![seen.clone(), flagged.clone()])),
                ]),
                Some((
                    "(isRead eq true or flag/flagStatus ne 'flagged') and \
                     (isRead eq false or flag/flagStatus eq 'flagged')",
                    true,
                )),
            ),
        ] {
            let expected = expected.map(|(text, exact)| (text.to_owned(), exact));
            assert_eq!(text(&condition), expected, "{condition:?}");
        }
    }

    #[test]
    fn moments_within_a_second_are_widened_to_it_whichever_side_is_meant() {
        let from = Some(at("2026-11-22T12:00:00.5Z"));
        let until = Some(at("2026-11-22T13:00:00.5Z"));
        let received = Condition::Received { from, until };
        let within = "receivedDateTime ge 2026-11-22T12:00:00Z and receivedDateTime lt 2026-11-22T13:00:01Z";
        assert_eq!(text(&received), Some((within.to_owned(), false)));
        let without = "receivedDateTime lt 2026-11-22T12:00:01Z or receivedDateTime ge 2026-11-22T13:00:00Z";
        assert_eq!(text(&Condition::Not(Box::new(received))), Some((without.to_owned(), false)));
        let whole = Condition::Received { from: Some(at("2026-11-22T12:00:00Z")), until: None };
        assert_eq!(text(&whole), Some(("receivedDateTime ge 2026-11-22T12:00:00Z".to_owned(), true)));
    }

    #[test]
    fn what_is_sorted_by_comes_first() {
        let choice = asked(&Condition::Any(vec![Condition::Seen(true), Condition::Flagged(true)]));
        assert_eq!(
            sorted(None, choice.as_ref()),
            "receivedDateTime ge 1900-01-01T00:00:00Z and (isRead eq true or flag/flagStatus eq 'flagged')"
        );
        assert_eq!(
            sorted(Some(at("2026-11-22T12:00:00Z")), None),
            "receivedDateTime ge 2026-11-22T12:00:00Z"
        );
        assert_eq!(sorted(None, None), "");
    }
}
