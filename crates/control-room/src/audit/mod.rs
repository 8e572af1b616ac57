//! The audit log: who did what, what was refused, and who read which secret. It grows, and nothing in it changes.

mod actor;
mod entry;
mod export;
mod routes;
mod search;
#[cfg(test)]
mod tests;

pub use actor::{Actor, Way};
pub use entry::Entry;
pub(crate) use entry::row;
pub(crate) use routes::routes;
pub(crate) use search::literal;
pub use search::{Filter, Recorded};

use crate::ground::Ground;

/// The log, to be read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Audit {
    ground: Ground,
}

impl Audit {
    /// That of this database.
    pub fn new(ground: Ground) -> Self {
        Self { ground }
    }
}
