//! Commands as they go on the wire (RFC 9051 §6). Secrets and literals keep their nature until they are written.

use carteiro_world::{Secret, Spool};
use std::fmt::{self, Display, Formatter};

/// A command without its tag and line end.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    pub(crate) pieces: Vec<Piece>,
}

/// A stretch of a command.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// Bytes to write.
    Text(Vec<u8>),
    /// Bytes to write and never to show.
    Secret(Secret),
    /// A literal: waits for the server's go-ahead unless it does not need to (RFC 7888).
    Literal(Spool, Shown),
}

/// Whether a literal may be shown in the transcript; its size always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Nothing of it.
    Hidden,
    /// It is the content of a message.
    Size,
}

impl Command {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Text(text.into().into_bytes())] }
    }

    /// Adds bare text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.push(text.as_bytes());
        self
    }

    /// Adds a blank and an astring: quoted where that is allowed, else a literal.
    pub(crate) fn astring(mut self, text: &str) -> Self {
        self.push(b" ");
        match quoted(text) {
            Some(quoted) => self.push(quoted.as_bytes()),
            None => self.pieces.push(Piece::Literal(text.as_bytes().to_vec().into(), Shown::Size)),
        }
        self
    }

    /// Adds a blank and an astring that is never shown.
    pub(crate) fn secret(mut self, secret: &Secret) -> Self {
        self.push(b" ");
        match quoted(secret.expose()) {
            Some(quoted) => self.pieces.push(Piece::Secret(Secret::new(quoted))),
            None => {
                self.pieces.push(Piece::Literal(secret.expose().as_bytes().to_vec().into(), Shown::Hidden));
            }
        }
        self
    }

    /// Adds a blank and a literal.
    pub(crate) fn literal(mut self, content: Spool) -> Self {
        self.push(b" ");
        self.pieces.push(Piece::Literal(content, Shown::Size));
        self
    }

    /// Goes on with another command's pieces.
    pub(crate) fn append(&mut self, other: Self) {
        for piece in other.pieces {
            match piece {
                Piece::Text(text) => self.push(&text),
                piece => self.pieces.push(piece),
            }
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        if let Some(Piece::Text(text)) = self.pieces.last_mut() {
            text.extend_from_slice(bytes);
        } else {
            self.pieces.push(Piece::Text(bytes.to_vec()));
        }
    }

    /// Whether it has to wait for the server's go-ahead midway.
    pub(crate) fn synchronises(&self, literal_plus: bool) -> bool {
        !literal_plus && self.pieces.iter().any(|piece| matches!(piece, Piece::Literal(..)))
    }

    /// For the transcript.
    pub(crate) fn shown(&self, tag: &str) -> Vec<u8> {
        self.pieces.iter().fold(format!("{tag} ").into_bytes(), |mut line, piece| {
            match piece {
                Piece::Text(text) => line.extend_from_slice(text),
                Piece::Secret(_) | Piece::Literal(_, Shown::Hidden) => line.extend_from_slice(b"***"),
                Piece::Literal(content, Shown::Size) => {
                    line.extend(format!("<{} bytes>", content.len()).into_bytes());
                }
            }
            line
        })
    }
}

/// A quoted string; `None` when it needs a literal (RFC 9051 §9, `QUOTED-CHAR`: 7 bit, no CR, LF or NUL).
fn quoted(text: &str) -> Option<String> {
    if text.len() > 1000 || text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
        return None;
    }
    Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// UIDs, written as a sequence set (RFC 9051 §9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UidSet {
    /// In order.
    pub(crate) uids: Vec<u32>,
}

impl Display for UidSet {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        for (first, last) in ranges(&self.uids) {
            if first == last { write!(f, "{comma}{first}") } else { write!(f, "{comma}{first}:{last}") }?;
            comma = ",";
        }
        Ok(())
    }
}

/// Runs of consecutive UIDs: first and last.
fn ranges(uids: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    uids.chunk_by(|a, b| a.checked_add(1) == Some(*b)).filter_map(|run| Some((*run.first()?, *run.last()?)))
}

/// UIDs as sequence sets: each is short enough for one command line, and names no more than one command should change.
pub(crate) fn uid_sets(uids: &[u32]) -> Vec<UidSet> {
    // Servers are asked to take at least 8,000 bytes of line (RFC 7162 §4): so many ranges of two numbers of ten digits.
    const RANGES: usize = 350;
    const UIDS: usize = 20_000;
    let mut sorted = uids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut sets = Vec::new();
    for uids in sorted.chunks(UIDS) {
        let mut runs = uids.chunk_by(|a, b| a.checked_add(1) == Some(*b)).peekable();
        while runs.peek().is_some() {
            sets.push(UidSet { uids: runs.by_ref().take(RANGES).flatten().copied().collect() });
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uids_in_a_row_become_ranges() {
        let written = |uids: &[u32]| uid_sets(uids).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(written(&[20, 4, 9, 10, 11, 11]), ["4,9:11,20"]);
        assert_eq!(written(&[u32::MAX - 1, u32::MAX]), ["4294967294:4294967295"]);
        assert!(written(&[]).is_empty());
        let odd: Vec<u32> = (0..10_000).map(|n| u32::MAX - n * 2).collect();
        assert!(written(&odd).iter().all(|set| set.len() < 8_000));
        assert_eq!(uid_sets(&odd).iter().map(|set| set.uids.len()).sum::<usize>(), 10_000);
    }

    #[test]
    fn a_secret_never_shows_in_the_transcript() {
        for password in ["canary", "can\"ary", "canário", "can\r\nary"] {
            let command = Command::new("LOGIN").astring("ana").secret(&Secret::new(password));
            assert_eq!(command.shown("C1"), b"C1 LOGIN \"ana\" ***");
            assert!(!format!("{command:?}").contains("can"), "{command:?}");
        }
    }
}
