//! The pieces responses are made of (RFC 9051 §9).

use std::io::Write;

use super::utf7;
use crate::{Flag, Flags};

/// A quoted string where that is allowed, else a literal.
pub(super) fn string(out: &mut Vec<u8>, text: &[u8]) {
    if text.len() > 1000 || !text.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        return literal(out, text, 0);
    }
    out.push(b'"');
    for byte in text {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

pub(super) fn nstring(out: &mut Vec<u8>, text: Option<&[u8]>) {
    match text {
        Some(text) => string(out, text),
        None => out.extend_from_slice(b"NIL"),
    }
}

/// A literal announced `lie` bytes longer than it is. It cannot hold NUL (RFC 9051 §4.3), so there is another byte in
/// its place, which leaves all sizes as they are; Dovecot does the same.
pub(super) fn literal(out: &mut Vec<u8>, bytes: &[u8], lie: i64) {
    let told = (bytes.len() as u64).saturating_add_signed(lie);
    let _ = write!(out, "{{{told}}}\r\n");
    if bytes.contains(&0) {
        out.extend(bytes.iter().map(|byte| if *byte == 0 { 0x80 } else { *byte }));
    } else {
        out.extend_from_slice(bytes);
    }
}

pub(super) fn mailbox(out: &mut Vec<u8>, name: &str) {
    let name = utf7::encode(name);
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-&+,".contains(c);
    if !name.is_empty() && name.chars().all(plain) && !name.eq_ignore_ascii_case("NIL") {
        out.extend_from_slice(name.as_bytes());
    } else {
        string(out, name.as_bytes());
    }
}

pub(super) fn flag(flag: &Flag) -> &str {
    match flag {
        Flag::Seen => "\\Seen",
        Flag::Answered => "\\Answered",
        Flag::Flagged => "\\Flagged",
        Flag::Deleted => "\\Deleted",
        Flag::Draft => "\\Draft",
        Flag::Keyword(word) => word,
    }
}

pub(super) fn flags(out: &mut Vec<u8>, flags: &Flags, recent: bool) {
    let words = flags.iter().map(flag).chain(recent.then_some("\\Recent"));
    let _ = write!(out, "FLAGS ({})", words.collect::<Vec<_>>().join(" "));
}
