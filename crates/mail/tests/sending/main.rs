//! Sending: the policies around a way out, and SMTP towards servers that are up to something.

#![cfg(test)]

mod answers;
mod broken;
mod client;
mod inbox;
#[path = "../lab/mod.rs"]
mod lab;
mod policies;
mod script;
mod servers;
mod sign_in;
mod tls;
