//! Connections, on both databases, with the lab's authorization server where the protocol matters.

mod canaries;
mod forms;
mod holding;
mod processes;
mod provider;
mod renewals;
mod room;
mod rules;
mod runs;
mod signing_in;
