//! What FETCH tells, as a message.

use super::structure;
use super::wire::response::{Fetched, Section};
use crate::mime::{Header, Part, Structure};
use crate::query::HeaderName;
use crate::reading::{self, FIELDS, HEADER_CAP};
use crate::{ContentKey, Error, Flags, FolderPath, Kind, Message, MessageRef, Parts, Result, ServerId};
use carteiro_world::phrase;
use jiff::Timestamp;
use std::sync::Arc;

/// Names of header fields beyond these bytes make a command too long for some servers (RFC 7162 §4): then the whole
/// header is asked for.
const MOST_NAMES: usize = 2000;

/// What to ask for, so that [`read`] can answer `parts` and `headers`.
pub(super) fn items(parts: Parts, headers: &[HeaderName]) -> String {
    let mut items = vec!["UID FLAGS INTERNALDATE RFC822.SIZE".to_owned()];
    if parts.is_heavy() {
        items.push("BODY.PEEK[]".to_owned());
        return items.join(" ");
    }
    if parts.structure {
        items.push("BODYSTRUCTURE".to_owned());
    }
    let all = || "BODY.PEEK[HEADER]".to_owned();
    let some = |fields: String| format!("BODY.PEEK[HEADER.FIELDS ({fields})]");
    items.push(if parts.all_headers { all() } else { fields(headers).map_or_else(all, some) });
    items.join(" ")
}

/// The names of the fields to ask for; `None` where they cannot be written as plain words.
fn fields(headers: &[HeaderName]) -> Option<String> {
    let further = headers.iter().map(HeaderName::as_str);
    let further: Vec<&str> =
        further.filter(|name| !FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name))).collect();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let simple = further.iter().all(|name| name.bytes().all(plain));
    let length: usize = further.iter().map(|name| name.len() + 1).sum();
    (simple && length <= MOST_NAMES).then(|| [&FIELDS[..], &further].concat().join(" "))
}

/// A message that was read, or one whose BODYSTRUCTURE makes no sense or does not tell enough: then its bytes must.
pub(super) enum Read {
    Message(Box<Message>),
    NeedsContent,
}

/// Reads what was fetched. Blocks for messages that are not in memory.
pub(super) fn read(folder: &FolderPath, validity: u32, fetched: &Fetched, parts: Parts) -> Result<Read> {
    let uid = fetched.uid.unwrap_or_default();
    let received_at = fetched.internal_date.as_deref().and_then(date);
    let flags = flags(fetched.flags.as_deref().unwrap_or_default());
    let mut size = fetched.size.unwrap_or_default();
    // Some servers count differently than they send: what is asked of them later goes by their count.
    let counted = fetched.size;
    let whole = fetched.sections.iter().find(|section| section.name.is_empty());
    let (header, structure, text, purpose, content);
    if let Some(section) = whole {
        let spool = section.content.clone().ok_or_else(|| no_content(folder))?;
        size = spool.len();
        let whole = reading::whole(spool, parts)?;
        header = whole.header;
        structure = Some(whole.structure);
        (text, purpose, content) = (whole.text, whole.purpose, whole.content);
    } else if parts.is_heavy() {
        return Err(no_content(folder));
    } else {
        let block = fetched.sections.iter().find(|section| section.name.starts_with("HEADER"));
        header = Header::parse(&block.map(header_block).transpose()?.unwrap_or_default());
        structure = fetched.structure.as_ref().and_then(structure::read);
        // What a server tells of a `winmail.dat` is its name.
        let packed = |structure: &Structure| structure.parts.iter().any(Part::may_be_tnef);
        if parts.structure && structure.as_ref().is_none_or(packed) {
            return Ok(Read::NeedsContent);
        }
        (text, purpose, content) = (None, None, None);
    }
    let key =
        ContentKey { message_id: header.message_id.clone(), received_at, size: counted.unwrap_or(size) };
    Ok(Read::Message(Box::new(Message {
        reference: MessageRef { folder: folder.clone(), id: Some(ServerId::Uid { validity, uid }), key },
        flags,
        received_at,
        size,
        header: Arc::new(header),
        structure: structure.map(Arc::new),
        text: text.map(Arc::new),
        purpose: purpose.map(Arc::new),
        content,
        picked: None,
    })))
}

fn header_block(section: &Section) -> Result<bytes::Bytes> {
    match &section.content {
        Some(spool) => Ok(spool.read(0..spool.len(), HEADER_CAP)?),
        None => Ok(bytes::Bytes::new()),
    }
}

fn no_content(folder: &FolderPath) -> Error {
    Error::new(Kind::Content, phrase!("message-empty", folder = folder))
}

fn flags(names: &[String]) -> Flags {
    let mut flags = Flags::default();
    for name in names {
        match name.to_ascii_lowercase().as_str() {
            r"\seen" => flags.seen = true,
            r"\flagged" => flags.flagged = true,
            r"\answered" => flags.answered = true,
            r"\draft" => flags.draft = true,
            r"\deleted" => flags.deleted = true,
            r"\recent" => {}
            _ => flags.keywords.push(name.clone()),
        }
    }
    flags
}

/// `17-Jul-1996 02:44:25 -0700`; the day may begin with a blank. `None` for dates that are none.
fn date(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.trim();
    Timestamp::strptime("%d-%b-%Y %H:%M:%S %z", text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_of_the_header_is_asked_for_than_is_wanted() {
        let asked = |names: &[&str]| {
            let names: Vec<HeaderName> = names.iter().map(|name| HeaderName::parse(name).unwrap()).collect();
            items(Parts::default(), &names)
        };
        assert!(asked(&[]).ends_with("CONTENT-TYPE X-FAILED-RECIPIENTS)]"));
        assert!(asked(&["X-Ticket", "subject"]).ends_with("X-FAILED-RECIPIENTS X-Ticket)]"));
        assert!(asked(&["X]\""]).ends_with("BODY.PEEK[HEADER]"));
        let many: Vec<String> = (0..100).map(|n| format!("X-Some-Long-Name-{n:03}")).collect();
        assert!(asked(&many.iter().map(String::as_str).collect::<Vec<_>>()).ends_with("BODY.PEEK[HEADER]"));
    }

    #[test]
    fn dates_of_servers_are_read_and_nonsense_is_none() {
        for (text, read) in [
            ("17-Jul-1996 02:44:25 -0700", Some("1996-07-17T09:44:25Z")),
            (" 1-Jan-2026 00:00:00 +0000", Some("2026-01-01T00:00:00Z")),
            ("00-Jan-0000 00:00:00 +0000", None),
            ("", None),
        ] {
            assert_eq!(date(text.as_bytes()), read.map(|read| read.parse().unwrap()), "{text}");
        }
    }
}
