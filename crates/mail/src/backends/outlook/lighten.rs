//! A message that is too large for one request, and what is uploaded by itself: its large attachments.
//!
//! Source: learn.microsoft.com/graph/outlook-large-attachments.

use crate::mime::{self, Part, Structure};
use crate::{Content, Error, Kind, Result};
use carteiro_world::spool::Spools;
use carteiro_world::{Spool, phrase};
use std::io::{self, Read, Write};
use std::ops::Range;

/// A request takes 4 MB, and a message in it a third more than it has.
pub(super) const LIGHT: u64 = 3_000_000;
/// An attachment takes no more, and a message with all of its attachments neither
/// (learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits).
pub(super) const HEAVIEST: u64 = 150_000_000;
/// The line before a part is not longer: a boundary has 70 characters at most (RFC 2046 §5.1.1).
const LONGEST_BOUNDARY: u64 = 1000;

/// A message without its large attachments.
pub(super) struct Light {
    pub(super) mime: Spool,
    /// What was taken out, in the order of the message.
    pub(super) heavy: Vec<Heavy>,
}

/// An attachment that travels by itself.
pub(super) struct Heavy {
    pub(super) content: Content,
    pub(super) name: String,
    pub(super) content_type: String,
    pub(super) content_id: Option<String>,
    pub(super) inline: bool,
    /// Decoded, in bytes.
    pub(super) size: u64,
}

/// Takes out of a message what makes it too large: the largest attachments first, and no more than needed. `Rejected`: what is
/// left is too large all the same, or one of them is, or all of it.
pub(super) async fn lighten(content: Spool, spools: &Spools) -> Result<Light> {
    if content.len() <= LIGHT {
        return Ok(Light { mime: content, heavy: Vec::new() });
    }
    let writer = spools.writer();
    tokio::task::spawn_blocking(move || {
        let structure = mime::split(&content)?;
        let taken = taken(&structure, content.len())?;
        let mut heavy = Vec::new();
        for (part, _) in &taken {
            let size = mime::size(&content, part)?;
            let file = structure.file(part, size);
            if size > HEAVIEST {
                let words =
                    phrase!("graph-attachment-too-large", name = file.name, size = size, limit = HEAVIEST);
                return Err(Error::new(Kind::Rejected, words));
            }
            heavy.push(Heavy {
                content: Content::within(content.clone(), part),
                name: file.name,
                content_type: file.content_type,
                content_id: file.content_id,
                inline: file.inline,
                size,
            });
        }
        let rest = content.len() - taken.iter().map(|(_, bytes)| bytes).sum::<u64>();
        let size = rest + heavy.iter().map(|file| file.size).sum::<u64>();
        if size > HEAVIEST {
            let words = phrase!("graph-message-too-large", size = size, limit = HEAVIEST);
            return Err(Error::new(Kind::Rejected, words));
        }
        let cuts: Vec<Range<u64>> =
            taken.iter().map(|(part, _)| cut(&content, part)).collect::<io::Result<_>>()?;
        Ok(Light { mime: without(&content, &cuts, writer)?, heavy })
    })
    .await
    .map_err(Error::internal)?
}

/// Which parts, in the order of the message, and how many bytes each takes there.
fn taken(structure: &Structure, size: u64) -> Result<Vec<(&Part, u64)>> {
    let mut parts: Vec<(&Part, u64)> = structure
        .attachments()
        .filter(|part| is_loose(structure, part))
        .map(|part| (part, part.body.end - part.header.start))
        .collect();
    parts.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut left = size;
    let mut taken = Vec::new();
    for (part, bytes) in parts {
        if left <= LIGHT {
            break;
        }
        left -= bytes;
        taken.push((part, bytes));
    }
    if left > LIGHT {
        let words = phrase!("graph-rest-too-large", size = left, limit = LIGHT);
        return Err(Error::new(Kind::Rejected, words));
    }
    taken.sort_by_key(|(part, _)| part.header.start);
    Ok(taken)
}

/// Whether a part can be taken out and put in again: nothing around it vouches for it, and it is no part of another file.
fn is_loose(structure: &Structure, part: &Part) -> bool {
    let mut around = part.parent.and_then(|at| structure.parts.get(at));
    let inside = around.is_some_and(Part::is_multipart);
    while let Some(holder) = around {
        if !holder.is_multipart()
            || matches!(holder.content_type.as_str(), "multipart/signed" | "multipart/encrypted")
        {
            return false;
        }
        around = holder.parent.and_then(|at| structure.parts.get(at));
    }
    inside && part.packed.is_none()
}

/// A part, with the line before it that separates it, and without the one after it.
fn cut(content: &Spool, part: &Part) -> io::Result<Range<u64>> {
    let from = part.header.start.saturating_sub(LONGEST_BOUNDARY);
    let before = content.read(from..part.header.start, usize::MAX)?;
    let line = before.strip_suffix(b"\n").unwrap_or(&before);
    let begin = memchr::memrchr(b'\n', line).map_or(0, |at| at + 1);
    let after = content.read(part.body.end..part.body.end + 2, 2)?;
    let line_end = match after.as_ref() {
        [b'\r', b'\n'] => 2,
        [b'\n', ..] => 1,
        _ => 0,
    };
    Ok(from + begin as u64..part.body.end + line_end)
}

fn without(
    content: &Spool,
    cuts: &[Range<u64>],
    mut writer: carteiro_world::spool::Writer,
) -> io::Result<Spool> {
    let mut at = 0;
    for cut in cuts {
        io::copy(&mut content.reader(at..cut.start), &mut writer)?;
        at = cut.end;
    }
    io::copy(&mut content.reader(at..content.len()), &mut writer)?;
    writer.finish_here()
}

/// What is encoded at once: whole groups of three bytes.
const STEP: usize = 48 * 1024;

/// Bytes as base64, in one line.
pub(super) async fn encoded(content: Spool, before: Vec<u8>, spools: &Spools) -> Result<Spool> {
    let mut writer = spools.writer();
    let written = tokio::task::spawn_blocking(move || {
        let mut reader = io::Cursor::new(before).chain(content.reader(0..content.len()));
        let mut bytes = Vec::with_capacity(STEP);
        loop {
            bytes.clear();
            if reader.by_ref().take(STEP as u64).read_to_end(&mut bytes)? == 0 {
                return writer.finish_here();
            }
            writer.write_all(base64(&bytes).as_bytes())?;
        }
    });
    Ok(written.await.map_err(Error::internal)??)
}

/// The same of few bytes.
pub(super) fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
