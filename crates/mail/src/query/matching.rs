//! Deciding a condition on a message that was fetched.

use super::Condition;
use crate::Message;
use std::collections::BTreeMap;

/// A message matched; what the named groups of the regular expressions caught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched(pub BTreeMap<String, String>);

impl Condition {
    /// Whether `message` is meant. What [`Condition::reads`] names must have been fetched.
    pub fn matches(&self, message: &Message) -> Option<Matched> {
        let mut captures = BTreeMap::new();
        self.holds(message, &mut captures).then_some(Matched(captures))
    }

    /// Adds to `captures` only what alternatives that hold have caught.
    fn holds(&self, message: &Message, captures: &mut BTreeMap<String, String>) -> bool {
        let header = &message.header;
        match self {
            Self::All(of) => {
                let mut caught = BTreeMap::new();
                let all = of.iter().all(|one| one.holds(message, &mut caught));
                if all {
                    captures.append(&mut caught);
                }
                all
            }
            Self::Any(of) => of.iter().any(|one| one.holds(message, captures)),
            Self::Not(one) => !one.holds(message, &mut BTreeMap::new()),
            Self::Subject(text) => text.matches([header.subject.as_str()], captures),
            Self::From(text) => {
                let shown: Vec<String> = header.from.iter().map(ToString::to_string).collect();
                let names = header.from.iter().filter_map(|from| from.name.as_deref());
                let addresses = header.from.iter().map(|from| from.address.as_str());
                text.matches(addresses.chain(names).chain(shown.iter().map(String::as_str)), captures)
            }
            Self::Seen(seen) => message.flags.seen == *seen,
            Self::Flagged(flagged) => message.flags.flagged == *flagged,
            Self::Received { from, until } => {
                // A server that tells no date cannot rule the message in.
                message.received_at.is_some_and(|at| {
                    from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)
                })
            }
            Self::Size { over, under } => {
                over.is_none_or(|over| message.size > over) && under.is_none_or(|under| message.size < under)
            }
            Self::HasAttachments(wanted) => message.has_attachments() == *wanted,
            Self::Class(wanted) => wanted.contains(&message.class()),
        }
    }
}
