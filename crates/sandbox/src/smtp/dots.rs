/// Takes the text after DATA until the line with the dot, and the dots out that were stuffed in (RFC 5321 §4.5.2).
///
/// Only CR and LF together end a line (RFC 5321 §2.3.8); whoever takes a bare LF for one lets a second message be
/// smuggled in behind the first.
pub(super) struct Dots {
    at: At,
    most: usize,
    pub text: Vec<u8>,
    /// The text was longer than it may be, and its end was not kept.
    pub too_large: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Dot,
    DotCr,
    Text,
    Cr,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fed {
    More,
    /// The end was found, after so many bytes.
    End(usize),
    BareLf,
}

impl Dots {
    pub fn new(most: usize) -> Self {
        Self { at: At::Start, most, text: Vec::new(), too_large: false }
    }

    pub fn feed(&mut self, bytes: &[u8]) -> Fed {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if self.at == At::Text {
                let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
                let (plain, after) = rest.split_at(end);
                if !plain.is_empty() {
                    self.keep(plain, At::Text);
                    rest = after;
                    continue;
                }
            }
            self.at = match (self.at, byte) {
                (At::DotCr, b'\n') => return Fed::End(bytes.len() - after.len()),
                (At::Cr, b'\n') => self.keep(b"\n", At::Start),
                (_, b'\n') => return Fed::BareLf,
                (At::Start, b'.') => At::Dot,
                (At::Dot, b'\r') => At::DotCr,
                (At::DotCr, b'\r') => self.keep(b"\r\r", At::Cr),
                (At::DotCr, byte) => self.keep(&[b'\r', *byte], At::Text),
                (_, b'\r') => self.keep(b"\r", At::Cr),
                (_, byte) => self.keep(&[*byte], At::Text),
            };
            rest = after;
        }
        Fed::More
    }

    fn keep(&mut self, bytes: &[u8], at: At) -> At {
        if self.too_large || self.text.len() + bytes.len() > self.most {
            self.too_large = true;
        } else {
            self.text.extend_from_slice(bytes);
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text and where it ended, fed in pieces of every size alike.
    fn read(bytes: &[u8]) -> (Vec<u8>, Fed) {
        let mut answers = (1..=bytes.len()).map(|size| {
            let mut dots = Dots::new(1000);
            let mut before = 0;
            for piece in bytes.chunks(size) {
                match dots.feed(piece) {
                    Fed::More => before += piece.len(),
                    Fed::End(at) => return (dots.text, Fed::End(before + at)),
                    Fed::BareLf => return (dots.text, Fed::BareLf),
                }
            }
            (dots.text, Fed::More)
        });
        let first = answers.next().unwrap();
        assert!(answers.all(|answer| answer == first));
        first
    }

    #[test]
    fn the_text_ends_at_a_dot_alone_in_its_line() {
        assert_eq!(read(b"a\r\n.\r\nQUIT"), (b"a\r\n".to_vec(), Fed::End(6)));
        assert_eq!(read(b".\r\n"), (Vec::new(), Fed::End(3)));
        assert_eq!(read(b"a.\r\n"), (b"a.\r\n".to_vec(), Fed::More));
    }

    #[test]
    fn a_stuffed_dot_is_taken_out() {
        assert_eq!(read(b"..\r\n...a\r\n.b\r\n.\r\n").0, b".\r\n..a\r\nb\r\n");
        assert_eq!(read(b".\r\r\n.\rb\r\n.\r\n").0, b"\r\r\n\rb\r\n");
    }

    #[test]
    fn no_end_is_found_where_a_line_ends_in_anything_but_crlf() {
        for smuggled in [&b"a\n.\r\n"[..], b"a\r\n.\n", b"a\n.\n", b"\n.\r\n"] {
            assert_eq!(read(smuggled).1, Fed::BareLf);
        }
        assert_eq!(read(b"a\r.\r\n").1, Fed::More);
    }

    #[test]
    fn what_is_too_large_is_read_and_not_kept() {
        let mut dots = Dots::new(3);
        assert_eq!(dots.feed(b"abcdef\r\n.\r\n"), Fed::End(11));
        assert!(dots.too_large && dots.text.len() <= 3);
    }
}
