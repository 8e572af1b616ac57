//! What a message is for.

use super::Part;
use super::parameters::Parameters;
use super::structure::Structure;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a message is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Mail from somebody.
    #[default]
    Mail,
    /// An invitation to a meeting, an answer to one, or its cancellation.
    Invitation,
    /// A program says what became of a message: it was read, deleted, delivered.
    Receipt,
    /// A server says that a message could not be delivered, or not yet.
    Bounce,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Invitation, Self::Receipt, Self::Bounce];

    /// The class a Content-Type shows by itself; `None` when the parts have to be seen.
    pub(super) fn of_header(content_type: &Parameters) -> Option<Self> {
        match content_type.value.as_str() {
            "multipart/report" => Self::of_report(content_type.get("report-type")?),
            "text/calendar" => content_type.get("method").map(|_| Self::Invitation),
            "application/ms-tnef" | "application/vnd.ms-tnef" => None,
            multipart if multipart.starts_with("multipart/") => None,
            _ => Some(Self::Mail),
        }
    }

    /// RFC 6522 §3: the report type names the type of the part that machines read. What a report on a delivery is, only
    /// its content tells.
    fn of_report(kind: &str) -> Option<Self> {
        kind.eq_ignore_ascii_case("disposition-notification").then_some(Self::Receipt)
    }
}

impl Structure {
    /// The class that the parts show; `None` when it takes what is in them: see [`Purpose`](super::Purpose).
    ///
    /// - A receipt holds `message/disposition-notification` (RFC 8098).
    /// - A report on a delivery holds `message/delivery-status` (RFC 3464): a bounce, or a receipt when all went well.
    /// - An invitation holds a calendar with a method (RFC 6047 §2.4), or one among the alternatives of the text; a
    ///   calendar that is merely attached is mail.
    /// - So is a `winmail.dat` that holds a meeting.
    /// - What stands in a message within the message says nothing about the message itself.
    pub fn class(&self) -> Option<Class> {
        let mut class = Class::Mail;
        for (index, part) in self.outer() {
            let report = part.report_type.as_deref();
            if part.is_disposition() || report.and_then(Class::of_report).is_some() {
                return Some(Class::Receipt);
            }
            if part.is_delivery_status() || report == Some("delivery-status") {
                return None;
            }
            if self.invites(index, part) {
                class = Class::Invitation;
            }
        }
        Some(class)
    }

    /// Whether the part at `index` makes an invitation of the message.
    pub(super) fn invites(&self, index: usize, part: &Part) -> bool {
        let calendar = part.content_type == "text/calendar";
        part.method.is_some() || (calendar && self.is_alternative(index))
    }
}
