//! Which messages an automation has done, beyond one run: what `process: once` goes by.
//!
//! ```text
//! begun   an item was claimed, and nothing is known of its end: the process ended in the middle of it
//! done    never again
//! failed  tried again by the next run
//! unknown an effect of it may have taken place: not tried again by itself
//! ```

mod item;
mod ledger;
mod marks;

pub use item::{Item, Loop};
pub use ledger::{InMemory, OnDisk};
pub(crate) use marks::Marks;

use crate::failure::Failure;
use carteiro_mail::MessageRef;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Keeps a ledger for each automation.
pub trait Ledgers: Send + Sync {
    /// Opens the ledger of an automation, known by its name. Until it is dropped nobody else can: then it is `Exists`.
    fn open(&self, automation: &str) -> Result<Arc<dyn Ledger>, Failure>;

    /// What is known now of the items of an automation, to go on with and to keep nothing of. It is `Exists` as for
    /// [`Self::open`].
    fn trying(&self, automation: &str) -> Result<Arc<dyn Ledger>, Failure>;
}

/// What is known of the items of one automation.
pub trait Ledger: Send + Sync {
    /// What became of an item, by the name of its message alone.
    fn known(&self, item: &Item) -> Result<Option<Ended>, Failure>;

    /// Asks for the right to work on an item. `apart`: whatever was done of a message with the same content, this one is
    /// another.
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
    /// The same; this earlier run began it and never told how it ended.
    Again(String),
    /// It ended so: leave it.
    Ended(Ended),
    /// A message with this content was done, and was here when last heard of. If it still is, this one is another;
    /// if not, this is the same that was stored anew.
    SameContent(MessageRef),
}
