//! IMAP (RFC 9051, RFC 3501): our own engine, made for unattended work.
//!
//! ```text
//! wire/      bytes ⇄ responses: framing, tokens, typed views; commands
//! session    one connection: an actor that any number of commands wait on
//! pool       a few connections, each lent for one folder at a time
//! sign_in    greeting, TLS, credential, what the server can do
//! one file per verb
//! ```

mod append;
mod change;
mod combine;
mod cursor;
mod fault;
mod fetch;
mod folders;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod locate;
mod message;
mod names;
mod open;
mod part;
mod pool;
mod search;
mod select;
mod session;
mod sign_in;
mod store;
mod structure;
mod text;
mod transfer;
mod watch;
mod wire;

pub use open::{Config, Imap};
pub use search::{Asked, Part, Term, Why, asked};
pub use text::LARGE;
