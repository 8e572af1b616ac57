//! Storing a message.

use super::knobs::Verb;
use super::session::Session;
use crate::mime::Header;
use crate::{Categories, ContentKey, Error, Flags, FolderPath, MessageRef, Result};
use carteiro_world::Spool;
use jiff::Timestamp;

/// In a task of its own: it is carried through even when nobody waits for it any more.
pub(super) async fn append(
    session: Session,
    folder: FolderPath,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
) -> Result<MessageRef> {
    let stored = tokio::task::spawn_blocking(move || {
        let raw = content.read(0..content.len(), usize::MAX)?;
        session.serve(Verb::Append, |state| {
            let key = ContentKey {
                message_id: Header::parse(&raw).message_id,
                received_at,
                size: raw.len() as u64,
            };
            let target = state.folder_mut(&folder)?;
            let kept = Flags { deleted: false, keywords: flags.kept(Categories::Names), ..flags };
            // The hour at which somebody stores a message says nothing in memory.
            let uid = target.add(raw, kept, received_at.unwrap_or_default());
            Ok(target.reference(&folder, uid, key))
        })
    });
    stored.await.map_err(Error::internal)?
}
