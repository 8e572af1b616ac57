//! What a view remembers of a run.

use crate::out::visible;
use carteiro_engine::{Event, Failure, Report};
use carteiro_mail::Kind;
use jiff::Timestamp;
use std::collections::HashMap;
use std::time::Duration;

/// Reasons, and items of one reason, that are told of again at the end; all were told when they failed.
const REASONS: usize = 10;
const ITEMS: usize = 5;

/// What a view remembers of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Whether steps run. What is said before is said of the file, and was shown with its lines.
    pub begun: bool,
    /// Nothing of what is told happens.
    pub dry: bool,
    /// Items that were done.
    pub done: u64,
    /// Items that failed.
    pub failed: u64,
    /// Messages that were done before.
    pub skipped: u64,
    /// Whether there was a loop at all.
    pub looped: bool,
    /// Why items failed.
    pub reasons: Vec<Reason>,
    since: Option<Timestamp>,
    now: Option<Timestamp>,
    subjects: HashMap<Vec<u64>, String>,
    /// What steps that work on many messages have told of themselves, by step and item.
    told: HashMap<(Option<String>, Vec<u64>), u64>,
}

/// Why items failed: whatever is wrong once is often wrong with many.
#[derive(Debug)]
pub struct Reason {
    /// The failure of the first of them.
    pub failure: Failure,
    /// Number and subject of the first of them.
    pub items: Vec<String>,
    /// How many there are.
    pub count: u64,
}

impl Tally {
    /// Counts an event.
    pub fn take(&mut self, report: &Report) {
        self.now = Some(report.at);
        match &report.event {
            Event::RunStarted { dry_run, .. } => self.dry = *dry_run,
            Event::StepStarted { .. } => {
                self.begun = true;
                // Of a step that works on many messages, the rate counts from here.
                if self.done + self.failed == 0 {
                    self.since = Some(report.at);
                }
            }
            Event::LoopStarted { .. } => {
                self.looped = true;
                if self.done + self.failed == 0 {
                    self.since = Some(report.at);
                }
            }
            Event::LoopFinished { skipped, .. } => self.skipped += skipped,
            Event::ItemStarted { subject, .. } => {
                self.subjects.insert(report.items.clone(), visible(subject));
            }
            Event::ItemDone { .. } => {
                self.done += 1;
                self.subjects.remove(&report.items);
            }
            // What was left when the run was ended did not fail.
            Event::ItemFailed { failure, .. } if failure.kind == Kind::Cancelled => {
                self.subjects.remove(&report.items);
            }
            Event::ItemFailed { failure, .. } => {
                self.failed += 1;
                let subject = self.subjects.remove(&report.items).unwrap_or_default();
                let item = format!("[{}] {subject}", number(&report.items)).trim_end().to_owned();
                self.remember(failure, item);
            }
            Event::Progress { done, .. } => {
                self.looped = true;
                let step = (report.step.clone(), report.items.clone());
                let before = self.told.insert(step, *done).unwrap_or_default();
                self.done += done.saturating_sub(before);
            }
            Event::MessagesDone { .. } => {
                self.looped = true;
                self.told.remove(&(report.step.clone(), report.items.clone()));
            }
            Event::MessageFailed { subject, failure, .. } if failure.kind != Kind::Cancelled => {
                self.looped = true;
                self.failed += 1;
                self.remember(failure, visible(subject));
            }
            _ => {}
        }
    }

    fn remember(&mut self, failure: &Failure, item: String) {
        let key = |failure: &Failure| (failure.words.clone(), failure.detail.clone(), failure.place.clone());
        let is_full = self.reasons.len() >= REASONS;
        let known = self.reasons.iter_mut().find(|reason| key(&reason.failure) == key(failure));
        match known {
            Some(reason) => {
                reason.count += 1;
                if reason.items.len() < ITEMS {
                    reason.items.push(item);
                }
            }
            None if !is_full => {
                self.reasons.push(Reason { failure: failure.clone(), items: vec![item], count: 1 });
            }
            None => {}
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
