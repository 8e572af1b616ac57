//! Who waits for the same token within a process waits in line: one of them watches the row.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A gate for each token that somebody waits for. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Gates(Arc<Mutex<HashMap<String, Weak<Gate>>>>);

pub(super) type Gate = tokio::sync::Mutex<()>;

impl Gates {
    /// The gate of a token.
    pub(super) fn of(&self, token: &str) -> Arc<Gate> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gate) = gates.get(token).and_then(Weak::upgrade) {
            return gate;
        }
        gates.retain(|_, gate| gate.strong_count() > 0);
        let gate = Arc::new(Gate::default());
        gates.insert(token.to_owned(), Arc::downgrade(&gate));
        gate
    }
}
