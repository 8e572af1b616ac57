//! Pieces of the benchmarks.

pub mod events;
pub mod exchange;
pub mod fetchmail;
pub mod mailbox;
pub mod measure;
pub mod peer;
pub mod room;
