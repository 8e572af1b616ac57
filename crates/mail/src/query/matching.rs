//! Deciding a condition on a message, as far as it was fetched.

use super::Condition;
use crate::Message;
use crate::mime::Class;
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
    /// Its parts must tell: [`Condition::reads`].
    Undecided,
}

impl Condition {
    /// Whether `message` is meant. What [`Condition::reads`] names settles it; often its header does.
    pub fn decide(&self, message: &Message) -> Verdict {
        let mut captures = BTreeMap::new();
        match self.holds(message, &mut captures) {
            Some(true) => Verdict::Meant(Matched(captures)),
            Some(false) => Verdict::NotMeant,
            None => Verdict::Undecided,
        }
    }

    /// Adds to `captures` only what alternatives that hold have caught. `None`: that cannot be said yet.
    fn holds(&self, message: &Message, captures: &mut BTreeMap<String, String>) -> Option<bool> {
        let header = &message.header;
        match self {
            Self::All(of) => {
                let mut caught = BTreeMap::new();
                let all = every(of.iter().map(|one| one.holds(message, &mut caught)));
                if all == Some(true) {
                    captures.append(&mut caught);
                }
                all
            }
            Self::Any(of) => {
                every(of.iter().map(|one| one.holds(message, captures).map(|holds| !holds))).map(|none| !none)
            }
            Self::Not(one) => one.holds(message, &mut BTreeMap::new()).map(|holds| !holds),
            Self::Subject(text) => Some(text.matches([header.subject.as_str()], captures)),
            Self::From(text) => {
                let shown: Vec<String> = header.from.iter().map(ToString::to_string).collect();
                let names = header.from.iter().filter_map(|from| from.name.as_deref());
                let addresses = header.from.iter().map(|from| from.address.as_str());
                Some(text.matches(addresses.chain(names).chain(shown.iter().map(String::as_str)), captures))
            }
            Self::Seen(seen) => Some(message.flags.seen == *seen),
            Self::Flagged(flagged) => Some(message.flags.flagged == *flagged),
            Self::Received { from, until } => {
                // A server that tells no date cannot rule the message in.
                Some(message.received_at.is_some_and(|at| {
                    from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)
                }))
            }
            Self::Size { over, under } => Some(
                over.is_none_or(|over| message.size > over) && under.is_none_or(|under| message.size < under),
            ),
            Self::HasAttachments(wanted) => message.has_attachments().map(|has| has == *wanted),
            Self::Class(wanted) if Class::ALL.iter().all(|class| wanted.contains(class)) => Some(true),
            Self::Class(wanted) => message.class().map(|class| wanted.contains(&class)),
        }
    }
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
    use crate::query::{Pattern, Text};
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
            content: None,
            picked: None,
        }
    }

    fn subject(text: &str) -> Condition {
        Condition::Subject(Text(vec![Pattern::Contains { text: text.into(), case: false }]))
    }

    #[test]
    fn the_header_settles_what_it_can_and_leaves_the_rest_open() {
        use Condition::{All, Any, Class as Of, HasAttachments, Not};
        let open = || HasAttachments(true);
        let meant = Verdict::Meant(Matched::default());
        for (condition, verdict) in [
            (All(vec![open(), subject("newsletter")]), Verdict::NotMeant),
            (All(vec![open(), subject("invoice")]), Verdict::Undecided),
            (Any(vec![open(), subject("invoice")]), meant),
            (Any(vec![open(), subject("newsletter")]), Verdict::Undecided),
            (Not(Box::new(open())), Verdict::Undecided),
            (Of(vec![Class::Bounce]), Verdict::Undecided),
        ] {
            assert_eq!(condition.decide(&message()), verdict, "{condition:?}");
        }
    }
}
