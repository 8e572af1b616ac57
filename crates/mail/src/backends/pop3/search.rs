//! What there is: the server tells names and sizes, and everything else is decided here.

use super::listing::Entry;
use super::open::Pop3;
use super::sift::{self, Known};
use crate::{ContentKey, Error, FolderPath, MessageRef, Query, Result, ServerId};
use carteiro_auth::Renew;

pub(super) async fn search(pop3: &Pop3, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
    let entries = listed(pop3, &folder, Renew::WhenExpired).await?;
    let mut found: Vec<MessageRef> = entries.iter().map(reference).collect();
    let Some(condition) = &query.condition else { return Ok(found) };
    let mut read = if sift::asks_whether_seen(condition) {
        pop3.marks.are_read(&found).await?.into_iter()
    } else {
        Vec::new().into_iter()
    };
    found.retain(|_| !sift::rules_out(condition, &Known { seen: read.next().unwrap_or_default() }));
    Ok(found)
}

pub(super) async fn count(pop3: &Pop3, folder: FolderPath, query: Query) -> Result<Option<u64>> {
    if query.condition.is_some() {
        return Ok(None);
    }
    Ok(Some(listed(pop3, &folder, Renew::WhenExpired).await?.len() as u64))
}

/// What there is now, without what was removed.
pub(super) async fn listed(pop3: &Pop3, folder: &FolderPath, renew: Renew) -> Result<Vec<Entry>> {
    in_inbox(folder)?;
    let mut held = pop3.hold().await;
    held.anew(renew).await?;
    let mut entries = held
        .with(async |connection| Ok(connection.listing().await?.entries.clone()))
        .await
        // Looking has changed nothing.
        .map_err(super::fault::nothing_done)?;
    entries.retain(|entry| !held.removals().has(&entry.name));
    Ok(entries)
}

/// How a message is found again.
pub(super) fn reference(entry: &Entry) -> MessageRef {
    MessageRef {
        folder: FolderPath::inbox(),
        id: Some(ServerId::Immutable(entry.name.to_string())),
        key: ContentKey { size: entry.size, ..ContentKey::default() },
    }
}

/// There is no other folder.
pub(super) fn in_inbox(folder: &FolderPath) -> Result<()> {
    if folder.is_inbox() {
        return Ok(());
    }
    Err(crate::folder::missing(folder))
}

/// The name of a message of this maildrop.
pub(super) fn name(message: &MessageRef) -> Result<&str> {
    match &message.id {
        Some(ServerId::Immutable(name)) if message.folder.is_inbox() => Ok(name),
        _ => Err(gone()),
    }
}

pub(super) fn gone() -> Error {
    crate::fetch::gone(&FolderPath::inbox())
}
