//! What an automation changes outside.

use super::Step;
use crate::actions::{Change, How};
use crate::template::Source;
use serde::Serialize;

/// A change that a step may make.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// The step.
    #[serde(flatten)]
    pub step: Step,
    /// What it changes.
    #[serde(flatten)]
    pub effect: Effect,
    /// In which sessions, as far as that is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<String>,
    /// Of how much: once, for each message that is meant, or each time the steps around run it.
    pub times: Times,
    /// Where no server keeps it, or not at once; left out: the mailbox has it when the step is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
}

/// How a change of a maildrop takes hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// When the session has ended in good order (RFC 1939 §6).
    AtTheEnd,
    /// Here, for the account: the server keeps no marks.
    Here,
}

/// How often a change is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// Once.
    Once,
    /// For each message of a loop, or of the step itself.
    EachMessage,
    /// For each value of a loop.
    EachValue,
}

/// A change outside; its values are as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the change of actions::Change with the same name")]
pub enum Effect {
    Move {
        folder: String,
    },
    Copy {
        folder: String,
    },
    Delete {
        permanently: bool,
    },
    Mark {
        marks: Vec<&'static str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        add_categories: Vec<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        remove_categories: Vec<String>,
    },
    Append {
        folder: Option<String>,
    },
    Send {
        how: How,
        to: Vec<String>,
    },
    Junk {
        junk: bool,
    },
    Draft {
        folder: Option<String>,
    },
    CreateFolder {
        folder: String,
    },
    RenameFolder {
        folder: String,
        to: String,
    },
    DeleteFolder {
        folder: String,
        only_if_empty: bool,
    },
    HttpRequest {
        method: &'static str,
        host: String,
    },
    AppendCsv {
        file: String,
    },
    SaveFiles {
        folder: String,
        overwrites: bool,
    },
    RunAutomation {
        file: String,
    },
}

impl Effect {
    pub(super) fn of(change: Change<'_>) -> Self {
        let text = |source: &Source| source.written().to_owned();
        match change {
            Change::Move { to } => Self::Move { folder: text(to) },
            Change::Copy { to } => Self::Copy { folder: text(to) },
            Change::Delete { permanently } => Self::Delete { permanently },
            Change::Mark { marks, add, remove } => Self::Mark {
                marks,
                add_categories: add.into_iter().map(text).collect(),
                remove_categories: remove.into_iter().map(text).collect(),
            },
            Change::Append { folder } => Self::Append { folder: folder.map(text) },
            Change::Send { how, to } => Self::Send { how, to: to.into_iter().map(text).collect() },
            Change::Junk { junk } => Self::Junk { junk },
            Change::Draft { folder } => Self::Draft { folder: folder.map(text) },
            Change::CreateFolder { folder } => Self::CreateFolder { folder: text(folder) },
            Change::RenameFolder { folder, to } => Self::RenameFolder { folder: text(folder), to: text(to) },
            Change::DeleteFolder { folder, only_if_empty } => {
                Self::DeleteFolder { folder: text(folder), only_if_empty }
            }
            Change::HttpRequest { method, host } => Self::HttpRequest { method, host },
            Change::AppendCsv { file } => Self::AppendCsv { file: text(file) },
            Change::SaveFiles { folder, overwrites } => Self::SaveFiles { folder: text(folder), overwrites },
            Change::RunAutomation { file } => Self::RunAutomation { file: file.to_owned() },
        }
    }

    /// Whether it changes a mailbox.
    pub(super) fn is_of_a_mailbox(&self) -> bool {
        !matches!(
            self,
            Self::HttpRequest { .. }
                | Self::AppendCsv { .. }
                | Self::SaveFiles { .. }
                | Self::RunAutomation { .. }
        )
    }

    /// Whether it needs what a maildrop does not have: a folder for copies, or marks of what became of a message.
    pub(super) fn needs_a_place(&self) -> bool {
        match self {
            Self::Append { folder: None } => true,
            Self::Mark { marks, add_categories, remove_categories } => {
                let categorizes = !add_categories.is_empty() || !remove_categories.is_empty();
                !categorizes && marks.iter().all(|mark| matches!(*mark, "answered" | "forwarded"))
            }
            _ => false,
        }
    }

    /// How it takes hold in a maildrop.
    pub(super) fn held(&self) -> Option<Held> {
        match self {
            Self::Delete { .. } => Some(Held::AtTheEnd),
            Self::Mark { .. } => Some(Held::Here),
            _ => None,
        }
    }

    /// Whether the mailbox joins it with the like of other messages: it is a change of messages that are there.
    pub(super) fn joins(&self) -> bool {
        matches!(
            self,
            Self::Move { .. }
                | Self::Junk { .. }
                | Self::Copy { .. }
                | Self::Delete { .. }
                | Self::Mark { .. }
        )
    }
}
