//! Exchange Web Services: whatever a server writes, however it fails, and what we write ourselves.

#![cfg(test)]

mod anchor;
mod broken;
mod categories;
mod characters;
mod client;
mod exchange;
mod faults;
mod folders;
mod junk;
mod large;
mod line;
mod memory;
mod pages;
mod relay;
mod requests;
mod resolve;
mod server;

mod watch;
mod written;
