//! What a message is made of, as far as servers care: looked through once, in constant memory.

use crate::{Error, Kind, Result};
use carteiro_world::{Phrase, Spool, phrase};
use std::io::Read;

/// The longest line without its end (RFC 5321 §4.5.3.1.6, RFC 5322 §2.1.1).
const LONGEST_LINE: u64 = 998;
/// So much is looked at at once.
const WINDOW: usize = 64 * 1024;

/// What a message is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Its bytes when every line ends as it does on the wire, with CRLF.
    pub len: u64,
    /// Whether any of them is beyond ASCII.
    pub eight_bit: bool,
}

impl Shape {
    /// Looks through `content`. `Content`: it has a line that is too long, or a CR that ends none: what one server takes
    /// for a line end another does not, and whoever wrote it may have meant that (RFC 5321 §2.3.8).
    pub(super) async fn of(content: &Spool) -> Result<Self> {
        let content = content.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let mut reader = content.reader(0..u64::MAX);
            let (mut looking, mut window) = (Looking::default(), vec![0; WINDOW]);
            loop {
                match reader.read(&mut window)? {
                    0 => return looking.end(),
                    read => looking.look(window.get(..read).unwrap_or_default())?,
                }
            }
        });
        looked.await.map_err(Error::internal)?
    }
}

#[derive(Default)]
struct Looking {
    shape: Shape,
    /// Lines ended so far, and the bytes of the one that has not.
    lines: u64,
    line: u64,
    /// Whether the last byte was a CR.
    returned: bool,
}

impl Looking {
    fn look(&mut self, bytes: &[u8]) -> Result<()> {
        self.shape.eight_bit |= !bytes.is_ascii();
        let mut rest = bytes;
        while !rest.is_empty() {
            if std::mem::take(&mut self.returned) {
                if rest.first() != Some(&b'\n') {
                    return Err(wrong(phrase!("content-bare-cr", line = self.lines + 1)));
                }
                rest = rest.get(1..).unwrap_or_default();
                self.ended();
                continue;
            }
            let at = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
            self.line += at as u64;
            if self.line > LONGEST_LINE {
                let words = phrase!("content-long-line", line = self.lines + 1, limit = LONGEST_LINE);
                return Err(wrong(words));
            }
            match rest.get(at) {
                Some(b'\r') => self.returned = true,
                Some(_) => self.ended(),
                None => {}
            }
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        Ok(())
    }

    fn ended(&mut self) {
        self.lines += 1;
        self.shape.len += self.line + 2;
        self.line = 0;
    }

    fn end(mut self) -> Result<Shape> {
        if self.returned {
            return Err(wrong(phrase!("content-bare-cr", line = self.lines + 1)));
        }
        if self.line > 0 {
            self.ended();
        }
        Ok(self.shape)
    }
}

fn wrong(words: Phrase) -> Error {
    Error::new(Kind::Content, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn shape(bytes: impl Into<Vec<u8>>) -> Result<Shape> {
        Shape::of(&Spool::from(bytes.into())).await
    }

    #[tokio::test]
    async fn lines_count_as_they_are_on_the_wire() {
        for (bytes, len) in
            [("", 0), ("a", 3), ("a\r\nb\r\n", 6), ("a\nb\n", 6), ("a\n\nb", 8), ("\r\n", 2), ("\n", 2)]
        {
            assert_eq!(shape(bytes).await.unwrap(), Shape { len, eight_bit: false }, "{bytes:?}");
        }
        assert!(shape("é").await.unwrap().eight_bit);
    }

    #[tokio::test]
    async fn a_line_end_on_the_edge_of_a_window_is_one() {
        for before in WINDOW - 3..=WINDOW + 1 {
            let mut bytes = "x\r\n".repeat(before / 3).into_bytes();
            bytes.resize(before, b'y');
            bytes.extend_from_slice(b"\r\nz");
            let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
            let text = bytes.iter().filter(|byte| !b"\r\n".contains(byte)).count() as u64;
            assert_eq!(shape(bytes).await.unwrap().len, text + 2 * lines, "{before}");
        }
    }

    #[tokio::test]
    async fn what_servers_take_for_different_things_is_refused_with_its_line() {
        let long = |count| format!("a\r\n{}\r\n", "x".repeat(count));
        assert_eq!(shape(long(998)).await.unwrap().len, 1003);
        for (bytes, code) in [
            (long(999), "content-long-line"),
            ("a\r\nb\rc\r\n".to_owned(), "content-bare-cr"),
            ("a\r\nb\r".to_owned(), "content-bare-cr"),
            ("a\r\nb\r\r\n".to_owned(), "content-bare-cr"),
        ] {
            let error = shape(bytes).await.unwrap_err();
            assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Content, code));
            assert_eq!(error.words().args["line"], "2");
        }
    }
}
