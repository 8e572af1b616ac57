//! Invitations to meetings and the answers to them (RFC 5545, RFC 5546, RFC 6047).

mod component;
mod lines;
mod moment;
mod people;
mod zone;

pub use moment::When;
pub use people::{Attendee, Role, Status};

use super::structure::Structure;
use super::text::Decoded;
use super::{Address, Part};
use serde::Serialize;

/// An invitation to a meeting, an answer to one, or its cancellation. What its sender left out, or what cannot be read,
/// is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitation {
    /// What is asked for.
    pub method: Option<Method>,
    /// What the meeting is known by in every message about it.
    pub uid: Option<String>,
    /// Grows each time the organizer changes the meeting.
    pub sequence: u32,
    /// What it is about.
    pub summary: Option<String>,
    /// What is to be known about it. Line ends are LF.
    pub description: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// Who invites.
    pub organizer: Option<Address>,
    /// Who is invited; in an answer: who answers.
    pub attendees: Vec<Attendee>,
    /// When it begins; of one that is repeated: the first time.
    pub start: Option<When>,
    /// When it ends: of days, the day after the last.
    pub end: Option<When>,
    /// How it is repeated: `FREQ=WEEKLY;BYDAY=MO` (RFC 5545 §3.3.10).
    pub recurrence: Option<String>,
    /// Of one that is repeated: the only time that is meant, by when it would have begun.
    pub recurrence_id: Option<When>,
    /// Where more is told.
    pub url: Option<String>,
    /// Whether it takes place: `tentative`, `confirmed`, `cancelled`.
    pub status: Option<String>,
}

/// What a message about a meeting asks for (RFC 5546 §1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Nothing: it tells.
    Publish,
    /// Come, or know that something changed.
    Request,
    /// An attendee answers.
    Reply,
    /// Another time of a meeting that is repeated.
    Add,
    /// It does not take place.
    Cancel,
    /// An attendee asks for the latest state.
    Refresh,
    /// An attendee proposes something else.
    Counter,
    /// The organizer declines that.
    DeclineCounter,
}

impl Method {
    /// As calendars write it.
    pub(in crate::mime) fn name(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Reply => "REPLY",
            Self::Add => "ADD",
            Self::Cancel => "CANCEL",
            Self::Refresh => "REFRESH",
            Self::Counter => "COUNTER",
            Self::DeclineCounter => "DECLINECOUNTER",
        }
    }

    pub(in crate::mime) fn named(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "publish" => Self::Publish,
            "request" => Self::Request,
            "reply" => Self::Reply,
            "add" => Self::Add,
            "cancel" => Self::Cancel,
            "refresh" => Self::Refresh,
            "counter" => Self::Counter,
            "declinecounter" => Self::DeclineCounter,
            _ => return None,
        })
    }
}

impl Invitation {
    /// Reads the calendar in `part`, given its decoded octets.
    pub(super) fn parse(part: &Part, content: &[u8]) -> Self {
        let text = Decoded::of(part, content, usize::MAX).map(|read| read.text).unwrap_or_default();
        let mut invitation = component::read(&text);
        // What stands in the calendar is what its reader acts upon; the parameter repeats it (RFC 6047 §2.4).
        let said = part.method.as_deref().and_then(Method::named);
        invitation.method = invitation.method.or(said);
        invitation
    }
}

impl Structure {
    /// The part that makes the message an invitation: see [`Structure::class`].
    pub(super) fn calendar(&self) -> Option<&Part> {
        let found = self.outer().find(|(index, part)| self.invites(*index, part));
        let alone = || self.outer().find(|(_, part)| part.content_type == "text/calendar");
        found.or_else(alone).map(|(_, part)| part)
    }
}
