//! Bytes into responses (RFC 9051 §4.3, §7): lines, and the literals inside them.
//!
//! A literal never waits for whoever wants it: it goes to a spool, which moves to a temporary file when it grows.

use super::super::fault;
use crate::Result;
use bytes::{Buf, Bytes, BytesMut};
use carteiro_world::{Phrase, Spool, phrase, spool};

/// Most text of one response, literals aside. A SEARCH that answers a million UIDs has 8 MB.
const MAX_TEXT: usize = 16 * 1024 * 1024;
/// Largest literal.
const MAX_LITERAL: u64 = 4 * 1024 * 1024 * 1024;
/// Most literals of one response.
const MAX_LITERALS: usize = 4096;

/// One response, as it came: text and literals by turns, without the line end.
#[derive(Debug, Default)]
pub(crate) struct Raw(pub(crate) Vec<Segment>);

/// A stretch of a response.
#[derive(Debug, Clone)]
pub(crate) enum Segment {
    /// What stands between literals, `{123}` cut off.
    Text(Bytes),
    /// A literal.
    Literal(Spool),
}

impl Raw {
    /// Its first text.
    pub(crate) fn line(&self) -> &[u8] {
        match self.0.first() {
            Some(Segment::Text(text)) => text,
            _ => b"",
        }
    }
}

/// Cuts a stream of bytes into responses.
#[derive(Debug)]
pub(crate) struct Framing {
    spools: spool::Spools,
    /// What has arrived and is not yet looked at.
    pub(crate) buffer: BytesMut,
    /// How much of `buffer` is known to hold no line end.
    scanned: usize,
    response: Raw,
    text: usize,
    literal: Option<Literal>,
}

#[derive(Debug)]
struct Literal {
    left: u64,
    announced: u64,
    writer: spool::Writer,
}

impl Framing {
    pub(crate) fn new(spools: spool::Spools) -> Self {
        Self { spools, buffer: BytesMut::new(), scanned: 0, response: Raw::default(), text: 0, literal: None }
    }

    /// The next whole response in the buffer; `None` when more bytes are needed.
    pub(crate) async fn next(&mut self) -> Result<Option<Raw>> {
        loop {
            if self.literal.is_some() {
                if !self.fill_literal().await? {
                    return Ok(None);
                }
                continue;
            }
            let Some(line) = self.line()? else { return Ok(None) };
            self.text += line.len();
            if self.text > MAX_TEXT {
                return Err(fault::protocol(phrase!("imap-response-too-long", limit = MAX_TEXT)));
            }
            if let Some((text, size)) =
                announced(&line).filter(|_| may_hold_literals(self.response.0.first(), &line))
            {
                self.expect_literal(line.slice(..text), size)?;
            } else {
                self.response.0.push(Segment::Text(line));
                self.text = 0;
                return Ok(Some(std::mem::take(&mut self.response)));
            }
        }
    }

    /// What was going on when the connection ended: `None` between responses.
    pub(crate) fn unfinished(&self) -> Option<Phrase> {
        if let Some(Literal { left, announced, .. }) = &self.literal {
            let got = announced - left;
            return Some(phrase!("imap-literal-cut", announced = announced, got = got));
        }
        (!self.buffer.is_empty() || !self.response.0.is_empty()).then(|| phrase!("imap-response-cut"))
    }

    /// One line without its end: CRLF, or the bare LF of some servers.
    fn line(&mut self) -> Result<Option<Bytes>> {
        let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
        let Some(end) = memchr::memchr(b'\n', unseen).map(|at| at + self.scanned) else {
            self.scanned = self.buffer.len();
            if self.scanned > MAX_TEXT {
                return Err(fault::protocol(phrase!("imap-response-too-long", limit = MAX_TEXT)));
            }
            return Ok(None);
        };
        self.scanned = 0;
        let mut line = self.buffer.split_to(end).freeze();
        self.buffer.advance(1);
        if line.last() == Some(&b'\r') {
            line.truncate(end - 1);
        }
        Ok(Some(line))
    }

    fn expect_literal(&mut self, text: Bytes, size: u64) -> Result<()> {
        if size > MAX_LITERAL || self.response.0.len() / 2 >= MAX_LITERALS {
            return Err(fault::protocol(phrase!("imap-literal-too-large", size = size, limit = MAX_LITERAL)));
        }
        self.response.0.push(Segment::Text(text));
        self.literal = Some(Literal { left: size, announced: size, writer: self.spools.writer() });
        Ok(())
    }

