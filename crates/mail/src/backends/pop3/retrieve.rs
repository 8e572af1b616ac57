//! What TOP and RETR bring (RFC 1939 §5 and §7).

use super::fault;
use super::listing::Entry;
use super::maildrop::Connection;
use super::search::gone;
use super::wire::{Refusal, Reply};
use crate::reading::HEADER_CAP;
use crate::{Error, Kind, Result};
use bytes::Bytes;
use carteiro_world::{Spool, phrase};

/// Servers count differently than they send; far beyond their count there is no end.
pub(super) fn most(size: u64) -> u64 {
    const SLACK: u64 = 64 * 1024 * 1024;
    size.saturating_mul(2).saturating_add(SLACK)
}

/// The header at the beginning of a message.
pub(super) async fn header(spool: &Spool) -> Result<Bytes> {
    let block = if let Some(bytes) = spool.in_memory() {
        bytes.slice(..bytes.len().min(HEADER_CAP))
    } else {
        let spool = spool.clone();
        let reading = tokio::task::spawn_blocking(move || spool.read(0..spool.len(), HEADER_CAP));
        reading.await.map_err(Error::internal)??
    };
    let end = memchr::memmem::find(&block, b"\r\n\r\n").map_or(block.len(), |at| at + 4);
    Ok(block.slice(..end))
}

/// How much of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Much {
    Header,
    Whole,
}

impl Connection {
    /// Retrieves one message, unless that was done a moment ago.
    pub(super) async fn retrieve(&mut self, entry: &Entry) -> Result<Result<Spool>> {
        if let Some(spool) = self.recent.find(&entry.name) {
            return Ok(Ok(spool));
        }
        self.wire.command(&format!("RETR {}", entry.number));
        match self.wire.reply().await? {
            Reply::Ok(_) => {
                let spool = self.wire.body(most(entry.size)).await?;
                self.recent.keep(&entry.name, &spool);
                Ok(Ok(spool))
            }
            Reply::Refused(refusal) => Ok(Err(missing(&refusal))),
            Reply::Challenge(_) => Err(fault::protocol(phrase!("pop3-nonsense"))),
        }
    }
}

/// A message that was listed and does not come.
pub(super) fn missing(refusal: &Refusal) -> Error {
    match fault::refused(refusal) {
        error if error.kind() == Kind::Rejected => gone().because(&refusal.text),
        error => error,
    }
}
