//! What a message is for.

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
    /// Somebody's program says that a message was read or deleted.
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
            "multipart/mixed" | "multipart/alternative" | "multipart/related" | "multipart/signed" => None,
            multipart if multipart.starts_with("multipart/") => None,
            _ => Some(Self::Mail),
        }
    }

    /// RFC 6522 §3: the report type names the type of the part that machines read.
    fn of_report(kind: &str) -> Option<Self> {
        match kind.to_ascii_lowercase().as_str() {
            "delivery-status" => Some(Self::Bounce),
            "disposition-notification" => Some(Self::Receipt),
            _ => None,
        }
    }
}

impl Structure {
    /// The class that the parts show.
    ///
    /// - A bounce holds `message/delivery-status` (RFC 3464), a receipt `message/disposition-notification` (RFC 8098).
    /// - An invitation holds a calendar with a method (RFC 6047 §2.4), or one among the alternatives of the text; a
    ///   calendar that is merely attached is mail.
    /// - What stands in a message within the message says nothing about the message itself.
    pub fn class(&self) -> Class {
        let mut class = Class::Mail;
        for (index, part) in self.outer() {
            let found = match part.content_type.as_str() {
                "multipart/report" => part.report_type.as_deref().and_then(Class::of_report),
                "message/delivery-status" | "message/global-delivery-status" => Some(Class::Bounce),
                "message/disposition-notification" | "message/global-disposition-notification" => {
                    Some(Class::Receipt)
                }
                "text/calendar" if part.method.is_some() || self.is_alternative(index) => {
                    Some(Class::Invitation)
                }
                _ => None,
            };
            match found {
                Some(Class::Invitation) => class = Class::Invitation,
                Some(found) => return found,
                None => {}
            }
        }
        class
    }
}
