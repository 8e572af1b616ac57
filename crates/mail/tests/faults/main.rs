//! Servers that break, lie, stay silent or listen in.

#![cfg(test)]

mod alerts;
mod answers;
mod broken;
mod client;
mod endless;
mod greeting;
#[path = "../lab/mod.rs"]
mod lab;
mod literals;
mod others_mail;
mod pop3;
mod script;
mod secrets;
mod sign_in;
mod silence;
mod tls;
mod unread;
mod watch;
