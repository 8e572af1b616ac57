//! Marking as read or unread: the server keeps no flags, so that it is kept for this account here.

use super::open::Pop3;
use super::search::name;
use crate::{Error, FlagChange, Kind, MessageRef, Result};
use carteiro_world::phrase;

pub(super) async fn flag(
    pop3: &Pop3,
    messages: Vec<MessageRef>,
    change: FlagChange,
) -> Result<Vec<Result<()>>> {
    if change.flagged.is_some() {
        return Err(Error::new(Kind::Unsupported, phrase!("mailbox-cannot-flag")));
    }
    if !change.categories.is_empty() {
        return Err(Error::new(Kind::Unsupported, phrase!("mailbox-cannot-categorize")));
    }
    let mut marked = Vec::with_capacity(messages.len());
    for message in &messages {
        marked.push(match (name(message), change.seen) {
            (Err(error), _) => Err(error),
            (Ok(_), Some(read)) => pop3.marks.mark(message, read).await,
            (Ok(_), None) => Ok(()),
        });
    }
    Ok(marked)
}
