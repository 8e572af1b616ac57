//! Base64 (RFC 2045 §6.8), and what is left of it after mailing lists and virus scanners.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::memchr;
use std::io::{self, Read};

/// Forgives what carries no meaning: padding, and bits after the last octet.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);
/// A line after the padding that is longer than this is not base64.
const LONGEST_LINE: usize = 4096;

/// Where decoding stands.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Characters not yet decoded, six bits each.
    bits: u32,
    held: u8,
    after: After,
    /// Lines without their ends; kept for its room.
    joined: Vec<u8>,
}

/// What to think of what comes.
#[derive(Debug, Default)]
enum After {
    /// No padding yet: other characters are skipped.
    #[default]
    Nothing,
    /// After padding: another piece of base64, or a footer somebody added. Decided line by line.
    Padding(Vec<u8>),
    /// A line that was neither: the rest is not the sender's.
    End,
}

/// Decodes all of `text` onto the end of `out`.
pub(in crate::mime) fn decode(text: &[u8], out: &mut Vec<u8>) {
    let mut state = State::default();
    state.push(text, out);
    state.finish(out);
}

impl State {
    pub(crate) fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while let Some((byte, rest)) = bytes.split_first()
            && self.held != 0
        {
            self.one(*byte, out);
            bytes = rest;
        }
        let passed = self.whole_groups(bytes, out);
        for byte in bytes.get(passed..).unwrap_or_default() {
            self.one(*byte, out);
        }
    }

    /// Decodes what at the start of `bytes` is nothing but whole groups of four characters and line ends; says how many
    /// bytes that were.
    ///
    /// Nearly all of a big attachment goes this way: a fast decoder knows no line ends.
    fn whole_groups(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        if !matches!(self.after, After::Nothing) {
            return 0;
        }
        self.joined.clear();
        let (mut rest, mut passed, mut length) = (bytes, 0, 0);
        while !rest.is_empty() {
            let end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            let text = text.strip_suffix(b"\r").unwrap_or(text);
            // Padding changes how to go on; what is after it is looked at one by one.
            if text.ends_with(b"=") {
                break;
            }
            rest = after;
            self.joined.extend_from_slice(text);
            let odd = self.joined.len() % 4;
            if odd == 0 {
                passed = bytes.len() - rest.len();
                length = self.joined.len();
            } else if text.len() == line.len() && text.len() > odd {
                // The last line goes on in the bytes to come.
                passed = bytes.len() - odd;
                length = self.joined.len() - odd;
            }
        }
        let before = out.len();
        let groups = self.joined.get(..length).unwrap_or_default();
        // Padding in the middle of a line may have come to stand at the end.
        if !groups.ends_with(b"=") && ENGINE.decode_vec(groups, out).is_ok() {
            return passed;
        }
        out.truncate(before);
        0
    }

    pub(crate) fn finish(&mut self, out: &mut Vec<u8>) {
        if matches!(self.after, After::Padding(_)) {
            self.one(b'\n', out);
        }
        self.flush(out);
    }

    fn one(&mut self, byte: u8, out: &mut Vec<u8>) {
        match &mut self.after {
            After::End => {}
            After::Padding(line) if byte == b'\n' => {
                let line = std::mem::take(line);
                if !another(&line, out) {
                    self.after = After::End;
                }
            }
            After::Padding(line) if line.len() < LONGEST_LINE => line.push(byte),
            After::Padding(_) => self.after = After::End,
            After::Nothing if byte == b'=' => {
                if self.held >= 2 {
                    self.flush(out);
                    self.after = After::Padding(Vec::new());
                }
            }
            After::Nothing => {
                if let Some(six) = six_bits(byte) {
                    self.bits = self.bits << 6 | u32::from(six);
                    self.held += 1;
                    if self.held == 4 {
                        self.flush(out);
                    }
                }
            }
        }
    }

    /// Four characters are three octets, three are two, two are one; one is nothing.
    fn flush(&mut self, out: &mut Vec<u8>) {
        let [_, a, b, c] = (self.bits << (6 * u32::from(4_u8.saturating_sub(self.held)))).to_be_bytes();
        match self.held {
            4 => out.extend_from_slice(&[a, b, c]),
            3 => out.extend_from_slice(&[a, b]),
            2 => out.push(a),
            _ => {}
        }
        (self.bits, self.held) = (0, 0);
    }
}

/// Decodes a line after padding if it can only be base64; says whether more may follow.
fn another(line: &[u8], out: &mut Vec<u8>) -> bool {
    let line = line.trim_ascii();
    let start = line.iter().take_while(|byte| **byte == b'=').count();
    let line = line.get(start..).unwrap_or_default();
    let before = out.len();
    let decoded = line.len().is_multiple_of(4) && ENGINE.decode_vec(line, out).is_ok();
    if !decoded {
        out.truncate(before);
    }
    decoded
}

/// How many octets the base64 that `source` reads stands for; `None` when it has to be decoded to be known.
pub(super) fn count(mut source: impl Read) -> io::Result<Option<u64>> {
    let (mut characters, mut padded) = (0_u64, false);
    let mut buffer = vec![0; super::STEP];
    loop {
        let read = match source.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let mut bytes = buffer.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        if !padded && let Some(at) = memchr(b'=', bytes) {
            let (before, after) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
            characters += characters_in(before);
            padded = true;
            bytes = after;
        }
        if !padded {
            characters += characters_in(bytes);
        } else if !bytes.iter().all(|byte| *byte == b'=' || byte.is_ascii_whitespace()) {
            return Ok(None);
        }
    }
    // `another` reads a line of padding only as the end, one of other characters may be more.
    Ok(Some(characters / 4 * 3 + (characters % 4).saturating_sub(1)))
}

fn characters_in(bytes: &[u8]) -> u64 {
    // Sums of 128 fit an octet, which lets the compiler count sixteen at a time.
    bytes
        .chunks(128)
        .map(|chunk| u64::from(chunk.iter().fold(0_u8, |sum, byte| sum + u8::from(is_character(*byte)))))
        .sum()
}

fn is_character(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10 || byte == b'+' || byte == b'/'
}

fn six_bits(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        decode(text, &mut out);
        if let Some(counted) = count(text).unwrap() {
            assert_eq!(counted, out.len() as u64, "{text:?}");
        }
        out
    }

    #[test]
    fn damage_costs_as_little_as_possible() {
        for (written, meant) in [
            (&b"aGVsbG8="[..], &b"hello"[..]),
            (b"aGVs\r\nbG8=\r\n", b"hello"),
            (b"aG Vs\tb.G8", b"hello"),
            (b"aGVsbG8", b"hello"),
            (b"aGVsb", b"hel"),
            (b"aGVsbG8=\r\n\r\n____________\r\nlist@example.org\r\n", b"hello"),
            (b"aGVsbG8=\r\nd29ybGQ=\r\n", b"helloworld"),
            (b"aGVsbG8=d29ybGQ=", b"helloworld"),
            (b"YQ==\nYg==\nYw==", b"abc"),
            (b"=aGVsbG8=", b"hello"),
            (b"====", b""),
            (b"", b""),
        ] {
            assert_eq!(read(written), meant, "{}", String::from_utf8_lossy(written));
        }
    }
}
