//! What a run changes outside.

use crate::actions::How;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A change outside.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// A message was moved.
    Move {
        /// The session.
        session: String,
        /// To which folder.
        folder: String,
    },
    /// A message was copied.
    Copy {
        /// The session.
        session: String,
        /// To which folder.
        folder: String,
    },
    /// A message was deleted.
    Delete {
        /// The session.
        session: String,
        /// For good, or to the trash.
        permanently: bool,
        /// It is gone once the session has ended well (POP3).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pending: bool,
    },
    /// Flags of a message were changed.
    Mark {
        /// The session.
        session: String,
        /// How.
        marks: Vec<Cow<'static, str>>,
        /// Which categories it was given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        add_categories: Vec<String>,
        /// Which were taken away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remove_categories: Vec<String>,
    },
    /// A message was stored.
    Append {
        /// The session.
        session: String,
        /// In which folder.
        folder: String,
    },
    /// A message was put among the unwanted mail, or brought back.
    Junk {
        /// The session.
        session: String,
        /// To which folder.
        folder: String,
    },
    /// A message went out.
    Send {
        /// The session.
        session: String,
        /// In which way.
        how: How,
        /// To whom.
        to: Vec<String>,
        /// What it is about.
        subject: String,
    },
    /// A draft was written.
    Draft {
        /// The session.
        session: String,
        /// In which folder.
        folder: String,
    },
    /// A folder was made.
    CreateFolder {
        /// The session.
        session: String,
        /// Which folder.
        folder: String,
    },
    /// A web server was asked for something.
    HttpRequest {
        /// In which way: `POST`.
        method: Cow<'static, str>,
        /// Whom. Neither path nor query: the address of a webhook is a secret.
        host: String,
        /// It was not, in a dry run, for it might change something.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unsent: bool,
    },
    /// A line was appended to a file.
    AppendCsv {
        /// Beneath the folder of files.
        file: String,
    },
    /// A folder got another name or place.
    RenameFolder {
        /// The session.
        session: String,
        /// Which folder.
        folder: String,
        /// Its new path.
        to: String,
    },
    /// A folder was removed with its messages.
    DeleteFolder {
        /// The session.
        session: String,
        /// Which folder.
        folder: String,
    },
    /// Files were written.
    SaveFiles {
        /// To which folder of files.
        folder: String,
    },
}

/// What belongs to sending a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// A copy in the folder for what was sent.
    Copy,
    /// The mark of what was answered or passed on.
    Mark,
}
