//! What there is, for palettes, pages and the command line.

use super::Action;
use serde::Serialize;

/// A way to use an action, which is shown on its page and run by the tests.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows.
    pub title: &'static str,
    /// The steps, without `connect` unless it is about that.
    pub steps: &'static str,
}

/// Where actions stand in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Opening and ending sessions.
    Sessions,
    /// Loops over mail.
    Loops,
    /// Working on a message.
    Messages,
    /// Saving files.
    Files,
    /// Folders of a mailbox.
    Folders,
    /// Other servers than those of mail.
    Web,
    /// Variables and conditions.
    Flow,
}

impl Group {
    /// Its name in words: `group-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Loops => "loops",
            Self::Messages => "messages",
            Self::Files => "files",
            Self::Folders => "folders",
            Self::Web => "web",
            Self::Flow => "flow",
        }
    }
}

/// An action, described.
pub struct Entry {
    /// Its name in an automation.
    pub name: &'static str,
    /// Where it stands in the palette.
    pub group: Group,
    /// Ways to use it.
    pub examples: &'static [Example],
}

impl Entry {
    pub(super) fn of<A: Action>() -> Self {
        Self { name: A::NAME, group: A::GROUP, examples: A::examples() }
    }
}

/// All actions, in the order of the list.
pub fn catalogue() -> Vec<Entry> {
    super::entries()
}
