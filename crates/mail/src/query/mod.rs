//! Which messages are meant: one language for every backend.
//!
//! A backend sends to its server what that server provably answers with a superset; every condition is checked again
//! here ([`Condition::decide`]), so that the same query means the same messages everywhere.

mod field;
mod header_name;
mod matching;
mod text;

pub use field::Field;
pub use header_name::HeaderName;
pub use matching::{Matched, Verdict};
pub use text::{Pattern, Text, composed};

use crate::Parts;
use crate::mime::Class;
use jiff::Timestamp;

/// Which messages, of what a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What must hold; `None` for every message.
    pub condition: Option<Condition>,
}

/// What must hold of a message.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All of them.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// A text in it.
    Text(Field, Text),
    /// Whether it was read.
    Seen(bool),
    /// Whether it is flagged.
    Flagged(bool),
    /// When the server received it: from the first moment on, before the second.
    Received {
        /// Not before.
        from: Option<Timestamp>,
        /// Not at or after.
        until: Option<Timestamp>,
    },
    /// Its size in bytes: both exclusive.
    Size {
        /// Larger than.
        over: Option<u64>,
        /// Smaller than.
        under: Option<u64>,
    },
    /// Whether it has attachments; inline images do not count.
    HasAttachments(bool),
    /// One of these sorts.
    Class(Vec<Class>),
}

/// Whether it makes no difference how a delivery went that the message reports: bounces and receipts are both meant, or
/// neither.
fn is_same_for_reports(wanted: &[Class]) -> bool {
    wanted.contains(&Class::Bounce) == wanted.contains(&Class::Receipt)
}

impl Condition {
    /// What must be fetched to decide it, beside [`Condition::headers`].
    pub fn reads(&self) -> Parts {
        match self {
            Self::All(of) | Self::Any(of) => {
                of.iter().fold(Parts::default(), |sum, one| sum.and(one.reads()))
            }
            Self::Not(one) => one.reads(),
            Self::Text(field, _) => field.reads(),
            Self::HasAttachments(_) => Parts { structure: true, ..Parts::default() },
            Self::Class(wanted) if Class::ALL.iter().all(|class| wanted.contains(class)) => Parts::default(),
            Self::Class(wanted) => {
                Parts { structure: true, purpose: !is_same_for_reports(wanted), ..Parts::default() }
            }
            Self::Seen(_) | Self::Flagged(_) | Self::Received { .. } | Self::Size { .. } => Parts::default(),
        }
    }

    /// Whether a header may decide it, or a part of it.
    pub(crate) fn asks_header(&self) -> bool {
        match self {
            Self::All(of) | Self::Any(of) => of.iter().any(Self::asks_header),
            Self::Not(one) => one.asks_header(),
            Self::Text(field, _) => field.reads() == Parts::default(),
            Self::Received { .. } | Self::Size { .. } => true,
            // What is kept of a message beside it is asked before anything is read.
            Self::Seen(_) | Self::Flagged(_) | Self::HasAttachments(_) | Self::Class(_) => false,
        }
    }

    /// The header fields that must be fetched to decide it, each once.
    pub fn headers(&self) -> Vec<HeaderName> {
        let mut names = Vec::new();
        self.collect_headers(&mut names);
        names
    }

    fn collect_headers(&self, names: &mut Vec<HeaderName>) {
        match self {
            Self::All(of) | Self::Any(of) => of.iter().for_each(|one| one.collect_headers(names)),
            Self::Not(one) => one.collect_headers(names),
            Self::Text(Field::Header(name), _) if !names.contains(name) => names.push(name.clone()),
            _ => {}
        }
    }
}
