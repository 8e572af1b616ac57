//! The bytes of a letter, as programs of many kinds write them.

use crate::letter::{Form, Letter, Person};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_mail::mime::Class;
use jiff::SignedDuration;
use std::fmt::Write;

/// A transparent picture of one pixel.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

pub fn raw(letter: &Letter) -> Vec<u8> {
    let mut head = format!("Message-ID: <{}>\r\nFrom: {}\r\n", letter.id, person(letter.from, letter.form));
    let nobody = if letter.cc.is_empty() { Some("undisclosed-recipients:;") } else { None };
    people(&mut head, "To", letter.to, letter.form, nobody);
    people(&mut head, "Cc", letter.cc, letter.form, None);
    if let Some(subject) = letter.subject {
        let subject = if subject.is_ascii() { folded(subject) } else { encoded(subject, letter.form) };
        write!(head, "Subject: {subject}\r\n").unwrap();
    }
    let sent_at = letter.received_at.checked_sub(SignedDuration::from_secs(61)).unwrap();
    let sent_at = jiff::fmt::rfc2822::to_string(&sent_at.to_zoned(jiff::tz::TimeZone::UTC)).unwrap();
    write!(head, "Date: {sent_at}\r\n").unwrap();
    for (name, value) in letter.headers {
        write!(head, "{name}: {}\r\n", encoded(value, letter.form)).unwrap();
    }
    head.push_str("MIME-Version: 1.0\r\n");
    [head.as_bytes(), &body(letter)].concat()
}

fn people(head: &mut String, field: &str, all: &[Person], form: Form, nobody: Option<&str>) {
    let written: Vec<String> = all.iter().map(|one| person(*one, form)).collect();
    match (written.is_empty(), nobody) {
        (false, _) => write!(head, "{field}: {}\r\n", written.join(",\r\n ")).unwrap(),
        (true, Some(nobody)) => write!(head, "{field}: {nobody}\r\n").unwrap(),
        (true, None) => {}
    }
}

fn person((name, address): Person, form: Form) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ');
    match name {
        "" if form == Form::Base64 => format!("<{address}>"),
        "" => address.to_owned(),
        _ if is_plain => format!("{name} <{address}>"),
        _ if name.is_ascii() => {
            format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => format!("{} <{address}>", encoded(name, form)),
    }
}

/// In encoded words, where it is not ASCII (RFC 2047).
fn encoded(text: &str, form: Form) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let words = letters.chunks(9).map(|some| {
        let some: String = some.iter().collect();
        match (form, windows_1252(&some)) {
            (Form::Quoted, _) => {
                let quoted = some.bytes().map(|byte| match byte {
                    b' ' => "_".to_owned(),
                    _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                    _ => format!("={byte:02X}"),
                });
                format!("=?utf-8?q?{}?=", quoted.collect::<String>())
            }
            (Form::Legacy, Some(bytes)) => format!("=?windows-1252?B?{}?=", STANDARD.encode(bytes)),
            _ => format!("=?UTF-8?B?{}?=", STANDARD.encode(some)),
        }
    });
    words.collect::<Vec<_>>().join("\r\n ")
}

fn windows_1252(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, replaced) = encoding_rs::WINDOWS_1252.encode(text);
    (!replaced).then(|| bytes.into_owned())
}

/// Lines of some seventy characters, cut before blanks (RFC 5322 §2.2.3).
fn folded(text: &str) -> String {
    let mut lines = String::new();
    let mut long = 0;
    for word in text.split_inclusive(' ') {
        if long + word.len() > 70 && lines.ends_with(' ') {
            lines.pop();
            lines.push_str("\r\n ");
            long = 0;
        }
        lines.push_str(word);
        long += word.len();
    }
    lines
}

