use super::super::odata::Kind;

/// What is told of a message where nothing is selected, in the order in which Graph tells it.
pub(super) const DEFAULT: &[&str] = &[
    "id",
    "createdDateTime",
    "lastModifiedDateTime",
    "changeKey",
    "categories",
    "receivedDateTime",
    "sentDateTime",
    "hasAttachments",
    "internetMessageId",
    "subject",
    "bodyPreview",
    "importance",
    "parentFolderId",
    "conversationId",
    "conversationIndex",
    "isDeliveryReceiptRequested",
    "isReadReceiptRequested",
    "isRead",
    "isDraft",
    "webLink",
    "inferenceClassification",
    "body",
    "sender",
    "from",
    "toRecipients",
    "ccRecipients",
    "bccRecipients",
    "replyTo",
    "flag",
];

/// What is told only to who selects it (learn.microsoft.com/graph/api/resources/message).
const SELECTED: [&str; 2] = ["internetMessageHeaders", "uniqueBody"];

/// What is told only to who expands it.
pub(super) const NAVIGATION: [&str; 4] =
    ["attachments", "extensions", "multiValueExtendedProperties", "singleValueExtendedProperties"];

/// A property as it is spelled. Graph tells capital letters from small ones in none of them.
pub(super) fn known(name: &str) -> Option<&'static str> {
    DEFAULT.iter().chain(&SELECTED).find(|known| known.eq_ignore_ascii_case(name)).copied()
}

/// What a property holds by which messages are found and sorted.
pub(in super::super) fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "id" | "changeKey" | "conversationId" | "conversationIndex" | "parentFolderId" => Kind::Id,
        "createdDateTime" | "lastModifiedDateTime" | "receivedDateTime" | "sentDateTime" => Kind::Time,
        "hasAttachments" | "isDeliveryReceiptRequested" | "isReadReceiptRequested" | "isRead" | "isDraft" => {
            Kind::Truth
        }
        "body" | "uniqueBody" | "sender" | "from" | "flag" => Kind::Complex,
        "categories"
        | "toRecipients"
        | "ccRecipients"
        | "bccRecipients"
        | "replyTo"
        | "internetMessageHeaders"
        | "singleValueExtendedProperties"
        | "multiValueExtendedProperties" => Kind::Collection,
        "internetMessageId"
        | "subject"
        | "bodyPreview"
        | "importance"
        | "webLink"
        | "inferenceClassification" => Kind::Text,
        _ => return None,
    })
}
