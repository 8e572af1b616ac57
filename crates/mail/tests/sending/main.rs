//! Sending: the policies around a way out, and SMTP towards servers that are up to something.

#![cfg(test)]

mod answers;
mod broken;
mod client;
mod policies;
mod script;
mod sign_in;
mod tls;
