//! Connections, on both databases, with the lab's authorization server where the protocol matters.

mod canaries;
mod forms;
mod holding;
mod processes;
pub(crate) mod provider;
mod renewals;
pub(crate) mod room;
mod rules;
mod runs;
mod signing_in;
