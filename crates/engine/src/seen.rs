//! Which messages an automation has done, beyond one run: what `process: once` goes by.
//!
//! ```text
//! begun   an item was claimed, and nothing is known of its end: the process ended in the middle of it
//! done    never again
//! failed  tried again by the next run
//! unknown an effect of it may have taken place: not tried again by itself
//! ```
//!
//! What was begun, or failed, is tried again as a part of the run that began it: a journal that outlives runs knows which
//! of its effects are done.

mod item;
mod ledger;
mod marks;
mod pages;

pub use item::{Item, Loop};
pub use ledger::{InMemory, OnDisk};
pub(crate) use marks::Marks;
pub use pages::{Entry, Pages};

use crate::failure::Failure;
use carteiro_mail::MessageRef;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Whose ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of<'a> {
    /// The one of an automation, by its name.
    Automation(&'a str),
    /// The marks of a mailbox whose server keeps none, by its identity.
    Mailbox(&'a str),
}

impl Of<'_> {
    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Self::Automation(name) | Self::Mailbox(name) => name,
        }
    }
}

/// Keeps a ledger for each automation.
pub trait Ledgers: Send + Sync {
    /// Opens a ledger. Until it is dropped nobody else can: then it is `Exists`. One of a mailbox may be shared.
    fn open<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>>;

    /// What is known now of the items, to go on with and to keep nothing of. It is `Exists` as for [`Self::open`].
    fn trying<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>>;
}

/// What is known of the items of one automation.
pub trait Ledger: Send + Sync {
    /// What became of each of these items, by the names of their messages alone.
    fn known<'a>(&'a self, items: &'a [Item]) -> BoxFuture<'a, Result<Vec<Option<Ended>>, Failure>>;

    /// Asks for the right to work on an item. `run`: the run whose effects the journal knows. `apart`: whatever was done of
    /// a message with the same content, this one is another.
    fn claim<'a>(
        &'a self,
        item: &'a Item,
        run: &'a str,
        apart: bool,
    ) -> BoxFuture<'a, Result<Claim, Failure>>;

    /// Says what became of an item; of one that is done, where its message is now, if it is anywhere.
    fn settle<'a>(
        &'a self,
        item: &'a Item,
        ended: Ended,
        place: Option<MessageRef>,
    ) -> BoxFuture<'a, Result<(), Failure>>;
}

/// How an item ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It is done.
    Done,
    /// It failed.
    Failed,
    /// It failed, and an effect of it may have taken place.
    Unknown,
}

/// The answer to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Work on it, then settle.
    Go,
    /// The same; an earlier run worked on it, and is not through with it.
    Again {
        /// The first run that did.
        run: String,
        /// It told that it failed, and did not end in the middle of it.
        failed: bool,
    },
    /// It ended so: leave it.
    Ended(Ended),
    /// A message with this content was done, and was here when last heard of. If it still is, this one is another;
    /// if not, this is the same that was stored anew.
    SameContent(MessageRef),
}
