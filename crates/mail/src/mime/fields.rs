//! A header block as fields (RFC 5322 §2.2), in Unicode.

use super::charset::{self, Charset, Unicode};
use super::words;
use encoding_rs::{Encoding, UTF_8};

/// The fields of a header block, in order.
#[derive(Debug)]
pub(super) struct Fields {
    list: Vec<Field>,
    /// What raw characters beyond ASCII are written in, where they are not UTF-8.
    raw: &'static Encoding,
    pub(super) replaced: u32,
}

#[derive(Debug)]
struct Field {
    name: String,
    /// Unfolded, but with encoded words.
    value: Vec<u8>,
}

impl Fields {
    /// Reads a header block. Lines that belong to no field are left out.
    pub(super) fn parse(block: &[u8]) -> Self {
        let mut list: Vec<Field> = Vec::new();
        for line in block.split(|byte| *byte == b'\n') {
            let line = line.trim_ascii_end_of_line();
            match (line.first(), list.last_mut()) {
                // RFC 5322 §2.2.3: the line end vanishes, the blank stays.
                (Some(b' ' | b'\t'), Some(field)) => field.value.extend_from_slice(line),
                _ => list.extend(field(line)),
            }
        }
        let mut fields = Self { list, raw: UTF_8, replaced: 0 };
        fields.raw = fields.raw_charset();
        fields
    }

    /// The first field of this name, without its encoded words read, for fields that have a grammar of their own.
    pub(super) fn structured(&mut self, name: &str) -> Option<String> {
        let value = &self.list.iter().find(|field| field.name.eq_ignore_ascii_case(name))?.value;
        let read = self.unicode(value);
        self.replaced = self.replaced.saturating_add(read.replaced);
        Some(read.text)
    }

    /// All fields of this name, as [`Fields::structured`].
    pub(super) fn all_structured(&mut self, name: &str) -> Vec<String> {
        let found = self.list.iter().filter(|field| field.name.eq_ignore_ascii_case(name));
        let read: Vec<Unicode> = found.map(|field| self.unicode(&field.value)).collect();
        read.into_iter()
            .map(|read| {
                self.replaced = self.replaced.saturating_add(read.replaced);
                read.text
            })
            .collect()
    }

    /// The first field of this name, as a person reads it.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let raw = self.structured(name)?;
        Some(words::decode(&raw, &mut self.replaced))
    }

    /// Every field, as a person reads it; nothing is counted.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, String)> {
        self.list.iter().map(|field| {
            let read = self.unicode(&field.value);
            (field.name.as_str(), words::decode(&read.text, &mut 0))
        })
    }

    fn unicode(&self, value: &[u8]) -> Unicode {
        let charset =
            if std::str::from_utf8(value).is_ok() && !value.contains(&0x1b) { UTF_8 } else { self.raw };
        Charset::Standard(charset).decode(value)
    }

    /// Raw characters are in the charset of the text when that fits, else in what all of them together look like.
    fn raw_charset(&self) -> &'static Encoding {
        let suspicious = |value: &[u8]| value.contains(&0x1b) || std::str::from_utf8(value).is_err();
        let raw: Vec<u8> = self
            .list
            .iter()
            .filter(|field| suspicious(&field.value))
            .flat_map(|field| field.value.iter().copied().chain([b'\n']))
            .collect();
        if raw.is_empty() {
            return UTF_8;
        }
        let content_type = self.list.iter().find(|field| field.name.eq_ignore_ascii_case("content-type"));
        let label = content_type.and_then(|field| {
            let text = String::from_utf8_lossy(&field.value);
            let parameters = super::parameters::Parameters::parse(&text, &mut 0);
            parameters.word("charset").and_then(Charset::labelled)
        });
        match label {
            Some(Charset::Standard(encoding)) if !encoding.decode(&raw).2 => encoding,
            _ => charset::guess(&raw),
        }
    }
}

/// The name and value of the field that `line` starts.
fn field(line: &[u8]) -> Option<Field> {
    let colon = name_length(line)?;
    let (name, value) = line.split_at_checked(colon)?;
    Some(Field {
        name: String::from_utf8_lossy(name.trim_ascii_end()).into_owned(),
        value: value.get(1..)?.trim_ascii_start().to_vec(),
    })
}

/// Where the colon is, when `line` starts a field (RFC 5322 §2.2; §4.5: blanks before the colon).
pub(super) fn name_length(line: &[u8]) -> Option<usize> {
    let colon = line.iter().take(1000).position(|byte| *byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(colon)
}

trait EndOfLine {
    fn trim_ascii_end_of_line(&self) -> &Self;
}

impl EndOfLine for [u8] {
    fn trim_ascii_end_of_line(&self) -> &Self {
        let mut line = self;
        while let Some(shorter) = line.strip_suffix(b"\r") {
            line = shorter;
        }
        line
    }
}
