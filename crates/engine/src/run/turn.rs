//! The order of effects: items overlap, but what people see happens in the order of the items.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// The turns of one loop. An item has its turn when all before it are through with theirs.
#[derive(Debug, Default)]
pub struct Turns(Mutex<Through>);

#[derive(Debug, Default)]
struct Through {
    next: u64,
    early: BTreeSet<u64>,
    /// Those who wait, each with a bell of its own: of many, one is woken.
    waiting: BTreeMap<u64, Arc<Notify>>,
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
        Arc::default()
    }

    /// The turn of the item with this number, counted from 0; each number once.
    pub fn of(self: &Arc<Self>, number: u64) -> Turn {
        Turn { turns: Arc::clone(self), number }
    }

    fn through(&self) -> MutexGuard<'_, Through> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Waits until it has come.
    pub async fn come(&self) {
        loop {
            let bell = {
                let mut through = self.turns.through();
                if through.next >= self.number {
                    return;
                }
                Arc::clone(through.waiting.entry(self.number).or_default())
            };
            bell.notified().await;
        }
    }

    /// Lets the next one go, once all before this one are through. May be called again.
    pub fn release(&self) {
        let mut through = self.turns.through();
        if self.number < through.next || !through.early.insert(self.number) {
            return;
        }
        let mut next = through.next;
        while through.early.remove(&next) {
            next += 1;
        }
        through.next = next;
        let still = through.waiting.split_off(&(next + 1));
        for bell in std::mem::replace(&mut through.waiting, still).into_values() {
            bell.notify_one();
        }
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
