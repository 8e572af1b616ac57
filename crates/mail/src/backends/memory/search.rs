//! Searching: everything that is not marked for removal; the caller checks every condition.

use super::knobs::Verb;
use super::session::Session;
use super::state::{Folder, Stored};
use crate::mime::Header;
use crate::{ContentKey, FolderPath, MessageRef, Result};

pub(super) fn search(session: &Session, folder: &FolderPath) -> Result<Vec<MessageRef>> {
    session.serve(Verb::Search, |state| {
        let found = state.folder(folder)?;
        let reference = |message: &Stored| found.reference(folder, message.uid, ContentKey::default());
        Ok(present(found).map(reference).collect())
    })
}

/// By Message-ID and size, as on servers without lasting names.
pub(super) fn locate(
    session: &Session,
    folder: &FolderPath,
    keys: Vec<ContentKey>,
) -> Result<Vec<Option<MessageRef>>> {
    session.serve(Verb::Locate, |state| {
        if keys.iter().all(|key| key.message_id.is_none()) {
            return Ok(vec![None; keys.len()]);
        }
        let found = state.folder(folder)?;
        let named = |message: &Stored| {
            (Header::parse(&message.raw).message_id, message.raw.len() as u64, message.uid)
        };
        let named: Vec<_> = present(found).map(named).collect();
        let only = |key: ContentKey| {
            let is_it = |(id, size, _): &&(Option<String>, u64, u32)| {
                id.is_some() && *id == key.message_id && (key.size == 0 || key.size == *size)
            };
            let mut matching = named.iter().filter(is_it);
            let (_, _, uid) = matching.next()?;
            matching.next().is_none().then(|| found.reference(folder, *uid, key))
        };
        Ok(keys.into_iter().map(only).collect())
    })
}

fn present(folder: &Folder) -> impl Iterator<Item = &Stored> {
    folder.messages.values().filter(|message| !message.flags.deleted)
}
