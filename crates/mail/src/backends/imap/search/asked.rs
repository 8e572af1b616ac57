//! What of a query is asked of the server, what is not, and why.
//!
//! The search sends what is told here, and whoever explains a search reads the same.

use crate::mime::Class;
use crate::{Condition, Query};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::fmt;

/// A condition, as far as the server is asked about it. Laid out as the condition is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who decides it.
    pub part: Part,
    /// Those inside of it, in their order.
    pub of: Vec<Asked>,
    key: Option<Key>,
    /// Why those inside are not asked either when it is not.
    unasked: Option<Why>,
}

/// Who decides a condition. Whatever the server says is checked again here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The server, exactly as we would.
    Server,
    /// The server rules some messages out; the others are decided here.
    Narrowed(Why),
    /// It is decided here; nothing of it is asked.
    Here(Why),
}

/// Why the server does not decide a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is about a text: servers search these each in a way of its own.
    Text,
    /// Servers know days only, in a time zone of their own.
    Days,
    /// It is about the parts of a message, for which there is no search.
    Structure,
    /// It is about what a message is for, for which there is no search.
    Class,
    /// No search knows sizes beyond 32 bits.
    Large,
    /// Of alternatives the server would have to decide each.
    Alternative,
    /// The opposite of what is not decided exactly rules out too much.
    Opposite,
    /// One inside of it is not decided by the server.
    Inside,
}

/// One word of a search with what it compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// A flag.
    Flag(&'static str),
    /// More than so many bytes.
    Larger(u64),
    /// Less than so many bytes.
    Smaller(u64),
    /// Received on this day or later.
    Since(Date),
    /// Received before this day.
    Before(Date),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Everything,
    /// Of the condition with this number.
    Terms(usize, Vec<Term>),
    All(Vec<Key>),
    Any(Vec<Key>),
    Not(Box<Key>),
}

/// What is asked of the server about `query`.
pub fn asked(query: &Query) -> Asked {
    let everything = Condition::All(Vec::new());
    let mut asked = Asked::of(query.condition.as_ref().unwrap_or(&everything), &mut 0);
    asked.settle(None);
    asked
}

impl Asked {
    /// What `UID SEARCH` asks for. Messages marked for removal are never meant.
    pub fn criteria(&self) -> String {
        self.criteria_with(|_, term| term.to_string())
    }

    /// The same, with each term written by `write`, which gets the number of its condition: those that hold no others
    /// are counted from 0, in the order in which they stand.
    pub fn criteria_with(&self, write: impl Fn(usize, &Term) -> String) -> String {
        match &self.key {
            None | Some(Key::Everything) => "UNDELETED".to_owned(),
            Some(key) => format!("UNDELETED {}", key.written(&write)),
        }
    }

    /// What is asked about this condition alone; `None`: nothing.
    pub fn key_with(&self, write: impl Fn(usize, &Term) -> String) -> Option<String> {
        let key = self.key.as_ref().filter(|key| **key != Key::Everything)?;
        Some(key.written(&write))
    }

    /// Whether the server decides every part of it exactly as we do: then its number of messages is the answer.
    pub fn is_exact(&self) -> bool {
        self.part == Part::Server
    }

