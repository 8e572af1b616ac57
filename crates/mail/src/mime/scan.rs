//! Lines of a stream, and a fast way past those that do not matter.

use memchr::memchr;
use std::io::{self, Read};

/// The most that is held of the stream; a longer line comes in pieces.
const BUFFER: usize = 128 * 1024;
/// Kept of what was passed: the line end before the current line.
const KEPT: usize = 2;

/// Reads a stream line by line.
#[derive(Debug)]
pub(super) struct Scanner<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where in the stream the buffer begins.
    offset: u64,
    /// What of the buffer is filled, and passed.
    filled: usize,
    at: usize,
    ended: bool,
}

/// A line, or a piece of a long one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its bytes, line end included.
    pub(super) bytes: &'a [u8],
    /// Where in the stream it begins and ends.
    pub(super) start: u64,
    pub(super) end: u64,
    /// How long the line end before it is; 0 at the start of the stream and within a long line.
    pub(super) before: u64,
    /// Whether it is the start of a line.
    pub(super) is_start: bool,
}

impl<'a> Line<'a> {
    /// The line without its end.
    pub(super) fn text(&self) -> &'a [u8] {
        let text = self.bytes.strip_suffix(b"\n").unwrap_or(self.bytes);
        text.strip_suffix(b"\r").unwrap_or(text)
    }
}

impl<R: Read> Scanner<R> {
    /// Reads `source`, of about `len` bytes.
    pub(super) fn new(source: R, len: u64) -> Self {
        let size = usize::try_from(len).unwrap_or(BUFFER).clamp(64, BUFFER - KEPT) + KEPT;
        Self { source, buffer: vec![0; size], offset: 0, filled: 0, at: 0, ended: false }
    }

    /// Where in the stream the next line begins.
    pub(super) fn position(&self) -> u64 {
        self.offset + self.at as u64
    }

    /// The next line, which stays next; `None` at the end.
    pub(super) fn peek(&mut self) -> io::Result<Option<Line<'_>>> {
        let mut searched = 0;
        let end = loop {
            let rest = self.rest();
            let unseen = rest.get(searched..).unwrap_or_default();
            if let Some(found) = memchr(b'\n', unseen) {
                break searched + found + 1;
            }
            searched = rest.len();
            if !self.fill()? {
                break searched;
            }
        };
        if end == 0 {
            return Ok(None);
        }
        let before = self.line_end_before();
        Ok(Some(Line {
            bytes: self.rest().get(..end).unwrap_or_default(),
            start: self.position(),
            end: self.position() + end as u64,
            before,
            is_start: before > 0 || self.position() == 0,
        }))
    }

    /// Passes `count` bytes of what was peeked at.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = (self.at + count).min(self.filled);
    }

    /// Passes everything up to the next line that begins with two hyphens; `false` at the end of the stream.
    ///
    /// This is where a big message spends its time: hyphens are looked for instead of lines, and base64 has none.
    pub(super) fn skip_to_hyphens(&mut self) -> io::Result<bool> {
        loop {
            let mut from = 0;
            while let Some(found) = memchr(b'-', self.rest().get(from..).unwrap_or_default()) {
                let hyphen = from + found;
                let next = self.rest().get(hyphen + 1);
                if next.is_none() && !self.ended {
                    break;
                }
                let starts = match hyphen.checked_sub(1).and_then(|before| self.rest().get(before)) {
                    Some(before) => *before == b'\n',
                    None => self.line_end_before() > 0 || self.position() == 0,
                };
                if starts && next == Some(&b'-') {
                    self.pass(hyphen);
                    return Ok(true);
                }
                from = hyphen + 1;
            }
            // A hyphen that ends the buffer waits for what follows it.
            let waits = usize::from(!self.ended && self.rest().last() == Some(&b'-'));
            self.pass(self.rest().len() - waits);
            if !self.fill()? {
                self.pass(self.rest().len());
                return Ok(false);
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..self.filled).unwrap_or_default()
    }

    fn line_end_before(&self) -> u64 {
        match self.buffer.get(..self.at).unwrap_or_default() {
            [.., b'\r', b'\n'] => 2,
            [.., b'\n'] => 1,
            _ => 0,
        }
    }

    /// Reads more; `false` when there is no more, or no room.
    fn fill(&mut self) -> io::Result<bool> {
        let passed = self.at.saturating_sub(KEPT);
        if passed > 0 && self.filled == self.buffer.len() {
            self.buffer.copy_within(passed..self.filled, 0);
            self.offset += passed as u64;
            self.at -= passed;
            self.filled -= passed;
        }
        let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
        if room.is_empty() || self.ended {
            return Ok(false);
        }
        let read = loop {
            match self.source.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.filled += read;
        self.ended = read == 0;
        Ok(read > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a few bytes at a time.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buf.len()).min(self.0.len());
            buf[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn lines_and_hyphens_are_found_however_the_stream_arrives() {
        let long = "-".repeat(BUFFER + 10);
        let text = format!("--a\r\nb--\n-\n--c\n{long}\nx-\n--d");
        for step in [1, 2, 3, 7, 100_000, usize::MAX] {
            let mut scanner = Scanner::new(Drip(text.as_bytes(), step), u64::MAX);
            let mut found = Vec::new();
            while scanner.skip_to_hyphens().unwrap() {
                let line = scanner.peek().unwrap().unwrap();
                assert!(line.is_start);
                let start: String = line.text().iter().take(3).map(|byte| char::from(*byte)).collect();
                found.push((line.start, line.before, start));
                let len = line.bytes.len();
                scanner.pass(len);
            }
            let last = text.len() as u64 - 3;
            let expected = [(0, 0, "--a"), (11, 1, "--c"), (15, 1, "---"), (last, 1, "--d")];
            assert_eq!(found, expected.map(|(at, before, start)| (at, before, start.to_owned())), "{step}");
        }
    }
}
