//! A message as the tests show it.

use crate::purposes;
use carteiro_mail::mime::{self, Address, Header, Part, Structure};
use carteiro_world::Spool;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;

/// Header, parts, files and text of a message.
pub fn describe(spool: &Spool) -> String {
    let (header, structure) = read(spool);
    let mut out = String::new();
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").unwrap();
        }
    };
    say("subject", header.subject.clone());
    say("from", addresses(&header.from));
    say("to", addresses(&header.to));
    say("cc", addresses(&header.cc));
    say("reply to", addresses(&header.reply_to));
    say("sent at", header.sent_at.map(|at| at.to_string()).unwrap_or_default());
    say("message id", header.message_id.clone().unwrap_or_default());
    say("in reply to", header.in_reply_to.join(" "));
    say("references", header.references.join(" "));
    say("importance", format!("{:?}", header.importance));
    let purpose = mime::purpose(spool, &header, &structure).unwrap();
    say("class", format!("{:?}, by the header {:?}", purpose.class(), header.class));
    say("purpose", purposes::describe(&purpose));
    for part in &structure.parts {
        let indent = "  ".repeat(part.depth);
        let kind = if part.is_leaf { " leaf" } else { "" };
        let place = match &part.packed {
            Some(packed) => format!("{:?} {:?}", packed.form, packed.range),
            None => format!("{:?} {:?}", part.header, part.body),
        };
        say("part", format!("{indent}{} {}{kind} {place}", part.id, part.content_type));
    }
    for file in structure.counted_files(spool).unwrap() {
        let inline = if file.inline { " inline" } else { "" };
        say("file", format!("{} {:?} {} {}{inline}", file.id, file.name, file.content_type, file.size));
    }
    for damage in &structure.damaged {
        say("damage", format!("{damage:?}"));
    }
    let text = mime::text(spool, &structure, 64 * 1024).unwrap();
    say("plain", format!("{:?}", text.plain));
    say("html", text.html.map(|html| format!("{html:?}")).unwrap_or_default());
    say("replaced", (text.replaced_characters + header.replaced_characters).to_string());
    out
}

/// The same lines as `oracle.py` writes.
pub fn told_to_oracle(name: &str, spool: &Spool) -> String {
    let (header, structure) = read(spool);
    let (subject, from) = (one_blank(&header.subject), addresses(&header.from));
    let mut out = format!("== {name}.eml\nsubject: {subject}\nfrom: {from}\n");
    let whole = |part: &&Part| part.packed.is_none() && (part.is_leaf || part.is_tnef());
    for part in structure.parts.iter().filter(whole) {
        if !["message/delivery-status", "message/disposition-notification"]
            .contains(&part.content_type.as_str())
        {
            let content = content(spool, part);
            let digest = Sha256::digest(&content);
            let hash = u64::from_be_bytes(*digest.first_chunk().unwrap());
            let name = one_blank(part.name.as_deref().unwrap_or("-"));
            writeln!(out, "leaf: {} {name} {} {hash:016x}", part.content_type, content.len()).unwrap();
        }
    }
    out
}

/// The header and the structure of the message in `spool`.
pub fn read(spool: &Spool) -> (Header, Structure) {
    let structure = mime::split(spool).unwrap();
    let header = spool.read(structure.header.clone(), usize::MAX).unwrap();
    (Header::parse(&header), structure)
}

/// A part, decoded.
pub fn content(spool: &Spool, part: &Part) -> Vec<u8> {
    let mut content = Vec::new();
    mime::open(spool, part).read_to_end(&mut content).unwrap();
    content
}

fn addresses(list: &[Address]) -> String {
    let shown: Vec<String> = list.iter().map(ToString::to_string).collect();
    shown.join(", ")
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
