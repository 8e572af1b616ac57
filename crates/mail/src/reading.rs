//! A message out of all its bytes: the same for every backend that has them.

use crate::mime::{self, Header, PartId, Structure, Text};
use crate::{Content, Error, FolderPath, Kind, Parts, Result};
use carteiro_world::{Spool, phrase};
use std::io;

/// The most text that is read of a message.
pub(crate) const TEXT_CAP: usize = 1024 * 1024;
/// The longest header that is read.
pub(crate) const HEADER_CAP: usize = 1024 * 1024;
/// The fields that [`Header`]'s own fields are read from: what is fetched unless [`Parts::all_headers`] is asked for.
pub(crate) const FIELDS: [&str; 14] = [
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
];

/// What all bytes of a message tell.
pub(crate) struct Whole {
    pub(crate) header: Header,
    pub(crate) structure: Structure,
    pub(crate) text: Option<Text>,
    pub(crate) content: Option<Spool>,
}

/// Reads as much of the message in `spool` as `parts` asks for. Blocks for messages that are not in memory.
pub(crate) fn whole(spool: Spool, parts: Parts) -> io::Result<Whole> {
    let structure = mime::split(&spool)?;
    let header = Header::parse(&spool.read(structure.header.clone(), HEADER_CAP)?);
    let text = parts.text.then(|| mime::text(&spool, &structure, TEXT_CAP)).transpose()?;
    Ok(Whole { header, structure, text, content: parts.content.then_some(spool) })
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
