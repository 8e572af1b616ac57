//! What is combined: changes of one verb and target, of one folder.

use super::pool::Pool;
use crate::combine;
use crate::guard::operation::{self, Operation};
use crate::{FolderPath, Result};
use std::sync::Arc;

/// What is done to messages of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Change {
    /// To another folder.
    Move(FolderPath),
    /// A copy to another folder.
    Copy(FolderPath),
    /// Flags.
    Store {
        /// `+FLAGS (\Seen)`: what follows the UIDs of STORE.
        change: String,
        /// Keywords among them that are good for nothing unless they stay.
        lasting: Vec<String>,
    },
    /// Removed for good.
    Remove,
}

impl Change {
    pub(super) fn operation(&self) -> &'static Operation {
        match self {
            Self::Move(_) => &operation::MOVE,
            Self::Copy(_) => &operation::COPY,
            Self::Store { .. } => &operation::MARK,
            Self::Remove => &operation::DELETE,
        }
    }
}

/// What became of each message: the UID of its new place, under the UIDVALIDITY of the target, where the server
/// tells it; `None` otherwise.
pub(super) type Outcomes = combine::Outcomes<u32, Option<Place>>;

/// A message's new place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) validity: u32,
    pub(super) uid: u32,
}

/// Under which UIDVALIDITY which UIDs.
pub(super) struct Batch {
    pub(super) folder: FolderPath,
    pub(super) validity: u32,
    pub(super) uids: Vec<u32>,
}

pub(super) struct Combiner {
    pub(super) pool: Arc<Pool>,
    changes: combine::Combiner<(FolderPath, u32, Change), u32, Option<Place>>,
}

impl Combiner {
    pub(super) fn new(pool: Arc<Pool>) -> Self {
        let through = Arc::clone(&pool);
        let changes = combine::Combiner::new(move |(folder, validity, change), uids| {
            let pool = Arc::clone(&through);
            Box::pin(async move {
                super::change::carry_out(&pool, &Batch { folder, validity, uids }, &change).await
            })
        });
        Self { pool, changes }
    }

    /// Does `change` to the messages of `batch`, together with others that wait for the same.
    pub(super) async fn apply(&self, batch: Batch, change: Change) -> Result<Outcomes> {
        self.changes.apply((batch.folder, batch.validity, change), batch.uids).await
    }
}
