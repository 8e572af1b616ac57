//! SMTP (RFC 5321), as it is spoken to a server that takes mail from those who sign in (RFC 6409): our own engine, so
//! that a message of any size is streamed.
//!
//! ```text
//! wire       bytes ⇄ replies, on one connection
//! reply      what a server answers
//! hello      what it can do
//! sign_in    greeting, TLS, credential
//! transaction  one message: from whom, to whom, what
//! stuffing   a message as it travels
//! fault      what refusals mean
//! ```

mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod hello;
mod open;
mod reply;
mod sign_in;
mod stuffing;
mod transaction;
mod wire;

pub use open::{Config, Smtp};
