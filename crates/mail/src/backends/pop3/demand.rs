//! What waits to be retrieved: list after list, in the order in which they were asked for.
//!
//! Every list has a task that waits for the connection on its account. Whoever has the connection goes on with the lists
//! behind the own one, so that the server is never waited for between two; a task whose list was served finds nothing to do.

use super::retrieve::Much;
use crate::{Error, MessageRef, Result};
use carteiro_world::Spool;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, mpsc};

/// A message that came, not yet read.
pub(super) struct Arrived {
    pub(super) reference: MessageRef,
    pub(super) came: Result<(Spool, Much)>,
}

/// Messages that somebody asked for together.
pub(super) struct List {
    /// What was not answered yet.
    pub(super) left: Vec<Option<MessageRef>>,
    pub(super) much: Much,
    /// Holds no more than was asked for: callers ask in windows.
    arrivals: mpsc::UnboundedSender<Arrived>,
}

impl List {
    pub(super) fn new(
        messages: Vec<MessageRef>,
        much: Much,
        arrivals: mpsc::UnboundedSender<Arrived>,
    ) -> Self {
        Self { left: messages.into_iter().map(Some).collect(), much, arrivals }
    }

    /// Whether somebody waits for it.
    pub(super) fn is_awaited(&self) -> bool {
        !self.arrivals.is_closed()
    }

    /// What became of the message at this place.
    pub(super) fn answer(&mut self, at: usize, came: Result<(Spool, Much)>) {
        if let Some(reference) = self.left.get_mut(at).and_then(Option::take) {
            // Whoever asked may have gone.
            let _ = self.arrivals.send(Arrived { reference, came });
        }
    }

    /// Nothing more of it comes.
    pub(super) fn fail(mut self, error: &Error) {
        for at in 0..self.left.len() {
            self.answer(at, Err(error.clone()));
        }
    }
}

/// The lists that nobody has begun, and how many wait to do something else.
#[derive(Default)]
pub(super) struct Demand {
    lists: Mutex<VecDeque<List>>,
    pushed: Notify,
    others: AtomicUsize,
}

impl Demand {
    fn lists(&self) -> MutexGuard<'_, VecDeque<List>> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, list: List) {
        self.lists().push_back(list);
        self.pushed.notify_one();
    }

    /// Resolves when somebody asks for more.
    pub(super) async fn pushed(&self) {
        self.pushed.notified().await;
    }

    /// The next list.
    pub(super) fn next(&self) -> Option<List> {
        self.lists().pop_front()
    }

    /// The next list, unless it is not `fit` for it to follow at once, or somebody waits to do something else.
    pub(super) fn next_if(&self, fit: impl FnOnce(&List) -> bool) -> Option<List> {
        if self.others.load(Ordering::Relaxed) > 0 {
            return None;
        }
        let mut lists = self.lists();
        if lists.front().is_some_and(fit) { lists.pop_front() } else { None }
    }

    /// Gives back a list of which something is left: it is the next.
    pub(super) fn give_back(&self, mut list: List) {
        list.left.retain(Option::is_some);
        if !list.left.is_empty() {
            self.lists().push_front(list);
        }
    }

    /// Somebody waits to do something else, until this is dropped.
    pub(super) fn interrupt(&self) -> Interrupting<'_> {
        self.others.fetch_add(1, Ordering::Relaxed);
        Interrupting(self)
    }
}

pub(super) struct Interrupting<'a>(&'a Demand);

impl Drop for Interrupting<'_> {
    fn drop(&mut self) {
        self.0.others.fetch_sub(1, Ordering::Relaxed);
    }
}
