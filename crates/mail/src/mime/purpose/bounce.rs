//! Messages that could not be delivered (RFC 3464).

use super::original::Original;
use super::status::Report;
use crate::mime::Header;
use serde::Serialize;

/// A server says that a message could not be delivered, or not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bounce {
    /// To whom it could not be delivered; in a report that also tells of others, those too.
    pub recipients: Vec<Recipient>,
    /// The Message-ID of the message, without the brackets.
    pub original_message_id: Option<String>,
    /// What the message is about.
    pub original_subject: Option<String>,
    /// The server that gave up.
    pub reporting_mta: Option<String>,
    /// Whether it is given up for at least one recipient; otherwise it is still being tried.
    pub permanent: bool,
}

/// Somebody a message was for (RFC 3464 §2.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// The address that the message was sent to; empty when the report does not say it.
    pub address: String,
    /// What became of it.
    pub action: Option<Action>,
    /// The enhanced status code: `5.1.1` (RFC 3463).
    pub status: Option<String>,
    /// What the server said.
    pub diagnostic: Option<String>,
    /// The server that said it.
    pub remote_mta: Option<String>,
}

/// What a server did with a message for somebody (RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Given up.
    Failed,
    /// Not delivered yet, and tried again.
    Delayed,
    /// Delivered.
    Delivered,
    /// Handed to a server that does not report.
    Relayed,
    /// Delivered to a list, which sent it on.
    Expanded,
}

impl Action {
    /// Reads an Action field. What follows the first word is a comment.
    pub(super) fn named(field: &str) -> Option<Self> {
        let word = field.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty())?;
        match word.to_ascii_lowercase().as_str() {
            "failed" | "failure" => Some(Self::Failed),
            "delayed" => Some(Self::Delayed),
            "delivered" => Some(Self::Delivered),
            "relayed" => Some(Self::Relayed),
            "expanded" => Some(Self::Expanded),
            _ => None,
        }
    }
}

impl Recipient {
    fn is_given_up(&self) -> bool {
        match self.action {
            Some(action) => action == Action::Failed,
            None => !self.status.as_deref().is_some_and(|status| status.starts_with(['2', '4'])),
        }
    }
}

impl Bounce {
    pub(super) fn of_report(report: Report, header: &Header, original: &Original) -> Self {
        Self {
            permanent: report.recipients.iter().any(Recipient::is_given_up),
            recipients: report.recipients,
            original_message_id: original.message_id(header),
            original_subject: original.subject.clone(),
            reporting_mta: report.reporting_mta,
        }
    }
}
