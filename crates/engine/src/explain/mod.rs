//! What an automation will do, told before it runs: read off what the run itself goes by. Nothing is connected, and no
//! secret is needed.
//!
//! ```text
//! walk       goes through the steps, and the automations they run
//! asked      what the server is asked to match, and who decides each condition
//! read       what is fetched, of which messages, and because of what
//! maildrop   the same by POP3
//! opened     the sessions                   way_out    where their mail goes out
//! changed    what is changed outside        written    what stands in the file
//! ```

mod asked;
mod changed;
mod maildrop;
mod opened;
mod read;
mod walk;
mod way_out;
mod written;

pub use asked::{Condition, Decided};
pub use changed::{Changed, Effect, Held, Times};
pub use opened::Opened;
pub use read::{Because, Of, Reading, What};
pub use way_out::{Sender, WayOut};

use crate::actions::{self, Takes};
use crate::automation::{Checked, Library};
use crate::failure::Failure;
use crate::file::Place;
use jiff::tz::TimeZone;
use serde::Serialize;

/// What an automation will do.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// Its file, for people.
    pub file: String,
    /// Its name.
    pub automation: String,
    /// The sessions it opens, in the order of the file.
    pub sessions: Vec<Opened>,
    /// The steps that choose among messages.
    pub looks: Vec<Looked>,
    /// What it changes outside.
    pub changes: Vec<Changed>,
    /// The automations it runs, and those that these run, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Explanation>,
}

/// What the server of a session speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaks {
    /// IMAP.
    #[default]
    Imap,
    /// POP3.
    Pop3,
    /// Exchange Web Services.
    Ews,
    /// Microsoft Graph.
    Outlook,
}

impl Speaks {
    /// What a mail server speaks; `None`: it is Exchange or Outlook.
    pub fn protocol(self) -> Option<actions::Protocol> {
        match self {
            Self::Imap => Some(actions::Protocol::Imap),
            Self::Pop3 => Some(actions::Protocol::Pop3),
            Self::Ews | Self::Outlook => None,
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Imap => "IMAP",
            Self::Pop3 => "POP3",
            Self::Ews => "EWS",
            Self::Outlook => "Microsoft Graph",
        }
    }
}

impl From<actions::Protocol> for Speaks {
    fn from(protocol: actions::Protocol) -> Self {
        match protocol {
            actions::Protocol::Imap => Self::Imap,
            actions::Protocol::Pop3 => Self::Pop3,
        }
    }
}

/// A step of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The line it stands in.
    pub line: usize,
    /// The way through the file.
    pub path: String,
    /// Its action.
    pub action: &'static str,
}

impl Step {
    fn new(place: &Place, action: &'static str) -> Self {
        Self { line: place.line, path: place.path.clone(), action }
    }
}

/// A step that chooses among messages.
#[derive(Clone, Debug, Serialize)]
pub struct Looked {
    /// The step.
    #[serde(flatten)]
    pub step: Step,
    /// In which session.
    pub session: Option<String>,
    /// What its server speaks.
    pub protocol: Speaks,
    /// In which folder, as it is written.
    pub folder: String,
    /// Whether the folders below it are looked at too.
    pub recursive: bool,
    /// `oldest_first` or `newest_first`.
    pub order: &'static str,
    /// At most so many, as it is written.
    pub limit: Option<String>,
    /// What is done with the messages.
    pub takes: Takes,
    /// What `UID SEARCH` asks the server for; of POP3, which searches nothing, the commands that list what is there.
    pub asked: String,
    /// Whether the server's number is the answer, and no message is looked at.
    pub counted_there: bool,
    /// What must hold of a message.
    pub conditions: Vec<Condition>,
    /// What is fetched, in this order.
    pub reads: Vec<Reading>,
    /// Whether of large messages only the parts travel that some step opens, where that leaves out much.
    pub in_parts: bool,
    /// How many messages are worked on at once.
    pub at_once: usize,
    /// The steps of a loop's body, however deep, those of loops within excepted.
    pub body: Vec<Turn>,
}

/// How a step of a loop runs.
#[derive(Clone, Debug, Serialize)]
pub struct Turn {
    /// The step.
    #[serde(flatten)]
    pub step: Step,
    /// Whether it waits until it is its message's turn; the others overlap.
    pub waits: bool,
    /// Whether what it changes goes out together with the like of other messages.
    pub joined: bool,
}

/// Tells what the automation in `bytes`, which was checked with `library`, will do. Days are those of `zone` where the
/// automation names none.
///
/// A failure is one that the run would meet too.
pub fn explain(
    name: &str,
    bytes: &[u8],
    checked: &Checked,
    library: &Library,
    zone: &TimeZone,
) -> Result<Explanation, Failure> {
    let texts = library.texts();
    let mut runs = Vec::new();
    let mut own = walk::explanation(name, bytes, checked, zone, library.now(), &texts, &mut runs)?;
    own.runs = runs;
    Ok(own)
}
