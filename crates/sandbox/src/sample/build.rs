//! Messages from their pieces.

use jiff::{Timestamp, tz::TimeZone};

use super::{
    people::ANA,
    written::{Charset, Encoding, base64_lines, header_text, percent},
};

/// Nothing here is nested deeper.
const DEEPEST: u32 = 20;

/// A body with the header fields that describe it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    fields: Vec<String>,
    body: Vec<u8>,
}

/// How the name of a file is written. Mail programs never agreed.
#[derive(Clone, Copy, Debug)]
pub(super) enum NameStyle {
    /// In quotes, as it is.
    Plain,
    /// In percent signs (RFC 2231 §4).
    Percent,
    /// The same, in two pieces (RFC 2231 §3).
    PercentInPieces,
    /// As an encoded word, which RFC 2047 §5 forbids here and many do.
    EncodedWord,
}

impl Part {
    pub fn text(subtype: &str, text: &str, charset: Charset, encoding: Encoding) -> Self {
        let fields = vec![
            format!("Content-Type: text/{subtype}; charset={}", charset.name()),
            format!("Content-Transfer-Encoding: {}", encoding.name()),
        ];
        let text = text.replace('\n', "\r\n");
        Self { fields, body: encoding.write(&charset.bytes(&text)) }
    }

    pub fn file(media: &str, name: &str, style: NameStyle, bytes: &[u8]) -> Self {
        let (in_type, in_disposition) = match style {
            NameStyle::Plain => (format!("name=\"{name}\""), format!("filename=\"{name}\"")),
            NameStyle::Percent => (String::new(), format!("filename*=utf-8''{}", percent(name))),
            NameStyle::PercentInPieces => {
                let letters: Vec<char> = name.chars().collect();
                let (head, tail) = letters.split_at(letters.len() / 2);
                let (head, tail) = (percent(&String::from_iter(head)), percent(&String::from_iter(tail)));
                (String::new(), format!("filename*0*=utf-8''{head};\r\n filename*1*={tail}"))
            }
            NameStyle::EncodedWord => {
                let word = header_text(name, Charset::Utf8, true);
                (format!("name=\"{word}\""), format!("filename=\"{word}\""))
            }
        };
        let separator = if in_type.is_empty() { "" } else { ";\r\n " };
        let fields = vec![
            format!("Content-Type: {media}{separator}{in_type}"),
            "Content-Transfer-Encoding: base64".to_owned(),
            format!("Content-Disposition: attachment;\r\n {in_disposition}"),
        ];
        Self { fields, body: base64_lines(bytes).into_bytes() }
    }

    pub fn picture(content_id: &str, bytes: &[u8]) -> Self {
        let fields = vec![
            "Content-Type: image/png; name=\"logo.png\"".to_owned(),
            "Content-Transfer-Encoding: base64".to_owned(),
            format!("Content-ID: <{content_id}>"),
            "Content-Disposition: inline; filename=\"logo.png\"".to_owned(),
        ];
        Self { fields, body: base64_lines(bytes).into_bytes() }
    }

    pub fn calendar(method: &str, text: &str) -> Self {
        let mut part = Self::text("calendar", text, Charset::Utf8, Encoding::QuotedPrintable);
        if let Some(first) = part.fields.first_mut() {
            first.push_str("; method=");
            first.push_str(method);
        }
        part
    }

    pub fn message(raw: Vec<u8>) -> Self {
        let fields =
            vec!["Content-Type: message/rfc822".to_owned(), "Content-Disposition: attachment".to_owned()];
        Self { fields, body: raw }
    }

    /// Some other type, in lines of plain ASCII.
    pub fn lines(media: &str, text: &str) -> Self {
        Self { fields: vec![format!("Content-Type: {media}")], body: text.replace('\n', "\r\n").into_bytes() }
    }

    /// `subtype` may bring parameters. The boundary is made from the depth, so that it differs from those inside.
    pub fn multipart(subtype: &str, parts: impl IntoIterator<Item = Self>) -> Self {
        let mut body = Vec::new();
        let parts: Vec<Self> = parts.into_iter().collect();
        let used = |depth: &u32| {
            let mark = boundary(*depth).into_bytes();
            parts.iter().any(|part| part.body.windows(mark.len()).any(|bytes| bytes == mark))
        };
        let boundary = boundary((0..DEEPEST).find(|depth| !used(depth)).unwrap_or(DEEPEST));
        for part in parts {
            body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            body.extend_from_slice(&part.render());
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Self { fields: vec![format!("Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"")], body }
    }

    fn render(&self) -> Vec<u8> {
        let header = self.fields.join("\r\n");
        [header.as_bytes(), b"\r\n\r\n", &self.body].concat()
    }
}

fn boundary(depth: u32) -> String {
    format!("=_part_{depth}_of_this")
}

/// A message: who, what about, when.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub id: String,
    pub from: (&'static str, &'static str),
    pub subject: String,
    pub received_at: Timestamp,
    /// More header lines.
    pub fields: Vec<String>,
}

impl Letter {
    pub fn write(&self, charset: Charset, body: &Part) -> Vec<u8> {
        let subject =
            header_text(&self.subject, charset, charset == Charset::Utf8 && self.id.len().is_multiple_of(2));
        let mut header = vec![
            format!("Return-Path: <{}>", self.from.1),
            format!("From: {}", person(self.from)),
            format!("To: {}", person(ANA)),
            format!("Subject: {subject}"),
            format!("Date: {}", date(self.received_at)),
            format!("Message-ID: <{}@{}>", self.id, host(self.from.1)),
        ];
        header.extend(self.fields.iter().cloned());
        header.push("MIME-Version: 1.0\r\n".to_owned());
        let mut raw = header.join("\r\n").into_bytes();
        raw.extend_from_slice(&body.render());
        raw
    }
}

pub(super) fn person((name, address): (&str, &str)) -> String {
    let simple = name.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    let name = if simple || !name.is_ascii() {
        header_text(name, Charset::Utf8, false)
    } else {
        format!("\"{name}\"")
    };
    format!("{name} <{address}>")
}

pub(super) fn host(address: &str) -> &str {
    address.split_once('@').map_or(address, |(_, host)| host)
}

/// It was sent a little before it came, in Brazil (RFC 5322 §3.3).
fn date(received_at: Timestamp) -> String {
    let sent = received_at.to_zoned(TimeZone::fixed(jiff::tz::offset(-3)));
    jiff::fmt::rfc2822::to_string(&sent).unwrap_or_default()
}
