//! Signing in, on real servers: what authorization servers give out, and what mail servers take.

#![cfg(test)]

mod bound;
mod door;
#[path = "../lab/mod.rs"]
mod lab;
mod maildrop;
mod mechanisms;
mod narrow;
mod provider;
mod proxied;
mod renewing;
mod sending;
mod slow;
mod tokens;
