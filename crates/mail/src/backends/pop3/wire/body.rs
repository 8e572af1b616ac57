//! The text of a multi-line answer, as it comes.

use super::unstuffing::{Piece, Unstuffing};
use super::{Wire, fault};
use crate::Result;
use bytes::Buf;
use carteiro_world::spool::Writer;
use carteiro_world::{Spool, phrase};

/// A text that is arriving. Memory: what a spool takes.
pub(in crate::backends::pop3) struct Body {
    unstuffing: Unstuffing,
    spool: Writer,
    most: u64,
}

impl Body {
    /// How many bytes have come.
    pub(in crate::backends::pop3) fn len(&self) -> u64 {
        self.spool.len()
    }

    /// All of it.
    pub(in crate::backends::pop3) async fn finish(self) -> Result<Spool> {
        Ok(self.spool.finish().await?)
    }
}

impl Wire {
    /// The text that follows the reply that was read last.
    pub(in crate::backends::pop3) fn arriving(&mut self, most: u64) -> Body {
        self.owed += 1;
        Body { unstuffing: Unstuffing::new(), spool: self.spools.writer(), most }
    }

    /// Takes of it what has come, and tells whether that was its end. `Protocol`: it has no end within its bound.
    pub(in crate::backends::pop3) async fn take(&mut self, body: &mut Body) -> Result<bool> {
        loop {
            match body.unstuffing.next(&self.buffer) {
                Piece::Text { skip, take } => {
                    self.buffer.advance(skip);
                    let text = self.buffer.split_to(take);
                    body.spool.push(&text).await?;
                    if body.spool.len() > body.most {
                        return Err(fault::protocol(phrase!("pop3-message-too-large", limit = body.most)));
                    }
                }
                Piece::End(bytes) => {
                    self.buffer.advance(bytes);
                    self.owed -= 1;
                    if self.link.transcript.listens() {
                        self.link.transcript.server(format!("<{} bytes>", body.len()).as_bytes());
                    }
                    return Ok(true);
                }
                Piece::Wait => return Ok(false),
            }
        }
    }

    /// All of the text that follows the reply that was read last.
    pub(in crate::backends::pop3) async fn body(&mut self, most: u64) -> Result<Spool> {
        let mut body = self.arriving(most);
        while !self.take(&mut body).await? {
            self.step().await?;
        }
        body.finish().await
    }
}