    fn of(condition: &Condition, number: &mut usize) -> Self {
        let mut each = |of: &[Condition]| of.iter().map(|one| Self::of(one, number)).collect::<Vec<_>>();
        match condition {
            Condition::All(of) => {
                let of = each(of);
                let is_exact = of.iter().all(Self::is_exact);
                let keys = of.iter().filter_map(|one| one.key.clone()).filter(|key| *key != Key::Everything);
                let keys: Vec<Key> = keys.collect();
                let nothing = keys.is_empty() && !is_exact;
                Self::with(of, is_exact, (!nothing).then(|| Key::all(keys)), None)
            }
            Condition::Any(of) => {
                let of = each(of);
                let is_exact = of.iter().all(Self::is_exact);
                // One alternative that the server cannot decide leaves everything in.
                let keys: Option<Vec<Key>> = of.iter().map(|one| one.key.clone()).collect();
                // Dovecot 2.3 takes "OR UNSEEN UNFLAGGED" for mail from the first unread message on only.
                let keys = keys.filter(|keys| keys.iter().filter(|key| key.lacks_a_flag()).count() < 2);
                let key =
                    keys.map(
                        |keys| if keys.contains(&Key::Everything) { Key::Everything } else { Key::Any(keys) },
                    );
                Self::with(of, is_exact, key, Some(Why::Alternative))
            }
            Condition::Not(one) => {
                let of = each(std::slice::from_ref(one));
                // The opposite of a superset is no superset: only what the server decides exactly may be negated.
                let key = of.first().filter(|one| one.is_exact()).and_then(|one| one.key.clone());
                let key = key.filter(Key::is_plain).map(|key| Key::Not(Box::new(key)));
                Self::with(of, key.is_some(), key, Some(Why::Opposite))
            }
            alone => {
                let (part, terms) = alone_decided(alone);
                let key = match part {
                    Part::Here(_) => None,
                    _ if terms.is_empty() => Some(Key::Everything),
                    _ => Some(Key::Terms(*number, terms)),
                };
                *number += 1;
                Self { part, of: Vec::new(), key, unasked: None }
            }
        }
    }

    fn with(of: Vec<Self>, is_exact: bool, key: Option<Key>, unasked: Option<Why>) -> Self {
        let part = match &key {
            _ if is_exact => Part::Server,
            Some(_) => Part::Narrowed(Why::Inside),
            None => Part::Here(Why::Inside),
        };
        Self { part, of, key, unasked }
    }

    /// What is inside of something that is not asked is not asked either: `why`.
    fn settle(&mut self, why: Option<Why>) {
        let inside = why.or(self.unasked.filter(|_| self.key.is_none()));
        if let Some(why) = why
            && self.key.take().is_some()
        {
            self.part = Part::Here(if self.of.is_empty() { why } else { Why::Inside });
        }
        for one in &mut self.of {
            one.settle(inside);
        }
    }
}

/// What the server can tell of a condition that holds no others.
fn alone_decided(condition: &Condition) -> (Part, Vec<Term>) {
    let flag = |flag| (Part::Server, vec![Term::Flag(flag)]);
    match condition {
        Condition::Seen(true) => flag("SEEN"),
        Condition::Seen(false) => flag("UNSEEN"),
        Condition::Flagged(true) => flag("FLAGGED"),
        Condition::Flagged(false) => flag("UNFLAGGED"),
        Condition::Size { over, under } => {
            // A number beyond 32 bits is no number to IMAP.
            if (*over).max(*under).is_some_and(|size| u32::try_from(size).is_err()) {
                return (Part::Here(Why::Large), Vec::new());
            }
            let terms = over.map(Term::Larger).into_iter().chain(under.map(Term::Smaller));
            (Part::Server, terms.collect())
        }
        Condition::Received { from, until } => {
            let terms = received(*from, *until);
            if terms.is_empty() { (Part::Here(Why::Days), terms) } else { (Part::Narrowed(Why::Days), terms) }
        }
        Condition::Class(wanted) if Class::ALL.iter().all(|class| wanted.contains(class)) => {
            (Part::Server, Vec::new())
        }
        Condition::Class(_) => (Part::Here(Why::Class), Vec::new()),
        Condition::HasAttachments(_) => (Part::Here(Why::Structure), Vec::new()),
        Condition::Text(..) | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {
            (Part::Here(Why::Text), Vec::new())
        }
    }
}

/// SINCE and BEFORE know days only, in the server's own zone: a day is added on both sides.
fn received(from: Option<Timestamp>, until: Option<Timestamp>) -> Vec<Term> {
    let day = |at: Timestamp, days: i64| at.to_zoned(TimeZone::UTC).date().checked_add(days.days()).ok();
    let since = from.and_then(|from| day(from, -1)).map(Term::Since);
    let before = until.and_then(|until| day(until, 2)).map(Term::Before);
    since.into_iter().chain(before).collect()
}

