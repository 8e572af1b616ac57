//! A message that was stored as a draft, as it goes out.

use super::field::{Fields, date};
use carteiro_world::Spool;
use jiff::Zoned;
use std::io::{self, Write};
use std::ops::Range;

/// What of a draft is written anew when it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Rewritten<'a> {
    /// When it is sent.
    pub date: &'a Zoned,
    /// Its Message-ID, without the brackets.
    pub message_id: &'a str,
    /// Who writes it, when it does not say.
    pub from: &'a str,
    /// Whether those who get it without the others seeing it stay named.
    pub with_bcc: bool,
}

/// A header is no longer.
const LONGEST: usize = 1024 * 1024;

impl Rewritten<'_> {
    /// Whether a message may keep this Message-ID.
    pub fn may_keep(id: &str) -> bool {
        id.len() <= 250
            && id.contains('@')
            && id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte))
    }

    /// Writes the draft, whose header is there. Everything but the header stays as it is. Blocks.
    pub fn write(&self, draft: &Spool, header: Range<u64>, out: &mut dyn Write) -> io::Result<()> {
        let bytes = draft.read(header.clone(), LONGEST)?;
        let fields = fields(&bytes);
        let mut ours = Fields::new(out);
        ours.line("Date", &date(self.date))?;
        ours.line("Message-ID", &format!("<{}>", self.message_id))?;
        if !fields.iter().any(|field| is_named(field, "from")) {
            ours.line("From", self.from)?;
        }
        for field in fields {
            let is_ours = ["date", "message-id"].iter().any(|name| is_named(field, name));
            let is_hidden = !self.with_bcc && (is_named(field, "bcc") || is_named(field, "resent-bcc"));
            if !is_ours && !is_hidden {
                out.write_all(field)?;
                if !field.ends_with(b"\n") {
                    out.write_all(b"\r\n")?;
                }
            }
        }
        out.write_all(b"\r\n")?;
        io::copy(&mut draft.reader(header.end..draft.len()), out).map(drop)
    }
}

/// Each with the lines that continue it; the empty line after them is none.
fn fields(header: &[u8]) -> Vec<&[u8]> {
    let (mut fields, mut start, mut at) = (Vec::new(), 0, 0);
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        let is_continued = line.starts_with(b" ") || line.starts_with(b"\t");
        let is_empty = line.trim_ascii().is_empty() && !is_continued;
        if at > start && !is_continued {
            fields.extend(header.get(start..at));
            start = at;
        }
        at += line.len();
        if is_empty {
            start = at;
        }
    }
    if at > start {
        fields.extend(header.get(start..at));
    }
    fields
}

fn is_named(field: &[u8], name: &str) -> bool {
    let known = field.split(|byte| *byte == b':').next().unwrap_or_default();
    known.trim_ascii().eq_ignore_ascii_case(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sees_who_is_not_to_be_seen_and_nothing_else_is_lost() {
        let draft = "From: ana@example.org\r\nTo: bia@example.org\r\nBCC: caio@example.org,\r\n\tdavi@example.org\r\nbcc : eve@example.org\r\nDate: old\r\nSubject: a\r\n b\r\nMessage-ID: <1@x>\r\n\r\nBcc: text\r\n";
        let spool = Spool::from(draft.as_bytes().to_vec());
        let end = draft.find("\r\n\r\n").unwrap() as u64 + 4;
        let date = "2026-11-22T08:30:00-03:00[America/Sao_Paulo]".parse().unwrap();
        let rewritten = Rewritten { date: &date, message_id: "1@x", from: "x@x", with_bcc: false };
        let mut out = Vec::new();
        rewritten.write(&spool, 0..end, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Date: Sun, 22 Nov 2026 08:30:00 -0300\r\nMessage-ID: <1@x>\r\nFrom: ana@example.org\r\nTo: bia@example.org\r\nSubject: a\r\n b\r\n\r\nBcc: text\r\n"
        );
        let mut out = Vec::new();
        Rewritten { with_bcc: true, ..rewritten }.write(&spool, 0..end, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("davi@example.org") && out.contains("eve@example.org"), "{out}");
    }
}
