//! A mailbox session: the same verbs on every kind of server. No automations.
//!
//! [`Mailbox`] is what callers hold; a [`Backend`] is one kind of server; between them the guard reconnects, renews
//! and retries, so that backends stay naive.

mod advice;
pub mod backend;
pub mod backends;
mod capabilities;
mod category;
mod combine;
mod content;
pub mod draft;
mod error;
mod fetch;
mod folder;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod guard;
mod mailbox;
mod message;
mod messages;
pub mod mime;
mod moving;
mod opening;
mod outgoing;
pub mod query;
pub mod reaching;
mod reading;
mod refused;
mod stage;
pub mod transport;
pub mod transports;
mod watch;

pub use backend::{Backend, Cost, Open};
pub use capabilities::Capabilities;
pub use category::{Categories, Category};
pub use content::{Content, Stream};
pub use error::{Error, Kind, Result, Retry};
pub use folder::{Folder, FolderPath, Role};
pub use guard::{Limits, Notice, Notices, Permission, Permissions};
pub use mailbox::Mailbox;
pub use message::{
    ContentKey, FlagChange, Flags, Keyword, Message, MessageRef, Parts, ServerId, Unreadable, Wanted,
};
pub use messages::{Found, Order, Pick, Reads, Selection, Skip};
pub use outgoing::Outgoing;
pub use query::{Condition, Query};
pub use stage::{Stage, Stages};
pub use transport::{Envelope, Keeps, Sent, Transport};
pub use watch::{Change, Changes, Cursor};
