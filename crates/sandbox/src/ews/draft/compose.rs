use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;

use crate::ews::item::Person;

/// A message that is being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub subject: String,
    pub from: Option<Person>,
    pub sender: Option<Person>,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub bcc: Vec<Person>,
    pub reply_to: Vec<Person>,
    pub body: String,
    pub is_html: bool,
    pub files: Vec<File>,
    /// Further header fields, each with its name.
    pub fields: Vec<(String, String)>,
}

/// Something attached.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub name: String,
    pub kind: String,
    pub content_id: Option<String>,
    pub inline: bool,
    /// A whole message where `kind` is `message/rfc822`.
    pub content: Vec<u8>,
}

impl Draft {
    /// The message (RFC 5322, RFC 2045), with this number in what must be unique.
    pub fn compose(&self, number: u64, now: Timestamp) -> Vec<u8> {
        let date = jiff::fmt::rfc2822::to_string(&now.to_zoned(jiff::tz::TimeZone::UTC)).unwrap_or_default();
        let mut out = Vec::new();
        for (name, people) in [
            ("From", self.from.as_slice()),
            ("Sender", self.sender.as_slice()),
            ("To", self.to.as_slice()),
            ("Cc", &self.cc),
            ("Bcc", &self.bcc),
            ("Reply-To", &self.reply_to),
        ] {
            if !people.is_empty() {
                let list: Vec<String> = people.iter().map(mailbox).collect();
                out.extend(field_line(name, &list.join(",\r\n\t")));
            }
        }
        out.extend(field_line("Subject", &encoded(&self.subject)));
        out.extend(field_line("Date", &date));
        if !self.fields.iter().any(|(name, _)| name.eq_ignore_ascii_case("Message-ID")) {
            out.extend(field_line("Message-ID", &format!("<{number}.{}@sandbox.test>", now.as_nanosecond())));
        }
        for (name, value) in &self.fields {
            out.extend(field_line(name, &encoded(value)));
        }
        out.extend(field_line("MIME-Version", "1.0"));
        self.write_body(number, &mut out);
        out
    }

    pub(super) fn write_body(&self, number: u64, out: &mut Vec<u8>) {
        if self.files.is_empty() {
            return self.write_text(out);
        }
        let boundary = format!("_{number}_sandbox_");
        let related = self.files.iter().all(|file| file.inline && file.content_id.is_some());
        let kind = if related { "related" } else { "mixed" };
        out.extend(field_line("Content-Type", &format!("multipart/{kind}; boundary=\"{boundary}\"")));
        out.extend_from_slice(format!("\r\n--{boundary}\r\n").as_bytes());
        self.write_text(out);
        for file in &self.files {
            out.extend_from_slice(format!("\r\n--{boundary}\r\n").as_bytes());
            file.write(out);
        }
        out.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    }

    fn write_text(&self, out: &mut Vec<u8>) {
        let kind = if self.is_html { "html" } else { "plain" };
        out.extend(field_line("Content-Type", &format!("text/{kind}; charset=\"utf-8\"")));
        out.extend(field_line("Content-Transfer-Encoding", "base64"));
        out.extend_from_slice(b"\r\n");
        base64_lines(self.body.as_bytes(), out);
    }
}

impl File {
    pub fn write(&self, out: &mut Vec<u8>) {
        let name = encoded(&self.name.replace('"', "'"));
        out.extend(field_line("Content-Type", &format!("{}; name=\"{name}\"", self.kind)));
        let disposition = if self.inline { "inline" } else { "attachment" };
        out.extend(field_line("Content-Disposition", &format!("{disposition}; filename=\"{name}\"")));
        if let Some(id) = &self.content_id {
            out.extend(field_line("Content-ID", &format!("<{id}>")));
        }
        // RFC 2046 §5.2.1: a message is not encoded.
        if self.kind == "message/rfc822" {
            out.extend_from_slice(b"\r\n");
            out.extend_from_slice(&self.content);
            return;
        }
        out.extend(field_line("Content-Transfer-Encoding", "base64"));
        out.extend_from_slice(b"\r\n");
        base64_lines(&self.content, out);
    }
}

/// One header field with its end. What would begin another is taken out.
pub(crate) fn field_line(name: &str, value: &str) -> Vec<u8> {
    let value = value.replace(",\r\n\t", "\u{0}").replace(['\r', '\n'], " ").replace('\u{0}', ",\r\n\t");
    format!("{name}: {value}\r\n").into_bytes()
}

/// Text as it may stand in a header (RFC 2047).
pub(crate) fn encoded(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii() && !c.is_ascii_control()) && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > 45 {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let words: Vec<String> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect();
    words.join(" ")
}

pub(super) fn mailbox(person: &Person) -> String {
    let address = String::from_utf8_lossy(&person.address);
    let address: String = address.chars().filter(|c| !c.is_control() && !"<>\"".contains(*c)).collect();
    if person.name.is_empty() || person.name == person.address {
        return format!("<{address}>");
    }
    let name = String::from_utf8_lossy(&person.name).replace(['"', '\\'], "'");
    let shown = encoded(&name);
    if shown == name { format!("\"{name}\" <{address}>") } else { format!("{shown} <{address}>") }
}

fn base64_lines(bytes: &[u8], out: &mut Vec<u8>) {
    for line in bytes.chunks(57) {
        out.extend_from_slice(STANDARD.encode(line).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}
