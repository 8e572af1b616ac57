//! What every kind of way out for mail does. Transports are naive: they do not retry, wait or reconnect;
//! [`Outgoing`](crate::Outgoing) does.

mod envelope;
mod shape;

pub use envelope::{Envelope, Reports, Returned};
pub use shape::Shape;

use crate::backend::{Cost, Pending};
use crate::mime::Header;
use crate::reading::HEADER_CAP;
use crate::{Error, Kind, Notices, Result};
use carteiro_auth::Renew;
use carteiro_world::{Spool, phrase};
use std::sync::Arc;

/// One signed-in way out for mail.
pub trait Transport: Send + Sync {
    /// What the server takes, as far as it has told.
    fn accepts(&self) -> Accepts;

    /// Hands a message over: to all of its recipients, or to nobody.
    ///
    /// - [`Retry::Reconnect`](crate::Retry::Reconnect): the connection is gone, and nobody gets the message.
    /// - [`Retry::Unsure`](crate::Retry::Unsure): it is gone after all of the message was said, and before the answer.
    fn send(&self, submission: Submission) -> Pending<'_, Sent>;

    /// Whether another message can go this way.
    fn is_open(&self) -> bool;

    /// What it cost so far.
    fn cost(&self) -> Cost;

    /// Ends it. May be called again.
    fn close(&self) -> Pending<'_, ()>;
}

/// Opens a way out for mail: again after a connection broke, with a fresh credential after one was refused.
pub trait Open: Send + Sync {
    /// Connects and signs in. What the server wants people to know goes to `notices`.
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Transport>>;

    /// Who keeps a copy of what is sent.
    fn keeps(&self) -> Keeps;
}

/// Who keeps a copy of what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// The server, in the folder for [`Role::Sent`](crate::Role::Sent): a second one would be one too many.
    Copy,
    /// Nobody, unless whoever sends stores one.
    Nothing,
}

/// What a server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepts {
    /// The largest message, in bytes; `None` when it names no limit (RFC 1870).
    pub size: Option<u64>,
    /// Bytes beyond ASCII in the content (RFC 6152).
    pub eight_bit: bool,
    /// Addresses beyond ASCII (RFC 6531).
    pub utf8: bool,
    /// Orders for delivery reports (RFC 3461).
    pub reports: bool,
}

/// A message on its way out, and to whom it goes: the mail object of RFC 5321 §2.3.1.
#[derive(Clone, Debug)]
pub struct Submission {
    /// From whom and to whom.
    pub envelope: Envelope,
    /// The message.
    pub content: Spool,
    /// What it is made of.
    pub shape: Shape,
}

/// A message that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// To whom it goes.
    pub to: Vec<String>,
    /// What the server said when it took it, often the name under which it looks for it; empty where it says nothing.
    pub reply: String,
}

impl Submission {
    /// Looks through the content once. `Content`: it cannot be sent as it is, and why.
    pub async fn new(envelope: Envelope, content: Spool) -> Result<Self> {
        let shape = Shape::of(&content).await?;
        Ok(Self { envelope, content, shape })
    }

    /// What stands above the content. `Io`: it cannot be read.
    pub(crate) async fn header(&self) -> Result<Header> {
        let content = self.content.clone();
        let read = tokio::task::spawn_blocking(move || content.read(0..content.len(), HEADER_CAP));
        let block = read.await.map_err(Error::internal)??;
        let end = memchr::memmem::find(&block, b"\r\n\r\n").map_or(block.len(), |at| at + 4);
        Ok(Header::parse(&block.slice(..end)))
    }
}

impl Accepts {
    /// Refuses what the server will not take, before anything of it is said. `Rejected`: too large. `Unsupported`: it takes
    /// no such content or address, or sends no reports.
    pub(crate) fn check(&self, Submission { envelope, shape, .. }: &Submission) -> Result<()> {
        if let Some(limit) = self.size.filter(|limit| shape.len > *limit) {
            return Err(Error::new(
                Kind::Rejected,
                phrase!("message-too-large", size = shape.len, limit = limit),
            ));
        }
        let missing = if let Some(address) = envelope.beyond_ascii().filter(|_| !self.utf8) {
            phrase!("server-without-utf8", address = address)
        } else if shape.eight_bit && !self.eight_bit {
            phrase!("server-without-eight-bit")
        } else if envelope.reports.is_some() && !self.reports {
            phrase!("server-without-reports")
        } else {
            return Ok(());
        };
        Err(Error::new(Kind::Unsupported, missing))
    }
}
