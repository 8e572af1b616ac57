use std::{collections::VecDeque, io, ops::Range};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;

use crate::store::Message;

/// So much is encoded at once: a multiple of three.
const CHUNK: usize = 48 * 1024;

/// A stretch of a reply.
#[derive(Clone, Debug)]
pub(in super::super) enum Piece {
    /// As it goes out.
    Text(Vec<u8>),
    /// Bytes of a message, which go out in base64.
    OfMessage(Message, Range<usize>),
    /// Bytes that go out in base64.
    Decoded(Vec<u8>),
}

impl Piece {
    fn encoded(&self, at: usize) -> Option<Bytes> {
        let bytes = match self {
            Self::Text(_) => return None,
            Self::OfMessage(message, range) => message.raw().get(range.clone()).unwrap_or_default(),
            Self::Decoded(bytes) => bytes,
        };
        let rest = bytes.get(at..)?;
        let chunk = rest.get(..CHUNK.min(rest.len())).filter(|chunk| !chunk.is_empty())?;
        Some(STANDARD.encode(chunk).into())
    }
}

/// A reply as it goes out, piece by piece: what is encoded is never there as a whole.
#[derive(Debug)]
pub(in super::super) struct Pieces {
    pieces: VecDeque<Piece>,
    encoded_to: usize,
}

impl Pieces {
    pub fn new(pieces: Vec<Piece>) -> Self {
        Self { pieces: pieces.into(), encoded_to: 0 }
    }

    /// The same, torn in the middle of its first half, with something behind it that is no XML.
    pub fn torn(mut self) -> Self {
        if let Some(Piece::Text(text)) = self.pieces.front_mut() {
            text.truncate(text.len() / 2);
            text.extend_from_slice(b"<t:Item &\x01</Broken>");
            self.pieces.truncate(1);
        }
        self
    }
}

impl Iterator for Pieces {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.pieces.front_mut()? {
                Piece::Text(text) => {
                    let text = std::mem::take(text);
                    self.pieces.pop_front();
                    return Some(Ok(text.into()));
                }
                piece => {
                    if let Some(encoded) = piece.encoded(self.encoded_to) {
                        self.encoded_to += CHUNK;
                        return Some(Ok(encoded));
                    }
                    self.pieces.pop_front();
                    self.encoded_to = 0;
                }
            }
        }
    }
}
