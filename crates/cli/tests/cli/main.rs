//! The program, as a person or a script meets it.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "the tests are the person whose files these are")]

mod certificates;
mod connecting;
mod convert;
#[cfg(unix)]
mod credentials;
mod data;
mod desk;
mod doctor;
mod endings;
mod explain;
mod files;
mod flow;
mod help;
#[cfg(unix)]
mod keeping;
#[path = "../../../mail/tests/lab/mod.rs"]
mod lab;
mod login;
mod new;
mod operator;
mod room;
mod runs;
mod sandbox;
mod secrets;
mod server;
mod serving;
mod slow;
mod story;
#[cfg(unix)]
mod users;
mod wire;
