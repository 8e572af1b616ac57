//! Ending a run early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// Ends a run between two steps, and in a loop between two messages: what was begun is carried through, what was not
/// begun is left. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    asked: AtomicBool,
    bell: Notify,
}

impl Stop {
    /// Asks the run to end.
    pub fn now(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        self.0.bell.notify_waiters();
    }

    /// Whether it was asked to.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// Resolves when it is asked to.
    pub async fn asked(&self) {
        let bell = self.0.bell.notified();
        if !self.is_asked() {
            bell.await;
        }
    }
}
