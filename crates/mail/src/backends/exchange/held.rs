//! The folders that a session has seen.

use super::tree::{FolderId, Tree, WellKnown};
use crate::folder::{is_missing, missing};
use crate::{FolderPath, Result, Retry, Role};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The mailbox's own folders, and all of them as they were seen last.
#[derive(Debug, Default)]
pub(in crate::backends) struct Held {
    pub(in crate::backends) known: WellKnown,
    seen: Mutex<Option<Arc<Tree>>>,
}

impl Held {
    pub(in crate::backends) fn new(known: WellKnown) -> Self {
        Self { known, seen: Mutex::default() }
    }

    /// Looks which folders there are, one after the other.
    pub(in crate::backends) async fn look(
        &self,
        found: impl Future<Output = Result<Tree>>,
    ) -> Result<Arc<Tree>> {
        let mut seen = self.seen.lock().await;
        let tree = Arc::new(found.await?);
        *seen = Some(Arc::clone(&tree));
        Ok(tree)
    }

    /// Nobody knows any more which folders there are.
    pub(in crate::backends) async fn forget(&self) {
        *self.seen.lock().await = None;
    }

    /// What is done with a folder: where its name is not known, or means nothing any more, it is looked for once.
    pub(in crate::backends) async fn at<T, F: Future<Output = Result<T>>>(
        &self,
        path: &FolderPath,
        found: impl Future<Output = Result<Tree>>,
        work: impl Fn(FolderId) -> F,
    ) -> Result<T> {
        let known = self.id(path).await;
        if let Some(id) = &known {
            match work(id.clone()).await {
                Err(error) if is_missing(&error) => {}
                done => return done,
            }
        }
        let looked = self.look(found).await.map_err(|error| match error.retry() {
            // Nothing was done but looking.
            Retry::Unsure => error.retrying(Retry::Reconnect),
            _ => error,
        });
        let id = looked?.id(path).cloned();
        match id {
            Some(id) if Some(&id) != known.as_ref() => work(id).await,
            _ => Err(missing(path)),
        }
    }

    async fn id(&self, path: &FolderPath) -> Option<FolderId> {
        let seen = self.seen.lock().await.as_ref().and_then(|tree| tree.id(path).cloned());
        // The inbox is what it is without looking.
        seen.or_else(|| self.known.of_role(Role::Inbox).filter(|_| path.is_inbox()).cloned())
    }
}
