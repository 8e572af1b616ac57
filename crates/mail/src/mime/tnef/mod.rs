//! `winmail.dat`: what Outlook packs into one part (MS-OXTNEF), unpacked where it lies.
//!
//! Nothing is copied: a part in TNEF is a range of what the part around it decodes to.

mod attached;
mod meeting;
mod message;
mod property;
mod source;

use super::calendar::{Invitation, Method};
use super::decode;
use super::header::media_type;
use super::part::{Form, Packed};
use super::structure::{Damage, Structure};
use super::{Disposition, Header, Part};
use attached::Attached;
use carteiro_world::Spool;
use message::{Body, Budget, Message};
use source::Source;
use std::io;
use std::ops::Range;

/// More of one message's parts are not unpacked: each takes reading it whole.
const MOST_STREAMS: usize = 20;

/// Unpacks the TNEF among the parts of the message in `spool`.
pub(super) fn unpack(spool: &Spool, structure: &mut Structure) -> io::Result<()> {
    let found = structure.parts.iter().enumerate().filter(|(_, part)| part.is_leaf && part.may_be_tnef());
    let found: Vec<usize> = found.map(|(index, _)| index).take(MOST_STREAMS).collect();
    // From the last one on, so that what is put in moves nothing that is still to come.
    for index in found.into_iter().rev() {
        let Some(part) = structure.parts.get(index) else { continue };
        let mut source = Source::new(decode::open(spool, part));
        let Some(message) = Message::read(&mut source, u64::MAX, 0, &mut Budget::new())? else { continue };
        // What nobody can read is better saved than lost.
        if message.broken && message.is_empty() {
            continue;
        }
        let mut children = Vec::new();
        add(part, 0, &message, &mut children);
        let (id, broken) = (part.id.clone(), message.broken);
        if let Some(part) = structure.parts.get_mut(index) {
            "application/ms-tnef".clone_into(&mut part.content_type);
            part.method = meeting::method(&message.class).map(Method::name).map(str::to_owned);
        }
        structure.put_into(index, children);
        if broken {
            structure.damaged.push(Damage::TnefBroken(id));
        }
    }
    Ok(())
}

/// The invitation in the TNEF that `part` decodes to: `content`.
pub(super) fn invitation(header: &Header, content: &[u8]) -> io::Result<Invitation> {
    let message = Message::read(&mut Source::new(content), u64::MAX, 0, &mut Budget::new())?;
    let message = message.unwrap_or_default();
    let mut invitation = message.meeting.invitation(&message.class, message.subject.as_deref(), header);
    invitation.description = message.bodies().plain.and_then(|body| description(&body, content));
    Ok(invitation)
}

fn description(body: &Body, content: &[u8]) -> Option<String> {
    let (start, end) = (body.range.start.try_into().ok()?, body.range.end.try_into().ok()?);
    let bytes = content.get(start..end)?;
    let text = super::charset::decode(body.charset.as_deref(), bytes).text;
    let text = text.trim_matches(['\0', '\r', '\n', ' ']).replace("\r\n", "\n");
    (!text.is_empty()).then_some(text)
}

/// Adds what is in `message` to `children`, each with its parent: 0 for `outer`, else one more than its place among them.
fn add(outer: &Part, parent: usize, message: &Message, children: &mut Vec<(usize, Part)>) {
    let bodies = message.bodies();
    let text = |content_type: &str, body: Body| {
        let mut part = packed(outer, content_type, body.range, Form::Text);
        part.charset = body.charset;
        part
    };
    children.extend(bodies.plain.map(|body| (parent, text("text/plain", body))));
    children.extend(bodies.html.map(|body| (parent, text("text/html", body))));
    if let Some((range, holds_html)) = bodies.rtf {
        let (content_type, form) =
            if holds_html { ("text/html", Form::RtfHtml) } else { ("text/plain", Form::RtfText) };
        let mut part = packed(outer, content_type, range, form);
        part.charset = Some("utf-8".to_owned());
        children.push((parent, part));
    }
    for attached in &message.attached {
        let Some(range) = attached.data.clone() else { continue };
        if let Some(inner) = &attached.message {
            let mut part = packed(outer, "application/ms-tnef", range, Form::Message);
            part.subject = inner.subject.clone().or_else(|| attached.file_name().map(str::to_owned));
            children.push((parent, part));
            add(outer, children.len(), inner, children);
        } else {
            children.push((parent, file(outer, range, attached)));
        }
    }
}

fn file(outer: &Part, range: Range<u64>, attached: &Attached) -> Part {
    let said = attached.content_type.as_deref().map(str::to_ascii_lowercase);
    let content_type = said.as_deref().and_then(media_type).unwrap_or("application/octet-stream");
    let mut part = packed(outer, content_type, range, Form::File);
    part.name = attached.file_name().map(str::to_owned);
    part.content_id = attached.content_id.as_deref().map(|id| id.trim_matches(['<', '>']).to_owned());
    part.disposition = Some(if attached.is_inline() { Disposition::Inline } else { Disposition::Attachment });
    part
}

fn packed(outer: &Part, content_type: &str, range: Range<u64>, form: Form) -> Part {
    let mut part = Part::new(content_type);
    part.encoding = outer.encoding;
    part.header = outer.body.start..outer.body.start;
    part.body = outer.body.clone();
    part.octets = range.end.saturating_sub(range.start);
    part.packed = Some(Packed { range, form });
    part
}
