//! How text is put into bytes on the way: charsets, transfer encodings, encoded words.

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Latin1,
    Windows1252,
}

/// RFC 2045 §6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    EightBit,
    QuotedPrintable,
    Base64,
}

impl Charset {
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Latin1 => "iso-8859-1",
            Self::Windows1252 => "windows-1252",
        }
    }

    pub fn bytes(self, text: &str) -> Vec<u8> {
        if self == Self::Utf8 {
            return text.into();
        }
        let byte = |c: char| match (self, c) {
            (Self::Windows1252, '–') => 0x96,
            (Self::Windows1252, '€') => 0x80,
            (Self::Windows1252, '“') => 0x93,
            (Self::Windows1252, '”') => 0x94,
            (_, '–') => b'-',
            _ => u8::try_from(u32::from(c)).unwrap_or(b'?'),
        };
        text.chars().map(byte).collect()
    }
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::EightBit => "8bit",
            Self::QuotedPrintable => "quoted-printable",
            Self::Base64 => "base64",
        }
    }

    pub fn write(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::EightBit => bytes.to_vec(),
            Self::QuotedPrintable => quoted_printable(bytes).into_bytes(),
            Self::Base64 => base64_lines(bytes).into_bytes(),
        }
    }
}

pub(super) fn base64_lines(bytes: &[u8]) -> String {
    bytes.chunks(57).map(|line| STANDARD.encode(line) + "\r\n").collect()
}

fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut width = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (line, end) = line.strip_suffix(b"\r\n").map_or((line, ""), |line| (line, "\r\n"));
        for (index, byte) in line.iter().enumerate() {
            let last = index + 1 == line.len();
            let plain = byte.is_ascii_graphic() && *byte != b'=' || *byte == b' ' && !last;
            if width > 70 {
                out.push_str("=\r\n");
                width = 0;
            }
            width += if plain { 1 } else { 3 };
            let _ = if plain { write!(out, "{}", char::from(*byte)) } else { write!(out, "={byte:02X}") };
        }
        out.push_str(end);
        width = 0;
    }
    out
}

/// A header text in encoded words where it needs them (RFC 2047 §2: at most 75 characters each).
pub(super) fn header_text(text: &str, charset: Charset, base64: bool) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let words = letters.chunks(16).map(|letters| {
        let bytes = charset.bytes(&letters.iter().collect::<String>());
        let (mark, coded) = if base64 { ('B', STANDARD.encode(bytes)) } else { ('Q', q_word(&bytes)) };
        format!("=?{}?{mark}?{coded}?=", charset.name())
    });
    words.collect::<Vec<_>>().join("\r\n ")
}

fn q_word(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = match byte {
            b' ' => write!(out, "_"),
            byte if byte.is_ascii_alphanumeric() => write!(out, "{}", char::from(*byte)),
            byte => write!(out, "={byte:02X}"),
        };
        out
    })
}

/// RFC 2231 §4.
pub(super) fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let _ = if plain { write!(out, "{}", char::from(byte)) } else { write!(out, "%{byte:02X}") };
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_keeps_lines_short_and_the_last_space_visible() {
        let coded = quoted_printable(format!("{} \r\nCafé=\r\n", "x".repeat(100)).as_bytes());
        assert!(coded.lines().all(|line| line.len() <= 76));
        assert!(coded.ends_with("=20\r\nCaf=C3=A9=3D\r\n"));
    }

    #[test]
    fn a_header_text_is_cut_into_words() {
        let subject = "Fatura 2026/118 – Fornecedora São José";
        let coded = header_text(subject, Charset::Windows1252, false);
        assert_eq!(coded.split("\r\n ").count(), 3);
        assert!(coded.starts_with("=?windows-1252?Q?Fatura_2026=2F118_?="), "{coded}");
    }
}
