use super::super::super::write::nstring;
use crate::mime::{Address, Part};

/// RFC 9051 §7.5.2: date, subject, from, sender, reply-to, to, cc, bcc, in-reply-to, message-id; as they stand in the
/// header, not decoded.
pub(super) fn write(out: &mut Vec<u8>, raw: &[u8], message: &Part) {
    let text = |name| message.field(raw, name);
    let people = |name| Some(message.addresses(raw, name)).filter(|all| !all.is_empty());
    let from = people("From");
    out.push(b'(');
    nstring(out, text("Date").as_deref());
    out.push(b' ');
    nstring(out, text("Subject").as_deref());
    for name in ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"] {
        out.push(b' ');
        // Without these two the server answers with From.
        let fallback = matches!(name, "Sender" | "Reply-To").then(|| from.clone()).flatten();
        list(out, people(name).or(fallback).as_deref());
    }
    out.push(b' ');
    nstring(out, text("In-Reply-To").as_deref());
    out.push(b' ');
    nstring(out, text("Message-ID").as_deref());
    out.push(b')');
}

fn list(out: &mut Vec<u8>, people: Option<&[Address]>) {
    let Some(people) = people else {
        return out.extend_from_slice(b"NIL");
    };
    out.push(b'(');
    for Address { name, mailbox, host } in people {
        out.push(b'(');
        nstring(out, name.as_deref());
        out.extend_from_slice(b" NIL ");
        nstring(out, mailbox.as_deref());
        out.push(b' ');
        nstring(out, host.as_deref());
        out.push(b')');
    }
    out.push(b')');
}