impl Key {
    fn all(mut keys: Vec<Self>) -> Self {
        match keys.len() {
            0 => Self::Everything,
            1 => keys.remove(0),
            _ => Self::All(keys),
        }
    }

    fn written(&self, write: &impl Fn(usize, &Term) -> String) -> String {
        let joined = |terms: &mut dyn Iterator<Item = String>| terms.collect::<Vec<_>>().join(" ");
        match self {
            Self::Everything => "ALL".to_owned(),
            Self::Terms(number, terms) => joined(&mut terms.iter().map(|term| write(*number, term))),
            Self::All(keys) => joined(&mut keys.iter().map(|key| key.written(write))),
            Self::Any(keys) => {
                let any = keys.iter().map(|key| format!("({})", key.written(write)));
                any.reduce(|all, key| format!("OR {all} {key}")).unwrap_or_else(|| "NOT ALL".to_owned())
            }
            Self::Not(key) => key.opposite(write),
        }
    }
}

impl Key {
    /// Whether somewhere in it a flag is wanted that is not there.
    fn lacks_a_flag(&self) -> bool {
        match self {
            Self::Everything => false,
            Self::Terms(_, terms) => {
                terms.iter().any(|term| matches!(term, Term::Flag(flag) if flag.starts_with("UN")))
            }
            Self::All(keys) | Self::Any(keys) => keys.iter().any(Self::lacks_a_flag),
            Self::Not(_) => true,
        }
    }

    /// Whether its opposite needs no alternatives.
    fn is_plain(&self) -> bool {
        let is_one = |key: &Self| {
            matches!(key, Self::Everything) || matches!(key, Self::Terms(_, terms) if terms.len() < 2)
        };
        match self {
            Self::Any(keys) => keys.iter().all(is_one),
            one => is_one(one),
        }
    }

