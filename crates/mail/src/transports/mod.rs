//! The kinds of way out for mail: one folder each.
//!
//! To add one: a folder with a type that is [`Open`](crate::transport::Open) and one that is
//! [`Transport`](crate::Transport); a line here; a line in the suite (`tests/sending`), which then runs against it.

pub mod memory;
pub mod rehearsal;
pub mod smtp;
