//! A mailbox in memory: the reference that the other backends are measured by, and what the tests of whoever uses a
//! mailbox run on.
//!
//! ```text
//! server    what a test holds: mail to deliver and to look at, and ways to make it misbehave
//! state     the folders and messages themselves
//! open      sessions of it
//! one file per verb
//! ```

mod append;
mod fetch;
mod folders;
mod knobs;
mod open;
mod part;
mod search;
mod server;
mod session;
mod state;
mod store;
mod transfer;
mod watch;

pub use knobs::{SignIn, Verb};
pub use server::Server;
pub use state::Stored;
