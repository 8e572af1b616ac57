//! The messages that a run has worked on, told from its events.

use super::run::{Said, moment};
use crate::db::Values;
use crate::values;
use carteiro_engine::event::About;
use carteiro_engine::{Event, Failure, Report, told};
use carteiro_mail::{Kind, MessageRef};
use carteiro_world::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// What is kept of what was done to one message.
const EFFECTS: usize = 100;

/// What became of a message in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was begun, and nothing was told of its end.
    Begun,
    /// It is done.
    Done,
    /// It failed.
    Failed,
    /// It was passed over.
    Skipped,
    /// Something was done to it of which nobody knows whether it took place.
    Unknown,
    /// The run was ended before it was done.
    Cancelled,
}

impl Outcome {
    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        let all = [Self::Begun, Self::Done, Self::Failed, Self::Skipped, Self::Unknown];
        all.into_iter().find(|outcome| outcome.name() == name).unwrap_or(Self::Cancelled)
    }

    fn of(failure: &Failure) -> Self {
        match failure.kind {
            Kind::Cancelled => Self::Cancelled,
            Kind::OutcomeUnknown => Self::Unknown,
            _ => Self::Failed,
        }
    }
}

/// A message in a run.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Item {
    /// Which of the run, from 1.
    pub number: i64,
    /// Its number in its loops, such as `3.1`; empty: of a step that changes many messages.
    pub place: String,
    /// The step, by its way through the automation.
    pub step: String,
    /// Its subject.
    pub subject: String,
    /// Its sender.
    pub from: String,
    /// Its Message-ID, without the brackets.
    pub message_id: Option<String>,
    /// When its server received it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub received_at: Option<Timestamp>,
    /// The folder in which it was found.
    pub folder: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it failed, or was passed over.
    pub failure: Option<Said>,
    /// What was done to it, in the language of who asks.
    pub effects: Vec<String>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) run_id: String,
    pub(super) number: i64,
    place: String,
    step: String,
    subject: String,
    sender: String,
    message_id: Option<String>,
    received_at: Option<i64>,
    folder: Option<String>,
    outcome: String,
    failure: Option<String>,
    effects: String,
    at: i64,
}

impl Row {
    /// `dry`: nothing of it happened.
    pub(super) fn item(self, dry: bool, language: Language) -> Item {
        let effects: Vec<Event> = serde_json::from_str(&self.effects).unwrap_or_default();
        Item {
            number: self.number,
            place: self.place,
            step: self.step,
            subject: self.subject,
            from: self.sender,
            message_id: self.message_id,
            received_at: self.received_at.map(moment),
            folder: self.folder,
            outcome: Outcome::named(&self.outcome),
            failure: self.failure.and_then(|failure| Said::of(&failure, language)),
            effects: effects.iter().filter_map(|event| told::of(event, dry, language)).collect(),
            at: moment(self.at),
        }
    }
}

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

/// A statement that reads [`Row`]s.
macro_rules! reading_items {
    ($rest:literal) => {
        concat!(
            "SELECT run_id, number, place, step, subject, sender, message_id, received_at, folder, outcome, failure, \
             effects, at FROM run_item ",
            $rest
        )
    };
}
pub(super) use reading_items;
