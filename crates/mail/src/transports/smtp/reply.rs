//! What a server answers (RFC 5321 §4.2), and what it says of that in figures (RFC 2034, RFC 3463).

use crate::Result;
use bytes::{Buf, BytesMut};
use std::fmt;

/// The longest line of a reply. The RFC allows 512 bytes; some servers tell whole stories.
const LONGEST_LINE: usize = 8 * 1024;
/// Most lines of one reply.
const MOST_LINES: usize = 256;

/// A whole reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// Such as 250.
    pub(super) code: u16,
    /// Its lines, without the code.
    pub(super) lines: Vec<String>,
}

/// A status in figures: class, subject, detail.
pub(super) type Status = (u8, u16, u16);

impl Reply {
    /// Whether what was asked for is done.
    pub(super) fn is_positive(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// Whether it may be done at another time.
    pub(super) fn is_passing(&self) -> bool {
        (400..500).contains(&self.code)
    }

    /// The status at the beginning of its text; `None` where there is none, or one that contradicts the code.
    pub(super) fn status(&self) -> Option<Status> {
        let word = self.lines.first()?.split(' ').next()?;
        let mut figures = word.split('.');
        let class: u8 = figures.next()?.parse().ok()?;
        let (subject, detail) = (figures.next()?.parse().ok()?, figures.next()?.parse().ok()?);
        (figures.next().is_none() && u16::from(class) == self.code / 100).then_some((class, subject, detail))
    }

    /// Its lines as one.
    pub(super) fn text(&self) -> String {
        self.lines.join(" ").trim().to_owned()
    }
}

/// As the server said it, on one line.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.text())
    }
}

/// Puts replies together from bytes.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// What has arrived and is not yet looked at.
    pub(super) buffer: BytesMut,
    lines: Vec<String>,
    code: Option<u16>,
}

/// What is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nonsense {
    /// A line or a reply goes on and on.
    Endless,
    /// A line is none of a reply.
    Line,
}

impl Reading {
    /// The next whole reply in the buffer; `None` when more bytes are needed.
    pub(super) fn next(&mut self) -> Result<Option<Reply>, Nonsense> {
        loop {
            let Some(end) = memchr::memchr(b'\n', &self.buffer) else {
                return if self.buffer.len() > LONGEST_LINE { Err(Nonsense::Endless) } else { Ok(None) };
            };
            if end > LONGEST_LINE || self.lines.len() >= MOST_LINES {
                return Err(Nonsense::Endless);
            }
            let line = self.buffer.split_to(end);
            self.buffer.advance(1);
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            let (code, is_last, text) = read(line).ok_or(Nonsense::Line)?;
            if *self.code.get_or_insert(code) != code {
                return Err(Nonsense::Line);
            }
            self.lines.push(String::from_utf8_lossy(text).into_owned());
            if is_last {
                self.code = None;
                return Ok(Some(Reply { code, lines: std::mem::take(&mut self.lines) }));
            }
        }
    }

    /// Whether it stands between replies.
    pub(super) fn is_between(&self) -> bool {
        self.buffer.is_empty() && self.lines.is_empty()
    }
}

/// Code, whether no line follows, text.
fn read(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let (code, rest) = line.split_at_checked(3)?;
    let is_code = matches!(code, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    let code = std::str::from_utf8(code).ok().filter(|_| is_code)?.parse().ok()?;
    match rest.split_first() {
        None => Some((code, true, rest)),
        Some((b' ', text)) => Some((code, true, text)),
        Some((b'-', text)) => Some((code, false, text)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(bytes: &[u8], step: usize) -> Result<Vec<Reply>, Nonsense> {
        let (mut reading, mut found) = (Reading::default(), Vec::new());
        for piece in bytes.chunks(step) {
            reading.buffer.extend_from_slice(piece);
            while let Some(reply) = reading.next()? {
                found.push(reply);
            }
        }
        Ok(found)
    }

    #[test]
    fn replies_are_put_together_however_they_arrive() {
        let bytes = b"250-mx.example.org\r\n250-SIZE 1000\r\n250 HELP\r\n354\r\n550 5.1.1 no such user\n";
        for step in [1, 2, 3, 7, 100] {
            let found = all(bytes, step).unwrap();
            let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(
                shown,
                ["250 mx.example.org SIZE 1000 HELP", "354 ", "550 5.1.1 no such user"],
                "{step}"
            );
        }
    }

    #[test]
    fn a_status_is_one_that_agrees_with_the_code() {
        for (line, status) in [
            ("550 5.1.1 x", Some((5, 1, 1))),
            ("550 5.7.139", Some((5, 7, 139))),
            ("550 4.1.1 x", None),
            ("250 2.0.0 Ok", Some((2, 0, 0))),
            ("550 no such user", None),
            ("550 5.1 x", None),
            ("550 5.1.1.1 x", None),
            ("550 192.0.2.1 is listed", None),
        ] {
            let replies = all(format!("{line}\r\n").as_bytes(), 100).unwrap();
            assert_eq!(replies[0].status(), status, "{line}");
        }
    }

    #[test]
    fn what_is_no_reply_is_not_taken_for_one() {
        for bytes in [
            "HTTP/1.1 400 Bad Request\r\n",
            "25\r\n",
            "+OK\r\n",
            "250_x\r\n",
            "150 x\r\n",
            "250-a\r\n354 b\r\n",
            "\r\n",
        ] {
            assert_eq!(all(bytes.as_bytes(), 100), Err(Nonsense::Line), "{bytes}");
        }
    }

    #[test]
    fn an_endless_line_and_an_endless_reply_are_given_up() {
        assert_eq!(all("2".repeat(100_000).as_bytes(), 4096), Err(Nonsense::Endless));
        assert_eq!(all("250-x\r\n".repeat(10_000).as_bytes(), 4096), Err(Nonsense::Endless));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(bytes in prop::collection::vec(any::<u8>(), 0..300), step in 1_usize..50) {
            let _ = all(&bytes, step);
        }
    }
}
