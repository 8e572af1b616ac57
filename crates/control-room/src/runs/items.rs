//! The messages that a run has worked on, told from its events.

use super::item::Outcome;
use crate::db::Values;
use crate::values;
use carteiro_engine::event::About;
use carteiro_engine::{Event, Failure, Report};
use carteiro_mail::{Kind, MessageRef};
use jiff::Timestamp;
use std::collections::HashMap;

/// What is kept of what was done to one message.
const EFFECTS: usize = 100;

/// The items of a run so far.
#[derive(Default)]
pub(super) struct Items {
    open: HashMap<Vec<u64>, Open>,
    /// Those that have ended since they were last written.
    ended: Vec<Open>,
    count: i64,
    pub(super) done: i64,
    pub(super) failed: i64,
}

struct Open {
    number: i64,
    place: String,
    step: String,
    about: Option<About>,
    outcome: Outcome,
    failure: Option<Failure>,
    effects: Vec<Event>,
    at: Timestamp,
    is_new: bool,
}

impl Items {
    /// Hears an event.
    pub(super) fn take(&mut self, report: &Report) {
        match &report.event {
            Event::ItemStarted { subject, from, key, .. } => {
                let item = self.item(report, Some(about(subject, from, key)));
                self.open.insert(report.items.clone(), item);
            }
            Event::ItemDone { .. } => {
                self.done += 1;
                self.end(report, Outcome::Done, None);
            }
            Event::ItemFailed { failure, .. } => self.end(report, Outcome::of(failure), Some(failure)),
            Event::ItemSkipped { subject, from, key, reason, .. } => {
                let mut item = self.item(report, Some(about(subject, from, key)));
                item.outcome = Outcome::Skipped;
                item.failure = Some(Failure::new(Kind::Exists, reason.clone()));
                self.ended.push(item);
            }
            Event::MessageFailed { subject, from, key, failure } => {
                let known = key.as_ref().map(|key| about(subject, from, key));
                let item = self.item(report, known);
                self.ended.push(item);
                self.told(Outcome::of(failure), Some(failure));
            }
            Event::MessagesChanged { effect, messages } => {
                let effect = Event::Effect { effect: effect.clone(), repeated: false };
                for about in messages {
                    let mut item = self.item(report, Some(about.clone()));
                    item.effects.push(effect.clone());
                    self.ended.push(item);
                    self.told(Outcome::Done, None);
                    self.done += 1;
                }
            }
            Event::Effect { .. } | Event::FileSaved { .. } | Event::SentWithout { .. } => {
                let around = (0..=report.items.len()).rev().filter_map(|end| report.items.get(..end));
                let mut around = around.filter(|place| self.open.contains_key(*place)).map(<[u64]>::to_vec);
                let item = around.next().and_then(|place| self.open.get_mut(&place));
                if let Some(item) = item.filter(|item| item.effects.len() < EFFECTS) {
                    item.effects.push(report.event.clone());
                    item.is_new = true;
                }
            }
            _ => {}
        }
    }

    fn item(&mut self, report: &Report, about: Option<About>) -> Open {
        self.count += 1;
        let place: Vec<String> = report.items.iter().map(u64::to_string).collect();
        Open {
            number: self.count,
            place: place.join("."),
            step: report.step.clone().unwrap_or_default(),
            about,
            outcome: Outcome::Begun,
            failure: None,
            effects: Vec::new(),
            at: report.at,
            is_new: true,
        }
    }

    fn end(&mut self, report: &Report, outcome: Outcome, failure: Option<&Failure>) {
        let item = match self.open.remove(&report.items) {
            Some(item) => item,
            // It could not even be read.
            None => self.item(report, None),
        };
        self.ended.push(item);
        self.told(outcome, failure);
    }

    /// Of the last one that has ended.
    fn told(&mut self, outcome: Outcome, failure: Option<&Failure>) {
        if matches!(outcome, Outcome::Failed | Outcome::Unknown) {
            self.failed += 1;
        }
        if let Some(item) = self.ended.last_mut() {
            item.outcome = outcome;
            item.failure = failure.cloned();
        }
    }

    /// The rows that are to be written: what is new of the items.
    pub(super) fn rows(&mut self, run: &str) -> Vec<Values> {
        let ended = std::mem::take(&mut self.ended);
        let mut rows: Vec<Values> = ended.iter().map(|item| item.row(run)).collect();
        for item in self.open.values_mut().filter(|item| item.is_new) {
            item.is_new = false;
            rows.push(item.row(run));
        }
        rows
    }
}

/// What rows of items are written by.
pub(super) const INSERT: &str = "INSERT INTO run_item (run_id, number, place, step, subject, sender, message_id, \
                                 received_at, folder, folded, outcome, failure, effects, at)";
/// And what becomes of one that was written before.
pub(super) const AGAIN: &str = "ON CONFLICT (run_id, number) DO UPDATE SET outcome = excluded.outcome, \
                                failure = excluded.failure, effects = excluded.effects";

impl Open {
    fn row(&self, run: &str) -> Values {
        let about = self.about.as_ref();
        let key = about.map(|about| &about.key);
        let subject = about.map(|about| plain(&about.subject)).unwrap_or_default();
        let sender = about.map(|about| plain(&about.from).to_lowercase()).unwrap_or_default();
        let message_id = key.and_then(|key| key.key.message_id.as_deref()).map(plain);
        let failure = self.failure.as_ref().and_then(|failure| serde_json::to_string(failure).ok());
        let effects = serde_json::to_string(&self.effects).unwrap_or_default();
        let folded = format!("{}\n{sender}", subject.to_lowercase());
        values![
            run,
            self.number,
            &self.place,
            &self.step,
            subject,
            sender,
            message_id,
            key.and_then(|key| key.key.received_at),
            key.map(|key| plain(&key.folder.to_string())),
            folded,
            self.outcome.name(),
            failure.map(|failure| plain(&failure)),
            plain(&effects),
            self.at,
        ]
    }
}

fn about(subject: &str, from: &str, key: &MessageRef) -> About {
    About { subject: subject.to_owned(), from: from.to_owned(), key: key.clone() }
}

/// PostgreSQL takes no NUL in a text (its manual, §8.3); senders write what they like.
pub(super) fn plain(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
