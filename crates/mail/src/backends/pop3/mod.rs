//! POP3 (RFC 1939): one folder, one connection at a time, and removals that take hold only at a clean QUIT.
//!
//! ```text
//! wire/      lines, replies and bodies on one connection; what is dot-stuffed goes to spools
//! sign_in    greeting, STLS, what the server can do, credential
//! listing    what the maildrop holds in this session, and the lasting names of it
//! maildrop   the one connection, lent to one verb at a time
//! demand     lists of messages that somebody waits for
//! pipeline   their commands, one after the other without a pause between lists
//! removal    what was removed, and whether that has taken hold
//! one file per verb
//! ```

mod delete;
mod demand;
mod fault;
mod fetch;
mod flag;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod listing;
mod maildrop;
mod marks;
mod open;
mod part;
mod pipeline;
mod recent;
mod removal;
mod retrieve;
mod search;
mod sift;
mod sign_in;
mod top;
mod watch;
mod wire;

pub use marks::Marks;
pub use open::{Config, Pop3};
