//! What a view remembers of a run.

use crate::out::visible;
use carteiro_engine::{Event, Failure, Report};
use jiff::Timestamp;
use std::collections::HashMap;
use std::time::Duration;

/// Failed items that are told of again at the end; all of them were told when they failed.
const REMEMBERED: usize = 20;

/// What a view remembers of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Items that were done.
    pub done: u64,
    /// Items that failed.
    pub failed: u64,
    /// Whether there was a loop at all.
    pub looped: bool,
    /// The first that failed.
    pub failures: Vec<FailedItem>,
    since: Option<Timestamp>,
    now: Option<Timestamp>,
    subjects: HashMap<Vec<u64>, String>,
}

/// An item that failed.
#[derive(Debug)]
pub struct FailedItem {
    /// Its number in the loop, with those of the loops around.
    pub number: String,
    /// Its subject; empty when not even that could be read.
    pub subject: String,
    /// Why.
    pub failure: Failure,
}

impl Tally {
    /// Counts an event.
    pub fn take(&mut self, report: &Report) {
        self.now = Some(report.at);
        match &report.event {
            Event::LoopStarted { .. } => {
                self.looped = true;
                self.since.get_or_insert(report.at);
            }
            Event::ItemStarted { subject, .. } => {
                self.subjects.insert(report.items.clone(), visible(subject));
            }
            Event::ItemDone { .. } => {
                self.done += 1;
                self.subjects.remove(&report.items);
            }
            Event::ItemFailed { failure, .. } => {
                self.failed += 1;
                let subject = self.subjects.remove(&report.items).unwrap_or_default();
                if self.failures.len() < REMEMBERED {
                    let failure = failure.clone();
                    self.failures.push(FailedItem { number: number(&report.items), subject, failure });
                }
            }
            _ => {}
        }
    }

    /// The subject of the item an event is about.
    pub fn subject(&self, report: &Report) -> &str {
        self.subjects.get(&report.items).map_or("", String::as_str)
    }

    /// How long items have been worked on.
    pub fn working(&self) -> Duration {
        let (Some(since), Some(now)) = (self.since, self.now) else {
            return Duration::ZERO;
        };
        Duration::try_from(now.duration_since(since)).unwrap_or_default()
    }
}

/// The number of an item in its loops: `3`, or `3.1` in a loop within a loop.
pub fn number(items: &[u64]) -> String {
    items.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}
