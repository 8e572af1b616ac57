//! The fields of a header: folded, and in ASCII whatever they say (RFC 5322 §2.2.3, RFC 2047).

use super::address::is_atom;
use crate::mime::Address;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Zoned;
use std::io::{self, Write};

/// Lines should be no longer (RFC 5322 §2.1.1).
pub(super) const LINE: usize = 78;
/// A word that cannot be folded is no longer than a line may be (RFC 5322 §2.1.1).
const WORD: usize = 900;
/// Octets in one encoded word: with what is around them 75 characters (RFC 2047 §2).
const ENCODED: usize = 45;

/// Writes fields.
pub(super) struct Fields<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Fields<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }

    /// A field whose value is ASCII and short.
    pub(super) fn line(&mut self, name: &str, value: &str) -> io::Result<()> {
        write!(self.out, "{name}: {value}\r\n")
    }

    /// Several of them.
    pub(super) fn lines(&mut self, lines: &[(&str, &str)]) -> io::Result<()> {
        lines.iter().try_for_each(|(name, value)| self.line(name, value))
    }

    /// A field of text.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let words = if is_plain(text) { text.split(' ').map(str::to_owned).collect() } else { encoded(text) };
        self.folded(name, &words)
    }

    /// A field of addresses; none, when there are none.
    pub(super) fn people(&mut self, name: &str, people: &[Address]) -> io::Result<()> {
        let mut words = Vec::new();
        for (number, person) in people.iter().enumerate() {
            let comma = if number + 1 < people.len() { "," } else { "" };
            match person.name.as_deref().filter(|name| !name.is_empty()) {
                None => words.push(format!("{}{comma}", person.address)),
                Some(name) => {
                    words.extend(phrase(name));
                    words.push(format!("<{}>{comma}", person.address));
                }
            }
        }
        if words.is_empty() { Ok(()) } else { self.folded(name, &words) }
    }

    /// A field of message ids; none, when there are none.
    pub(super) fn ids(&mut self, name: &str, ids: &[String]) -> io::Result<()> {
        let words: Vec<String> = ids.iter().map(|id| format!("<{id}>")).collect();
        if words.is_empty() { Ok(()) } else { self.folded(name, &words) }
    }

    /// Words with a blank between them, on as many lines as they need.
    fn folded(&mut self, name: &str, words: &[String]) -> io::Result<()> {
        let mut line = format!("{name}:");
        let mut is_bare = true;
        for word in words {
            // A line of nothing but blanks must not be (RFC 5322 §4.2).
            if !is_bare && line.len() + 1 + word.len() > LINE && !word.is_empty() {
                write!(self.out, "{line}\r\n")?;
                line.clear();
            }
            line.push(' ');
            line.push_str(word);
            is_bare = word.is_empty() && is_bare;
        }
        write!(self.out, "{line}\r\n")
    }
}

/// Whether it can stand as it is, and is read as it is.
fn is_plain(text: &str) -> bool {
    let printable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let short = text.split(' ').all(|word| word.len() <= WORD);
    printable && short && !text.contains("=?") && !text.contains("  ") && text.trim() == text
}

/// A name before an address: as it is, quoted, or encoded.
fn phrase(name: &str) -> Vec<String> {
    if !is_plain(name) {
        return encoded(name);
    }
    if name.bytes().all(|byte| is_atom(byte) || byte == b' ') {
        return name.split(' ').map(str::to_owned).collect();
    }
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{quoted}\"").split(' ').map(str::to_owned).collect()
}

/// Encoded words, none of which cuts a character.
fn encoded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut piece = String::new();
    for c in text.chars() {
        if piece.len() + c.len_utf8() > ENCODED {
            words.push(word(&piece));
            piece.clear();
        }
        piece.push(c);
    }
    words.push(word(&piece));
    words
}

fn word(piece: &str) -> String {
    format!("=?utf-8?B?{}?=", STANDARD.encode(piece))
}

/// As in a Date field (RFC 5322 §3.3).
pub(super) fn date(at: &Zoned) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}
