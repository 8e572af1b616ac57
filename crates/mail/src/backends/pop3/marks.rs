//! Which messages were read: POP3 keeps no flags, so that somebody else must.

use crate::MessageRef;
use crate::backend::Pending;
use std::future::ready;

/// Keeps which messages of a maildrop were read.
pub trait Marks: Send + Sync {
    /// Of each of these messages, whether it was marked as read.
    fn are_read<'a>(&'a self, messages: &'a [MessageRef]) -> Pending<'a, Vec<bool>>;

    /// Marks it as read or unread.
    fn mark<'a>(&'a self, message: &'a MessageRef, read: bool) -> Pending<'a, ()>;
}

/// Nobody keeps marks: nothing was read.
pub(super) struct None;

impl Marks for None {
    fn are_read<'a>(&'a self, messages: &'a [MessageRef]) -> Pending<'a, Vec<bool>> {
        Box::pin(ready(Ok(vec![false; messages.len()])))
    }

    fn mark<'a>(&'a self, _: &'a MessageRef, _: bool) -> Pending<'a, ()> {
        Box::pin(ready(Ok(())))
    }
}
