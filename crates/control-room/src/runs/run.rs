//! A run, as anybody sees it who may.

use carteiro_engine::{Failure, Status};
use carteiro_world::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RunState)]
pub enum State {
    /// It waits.
    Queued,
    /// It is being carried out.
    Running,
    /// Everything was done.
    Ok,
    /// Some items failed; everything else was done.
    WithFailures,
    /// A step failed, and the run ended there.
    Failed,
    /// Somebody ended it.
    Cancelled,
    /// Its process ended before it did.
    Interrupted,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Running,
        Self::Ok,
        Self::WithFailures,
        Self::Failed,
        Self::Cancelled,
        Self::Interrupted,
    ];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Ok => "ok",
            Self::WithFailures => "with_failures",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Interrupted => "interrupted",
        }
    }

    /// Whether nothing more comes of it.
    pub fn is_ended(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }

    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Interrupted)
    }
}

impl From<Status> for State {
    fn from(status: Status) -> Self {
        match status {
            Status::Ok => Self::Ok,
            Status::WithFailures => Self::WithFailures,
            Status::Failed => Self::Failed,
            Status::Cancelled => Self::Cancelled,
        }
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Run {
    /// The row's name: later ones are greater.
    pub id: String,
    /// Which automation; none: a text that was tried, or a file at a terminal.
    pub automation_id: Option<String>,
    /// Which text of it.
    pub version: Option<i64>,
    /// What it called itself then.
    pub name: String,
    /// Nothing happens in it.
    pub dry_run: bool,
    /// The run whose effects it does not repeat: itself, unless it tries that one again.
    pub origin: String,
    /// In whose name it acts: their row; none: whoever holds the key.
    pub person_id: Option<String>,
    /// The name they had then.
    pub person: Option<String>,
    /// Who started it.
    pub by_id: Option<String>,
    /// The name they had then.
    pub by_name: Option<String>,
    /// How far it is.
    pub state: State,
    /// Somebody wants it to end.
    pub stop_asked: bool,
    /// When it was started.
    #[schema(value_type = String, format = DateTime)]
    pub queued_at: Timestamp,
    /// When it began.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub began_at: Option<Timestamp>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    /// Items that were done.
    pub done: i64,
    /// Items that failed.
    pub failed: i64,
    /// Files that were saved.
    pub files: i64,
    /// Bytes in them.
    pub bytes: i64,
    /// Why it did not end well.
    pub failure: Option<Said>,
}

/// A failure, with its words.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = RunFailure)]
pub struct Said {
    /// What it is: kind, code and values of the sentence, place in the automation.
    pub failure: serde_json::Value,
    /// The sentence, in the language of who asks.
    pub said: String,
}

impl Said {
    /// Of the JSON that is kept.
    pub(super) fn of(json: &str, language: Language) -> Option<Self> {
        let failure = serde_json::from_str(json).ok()?;
        let read: Failure = serde_json::from_str(json).ok()?;
        Some(Self { failure, said: carteiro_engine::told::failed(&read, language) })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) automation_id: Option<String>,
    pub(super) version: Option<i64>,
    pub(super) name: String,
    pub(super) dry_run: i64,
    pub(super) origin: String,
    pub(super) person_id: Option<String>,
    pub(super) person: Option<String>,
    pub(super) by_id: Option<String>,
    pub(super) by_name: Option<String>,
    pub(super) state: String,
    pub(super) stop_asked: i64,
    pub(super) queued_at: i64,
    pub(super) began_at: Option<i64>,
    pub(super) ended_at: Option<i64>,
    pub(super) done: i64,
    pub(super) failed: i64,
    pub(super) files: i64,
    pub(super) bytes: i64,
    pub(super) failure: Option<String>,
}

pub(super) fn moment(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}

impl Row {
    pub(super) fn run(self, language: Language) -> Run {
        Run {
            id: self.id,
            automation_id: self.automation_id,
            version: self.version,
            name: self.name,
            dry_run: self.dry_run != 0,
            origin: self.origin,
            person_id: self.person_id,
            person: self.person,
            by_id: self.by_id,
            by_name: self.by_name,
            state: State::named(&self.state),
            stop_asked: self.stop_asked != 0,
            queued_at: moment(self.queued_at),
            began_at: self.began_at.map(moment),
            ended_at: self.ended_at.map(moment),
            done: self.done,
            failed: self.failed,
            files: self.files,
            bytes: self.bytes,
            failure: self.failure.and_then(|failure| Said::of(&failure, language)),
        }
    }
}

/// A statement that reads [`Row`]s.
macro_rules! reading_runs {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, automation_id, version, name, dry_run, origin, person_id, person, by_id, by_name, state, \
             stop_asked, queued_at, began_at, ended_at, done, failed, files, bytes, failure FROM run ",
            $($rest),+
        )
    };
}
pub(super) use reading_runs;
