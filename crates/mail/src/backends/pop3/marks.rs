//! Which messages were read: POP3 keeps no flags, so that somebody else must.

use crate::backend::Pending;
use crate::{MessageRef, Result};
use std::future::ready;

/// Keeps which messages of a maildrop were read.
pub trait Marks: Send + Sync {
    /// Whether it was marked as read.
    fn is_read(&self, message: &MessageRef) -> Result<bool>;

    /// Marks it as read or unread.
    fn mark<'a>(&'a self, message: &'a MessageRef, read: bool) -> Pending<'a, ()>;
}

/// Nobody keeps marks: nothing was read.
pub(super) struct None;

impl Marks for None {
    fn is_read(&self, _: &MessageRef) -> Result<bool> {
        Ok(false)
    }

    fn mark<'a>(&'a self, _: &'a MessageRef, _: bool) -> Pending<'a, ()> {
        Box::pin(ready(Ok(())))
    }
}
