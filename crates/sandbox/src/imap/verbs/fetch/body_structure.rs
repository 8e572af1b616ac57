use std::io::Write;

use super::{
    super::super::write::{nstring, string},
    envelope,
};
use crate::mime::{Content, Kind, Parameter, Part};

/// RFC 9051 §7.5.2 and §9, body. Without `extended` it is BODY, which older clients read.
pub(super) fn write(out: &mut Vec<u8>, raw: &[u8], part: &Part, extended: bool) {
    out.push(b'(');
    match &part.kind {
        Kind::Multipart(parts) => {
            for part in parts {
                write(out, raw, part, extended);
            }
            out.push(b' ');
            string(out, &part.media.1);
            if extended {
                out.push(b' ');
                parameters(out, &part.parameters);
            }
        }
        _ => single(out, raw, part, extended),
    }
    if extended {
        disposition(out, raw, part);
        out.push(b' ');
        language(out, part.field(raw, "Content-Language"));
        out.push(b' ');
        nstring(out, part.field(raw, "Content-Location").as_deref());
    }
    out.push(b')');
}

fn single(out: &mut Vec<u8>, raw: &[u8], part: &Part, extended: bool) {
    string(out, &part.media.0);
    out.push(b' ');
    string(out, &part.media.1);
    out.push(b' ');
    parameters(out, &part.parameters);
    for name in ["Content-ID", "Content-Description"] {
        out.push(b' ');
        nstring(out, part.field(raw, name).as_deref());
    }
    out.push(b' ');
    // RFC 2045 §6.1: no encoding said is 7bit.
    let encoding = part.field(raw, "Content-Transfer-Encoding").filter(|encoding| !encoding.is_empty());
    string(out, encoding.as_deref().unwrap_or(b"7bit"));
    let body = part.body_of(raw);
    let _ = write!(out, " {}", body.len());
    if let Kind::Message(inner) = &part.kind {
        out.push(b' ');
        envelope::write(out, raw, inner);
        out.push(b' ');
        write(out, raw, inner, extended);
    }
    if matches!(part.kind, Kind::Message(_)) || part.media.0.eq_ignore_ascii_case(b"text") {
        let _ = write!(out, " {}", body.split_inclusive(|byte| *byte == b'\n').count());
    }
    if extended {
        out.push(b' ');
        nstring(out, part.field(raw, "Content-MD5").as_deref());
    }
}

fn parameters(out: &mut Vec<u8>, parameters: &[Parameter]) {
    if parameters.is_empty() {
        return out.extend_from_slice(b"NIL");
    }
    out.push(b'(');
    for (index, (name, value)) in parameters.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        string(out, name);
        out.push(b' ');
        string(out, value);
    }
    out.push(b')');
}

fn disposition(out: &mut Vec<u8>, raw: &[u8], part: &Part) {
    let Some(content) = Content::read(part.header_of(raw), "Content-Disposition") else {
        return out.extend_from_slice(b" NIL");
    };
    out.extend_from_slice(b" (");
    string(out, &content.value);
    out.push(b' ');
    parameters(out, &content.parameters);
    out.push(b')');
}

fn language(out: &mut Vec<u8>, field: Option<Vec<u8>>) {
    let Some(field) = field else {
        return out.extend_from_slice(b"NIL");
    };
    let tags: Vec<_> =
        field.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|tag| !tag.is_empty()).collect();
    match tags.as_slice() {
        [] => out.extend_from_slice(b"NIL"),
        [only] => string(out, only),
        tags => {
            out.push(b'(');
            for (index, tag) in tags.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                string(out, tag);
            }
            out.push(b')');
        }
    }
}
