//! The bytes of a file that is attached, and how they travel.

use crate::Content;
use carteiro_world::Spool;
use std::io::{self, BufRead, BufReader, Read};

/// The bytes of a file. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// All of these.
    All(Spool),
    /// A part of a message, decoded.
    Part(Box<Content>),
}

/// How the bytes of a file travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carried {
    /// In base64.
    #[default]
    Encoded,
    /// As they are, as a message within the message must (RFC 2046 §5.2.1).
    AsIs {
        /// Whether any of them is beyond ASCII.
        eight_bit: bool,
    },
}

/// The longest line without its end (RFC 5322 §2.1.1).
const LONGEST: usize = 998;
/// So much is looked at at once.
const WINDOW: usize = 64 * 1024;

impl Bytes {
    /// Reads them from the beginning. Blocks for what is in a file.
    pub fn open(&self) -> Box<dyn Read + Send> {
        match self {
            Self::All(spool) => Box::new(spool.reader(0..spool.len())),
            Self::Part(content) => Box::new(content.open()),
        }
    }
}

impl Carried {
    /// How a message travels within another: as it is, unless it has lines that servers do not carry. Blocks.
    pub fn of_message(message: impl Read) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(WINDOW, message);
        let (mut eight_bit, mut line, mut last) = (false, 0, 0);
        loop {
            let window = reader.fill_buf()?;
            if window.is_empty() {
                let is_ended = line == 0 || last != b'\r';
                return Ok(if is_ended { Self::AsIs { eight_bit } } else { Self::Encoded });
            }
            for byte in window {
                let is_end = *byte == b'\n';
                // A line end is both, and neither stands alone.
                if is_end != (last == b'\r') || *byte == 0 {
                    return Ok(Self::Encoded);
                }
                line = if is_end { 0 } else { line + 1 };
                if line > LONGEST + usize::from(*byte == b'\r') {
                    return Ok(Self::Encoded);
                }
                eight_bit |= !byte.is_ascii();
                last = *byte;
            }
            let read = window.len();
            reader.consume(read);
        }
    }

    pub(super) fn encoding(self) -> &'static str {
        match self {
            Self::Encoded => "base64",
            Self::AsIs { eight_bit: false } => "7bit",
            Self::AsIs { eight_bit: true } => "8bit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_travels_as_it_is_unless_its_lines_cannot() {
        let long = |count: usize| format!("{}\r\n", "x".repeat(count));
        for (message, carried) in [
            (String::new(), Carried::AsIs { eight_bit: false }),
            ("A: b\r\n\r\nc".to_owned(), Carried::AsIs { eight_bit: false }),
            ("A: b\r\n\r\né\r\n".to_owned(), Carried::AsIs { eight_bit: true }),
            (long(998), Carried::AsIs { eight_bit: false }),
            (long(999), Carried::Encoded),
            ("A: b\n".to_owned(), Carried::Encoded),
            ("\n".to_owned(), Carried::Encoded),
            ("A: b\rc\r\n".to_owned(), Carried::Encoded),
            ("A: b\r\r\n".to_owned(), Carried::Encoded),
            ("A: b\r".to_owned(), Carried::Encoded),
            ("A: b\0\r\n".to_owned(), Carried::Encoded),
        ] {
            assert_eq!(Carried::of_message(message.as_bytes()).unwrap(), carried, "{message:?}");
        }
    }
}
