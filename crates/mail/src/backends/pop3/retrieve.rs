//! TOP and RETR (RFC 1939 §5 and §7), as many at once as the server takes.

use super::fault;
use super::listing::{AHEAD, Entry};
use super::maildrop::Connection;
use super::wire::{Refusal, Reply};
use crate::reading::HEADER_CAP;
use crate::{Error, FolderPath, Kind, Result};
use bytes::Bytes;
use carteiro_world::{Spool, phrase};
use std::collections::VecDeque;

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
    /// Retrieves messages, and hands each to `each` as it comes; so long as `wanted` says that somebody waits for them.
    pub(super) async fn retrieve(
        &mut self,
        messages: Vec<Entry>,
        much: Much,
        wanted: impl Fn() -> bool,
        mut each: impl FnMut(&Entry, Result<(Spool, Much)>),
    ) -> Result<()> {
        let ahead = if self.features.has("PIPELINING") { AHEAD } else { 1 };
        let few = messages.len() <= 2;
        let mut rest: VecDeque<Entry> = messages.into();
        let mut asked: VecDeque<(Entry, Much)> = VecDeque::new();
        loop {
            while asked.len() < ahead && wanted() {
                let Some(entry) = rest.pop_front() else { break };
                let much = if self.tops { much } else { Much::Whole };
                let number = entry.number;
                self.wire.command(&match much {
                    Much::Header => format!("TOP {number} 0"),
                    Much::Whole => format!("RETR {number}"),
                });
                asked.push_back((entry, much));
            }
            let Some((entry, much)) = asked.pop_front() else { return Ok(()) };
            match self.wire.reply().await? {
                Reply::Ok(_) => {
                    let spool = self.wire.body(most(entry.size)).await?;
                    if few && much == Much::Whole {
                        self.keep(&entry.name, &spool);
                    }
                    each(&entry, Ok((spool, much)));
                }
                // TOP is optional (RFC 1939 §7), and not everybody says whether it is there.
                Reply::Refused(_) if much == Much::Header => {
                    self.tops = false;
                    rest.push_front(entry);
                }
                Reply::Refused(refusal) => each(&entry, Err(missing(&refusal))),
                Reply::Challenge(_) => return Err(fault::protocol(phrase!("pop3-nonsense"))),
            }
        }
    }
}

/// A message that was listed and does not come.
fn missing(refusal: &Refusal) -> Error {
    match fault::refused(refusal) {
        error if error.kind() == Kind::Rejected => {
            let words = phrase!("message-gone", folder = FolderPath::inbox());
            Error::new(Kind::NotFound, words).because(&refusal.text)
        }
        error => error,
    }
}
