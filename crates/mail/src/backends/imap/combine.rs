//! Waiting changes of one verb and target become one command: `UID MOVE 4,9,12 Done`.
//!
//! While a change is under way, further ones of its kind gather; when it ends they go together. A change runs in a
//! task of its own: it is carried through even when nobody waits for it any more.

use super::pool::Pool;
use crate::{Error, FolderPath, Result};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// What is done to messages of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Change {
    /// To another folder.
    Move(FolderPath),
    /// A copy to another folder.
    Copy(FolderPath),
    /// `+FLAGS (\Seen)`: what follows the UIDs of STORE.
    Store(String),
    /// Removed for good.
    Remove,
}

/// What became of each message: the UID of its new place, under the UIDVALIDITY of the target, where the server
/// tells it; `None` otherwise.
pub(super) type Outcomes = HashMap<u32, Result<Option<Place>>>;

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
    waiting: Arc<Mutex<Waiting>>,
}

type Key = (FolderPath, u32, Change);
type Waiting = HashMap<Key, Vec<(Vec<u32>, oneshot::Sender<Outcomes>)>>;

impl Combiner {
    pub(super) fn new(pool: Arc<Pool>) -> Self {
        Self { pool, waiting: Arc::default() }
    }

    /// Does `change` to the messages of `batch`, together with others that wait for the same.
    pub(super) async fn apply(&self, batch: Batch, change: Change) -> Result<Outcomes> {
        let (done, outcomes) = oneshot::channel();
        let key = (batch.folder, batch.validity, change);
        if self.join(&key, batch.uids, done) {
            tokio::spawn(lead(Arc::clone(&self.pool), Arc::clone(&self.waiting), key));
        }
        outcomes.await.map_err(|_| Error::internal("a combined change was dropped"))
    }

    /// Waits under `key`; whether nobody carries out what waits there yet.
    fn join(&self, key: &Key, uids: Vec<u32>, done: oneshot::Sender<Outcomes>) -> bool {
        let mut waiting = lock(&self.waiting);
        let leads = !waiting.contains_key(key);
        waiting.entry(key.clone()).or_default().push((uids, done));
        leads
    }
}

/// Carries out what waits under `key` until nothing does.
async fn lead(pool: Arc<Pool>, waiting: Arc<Mutex<Waiting>>, key: Key) {
    let leading = Leading { waiting: &waiting, key: &key };
    loop {
        // Whoever is ready to ask for the same does it now.
        tokio::task::yield_now().await;
        let group = {
            let mut waiting = lock(&waiting);
            match waiting.get_mut(&key) {
                Some(group) if !group.is_empty() => std::mem::take(group),
                _ => {
                    waiting.remove(&key);
                    std::mem::forget(leading);
                    return;
                }
            }
        };
        let mut uids: Vec<u32> = group.iter().flat_map(|(uids, _)| uids).copied().collect();
        uids.sort_unstable();
        uids.dedup();
        let (folder, validity, change) = key.clone();
        let batch = Batch { folder, validity, uids };
        let outcomes = super::change::carry_out(&pool, &batch, &change).await;
        for (uids, done) in group {
            let ours = uids.iter().map(|uid| {
                let outcome = match &outcomes {
                    Ok(all) => all.get(uid).cloned().unwrap_or(Ok(None)),
                    Err(error) => Err(error.clone()),
                };
                (*uid, outcome)
            });
            // Whoever asked may be gone; the change is done all the same.
            let _ = done.send(ours.collect());
        }
    }
}

/// Should the leader die, those who wait hear of it, and the next to come leads.
struct Leading<'a> {
    waiting: &'a Mutex<Waiting>,
    key: &'a Key,
}

impl Drop for Leading<'_> {
    fn drop(&mut self) {
        lock(self.waiting).remove(self.key);
    }
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
