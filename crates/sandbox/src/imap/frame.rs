use std::io;

use crate::wire::Wire;

const LONGEST_COMMAND: usize = 2 * 1024 * 1024;
const LARGEST_LITERAL: usize = 256 * 1024 * 1024;

pub(super) enum Frame {
    /// A command without its last line end. Literals stand in it as they came: `{3}`, line end, three bytes.
    Command(Vec<u8>),
    /// More than the server takes; here is how it begins.
    TooLong(Vec<u8>),
    Closed,
}

pub(super) async fn next(wire: &mut Wire, literal_plus: bool) -> io::Result<Frame> {
    let mut command = Vec::new();
    loop {
        let Some(line) = wire.line().await? else {
            return Ok(Frame::Closed);
        };
        command.extend_from_slice(&line);
        let Some((size, synchronising)) = literal(&line, literal_plus) else {
            return Ok(Frame::Command(command));
        };
        if size > LARGEST_LITERAL || command.len() > LONGEST_COMMAND {
            return Ok(Frame::TooLong(command));
        }
        if synchronising {
            wire.output.extend_from_slice(b"+ Ready for the literal\r\n");
        }
        command.extend_from_slice(b"\r\n");
        let mut missing = size;
        while missing > 0 {
            let Some(bytes) = wire.take(missing).await? else {
                return Ok(Frame::Closed);
            };
            missing -= bytes.len();
            command.extend_from_slice(&bytes);
        }
    }
}

/// `{12}` asks for leave to send twelve bytes, `{12+}` announces them (RFC 7888 §4).
fn literal(line: &[u8], literal_plus: bool) -> Option<(usize, bool)> {
    let inner = line.strip_suffix(b"}")?;
    let open = inner.iter().rposition(|byte| *byte == b'{')?;
    let size = inner.get(open + 1..)?;
    let (size, synchronising) = match size.strip_suffix(b"+") {
        Some(size) if literal_plus => (size, false),
        Some(_) => return None,
        None => (size, true),
    };
    if size.is_empty() || !size.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = std::str::from_utf8(size).ok()?.parse().unwrap_or(usize::MAX);
    Some((size, synchronising))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn only_a_number_in_braces_at_the_end_is_a_literal() {
        assert_eq!(literal(b"a APPEND INBOX {12}", true), Some((12, true)));
        assert_eq!(literal(b"a APPEND INBOX {12+}", true), Some((12, false)));
        assert_eq!(literal(b"a APPEND INBOX {12+}", false), None);
        assert_eq!(literal(b"a SEARCH TEXT {a}", true), None);
    }
}
