//! Which message is meant.

use crate::{ContentKey, MessageRef};

/// The one of `candidates` that `key` fits; `None` where it fits several.
pub(in crate::backends) fn alone(key: &ContentKey, candidates: &[MessageRef]) -> Option<MessageRef> {
    let mut fitting = candidates.iter().filter(|one| fits(key, &one.key));
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.clone())
}

fn fits(key: &ContentKey, other: &ContentKey) -> bool {
    let same_time = match (key.received_at, other.received_at) {
        (Some(one), Some(other)) => one.as_second() == other.as_second(),
        _ => true,
    };
    // Exchange counts what it keeps of a message, which changes with it: the size tells nothing.
    key.message_id == other.message_id && same_time && (key.message_id.is_some() || key.size == other.size)
}
