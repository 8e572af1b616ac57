//! What an action changes outside, as it is written: told before a run.

use crate::template::Source;
use serde::{Deserialize, Serialize};

/// In which way a message goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is a new one.
    Send,
    /// It answers who wrote another.
    Reply,
    /// It answers all who got another.
    ReplyAll,
    /// It passes another on.
    Forward,
    /// It was a draft.
    Draft,
}

impl How {
    /// As it is called in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Reply => "reply",
            Self::ReplyAll => "reply_all",
            Self::Forward => "forward",
            Self::Draft => "draft",
        }
    }
}

/// A change outside that an action makes; its values are as they are written.
#[derive(Clone, Debug)]
pub enum Change<'a> {
    /// Messages go to another folder.
    Move {
        /// To which folder.
        to: &'a Source,
    },
    /// Messages are copied.
    Copy {
        /// To which folder.
        to: &'a Source,
    },
    /// Messages are deleted.
    Delete {
        /// For good, or to the trash.
        permanently: bool,
    },
    /// Flags of messages change.
    Mark {
        /// How.
        marks: Vec<&'static str>,
        /// Which categories they are given.
        add: Vec<&'a Source>,
        /// Which are taken away.
        remove: Vec<&'a Source>,
    },
    /// A message is stored.
    Append {
        /// In which folder; left out: the one for sent mail.
        folder: Option<&'a Source>,
    },
    /// A message goes out.
    Send {
        /// In which way.
        how: How,
        /// To whom, as it is written; empty: to whom the message says that is answered.
        to: Vec<&'a Source>,
    },
    /// Messages go to the folder for unwanted mail, or back.
    Junk {
        /// To it.
        junk: bool,
    },
    /// A draft is written.
    Draft {
        /// In which folder; left out: the one for drafts.
        folder: Option<&'a Source>,
    },
    /// A folder is made.
    CreateFolder {
        /// Which folder.
        folder: &'a Source,
    },
    /// A folder gets another name or place.
    RenameFolder {
        /// Which folder.
        folder: &'a Source,
        /// Its new path.
        to: &'a Source,
    },
    /// A folder is removed with its messages.
    DeleteFolder {
        /// Which folder.
        folder: &'a Source,
        /// Only when there is nothing in it.
        only_if_empty: bool,
    },
    /// A web server is asked for something.
    HttpRequest {
        /// In which way.
        method: &'static str,
        /// Whom. Neither path nor query: the address of a webhook is a secret.
        host: String,
    },
    /// A line is appended to a file.
    AppendCsv {
        /// Beneath the folder of files.
        file: &'a Source,
    },
    /// Files are written.
    SaveFiles {
        /// Beneath the folder of files.
        folder: &'a Source,
        /// Whether a file that is there is replaced.
        overwrites: bool,
    },
    /// Another automation runs.
    RunAutomation {
        /// Its file.
        file: &'a str,
    },
}
