//! The order of events: those of one item stand together, in the order of the items.

use crate::event::{Events, Report};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The outboxes of one loop. The earliest item that is not done speaks at once; those behind it are kept waiting.
pub struct Outboxes {
    out: Arc<dyn Events>,
    line: Mutex<Line>,
}

#[derive(Default)]
struct Line {
    speaking: u64,
    waiting: BTreeMap<u64, Vec<Report>>,
    done: Vec<u64>,
}

/// What one item has to say.
pub struct Outbox {
    boxes: Arc<Outboxes>,
    number: u64,
}

impl Outboxes {
    /// The outboxes of a loop whose events go to `out`.
    pub fn new(out: Arc<dyn Events>) -> Arc<Self> {
        Arc::new(Self { out, line: Mutex::default() })
    }

    /// The outbox of the item with this number, counted from 0.
    pub fn of(self: &Arc<Self>, number: u64) -> Arc<dyn Events> {
        Arc::new(Outbox { boxes: Arc::clone(self), number })
    }

    /// The item with this number has said everything.
    pub fn finish(&self, number: u64) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.done.push(number);
        while let Some(at) = line.done.iter().position(|done| *done == line.speaking) {
            line.done.swap_remove(at);
            line.speaking += 1;
            let next = line.speaking;
            for report in line.waiting.remove(&next).unwrap_or_default() {
                self.out.report(report);
            }
        }
    }
}

impl Events for Outbox {
    fn report(&self, report: Report) {
        let mut line = self.boxes.line.lock().unwrap_or_else(PoisonError::into_inner);
        if line.speaking >= self.number {
            self.boxes.out.report(report);
        } else {
            line.waiting.entry(self.number).or_default().push(report);
        }
    }
}
