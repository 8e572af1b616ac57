//! Deciding a condition on a message, as far as it was fetched.

use super::{Condition, is_same_for_reports};
use crate::mime::Class;
use crate::{Message, Parts};
use std::collections::BTreeMap;

/// A message matched; what the named groups of the regular expressions caught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched(pub BTreeMap<String, String>);

/// What can be said of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is meant.
    Meant(Matched),
    /// It is not.
    NotMeant,
    /// These parts must tell: the cheapest of what is missing. Then it is decided, or what costs more must tell.
    Undecided(Parts),
}

impl Condition {
    /// Whether `message` is meant. What [`Condition::reads`] names settles it; often its header does.
    ///
    /// The header fields of [`Condition::headers`] must have been fetched.
    pub fn decide(&self, message: &Message) -> Verdict {
        let mut seen = Seen::default();
        match self.holds(message, &mut seen) {
            Some(true) => Verdict::Meant(Matched(seen.captures)),
            Some(false) => Verdict::NotMeant,
            None => Verdict::Undecided(cheapest(seen.missing)),
        }
    }

    /// Adds to the captures only what conditions that hold have caught. `None`: that cannot be said yet.
    fn holds(&self, message: &Message, seen: &mut Seen) -> Option<bool> {
        match self {
            Self::All(of) => {
                let mut inner = Seen::default();
                let all = every(of.iter().map(|one| one.holds(message, &mut inner)));
                seen.take(inner, all);
                all
            }
            Self::Any(of) => {
                let mut inner = Seen::default();
                // All of them are looked at: each may catch something.
                let held: Vec<Option<bool>> = of.iter().map(|one| one.holds(message, &mut inner)).collect();
                let any = every(held.into_iter().map(|holds| holds.map(|holds| !holds))).map(|none| !none);
                seen.take(inner, any);
                any
            }
            Self::Not(one) => {
                let mut inner = Seen::default();
                let holds = one.holds(message, &mut inner);
                seen.take(Seen { captures: BTreeMap::new(), ..inner }, holds);
                holds.map(|holds| !holds)
            }
            Self::Text(field, text) => match field.texts(message) {
                Some(texts) => Some(text.matches(texts, &mut seen.captures)),
                None => seen.lacks(field.reads()),
            },
            Self::Seen(wanted) => Some(message.flags.seen == *wanted),
            Self::Flagged(wanted) => Some(message.flags.flagged == *wanted),
            Self::Received { from, until } => {
                // A server that tells no date cannot rule the message in.
                Some(message.received_at.is_some_and(|at| {
                    from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)
                }))
            }
            Self::Size { over, under } => Some(
                over.is_none_or(|over| message.size > over) && under.is_none_or(|under| message.size < under),
            ),
            Self::HasAttachments(wanted) => match message.has_attachments() {
                Some(has) => Some(has == *wanted),
                None => seen.lacks(self.reads()),
            },
            Self::Class(wanted) if Class::ALL.iter().all(|class| wanted.contains(class)) => Some(true),
            Self::Class(wanted) => match message.class() {
                Some(class) => Some(wanted.contains(&class)),
                // A report on a delivery.
                None if message.structure.is_some() && is_same_for_reports(wanted) => {
                    Some(wanted.contains(&Class::Bounce))
                }
                // What the structure tells comes before what takes bytes of the message.
                None if message.structure.is_none() => {
                    seen.lacks(Parts { structure: true, ..Parts::default() })
                }
                None => seen.lacks(self.reads()),
            },
        }
    }
}

/// What looking at a message brought.
#[derive(Default)]
struct Seen {
    captures: BTreeMap<String, String>,
    /// What conditions that could not be decided would need.
    missing: Vec<Parts>,
}

impl Seen {
    fn lacks(&mut self, parts: Parts) -> Option<bool> {
        self.missing.push(parts);
        None
    }

    /// Takes over what a condition inside brought, given what it came to.
    fn take(&mut self, mut inner: Self, holds: Option<bool>) {
        match holds {
            Some(true) => self.captures.append(&mut inner.captures),
            Some(false) => {}
            None => self.missing.append(&mut inner.missing),
        }
    }
}

/// What the server tells of a message, before bytes of it.
fn cheapest(missing: Vec<Parts>) -> Parts {
    let (heavy, light): (Vec<Parts>, Vec<Parts>) = missing.into_iter().partition(|parts| parts.is_heavy());
    let chosen = if light.is_empty() { heavy } else { light };
    chosen.into_iter().fold(Parts::default(), Parts::and)
}

/// Whether all hold: one that does not settles it, whatever cannot be said of the others.
fn every(mut of: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut undecided = false;
    let refuted = of.any(|holds| {
        undecided |= holds.is_none();
        holds == Some(false)
    });
    if refuted { Some(false) } else { (!undecided).then_some(true) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mime::Header;
    use crate::query::{Field, Pattern, Text};
    use crate::{ContentKey, Flags, FolderPath, MessageRef};
    use std::sync::Arc;

    /// With a header that leaves the class open, and nothing known of its parts.
    fn message() -> Message {
        let header =
            Header::parse(b"Subject: Invoice 7\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n");
        Message {
            reference: MessageRef { folder: FolderPath::inbox(), id: None, key: ContentKey::default() },
            flags: Flags::default(),
            received_at: None,
            size: 10,
            header: Arc::new(header),
            structure: None,
            text: None,
            purpose: None,
            content: None,
            picked: None,
        }
    }

    fn subject(text: &str) -> Condition {
        Condition::Text(Field::Subject, Text(vec![Pattern::Contains { text: text.into(), case: false }]))
    }

    #[test]
    fn the_header_settles_what_it_can_and_leaves_the_rest_open() {
        use Condition::{All, Any, Class as Of, HasAttachments, Not};
        let open = || HasAttachments(true);
        let body = || Condition::Text(Field::Body, Text(vec![Pattern::Exact("x".into())]));
        let structure = || Verdict::Undecided(Parts { structure: true, ..Parts::default() });
        let text = || Verdict::Undecided(Parts { text: true, ..Parts::default() });
        let meant = || Verdict::Meant(Matched::default());
        for (condition, verdict) in [
            (All(vec![open(), subject("newsletter")]), Verdict::NotMeant),
            (All(vec![open(), subject("invoice")]), structure()),
            (Any(vec![open(), subject("invoice")]), meant()),
            (Any(vec![open(), subject("newsletter")]), structure()),
            (Not(Box::new(open())), structure()),
            (Of(vec![Class::Bounce]), structure()),
            (All(vec![body(), subject("newsletter")]), Verdict::NotMeant),
            (All(vec![body(), subject("invoice")]), text()),
            (All(vec![body(), open()]), structure()),
            (Any(vec![All(vec![open(), subject("newsletter")]), body()]), text()),
            (All(vec![Any(vec![open(), subject("invoice")]), body()]), text()),
        ] {
            assert_eq!(condition.decide(&message()), verdict, "{condition:?}");
        }
    }
}
