//! Mail to play with.

use jiff::Timestamp;

use crate::Flags;

/// A message to put into a mailbox.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The message as it was received.
    pub raw: Vec<u8>,
    /// Its flags.
    pub flags: Flags,
    /// When it came in.
    pub received_at: Timestamp,
}