    /// Each thing is negated by itself.
    fn opposite(&self, write: &impl Fn(usize, &Term) -> String) -> String {
        let each =
            |keys: &[Self]| keys.iter().map(|key| Self::Not(Box::new(key.clone()))).collect::<Vec<_>>();
        match self {
            Self::Everything => "NOT ALL".to_owned(),
            Self::Not(key) => key.written(write),
            Self::All(keys) => Self::Any(each(keys)).written(write),
            Self::Any(keys) => Self::all(each(keys)).written(write),
            Self::Terms(number, terms) => {
                let each = terms.iter().map(|term| format!("NOT {}", write(*number, term)));
                each.reduce(|all, term| format!("OR ({all}) ({term})"))
                    .unwrap_or_else(|| "NOT ALL".to_owned())
            }
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |date: &Date| date.strftime("%-d-%b-%Y").to_string();
        match self {
            Self::Flag(flag) => f.write_str(flag),
            Self::Larger(size) => write!(f, "LARGER {size}"),
            Self::Smaller(size) => write!(f, "SMALLER {size}"),
            Self::Since(date) => write!(f, "SINCE {}", day(date)),
            Self::Before(date) => write!(f, "BEFORE {}", day(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Field, Pattern, Text};
    use Condition::{All, Any, Class as Of, Flagged, Not, Received, Seen, Size};

    fn subject() -> Condition {
        Condition::Text(Field::Subject, Text(vec![Pattern::Exact("x".into())]))
    }

    fn of(condition: &Condition) -> Asked {
        asked(&Query { condition: Some(condition.clone()) })
    }

    #[test]
    fn only_what_the_server_decides_like_us_is_asked() {
        let size = Size { over: Some(10), under: Some(5_000_000) };
        let day: Timestamp = "2026-03-01T03:00:00Z".parse().unwrap();
        let received = Received { from: Some(day), until: Some(day) };
        for (condition, criteria) in [
            (All(vec![Seen(false), subject(), size.clone()]), " UNSEEN LARGER 10 SMALLER 5000000"),
            (subject(), ""),
            (Any(vec![Seen(true), subject()]), ""),
            (
                Any(vec![Seen(true), Flagged(true), size]),
                " OR OR (SEEN) (FLAGGED) (LARGER 10 SMALLER 5000000)",
            ),
            (Any(vec![All(vec![Seen(true), subject()]), Flagged(true)]), " OR (SEEN) (FLAGGED)"),
            (Not(Box::new(Seen(true))), " NOT SEEN"),
            (Not(Box::new(All(vec![Seen(true), Flagged(true)]))), ""),
            (Any(vec![Seen(false), Flagged(false)]), ""),
            (Any(vec![Seen(false), Flagged(true)]), " OR (UNSEEN) (FLAGGED)"),
            (Not(Box::new(subject())), ""),
            (Not(Box::new(received.clone())), ""),
            (Not(Box::new(All(vec![Seen(true), subject()]))), ""),
            (received, " SINCE 28-Feb-2026 BEFORE 3-Mar-2026"),
            (Size { over: None, under: Some(u64::MAX) }, ""),
            (Size { over: None, under: None }, ""),
            (All(Vec::new()), ""),
            (Any(Vec::new()), " NOT ALL"),
        ] {
            assert_eq!(of(&condition).criteria(), format!("UNDELETED{criteria}"), "{condition:?}");
        }
        assert_eq!(asked(&Query::default()).criteria(), "UNDELETED");
    }

    #[test]
    fn only_what_the_server_decides_to_the_last_is_exact() {
        let all = Of(Class::ALL.to_vec());
        let small = Size { over: None, under: Some(9) };
        let late = Received { from: Some(Timestamp::UNIX_EPOCH), until: None };
        for (condition, criteria) in [
            (All(vec![Seen(false), all.clone()]), Some(" UNSEEN")),
            (all.clone(), Some("")),
            (Not(Box::new(all.clone())), Some(" NOT ALL")),
            (All(Vec::new()), Some("")),
            (Any(vec![Seen(true), all]), Some("")),
            (Any(vec![Seen(true), small.clone()]), Some(" OR (SEEN) (SMALLER 9)")),
            (Not(Box::new(Any(vec![Seen(true), small]))), Some(" NOT SEEN NOT SMALLER 9")),
            (All(vec![Seen(false), late]), None),
            (All(vec![Seen(false), subject()]), None),
            (Of(vec![Class::Mail]), None),
        ] {
            let asked = of(&condition);
            let exact = asked.is_exact().then(|| asked.criteria());
            assert_eq!(exact, criteria.map(|keys| format!("UNDELETED{keys}")), "{condition:?}");
        }
        assert!(asked(&Query::default()).is_exact());
    }

    #[test]
    fn of_what_is_not_asked_the_reason_is_told() {
        let parts = |condition: &Condition| of(condition).of.iter().map(|one| one.part).collect::<Vec<_>>();
        let late = || Received { from: Some(Timestamp::UNIX_EPOCH), until: None };
        assert_eq!(
            parts(&All(vec![Seen(true), late(), subject(), Of(vec![Class::Mail])])),
            [Part::Server, Part::Narrowed(Why::Days), Part::Here(Why::Text), Part::Here(Why::Class)]
        );
        assert_eq!(
            parts(&Any(vec![Seen(true), late(), subject()])),
            [Part::Here(Why::Alternative), Part::Here(Why::Alternative), Part::Here(Why::Text)]
        );
        assert_eq!(parts(&Not(Box::new(late()))), [Part::Here(Why::Opposite)]);
        let inside = Any(vec![Not(Box::new(All(vec![Seen(true), Flagged(true)]))), subject()]);
        let not = &of(&inside).of[0];
        assert_eq!(not.part, Part::Here(Why::Inside));
        assert_eq!(not.of[0].of[1].part, Part::Here(Why::Alternative));
        assert_eq!(not.of[0].key_with(|_, term| term.to_string()), None);
    }
}
