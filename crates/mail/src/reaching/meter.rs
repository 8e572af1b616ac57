use crate::Cost;
use std::sync::{Arc, Mutex, PoisonError};

/// What connections cost, counted where it arises and read by whoever asks: clones share one count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<Mutex<Cost>>);

impl Meter {
    /// What there was so far.
    pub(crate) fn so_far(&self) -> Cost {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn count(&self, count: impl FnOnce(&mut Cost)) {
        count(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Counts one command.
    pub(crate) fn command(&self) {
        self.count(|cost| cost.commands += 1);
    }
}
