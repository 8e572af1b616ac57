//! What became of a message: read and deleted (RFC 8098), delivered (RFC 3464).

use super::bounce::Action;
use super::original::Original;
use super::status::{Report, address};
use crate::mime::Header;
use crate::mime::fields::Fields;
use jiff::Timestamp;
use serde::Serialize;

/// A program says what became of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// What became of it; `None` when that cannot be read.
    pub kind: Option<ReceiptKind>,
    /// The Message-ID of the message, without the brackets.
    pub original_message_id: Option<String>,
    /// What the message is about.
    pub original_subject: Option<String>,
    /// At whom it arrived; several only in a report on a delivery.
    pub recipients: Vec<String>,
    /// When: of a delivery when it took place, else when the receipt was sent.
    pub at: Option<Timestamp>,
    /// Whether nobody had a hand in it: a person who reads a message reads it by hand, a rule that deletes it does not.
    pub automatic: bool,
}

/// What became of a message (RFC 8098 §3.2.6.2, RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptKind {
    /// Shown to somebody, which does not mean that it was understood.
    Displayed,
    /// Deleted; perhaps unseen.
    Deleted,
    /// Sent on.
    Dispatched,
    /// Worked on without being shown.
    Processed,
    /// The recipient does not want to say.
    Denied,
    /// The receipt could not be made.
    Failed,
    /// Delivered.
    Delivered,
    /// Handed to a server that does not report.
    Relayed,
    /// Delivered to a list, which sent it on.
    Expanded,
}

impl ReceiptKind {
    fn named(word: &str) -> Option<Self> {
        match word {
            "displayed" => Some(Self::Displayed),
            "deleted" => Some(Self::Deleted),
            "dispatched" => Some(Self::Dispatched),
            "processed" => Some(Self::Processed),
            "denied" => Some(Self::Denied),
            "failed" => Some(Self::Failed),
            _ => None,
        }
    }
}

impl Receipt {
    /// Reads `message/disposition-notification`.
    pub(super) fn of_disposition(said: &[u8], header: &Header, original: &Original) -> Self {
        let mut fields = Fields::parse(said.trim_ascii_start());
        // RFC 8098 §3.2.6: `manual-action/MDN-sent-manually; displayed/error`.
        let disposition = fields.text("Disposition").unwrap_or_default().to_ascii_lowercase();
        let (mode, kind) = disposition.split_once(';').unwrap_or(("", disposition.as_str()));
        let word = kind.trim().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let names = ["Original-Recipient", "Final-Recipient"];
        let recipient =
            names.into_iter().find_map(|name| fields.text(name).and_then(|field| address(&field)));
        let recipient = recipient.or_else(|| header.from.first().map(|from| from.address.clone()));
        let of = Header::parse(
            format!("Message-ID: {}", fields.structured("Original-Message-ID").unwrap_or_default())
                .as_bytes(),
        );
        Self {
            kind: ReceiptKind::named(word),
            original_message_id: of.message_id.or_else(|| original.message_id(header)),
            original_subject: original.subject.clone(),
            recipients: recipient.into_iter().filter(|address| !address.is_empty()).collect(),
            at: header.sent_at,
            automatic: mode.trim().starts_with("automatic-action"),
        }
    }

    /// Reads a report on a delivery that succeeded.
    pub(super) fn of_delivery(report: &Report, header: &Header, original: &Original) -> Self {
        let kind = |action: Option<Action>| match action {
            Some(Action::Relayed) => ReceiptKind::Relayed,
            Some(Action::Expanded) => ReceiptKind::Expanded,
            _ => ReceiptKind::Delivered,
        };
        Self {
            kind: report.recipients.first().map(|first| kind(first.action)),
            original_message_id: original.message_id(header),
            original_subject: original.subject.clone(),
            recipients: report.recipients.iter().map(|one| one.address.clone()).collect(),
            at: report.tried_at.or(header.sent_at).or(report.arrived_at),
            automatic: true,
        }
    }
}
