//! Automations: reading and checking them, running them against mailboxes. No database, no HTTP server.

pub mod actions;
pub mod automation;
mod check;
pub mod convert;
mod digest;
pub mod discovery;
pub mod docs;
pub mod doctor;
pub mod event;
pub mod explain;
pub mod failure;
pub mod file;
pub mod filter;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
pub mod host;
pub mod journal;
pub mod login;
pub mod plan;
pub mod preview;
pub mod run;
pub mod schema;
pub mod secrets;
pub mod seen;
pub mod session;
pub mod template;
pub mod tokens;
pub mod told;
pub mod values;
pub mod vars;

pub use automation::{Automation, Checked, Library};
pub use check::nearest;
pub use digest::Digest;
pub use event::{Event, Events, Report, Status, Summary};
pub use failure::Failure;
pub use host::{Host, Network, OpenMailbox};
pub use journal::Journal;
pub use run::{Outcome, Stop, rehearse, run};
pub use tokens::{Handed, Purpose, Tokens};
