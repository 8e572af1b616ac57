//! The bodies of parts: text in lines that every server carries, files in base64 (RFC 2045 §6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Read, Write};

/// Octets that make one line of base64: 76 characters.
const LINE: usize = 57;
/// Lines of base64 that are read at once.
const LINES: usize = 1024;
/// Characters in a line of quoted-printable, without the `=` that breaks it.
const WIDTH: usize = 75;
/// No line of a message is longer (RFC 5322 §2.1.1).
const LONGEST: usize = 998;

/// How a text is written.
pub(super) fn encoding(text: &str) -> &'static str {
    let plain = text.is_ascii() && !text.contains('\0') && lines(text).all(|line| line.len() <= LONGEST);
    if plain { "7bit" } else { "quoted-printable" }
}

/// Writes a text as [`encoding`] says; every line end is CRLF, and it ends with one.
pub(super) fn text(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let as_it_is = encoding(text) == "7bit";
    for line in lines(text) {
        if as_it_is {
            out.write_all(line.as_bytes())?;
        } else {
            quoted_printable(line, out)?;
        }
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

/// The lines of a text, whichever way they end; a line end at its end begins none.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).flat_map(|line| line.split('\r'))
}

fn quoted_printable(line: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut width = 0;
    let mut bytes = line.bytes().peekable();
    let mut buffer = Vec::with_capacity(WIDTH + 3);
    while let Some(byte) = bytes.next() {
        let is_last = bytes.peek().is_none();
        // A blank at the end of a line may be lost on the way (RFC 2045 §6.7, rule 3).
        let is_plain = match byte {
            b' ' | b'\t' => !is_last,
            byte => byte.is_ascii_graphic() && byte != b'=',
        };
        let needed = if is_plain { 1 } else { 3 };
        if width + needed > WIDTH {
            buffer.extend_from_slice(b"=\r\n");
            out.write_all(&buffer)?;
            buffer.clear();
            width = 0;
        }
        if is_plain {
            buffer.push(byte);
        } else {
            write!(buffer, "={byte:02X}")?;
        }
        width += needed;
    }
    out.write_all(&buffer)
}

/// Writes a file in base64, as it is read.
pub(super) fn base64(mut from: impl Read, out: &mut dyn Write) -> io::Result<()> {
    let mut buffer = vec![0; LINE * LINES];
    let mut encoded = String::new();
    loop {
        let read = fill(&mut from, &mut buffer)?;
        for line in buffer.get(..read).unwrap_or_default().chunks(LINE) {
            STANDARD.encode_string(line, &mut encoded);
            encoded.push_str("\r\n");
        }
        out.write_all(encoded.as_bytes())?;
        encoded.clear();
        if read < buffer.len() {
            return Ok(());
        }
    }
}

/// Reads until the buffer is full, or there is no more.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
