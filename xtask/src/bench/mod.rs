//! Pieces of the benchmarks.

pub mod events;
pub mod mailbox;
pub mod measure;
