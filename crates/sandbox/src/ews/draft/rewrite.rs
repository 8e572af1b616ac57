//! Messages that are written anew with one thing changed.

use super::{Draft, File, encoded, field_line};
use crate::{
    ews::item::{Attached, Seen, decode_part},
    mime::{Kind, Part, fields},
    store::Message,
};

/// What is attached to a message, to be attached to another.
pub(crate) fn files(seen: &Seen<'_>) -> Vec<File> {
    let raw = seen.raw();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let file = |(at, attached): (usize, Attached<'_>)| File {
        name: text(attached.name(raw, at)),
        kind: text(attached.content_type()),
        content_id: attached.content_id(raw).map(text),
        inline: attached.is_inline(raw),
        content: match &attached.part.kind {
            Kind::Message(_) => attached.part.body_of(raw).to_vec(),
            _ => decode_part(attached.part, raw),
        },
    };
    seen.attachments().into_iter().enumerate().map(file).collect()
}

/// The message with another text, and what is attached to it.
pub(crate) fn with_body(seen: &Seen<'_>, body: String, is_html: bool, number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    for field in fields(seen.part.header_of(seen.raw())) {
        if !field.name.to_ascii_lowercase().starts_with(b"content-") {
            out.extend_from_slice(field.whole);
        }
    }
    let draft = Draft { body, is_html, files: files(seen), ..Draft::default() };
    draft.write_body(number, &mut out);
    out
}

/// The message with a further part at its end. One that was no `multipart/mixed` becomes the first part of one.
pub(crate) fn with_file(message: &Message, file: &File, number: u64) -> Vec<u8> {
    let (raw, part) = (message.raw(), message.structure());
    let boundary = format!("_{number}_attached_");
    let mut out = Vec::with_capacity(raw.len() + file.content.len() / 2 * 3);
    let of_content = |name: &[u8]| name.to_ascii_lowercase().starts_with(b"content-");
    let mut inner = Vec::new();
    for field in fields(part.header_of(raw)) {
        if of_content(field.name) {
            inner.extend_from_slice(field.whole);
        } else {
            out.extend_from_slice(field.whole);
        }
    }
    out.extend(field_line("Content-Type", &format!("multipart/mixed; boundary=\"{boundary}\"")));
    let begin = format!("\r\n--{boundary}\r\n");
    match &part.kind {
        Kind::Multipart(parts) if part.media.1.eq_ignore_ascii_case(b"mixed") => {
            for part in parts {
                out.extend_from_slice(begin.as_bytes());
                out.extend_from_slice(part.header_of(raw));
                out.extend_from_slice(part.body_of(raw));
            }
        }
        _ => {
            out.extend_from_slice(begin.as_bytes());
            out.extend(inner);
            out.extend_from_slice(b"\r\n");
            out.extend_from_slice(part.body_of(raw));
        }
    }
    out.extend_from_slice(begin.as_bytes());
    file.write(&mut out);
    out.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    out
}

/// The message without the part at the end of this way, delimiter included. `None` if there is no such part.
pub(crate) fn without_part(message: &Message, way: &[u16]) -> Option<Vec<u8>> {
    let raw = message.raw();
    let (last, before) = way.split_last()?;
    let mut above = message.structure();
    for at in before {
        above = child(above, *at)?;
    }
    let gone = child(above, *last)?;
    // From the end of what stands before it, so that the delimiter in front goes with it.
    let start = match last.checked_sub(1).and_then(|at| child(above, at)) {
        Some(previous) => previous.body.end,
        None => return first_emptied(raw, gone),
    };
    let mut out = raw.get(..start)?.to_vec();
    out.extend_from_slice(raw.get(gone.body.end..)?);
    Some(out)
}

/// Where a part is the first of its multipart, it stays and holds nothing.
fn first_emptied(raw: &[u8], part: &Part) -> Option<Vec<u8>> {
    let mut out = raw.get(..part.header.start)?.to_vec();
    out.extend_from_slice(b"Content-Type: text/plain\r\n\r\n");
    out.extend_from_slice(raw.get(part.body.end..)?);
    Some(out)
}

fn child(part: &Part, at: u16) -> Option<&Part> {
    match &part.kind {
        Kind::Multipart(parts) => parts.get(usize::from(at)),
        _ => None,
    }
}

/// The message with what was noted on it that belongs into its bytes.
pub(crate) fn with_marks(message: &Message) -> Vec<u8> {
    match &message.marks.subject {
        Some(subject) => with_field(message.raw(), message.structure(), "Subject", Some(&encoded(subject))),
        None => message.raw().to_vec(),
    }
}

/// The bytes with one header field in place of all of its name.
pub(crate) fn with_field(raw: &[u8], part: &Part, name: &str, value: Option<&str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    if let Some(value) = value {
        out.extend(field_line(name, value));
    }
    for field in fields(part.header_of(raw)) {
        if !field.name.eq_ignore_ascii_case(name.as_bytes()) {
            out.extend_from_slice(field.whole);
        }
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(part.body_of(raw));
    out
}

/// The message with these people in one of its header fields, or with nobody.
pub(crate) fn with_people(raw: &[u8], name: &str, people: &[crate::ews::item::Person]) -> Vec<u8> {
    let list: Vec<String> = people.iter().map(super::mailbox).collect();
    let value = list.join(",\r\n\t");
    with_field(raw, &Part::of_message(raw), name, (!people.is_empty()).then_some(&value))
}
