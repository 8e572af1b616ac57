//! What a loop asks of the server, and which of its steps wait for their turn. Made by the checks.

use carteiro_mail::Parts;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The plan of an automation. Steps are known by their way through it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    loops: HashMap<String, Loop>,
    waiting: HashSet<String>,
}

/// The plan of one loop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loop {
    /// What the body reads of a message, and no more.
    pub parts: Parts,
    /// The last step of the body, however deep, that waits for its turn.
    pub last_ordered: Option<Arc<str>>,
    /// After how many steps of the body no later one waits for its turn.
    pub ordered_until: usize,
    /// After how many steps of the body no later one reads the whole message.
    pub content_until: usize,
}

impl Plan {
    /// The plan of the loop at this step.
    pub fn of(&self, path: &str) -> Loop {
        self.loops.get(path).cloned().unwrap_or_default()
    }

    /// Whether the step waits for the turn of its item.
    pub fn waits(&self, path: &str) -> bool {
        self.waiting.contains(path)
    }

    pub(crate) fn add(&mut self, path: &str, plan: Loop) {
        self.loops.insert(path.to_owned(), plan);
    }

    pub(crate) fn wait(&mut self, path: &str) {
        self.waiting.insert(path.to_owned());
    }
}
