//! A message out of all its bytes: the same for every backend that has them.

use crate::mime::{self, Header, PartId, Purpose, Structure, Text};
use crate::query::HeaderName;
use crate::{
    Content, ContentKey, Error, Flags, FolderPath, Kind, Message, MessageRef, Parts, Result, Wanted,
};
use carteiro_world::{Spool, phrase};
use jiff::Timestamp;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The most text that is read of a message.
pub(crate) const TEXT_CAP: usize = 1024 * 1024;
/// The longest header that is read.
pub(crate) const HEADER_CAP: usize = 1024 * 1024;
/// The fields that [`Header`]'s own fields are read from: what is fetched unless [`Parts::all_headers`] is asked for.
pub(crate) const FIELDS: [&str; 15] = [
    "DATE",
    "SUBJECT",
    "FROM",
    "TO",
    "CC",
    "BCC",
    "REPLY-TO",
    "MESSAGE-ID",
    "IN-REPLY-TO",
    "REFERENCES",
    "IMPORTANCE",
    "X-PRIORITY",
    "X-MSMAIL-PRIORITY",
    "CONTENT-TYPE",
    "X-FAILED-RECIPIENTS",
];

/// What all bytes of a message tell.
pub(crate) struct Whole {
    pub(crate) header: Header,
    pub(crate) structure: Structure,
    pub(crate) text: Option<Text>,
    pub(crate) purpose: Option<Purpose>,
    pub(crate) content: Option<Spool>,
}

/// Reads as much of the message in `spool` as `parts` asks for. Blocks for messages that are not in memory.
pub(crate) fn whole(spool: Spool, parts: Parts) -> io::Result<Whole> {
    let structure = mime::split(&spool)?;
    let header = Header::parse(&spool.read(structure.header.clone(), HEADER_CAP)?);
    let text = parts.text.then(|| mime::text(&spool, &structure, TEXT_CAP)).transpose()?;
    let purpose = parts.purpose.then(|| mime::purpose(&spool, &header, &structure)).transpose()?;
    Ok(Whole { header, structure, text, purpose, content: parts.content.then_some(spool) })
}

/// A message of which all bytes are at hand. No more of it than was asked for, so that whoever asks for too little learns
/// it where this is used.
pub(crate) fn message(
    reference: &MessageRef,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
    wanted: &Wanted,
) -> Result<Message> {
    let (size, parts) = (content.len(), wanted.parts);
    let mut whole = whole(content, parts)?;
    let received_at = received_at.or_else(|| whole.header.received_at());
    whole.header = narrowed(whole.header, wanted);
    let key = ContentKey { message_id: whole.header.message_id.clone(), received_at, size };
    let structured = parts.structure || parts.is_heavy();
    Ok(Message {
        reference: MessageRef { key, ..reference.clone() },
        flags,
        received_at,
        size,
        header: Arc::new(whole.header),
        structure: structured.then(|| Arc::new(whole.structure)),
        text: whole.text.map(Arc::new),
        purpose: whole.purpose.map(Arc::new),
        content: whole.content,
        picked: None,
    })
}

/// The same, in a blocking task when its bytes are in a file. A panic there is that message's error (`Content`).
pub(crate) async fn read(
    reference: &MessageRef,
    content: Spool,
    flags: Flags,
    received_at: Option<Timestamp>,
    wanted: &Arc<Wanted>,
) -> Result<Message> {
    let (of, wanted, failed) = (reference.clone(), Arc::clone(wanted), unreadable(&reference.folder));
    let in_memory = content.in_memory().is_some();
    let work = move || {
        let read = AssertUnwindSafe(|| message(&of, content, flags, received_at, &wanted));
        catch_unwind(read).unwrap_or(Err(failed))
    };
    if in_memory {
        return work();
    }
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(unreadable(&reference.folder)))
}

/// What was read of a message makes none.
pub(crate) fn unreadable(folder: &FolderPath) -> Error {
    Error::new(Kind::Content, phrase!("message-unreadable", folder = folder))
}

/// A message of which the header is at hand, and the size is known.
pub(crate) fn headed(reference: &MessageRef, header: Header, wanted: &Wanted, flags: Flags) -> Message {
    let (size, received_at) = (reference.key.size, header.received_at());
    let header = narrowed(header, wanted);
    let key = ContentKey { message_id: header.message_id.clone(), received_at, size };
    Message {
        reference: MessageRef { key, ..reference.clone() },
        flags,
        received_at,
        size,
        header: Arc::new(header),
        structure: None,
        text: None,
        purpose: None,
        content: None,
        picked: None,
    }
}

/// The header without the fields that nobody asked for.
fn narrowed(mut header: Header, wanted: &Wanted) -> Header {
    narrow(&mut header, wanted);
    header
}

/// Leaves out the fields that nobody asked for.
pub(crate) fn narrow(header: &mut Header, wanted: &Wanted) {
    if !wanted.parts.all_headers {
        let names = FIELDS.into_iter().chain(wanted.headers.iter().map(HeaderName::as_str));
        header.fields.retain(|(name, _)| names.clone().any(|field| field.eq_ignore_ascii_case(name)));
    }
}

/// Opens parts of the message in `spool`. Blocks for messages that are not in memory.
pub(crate) fn parts(spool: &Spool, folder: &FolderPath, ids: &[PartId]) -> io::Result<Vec<Result<Content>>> {
    let structure = mime::split(spool)?;
    let open = |id: &PartId| match structure.part(id) {
        Some(part) => Ok(Content::within(spool.clone(), part)),
        None => Err(no_part(folder, id)),
    };
    Ok(ids.iter().map(open).collect())
}

pub(crate) fn no_part(folder: &FolderPath, id: &PartId) -> Error {
    Error::new(Kind::NotFound, phrase!("part-missing", folder = folder, part = id))
}
