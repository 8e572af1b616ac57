//! A message as Graph tells it, and what of it is asked for.
//!
//! Source: learn.microsoft.com/graph/api/resources/message; what only MAPI has a name for:
//! learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty.

use super::batch::Told;
use super::fault::Said;
use crate::mime::{self, Address, Class, Header, Importance, one_line};
use crate::{ContentKey, Flags, FolderPath, Keyword, Message, MessageRef, ServerId, Wanted};
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

/// MS-OXCMSG §2.2.1.7 `PidTagMessageSize`.
const SIZE: Tag = Tag(0x0e08);
/// MS-OXCMSG §2.2.1.3 `PidTagMessageClass`.
const CLASS: Tag = Tag(0x001a);
/// MS-OXOMSG §2.2.1.2 `PidTagLastVerbExecuted`.
pub(super) const LAST_VERB: Tag = Tag(0x1081);
/// MS-OXOMSG §2.2.1.12 `PidTagInReplyToId`, §2.2.1.26 `PidTagInternetReferences`.
const IN_REPLY_TO: Tag = Tag(0x1042);
const REFERENCES: Tag = Tag(0x1039);
/// What was done last: replied to, to one or to all, or forwarded.
pub(super) const REPLIED: &str = "102";
const REPLIED_TO_ALL: &str = "103";
pub(super) const FORWARDED: &str = "104";

/// A property of MAPI's, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag(u16);

impl Tag {
    pub(super) const fn new(number: u16) -> Self {
        Self(number)
    }

    /// As it is named in a request.
    pub(super) fn named(self, kind: &str) -> String {
        format!("{kind} 0x{:04X}", self.0)
    }

    /// Whether a name in an answer, which is written in any way that means the number, is its.
    fn is(self, name: &str) -> bool {
        let number = name.split_whitespace().nth(1).unwrap_or_default();
        let hex = number.strip_prefix("0x").or_else(|| number.strip_prefix("0X"));
        hex.and_then(|hex| u16::from_str_radix(hex, 16).ok()) == Some(self.0)
    }
}