fn body(letter: &Letter) -> Vec<u8> {
    let text = part("plain", letter.text, letter.form);
    let told = match letter.class {
        Class::Mail => None,
        Class::Invitation => {
            Some(("alternative", part("calendar; method=REQUEST", &calendar(letter), Form::Quoted)))
        }
        Class::Receipt => {
            let report = "Final-Recipient: rfc822; ana@acme.example\nDisposition: manual-action/MDN-sent-manually; displayed\n";
            Some((
                "report; report-type=disposition-notification",
                other("message/disposition-notification", report),
            ))
        }
        Class::Bounce => {
            let report = "Reporting-MTA: dns; mx.else.example\n\nFinal-Recipient: rfc822; nobody@else.example\nAction: failed\nStatus: 5.1.1\n";
            Some(("report; report-type=delivery-status", other("message/delivery-status", report)))
        }
    };
    if let Some((kind, told)) = told {
        return multipart(kind, "told", &[text, told]);
    }
    let mut inner = match letter.page {
        None => text,
        Some(page) => {
            let escaped = page.replace('&', "&amp;").replace('<', "&lt;");
            let image = if letter.picture { "<img src=\"cid:dot\">" } else { "" };
            let page = format!("<html><body><p>{escaped}</p>{image}</body></html>");
            multipart("alternative", "either", &[text, part("html", &page, letter.form)])
        }
    };
    if letter.picture {
        let picture = format!(
            "Content-Type: image/png; name=dot.png\r\nContent-ID: <dot>\r\nContent-Disposition: inline; filename=dot.png\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{PICTURE}\r\n"
        );
        inner = multipart("related", "shown", &[inner, picture.into_bytes()]);
    }
    if !letter.files.is_empty() {
        let files = letter.files.iter().map(|name| file(name, letter.form));
        inner = multipart("mixed", "beside", &std::iter::once(inner).chain(files).collect::<Vec<_>>());
    }
    inner
}

fn part(kind: &str, text: &str, form: Form) -> Vec<u8> {
    let text = text.replace('\n', "\r\n");
    let (charset, encoding, bytes) = match (form, windows_1252(&text)) {
        (Form::Quoted, _) => ("utf-8", "quoted-printable", quoted(&text).into_bytes()),
        (Form::Base64, _) => ("UTF-8", "base64", lines(&STANDARD.encode(&text)).into_bytes()),
        (Form::Legacy, Some(bytes)) => ("windows-1252", "8bit", bytes),
        (Form::Legacy, None) => ("utf-8", "8bit", text.into_bytes()),
    };
    let head = format!(
        "Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    );
    [head.as_bytes(), &bytes].concat()
}

fn other(kind: &str, text: &str) -> Vec<u8> {
    format!("Content-Type: {kind}\r\n\r\n{}", text.replace('\n', "\r\n")).into_bytes()
}

/// RFC 2045 §6.7.
fn quoted(text: &str) -> String {
    let mut written = String::new();
    let mut long = 0;
    for byte in text.bytes() {
        match byte {
            b'\r' | b'\n' => {
                written.push(char::from(byte));
                long = 0;
                continue;
            }
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b',' | b':' => written.push(char::from(byte)),
            _ => write!(written, "={byte:02X}").unwrap(),
        }
        long += 3;
        if long > 70 {
            written.push_str("=\r\n");
            long = 0;
        }
    }
    written
}

fn lines(base64: &str) -> String {
    let pieces = base64.as_bytes().chunks(76).map(|piece| format!("{}\r\n", String::from_utf8_lossy(piece)));
    pieces.collect()
}

/// RFC 2046 §5.1.
fn multipart(kind: &str, boundary: &str, parts: &[Vec<u8>]) -> Vec<u8> {
    let (kind, parameters) =
        kind.split_once("; ").map_or((kind, String::new()), |(kind, more)| (kind, format!("; {more}")));
    let mut written =
        format!("Content-Type: multipart/{kind}{parameters}; boundary=\"={boundary}\"\r\n\r\n").into_bytes();
    for part in parts {
        written.extend_from_slice(format!("--={boundary}\r\n").as_bytes());
        written.extend_from_slice(part);
        written.extend_from_slice(b"\r\n");
    }
    written.extend_from_slice(format!("--={boundary}--\r\n").as_bytes());
    written
}

fn file(name: &str, form: Form) -> Vec<u8> {
    let named = match form {
        _ if name.is_ascii() => format!("filename=\"{name}\""),
        // RFC 2231 §4.
        Form::Quoted => {
            let percent = name.bytes().map(|byte| match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'.' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            });
            format!("filename*=utf-8''{}", percent.collect::<String>())
        }
        // Against RFC 2047 §5, and everywhere.
        Form::Base64 | Form::Legacy => format!("filename=\"{}\"", encoded(name, form)),
    };
    let content = lines(&STANDARD.encode(format!("This is {name}.")));
    format!(
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n {named}\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{content}"
    )
    .into_bytes()
}

fn calendar(letter: &Letter) -> String {
    format!(
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:{}\nORGANIZER:mailto:{}\nDTSTART:20260601T120000Z\n\
         DTEND:20260601T130000Z\nEND:VEVENT\nEND:VCALENDAR\n",
        letter.id, letter.from.1
    )
}
