//! The order of effects: items overlap, but what people see happens in the order of the items.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// The turns of one loop. An item has its turn when all before it are through with theirs.
#[derive(Debug)]
pub struct Turns {
    through: Mutex<Through>,
    next: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Through {
    next: u64,
    early: BTreeSet<u64>,
}

/// The turn of one item. Dropping it lets the next one go.
#[derive(Debug)]
pub struct Turn {
    turns: Arc<Turns>,
    number: u64,
}

impl Turns {
    /// The turns of a loop that begins.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { through: Mutex::default(), next: watch::Sender::new(0) })
    }

    /// The turn of the item with this number, counted from 0; each number once.
    pub fn of(self: &Arc<Self>, number: u64) -> Turn {
        Turn { turns: Arc::clone(self), number }
    }
}

impl Turn {
    /// Waits until it has come.
    pub async fn come(&self) {
        let mut next = self.turns.next.subscribe();
        // An error means that the loop is gone, and nobody is before this item any more.
        let _ = next.wait_for(|next| *next >= self.number).await;
    }

    /// Lets the next one go, once all before this one are through. May be called again.
    pub fn release(&self) {
        let mut through = self.turns.through.lock().unwrap_or_else(PoisonError::into_inner);
        if self.number < through.next || !through.early.insert(self.number) {
            return;
        }
        let mut next = through.next;
        while through.early.remove(&next) {
            next += 1;
        }
        through.next = next;
        self.turns.next.send_replace(next);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn a_turn_comes_when_all_before_are_through_in_whatever_order() {
        let turns = Turns::new();
        let [a, b, c] = [0, 1, 2].map(|number| turns.of(number));
        assert!(a.come().now_or_never().is_some());
        b.release();
        assert!(c.come().now_or_never().is_none(), "a is not through");
        a.release();
        assert!(c.come().now_or_never().is_some());
        b.release();
        drop(c);
        assert!(turns.of(3).come().now_or_never().is_some());
    }
}