/// A message, as far as it was asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) parent_folder_id: Option<String>,
    subject: Option<String>,
    internet_message_id: Option<String>,
    pub(super) received_date_time: Option<String>,
    sent_date_time: Option<String>,
    is_read: Option<bool>,
    is_draft: Option<bool>,
    importance: Option<String>,
    pub(super) categories: Option<Vec<String>>,
    #[serde(rename = "@odata.etag")]
    pub(super) etag: Option<String>,
    flag: Option<FollowUp>,
    from: Option<Recipient>,
    to_recipients: Option<Vec<Recipient>>,
    cc_recipients: Option<Vec<Recipient>>,
    bcc_recipients: Option<Vec<Recipient>>,
    reply_to: Option<Vec<Recipient>>,
    internet_message_headers: Option<Vec<Field>>,
    single_value_extended_properties: Option<Vec<Property>>,
    /// Of a delta query: it is there no more.
    #[serde(rename = "@removed")]
    pub(super) removed: Option<serde::de::IgnoredAny>,
    error: Option<Said>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct FollowUp {
    flag_status: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Recipient {
    email_address: Option<EmailAddress>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct EmailAddress {
    name: Option<String>,
    address: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Field {
    name: Option<String>,
    value: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Property {
    id: String,
    value: Option<String>,
}

impl Told for Item {
    fn error(&self) -> Option<&Said> {
        self.error.as_ref()
    }
}

/// `$select` and `$expand` for the key alone.
pub(super) fn keyed() -> [(&'static str, String); 2] {
    [
        ("$select", "id,internetMessageId,receivedDateTime".to_owned()),
        ("$expand", expanding(&[(SIZE, "Integer")])),
    ]
}

/// The same for flags, and for the header unless all bytes come anyhow.
pub(super) fn told(wanted: &Wanted, whole: bool) -> [(&'static str, String); 2] {
    let mut select = "id,internetMessageId,receivedDateTime,isRead,isDraft,flag,categories".to_owned();
    let mut expand = vec![(SIZE, "Integer"), (LAST_VERB, "Integer")];
    if !whole {
        select.push_str(
            ",subject,sentDateTime,importance,from,toRecipients,ccRecipients,bccRecipients,replyTo",
        );
        if wanted.parts.all_headers || !wanted.headers.is_empty() {
            select.push_str(",internetMessageHeaders");
        }
        expand.extend([(CLASS, "String"), (IN_REPLY_TO, "String"), (REFERENCES, "String")]);
    }
    [("$select", select), ("$expand", expanding(&expand))]
}

fn expanding(properties: &[(Tag, &str)]) -> String {
    let ids: Vec<String> =
        properties.iter().map(|(tag, kind)| format!("id eq '{}'", tag.named(kind))).collect();
    format!("singleValueExtendedProperties($filter={})", ids.join(" or "))
}

impl Item {
    /// How it is found again.
    pub(super) fn reference(&self, folder: &FolderPath) -> MessageRef {
        MessageRef { folder: folder.clone(), id: Some(ServerId::Immutable(self.id.clone())), key: self.key() }
    }

    /// What it can be recognised by.
    pub(super) fn key(&self) -> ContentKey {
        ContentKey {
            message_id: self.internet_message_id.as_deref().and_then(message_id),
            received_at: self.received_at(),
            size: self.property(SIZE).and_then(|size| size.trim().parse().ok()).unwrap_or_default(),
        }
    }

    pub(super) fn received_at(&self) -> Option<Timestamp> {
        self.received_date_time.as_deref().and_then(moment)
    }

    /// What is kept of it beside it.
    pub(super) fn flags(&self) -> Flags {
        let verb = self.property(LAST_VERB).map(str::trim);
        let status = self.flag.as_ref().and_then(|flag| flag.flag_status.as_deref());
        let mut keywords = self.categories.clone().unwrap_or_default();
        if verb == Some(FORWARDED) {
            keywords.push(Keyword::Forwarded.as_str().to_owned());
        }
        Flags {
            seen: self.is_read.unwrap_or_default(),
            flagged: status == Some("flagged"),
            answered: matches!(verb, Some(REPLIED | REPLIED_TO_ALL)),
            draft: self.is_draft.unwrap_or_default(),
            deleted: false,
            keywords,
        }
    }

    /// The message without its bytes.
    pub(super) fn headed(&self, reference: &MessageRef, wanted: &Wanted) -> Message {
        let key = self.key();
        Message {
            reference: MessageRef { key: key.clone(), ..reference.clone() },
            flags: self.flags(),
            received_at: key.received_at,
            size: key.size,
            header: Arc::new(self.header(wanted)),
            structure: None,
            text: None,
            purpose: None,
            content: None,
            picked: None,
        }
    }

    fn property(&self, tag: Tag) -> Option<&str> {
        let all = self.single_value_extended_properties.as_deref().unwrap_or_default();
        all.iter().find(|property| tag.is(&property.id))?.value.as_deref()
    }

    /// The header, as the server has taken it apart.
    fn header(&self, wanted: &Wanted) -> Header {
        let line = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
        let named = |tag| mime::identifiers(self.property(tag).unwrap_or_default());
        let mut header = Header {
            message_id: self.internet_message_id.as_deref().and_then(message_id),
            in_reply_to: named(IN_REPLY_TO),
            references: named(REFERENCES),
            subject: line(&self.subject),
            from: self.from.iter().filter_map(Recipient::address).collect(),
            to: people(self.to_recipients.as_deref()),
            cc: people(self.cc_recipients.as_deref()),
            bcc: people(self.bcc_recipients.as_deref()),
            reply_to: people(self.reply_to.as_deref()),
            sent_at: self.sent_date_time.as_deref().and_then(moment),
            importance: match self.importance.as_deref() {
                Some("high") => Importance::High,
                Some("low") => Importance::Low,
                _ => Importance::Normal,
            },
            content_type: "message/rfc822".to_owned(),
            class: Some(class(self.property(CLASS).unwrap_or_default())),
            fields: Vec::new(),
            replaced_characters: 0,
        };
        let fields = self.internet_message_headers.as_deref().unwrap_or_default();
        header.fields =
            fields.iter().filter_map(|field| Some((field.name.clone()?, line(&field.value)))).collect();
        // A message that came without a date was sent at some time all the same, says Graph (`sentDateTime`).
        let is_told = |name: &str| name == "Date" && !fields.is_empty();
        for (name, value) in typed(&header) {
            if header.get(name).is_none() && !value.is_empty() && !is_told(name) {
                header.fields.push((name.to_owned(), value));
            }
        }
        header.replaced_characters = replaced(&header);
        crate::reading::narrow(&mut header, wanted);
        header
    }
}

impl Recipient {
    /// What is no address of the Internet's is a name that Exchange has for somebody within.
    fn address(&self) -> Option<Address> {
        let told = self.email_address.as_ref()?;
        let text = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
        let written = text(&told.address);
        let name = text(&told.name).filter(|name| Some(name) != written.as_ref());
        let address = written.filter(|written| written.contains('@')).unwrap_or_default();
        (name.is_some() || !address.is_empty()).then_some(Address { name, address })
    }
}

fn people(all: Option<&[Recipient]>) -> Vec<Address> {
    all.unwrap_or_default().iter().filter_map(Recipient::address).collect()
}

/// The fields that the typed ones stand for.
fn typed(header: &Header) -> Vec<(&'static str, String)> {
    let people = |all: &[Address]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let ids = |all: &[String]| all.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join(" ");
    let sent_at = header.sent_at.map(|at| at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string());
    vec![
        ("Subject", header.subject.clone()),
        ("From", people(&header.from)),
        ("To", people(&header.to)),
        ("Cc", people(&header.cc)),
        ("Bcc", people(&header.bcc)),
        ("Reply-To", people(&header.reply_to)),
        ("Date", sent_at.unwrap_or_default()),
        ("Message-ID", header.message_id.as_ref().map(|id| format!("<{id}>")).unwrap_or_default()),
        ("In-Reply-To", ids(&header.in_reply_to)),
        ("References", ids(&header.references)),
    ]
}

/// Half characters that came as such, and what was lost on the way to Exchange.
fn replaced(header: &Header) -> u32 {
    let names = header.from.iter().chain(&header.to).chain(&header.cc).filter_map(|one| one.name.as_deref());
    let lost = |text: &str| text.matches('\u{fffd}').count();
    let count = lost(&header.subject) + names.map(lost).sum::<usize>();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What a message is for, by its class (MS-OXCMSG §2.2.1.3, MS-OXOCAL, MS-OXOMSG §2.2.1): Exchange reads that off a
/// message when it comes in.
fn class(item_class: &str) -> Class {
    let class = item_class.to_ascii_uppercase();
    let words: Vec<&str> = class.split('.').collect();
    match words.as_slice() {
        ["IPM", "SCHEDULE", "MEETING", ..] => Class::Invitation,
        // Not delivered, or not yet.
        ["REPORT", .., "NDR"] | ["REPORT", .., "DELAYED", "DR"] => Class::Bounce,
        ["REPORT", ..] => Class::Receipt,
        _ => Class::Mail,
    }
}

pub(super) fn message_id(text: &str) -> Option<String> {
    mime::identifiers(text).into_iter().next()
}

/// A moment (`Edm.DateTimeOffset`).
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    text.trim().parse().ok()
}
