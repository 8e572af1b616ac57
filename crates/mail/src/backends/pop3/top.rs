//! Whether the server has TOP: it is optional (RFC 1939 §7), and not everybody says whether it is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is known of it on one connection, and of its absence in the whole session.
#[derive(Clone, Default)]
pub(super) struct Top {
    /// Whether a message was answered: what is refused later is another's matter.
    works: bool,
    is_missing: Arc<AtomicBool>,
}

impl Top {
    /// The same on a new connection, of which the server may say whether it has it.
    pub(super) fn anew(&self, may_be_there: bool) -> Self {
        self.is_missing.fetch_or(!may_be_there, Ordering::Relaxed);
        Self { works: false, is_missing: Arc::clone(&self.is_missing) }
    }

    /// Whether it may be said.
    pub(super) fn is_there(&self) -> bool {
        !self.is_missing.load(Ordering::Relaxed)
    }

    pub(super) fn answered(&mut self) {
        self.works = true;
    }

    pub(super) fn refused(&self) {
        if !self.works {
            self.is_missing.store(true, Ordering::Relaxed);
        }
    }
}
