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
pub(super) fn locate(session: &Session, folder: &FolderPath, key: &ContentKey) -> Result<Option<MessageRef>> {
    session.serve(Verb::Locate, |state| {
        let Some(message_id) = &key.message_id else {
            return Ok(None);
        };
        let found = state.folder(folder)?;
        let is_it = |message: &&Stored| {
            let same_size = key.size == 0 || key.size == message.raw.len() as u64;
            same_size && Header::parse(&message.raw).message_id.as_ref() == Some(message_id)
        };
        let mut matching = present(found).filter(is_it);
        Ok(match (matching.next(), matching.next()) {
            (Some(one), None) => Some(found.reference(folder, one.uid, key.clone())),
            _ => None,
        })
    })
}

fn present(folder: &Folder) -> impl Iterator<Item = &Stored> {
    folder.messages.values().filter(|message| !message.flags.deleted)
}
