//! Multi-line answers (RFC 1939 §3): lines that begin with a dot have one more, and a dot alone ends them.

/// Takes the stuffing out of an answer, however its bytes arrive, and finds its end.
#[derive(Debug)]
pub(in crate::backends::pop3) struct Unstuffing {
    begins_line: bool,
}

/// What the bytes at hand are.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::backends::pop3) enum Piece {
    /// So many bytes belong to the answer, after so many that do not.
    Text {
        /// To leave out.
        skip: usize,
        /// To keep.
        take: usize,
    },
    /// So many bytes end the answer.
    End(usize),
    /// More must arrive first.
    Wait,
}

impl Unstuffing {
    pub(in crate::backends::pop3) fn new() -> Self {
        Self { begins_line: true }
    }

    /// Looks at the bytes that have arrived and were not taken yet.
    pub(in crate::backends::pop3) fn next(&mut self, arrived: &[u8]) -> Piece {
        let skip = match arrived {
            [b'.', b'\r', b'\n', ..] if self.begins_line => return Piece::End(3),
            [b'.'] | [b'.', b'\r'] | [] if self.begins_line => return Piece::Wait,
            [b'.', ..] if self.begins_line => 1,
            _ => 0,
        };
        let text = arrived.get(skip..).unwrap_or_default();
        let take = match memchr::memmem::find(text, b"\r\n.") {
            Some(at) => at + 2,
            // Half of a line's end may be at the end of what has arrived.
            None if text.last() == Some(&b'\r') => text.len() - 1,
            None => text.len(),
        };
        if take == 0 && skip == 0 {
            return Piece::Wait;
        }
        let taken = text.get(..take).unwrap_or_default();
        self.begins_line = taken.ends_with(b"\r\n");
        Piece::Text { skip, take }
    }
}

/// What comes out of `wire` when it arrives in steps of this size, and how much is left of it; `None`: it has no end.
#[cfg(any(test, fuzzing))]
pub(in crate::backends::pop3) fn unstuffed(wire: &[u8], step: usize) -> Option<(Vec<u8>, usize)> {
    let (mut unstuffing, mut text) = (Unstuffing::new(), Vec::new());
    let (mut from, mut until) = (0, 0);
    loop {
        match unstuffing.next(wire.get(from..until)?) {
            Piece::Text { skip, take } => {
                text.extend_from_slice(wire.get(from + skip..from + skip + take)?);
                from += skip + take;
            }
            Piece::End(bytes) => return Some((text, wire.len() - from - bytes)),
            Piece::Wait if until == wire.len() => return None,
            Piece::Wait => until = (until + step.max(1)).min(wire.len()),
        }
    }
}

/// A text as a server sends it (RFC 1939 §3).
#[cfg(any(test, fuzzing))]
pub(in crate::backends::pop3) fn stuffed(text: &[u8]) -> Vec<u8> {
    let mut wire = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        // A lone line feed ends no line.
        if line.starts_with(b".") && (wire.is_empty() || wire.ends_with(b"\r\n")) {
            wire.push(b'.');
        }
        wire.extend_from_slice(line);
    }
    wire.extend_from_slice(b".\r\n");
    wire
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_dot_alone_ends_and_other_dots_are_halved() {
        assert_eq!(unstuffed(b".\r\n+OK", 1), Some((Vec::new(), 3)));
        assert_eq!(unstuffed(b"..\r\n...a\r\nb.\r\n.\r\n", 1), Some((b".\r\n..a\r\nb.\r\n".to_vec(), 0)));
        assert_eq!(unstuffed(b"a\n.\r\nb\r\n.\r\n", 2), Some((b"a\n.\r\nb\r\n".to_vec(), 0)));
        assert_eq!(unstuffed(b"a\r\n.\r", 3), None);
    }

    proptest! {
        #[test]
        fn what_was_stuffed_comes_out_the_same_however_it_arrives(
            lines in proptest::collection::vec("[.a\\r\\n]{0,6}", 0..20),
            step in 1_usize..9,
        ) {
            let text: String = lines.iter().flat_map(|line| [line, "\r\n"]).collect();
            let wire = [&stuffed(text.as_bytes())[..], b"+OK"].concat();
            prop_assert_eq!(unstuffed(&wire, step), Some((text.into_bytes(), 3)));
        }
    }
}
