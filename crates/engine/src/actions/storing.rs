//! Storing messages, for the actions that put something into a mailbox.

use super::Output;
use crate::failure::Failure;
use crate::run::{Cx, Permit};
use crate::session::Session;
use crate::vars::{Mail, Value};
use carteiro_mail::query::Matched;
use carteiro_mail::{ContentKey, Flags, FolderPath, Found, Kind, MessageRef, Parts};
use carteiro_world::Spool;
use jiff::Timestamp;
use std::sync::Arc;

/// A message to be stored.
pub(super) struct Stored {
    pub(super) folder: FolderPath,
    pub(super) content: Spool,
    pub(super) flags: Flags,
    pub(super) received_at: Option<Timestamp>,
    /// A Message-ID that no other message has: by it the message is found when the server's answer was lost.
    pub(super) only: Option<String>,
}

/// Stores a message, and answers where it is.
pub(super) async fn store(session: &Session, permit: &Permit, stored: Stored) -> Result<MessageRef, Failure> {
    let Stored { folder, content, flags, received_at, only } = stored;
    let size = content.len();
    let mailbox = session.write(permit);
    let failure = match mailbox.append(folder.clone(), content, flags, received_at).await {
        Ok(reference) => return Ok(reference),
        Err(failure) => failure,
    };
    if let Some(message_id) = only.filter(|_| failure.kind == Kind::OutcomeUnknown) {
        let key = ContentKey { message_id: Some(message_id), received_at: None, size };
        if let Ok(found) = session.fetch(MessageRef { folder, id: None, key }, Parts::default()).await {
            return Ok(found.reference);
        }
    }
    Err(failure)
}

/// The stored message, read back where somebody keeps it; one that an earlier try has stored may have been moved since.
pub(super) async fn kept(
    cx: &Cx,
    session: Arc<Session>,
    reference: MessageRef,
    is_kept: bool,
) -> Result<Output, Failure> {
    if !is_kept {
        return Ok(Output::Nothing);
    }
    if let Some(mail) = cx.stored() {
        return Ok(Output::Value(Value::Message(mail)));
    }
    // Of what is remembered the bytes are not: whoever wants them asks for them.
    let parts = Parts { content: cx.parts().content && !cx.may_come_by_again(), ..cx.parts() };
    let message = session.fetch(reference, parts).await?;
    let found = Found { message, matched: Matched::default() };
    let mail = Arc::new(Mail::new(session, found, &[], cx.zone().clone()));
    cx.has_stored(&mail);
    Ok(Output::Value(Value::Message(mail)))
}