    /// Moves what has arrived of the literal; whether it is complete.
    async fn fill_literal(&mut self) -> Result<bool> {
        let Some(literal) = &mut self.literal else {
            return Ok(true);
        };
        let here = usize::try_from(literal.left).unwrap_or(usize::MAX).min(self.buffer.len());
        let piece = self.buffer.split_to(here).freeze();
        literal.left -= here as u64;
        let whole = literal.left == 0 && literal.writer.is_empty() && here <= spool::IN_MEMORY;
        if whole {
            // All of it lies in the read buffer: no copy.
            self.response.0.push(Segment::Literal(piece.into()));
            self.literal = None;
            return Ok(true);
        }
        literal.writer.push(&piece).await?;
        if literal.left > 0 {
            return Ok(false);
        }
        if let Some(literal) = self.literal.take() {
            self.response.0.push(Segment::Literal(literal.writer.finish().await?));
        }
        Ok(true)
    }
}

/// The size announced at the end of a line, `{123}`, `{123+}` or `~{123}`, and where the text before it ends.
fn announced(line: &[u8]) -> Option<(usize, u64)> {
    let inner = line.strip_suffix(b"}")?;
    let open = memchr::memrchr(b'{', inner)?;
    let (text, digits) = inner.split_at(open);
    let digits = digits.get(1..)?;
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    let size =
        std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let text = text.strip_suffix(b"~").unwrap_or(text);
    Some((text.len(), size.parse().ok()?))
}

/// Only data has literals. The text of a status may end in something that looks like one.
fn may_hold_literals(first: Option<&Segment>, line: &[u8]) -> bool {
    let start: &[u8] = match first {
        Some(Segment::Text(text)) => text,
        _ => line,
    };
    let Some(rest) = start.strip_prefix(b"* ") else {
        return false;
    };
    let word = rest.trim_ascii_start().split(|byte| *byte == b' ').next().unwrap_or_default();
    ![&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"].iter().any(|status| word.eq_ignore_ascii_case(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn frame(bytes: &[u8], step: usize) -> Vec<Raw> {
        let mut framing = Framing::new(spool::Spools::default());
        let mut found = Vec::new();
        for piece in bytes.chunks(step) {
            framing.buffer.extend_from_slice(piece);
            while let Some(raw) = framing.next().await.unwrap() {
                found.push(raw);
            }
        }
        assert!(framing.unfinished().is_none());
        found
    }

    #[tokio::test]
    async fn literals_are_taken_by_their_size_however_the_bytes_arrive() {
        let bytes =
            b"* 1 FETCH (UID 4 BODY[] {13}\r\na)\r\nA1 OK x\r\n FLAGS ())\r\nA1 OK done {3}\r\n* OK hi {5}\n";
        for step in [1, 2, 3, 7, 1000] {
            let raws = frame(bytes, step).await;
            assert_eq!(raws.len(), 3, "step {step}");
            let [Segment::Text(before), Segment::Literal(literal), Segment::Text(after)] = &raws[0].0[..]
            else {
                panic!("{raws:?}");
            };
            assert_eq!(before, "* 1 FETCH (UID 4 BODY[] ");
            assert_eq!(literal.in_memory().unwrap(), "a)\r\nA1 OK x\r\n");
            assert_eq!(after, " FLAGS ())");
            assert_eq!(raws[1].line(), b"A1 OK done {3}");
            assert_eq!(raws[2].line(), b"* OK hi {5}");
        }
    }

    #[tokio::test]
    async fn a_large_literal_leaves_memory() {
        let body = vec![b'x'; 3_000_000];
        let mut bytes = format!("* 1 FETCH (BODY[] {{{}}}\r\n", body.len()).into_bytes();
        bytes.extend_from_slice(&body);
        bytes.extend_from_slice(b")\r\n");
        let raws = frame(&bytes, 65_536).await;
        let Segment::Literal(literal) = &raws[0].0[1] else { panic!() };
        assert!(literal.in_memory().is_none());
        assert_eq!(literal.len(), 3_000_000);
    }

    #[tokio::test]
    async fn an_endless_line_and_an_absurd_literal_are_refused() {
        let mut framing = Framing::new(spool::Spools::default());
        framing.buffer.extend_from_slice(&vec![b'x'; MAX_TEXT + 1]);
        assert_eq!(framing.next().await.unwrap_err().kind(), crate::Kind::Protocol);
        let mut framing = Framing::new(spool::Spools::default());
        framing.buffer.extend_from_slice(b"* 1 FETCH (BODY[] {99999999999999}\r\n");
        assert_eq!(framing.next().await.unwrap_err().kind(), crate::Kind::Protocol);
    }

    #[tokio::test]
    async fn a_cut_literal_says_how_much_was_missing() {
        let mut framing = Framing::new(spool::Spools::default());
        framing.buffer.extend_from_slice(b"* 1 FETCH (BODY[] {10}\r\nabc");
        assert!(framing.next().await.unwrap().is_none());
        let words = framing.unfinished().unwrap();
        assert_eq!((words.code.as_ref(), words.args["got"].as_str()), ("imap-literal-cut", "3"));
    }
}
