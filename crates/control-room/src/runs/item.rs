//! A message in a run, as it is kept and shown.

use super::run::{Said, moment};
use carteiro_engine::{Event, Failure, told};
use carteiro_mail::Kind;
use carteiro_world::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

    pub(super) fn of(failure: &Failure) -> Self {
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
