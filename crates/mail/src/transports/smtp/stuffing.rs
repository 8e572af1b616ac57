//! A message as it travels: every line ends with CRLF, and none begins with a single dot (RFC 5321 §4.5.2).

/// Prepares a message piece by piece, wherever it is cut.
#[derive(Debug)]
pub(super) struct Stuffing {
    /// The last byte that was looked at; at the beginning it is as after a line end.
    last: u8,
}

impl Stuffing {
    pub(super) fn new() -> Self {
        Self { last: b'\n' }
    }

    /// Adds a piece to `out`.
    pub(super) fn add(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        out.reserve(piece.len() + piece.len() / 64);
        let mut rest = piece;
        while let Some(first) = rest.first() {
            if self.last == b'\n' && *first == b'.' {
                out.push(b'.');
            }
            let end = memchr::memchr(b'\n', rest);
            let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            out.extend_from_slice(line);
            let before = line.last().copied().unwrap_or(self.last);
            self.last = before;
            if end.is_some() {
                if before != b'\r' {
                    out.push(b'\r');
                }
                out.push(b'\n');
                self.last = b'\n';
            }
            rest = rest.get(line.len() + usize::from(end.is_some())..).unwrap_or_default();
        }
    }

    /// Ends the last line where nothing has, and the message.
    pub(super) fn end(self, out: &mut Vec<u8>) {
        if self.last != b'\n' {
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b".\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stuffed(message: &[u8], step: usize) -> Vec<u8> {
        let (mut stuffing, mut out) = (Stuffing::new(), Vec::new());
        for piece in message.chunks(step) {
            stuffing.add(piece, &mut out);
        }
        stuffing.end(&mut out);
        out
    }

    #[test]
    fn a_line_that_begins_with_a_dot_gets_another_wherever_the_message_is_cut() {
        for (message, expected) in [
            ("", ".\r\n"),
            (".", "..\r\n.\r\n"),
            ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
            ("a\r\n..b\r\n", "a\r\n...b\r\n.\r\n"),
            ("a.b\r\nc", "a.b\r\nc\r\n.\r\n"),
            ("a\n.\nb\n\n", "a\r\n..\r\nb\r\n\r\n.\r\n"),
        ] {
            for step in 1..=9 {
                assert_eq!(String::from_utf8(stuffed(message.as_bytes(), step)).unwrap(), expected, "{step}");
            }
        }
    }

    proptest! {
        /// As a server reads it (RFC 5321 §4.5.2), and as a message that has only whole line ends is.
        #[test]
        fn what_arrives_is_what_was_sent(message in "(a|\\.|\\n|\\r\\n){0,40}", step in 1_usize..20) {
            let out = String::from_utf8(stuffed(message.as_bytes(), step)).unwrap();
            let body = out.strip_suffix(".\r\n").unwrap();
            prop_assert!(!format!("\r\n{body}").contains("\r\n.\r\n"), "ends early");
            let read: String = body.split_inclusive("\r\n").map(|line| line.strip_prefix('.').unwrap_or(line)).collect();
            let mut sent = message.replace("\r\n", "\n").replace('\n', "\r\n");
            if !sent.is_empty() && !sent.ends_with("\r\n") {
                sent.push_str("\r\n");
            }
            prop_assert_eq!(read, sent);
        }
    }
}
