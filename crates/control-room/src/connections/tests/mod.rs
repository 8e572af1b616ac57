//! Connections, on both databases, with the lab's authorization server where the protocol matters.

mod browser;
mod canaries;
mod changing;
mod devices;
mod forms;
mod holding;
mod overtaken;
mod own;
mod places;
mod processes;
pub(crate) mod provider;
mod renewals;
pub(crate) mod room;
mod rules;
mod runs;
mod signing_in;
