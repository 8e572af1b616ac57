//! Microsoft Graph: what we ask, whatever a server answers, however it fails, and what goes out at which size.

#![cfg(test)]

mod batches;
mod broken;
mod client;
mod desk;
mod doubt;
mod faults;
mod found;
mod lists;
mod memory;
mod relay;
mod requests;
mod sending;
mod server;
mod sizes;
mod stored;
mod throttled;
#[path = "../token/mod.rs"]
mod token;
mod watch;
