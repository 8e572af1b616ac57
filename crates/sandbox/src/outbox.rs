use std::sync::{Arc, Mutex};

use crate::site::held;

/// The outbox is full beyond so many bytes.
const LARGEST: usize = 256 * 1024 * 1024;

/// A message for somebody who is no user of the sandbox: it was taken, and goes nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Who had signed in.
    pub user: Option<String>,
    /// With which words it came.
    pub sender: Sender,
    /// Those for whom it is, without the users of the sandbox.
    pub recipients: Vec<Recipient>,
    /// The message as it came.
    pub raw: Arc<[u8]>,
}

/// What MAIL said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Where failures go; empty for the null reverse-path (RFC 5321 §4.5.5).
    pub address: String,
    /// `FULL` or `HDRS` (RFC 3461 §4.3).
    pub ret: Option<String>,
    /// The envelope's id, decoded (RFC 3461 §4.4).
    pub envid: Option<String>,
    /// `7BIT` or `8BITMIME` (RFC 6152).
    pub body: Option<String>,
    /// Whether SMTPUTF8 was asked for (RFC 6531).
    pub smtputf8: bool,
}

/// What one RCPT said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// For whom the message is.
    pub address: String,
    /// When the sender wants to hear of it: `NEVER`, or some of `SUCCESS`, `FAILURE` and `DELAY` (RFC 3461 §4.1).
    pub notify: Vec<String>,
    /// The original recipient: a type and an address, decoded (RFC 3461 §4.2).
    pub orcpt: Option<(String, String)>,
}

#[derive(Default)]
pub(crate) struct Outbox(Mutex<Vec<Outgoing>>);

impl Outbox {
    pub fn all(&self) -> Vec<Outgoing> {
        held(&self.0).clone()
    }

    pub fn has_room_for(&self, bytes: usize) -> bool {
        let kept: usize = held(&self.0).iter().map(|outgoing| outgoing.raw.len()).sum();
        kept.saturating_add(bytes) <= LARGEST
    }

    /// Forgets all, and answers how many there were.
    pub fn clear(&self) -> usize {
        std::mem::take(&mut *held(&self.0)).len()
    }

    pub fn add(&self, outgoing: Outgoing) {
        held(&self.0).push(outgoing);
    }
}
