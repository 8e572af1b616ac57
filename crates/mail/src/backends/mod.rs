//! The kinds of mailbox: one folder each, a file a verb.
//!
//! To add one: a folder with a type that is [`Open`](crate::Open) and one that is [`Backend`](crate::Backend); a line
//! here; a line in the behaviour suite (`tests/behaviour`), which then runs against it.

pub mod ews;
mod exchange;
pub mod imap;
pub mod memory;
pub mod outlook;
pub mod pop3;
pub mod rehearsal;
