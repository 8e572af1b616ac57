//! The parts of a message: text and HTML as alternatives, what the HTML shows beside it, files after both.
//!
//! ```text
//! mixed ─┬─ alternative ─┬─ text/plain
//!        │               └─ related ─┬─ text/html
//!        │                           └─ what it shows
//!        └─ files
//! ```
//! What has one part only is that part.

use super::parameters::parameter;
use super::{Attached, Carried, body};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Writes the fields of the content, an empty line and the content.
pub(super) fn write(
    message_id: &str,
    text: Option<String>,
    html: Option<String>,
    attachments: Vec<Attached>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (shown, files): (Vec<_>, Vec<_>) =
        attachments.into_iter().partition(|file| file.content_id.is_some() && html.is_some());
    let html = html.map(|html| {
        let html = Part::Text { subtype: "html", text: html };
        multipart("related", std::iter::once(html).chain(shown.into_iter().map(Box::new).map(Part::File)))
    });
    let text = match (text, &html) {
        (None, Some(_)) => None,
        (text, _) => Some(Part::Text { subtype: "plain", text: text.unwrap_or_default() }),
    };
    let said = multipart("alternative", text.into_iter().chain(html));
    let all =
        multipart("mixed", std::iter::once(said).chain(files.into_iter().map(Box::new).map(Part::File)));
    all.write(message_id, &mut 0, out)
}

enum Part {
    Text { subtype: &'static str, text: String },
    File(Box<Attached>),
    Multipart { subtype: &'static str, parts: Vec<Part> },
}

fn multipart(subtype: &'static str, parts: impl IntoIterator<Item = Part>) -> Part {
    let mut parts: Vec<Part> = parts.into_iter().collect();
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return only;
    }
    Part::Multipart { subtype, parts }
}

impl Part {
    fn is_eight_bit(&self) -> bool {
        match self {
            Self::Text { .. } => false,
            Self::File(file) => file.carried == Carried::AsIs { eight_bit: true },
            Self::Multipart { parts, .. } => parts.iter().any(Self::is_eight_bit),
        }
    }

    fn write(self, message_id: &str, boundaries: &mut u32, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text { subtype, text } => {
                write!(out, "Content-Type: text/{subtype}; charset=utf-8\r\n")?;
                write!(out, "Content-Transfer-Encoding: {}\r\n\r\n", body::encoding(&text))?;
                body::text(&text, out)
            }
            Self::File(file) => {
                let content_type = match file.carried {
                    Carried::Encoded => carried(&file.content_type),
                    Carried::AsIs { .. } => "message/rfc822",
                };
                write!(out, "Content-Type: {content_type}\r\n")?;
                let disposition = if file.content_id.is_some() { "inline" } else { "attachment" };
                write!(out, "Content-Disposition: {disposition}{}\r\n", parameter("filename", &file.name))?;
                if let Some(id) = &file.content_id {
                    write!(out, "Content-ID: <{id}>\r\n")?;
                }
                write!(out, "Content-Transfer-Encoding: {}\r\n\r\n", file.carried.encoding())?;
                match file.carried {
                    Carried::Encoded => body::base64(file.content.open(), out),
                    Carried::AsIs { .. } => io::copy(&mut file.content.open(), out).map(drop),
                }
            }
            Self::Multipart { subtype, parts } => {
                let boundary = boundary(message_id, *boundaries);
                *boundaries += 1;
                write!(out, "Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n")?;
                // What holds something that is carried in eight bits is so itself (RFC 2045 §6.4).
                if parts.iter().any(Part::is_eight_bit) {
                    out.write_all(b"Content-Transfer-Encoding: 8bit\r\n")?;
                }
                out.write_all(b"\r\n")?;
                for part in parts {
                    write!(out, "--{boundary}\r\n")?;
                    part.write(message_id, boundaries, out)?;
                    out.write_all(b"\r\n")?;
                }
                write!(out, "--{boundary}--\r\n")
            }
        }
    }
}

/// Nobody who writes a text can know it, and neither base64 nor quoted-printable can say it (RFC 2045 §6.7).
fn boundary(message_id: &str, number: u32) -> String {
    let hash = Sha256::digest(format!("{message_id} {number}").as_bytes());
    hash.iter().take(15).fold("=_".to_owned(), |mut text, byte| {
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

/// A message or a multipart must not be in base64 (RFC 2045 §6.4): then it is a file like any other, as is a message whose
/// lines no server carries. So is what is no
/// type at all.
fn carried(content_type: &str) -> &str {
    let (kind, subtype) = content_type.split_once('/').unwrap_or_default();
    let is_token = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let is_type = is_token(kind) && is_token(subtype);
    let is_composite = ["message", "multipart"].iter().any(|composite| kind.eq_ignore_ascii_case(composite));
    if is_type && !is_composite { content_type } else { "application/octet-stream" }
}
