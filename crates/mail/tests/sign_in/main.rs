//! Signing in, on real servers: what authorization servers give out, and what mail servers take.

#![cfg(test)]

#[path = "../lab/mod.rs"]
mod lab;
mod provider;
mod tokens;
