//! A message as Graph tells it, and what of it is asked for.
//!
//! Source: learn.microsoft.com/graph/api/resources/message; what only MAPI has a name for:
//! learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty.

use super::batch::Told;
use super::fault::Said;
use crate::backends::exchange::{Tag, Verb, class, complete, message_id};
use crate::mime::{self, Address, Header, Importance, one_line};
use crate::{ContentKey, Flags, FolderPath, Keyword, Message, MessageRef, ServerId, Wanted};
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

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
    pub(super) is_draft: Option<bool>,
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

impl Property {
    /// Whether it is this one, by its kind and number.
    fn is(&self, tag: Tag) -> bool {
        self.id.split_whitespace().nth(1).is_some_and(|written| tag.is(written))
    }
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
        ("$expand", expanding(&[(Tag::SIZE, "Integer")])),
    ]
}

/// The same for flags, and for the header unless all bytes come anyhow.
pub(super) fn told(wanted: &Wanted, whole: bool) -> [(&'static str, String); 2] {
    let mut select = "id,internetMessageId,receivedDateTime,isRead,isDraft,flag,categories".to_owned();
    let mut expand = vec![(Tag::SIZE, "Integer"), (Tag::LAST_VERB, "Integer")];
    if !whole {
        select.push_str(
            ",subject,sentDateTime,importance,from,toRecipients,ccRecipients,bccRecipients,replyTo",
        );
        if wanted.parts.all_headers || !wanted.headers.is_empty() {
            select.push_str(",internetMessageHeaders");
        }
        expand.extend([(Tag::CLASS, "String"), (Tag::IN_REPLY_TO, "String"), (Tag::REFERENCES, "String")]);
    }
    [("$select", select), ("$expand", expanding(&expand))]
}

/// A property of MAPI's, as it is named in a request.
pub(super) fn named(tag: Tag, kind: &str) -> String {
    format!("{kind} {tag}")
}

fn expanding(properties: &[(Tag, &str)]) -> String {
    let ids: Vec<String> =
        properties.iter().map(|(tag, kind)| format!("id eq '{}'", named(*tag, kind))).collect();
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
            size: self.property(Tag::SIZE).and_then(|size| size.trim().parse().ok()).unwrap_or_default(),
        }
    }

    pub(super) fn received_at(&self) -> Option<Timestamp> {
        self.received_date_time.as_deref().and_then(moment)
    }

    /// What is kept of it beside it.
    pub(super) fn flags(&self) -> Flags {
        let verb = Verb::read(self.property(Tag::LAST_VERB));
        let status = self.flag.as_ref().and_then(|flag| flag.flag_status.as_deref());
        let mut keywords = self.categories.clone().unwrap_or_default();
        if verb == Verb::Forwarded {
            keywords.push(Keyword::Forwarded.as_str().to_owned());
        }
        Flags {
            seen: self.is_read.unwrap_or_default(),
            flagged: status == Some("flagged"),
            answered: verb == Verb::Replied,
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
        all.iter().find(|property| property.is(tag))?.value.as_deref()
    }

    /// The header, as the server has taken it apart.
    fn header(&self, wanted: &Wanted) -> Header {
        let line = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
        let named = |tag| mime::identifiers(self.property(tag).unwrap_or_default());
        let mut header = Header {
            message_id: self.internet_message_id.as_deref().and_then(message_id),
            in_reply_to: named(Tag::IN_REPLY_TO),
            references: named(Tag::REFERENCES),
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
            class: Some(class(self.property(Tag::CLASS).unwrap_or_default())),
            fields: Vec::new(),
            replaced_characters: 0,
        };
        let fields = self.internet_message_headers.as_deref().unwrap_or_default();
        header.fields =
            fields.iter().filter_map(|field| Some((field.name.clone()?, line(&field.value)))).collect();
        complete(&mut header);
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

/// Half characters that came as such, and what was lost on the way to Exchange.
fn replaced(header: &Header) -> u32 {
    let names = header.from.iter().chain(&header.to).chain(&header.cc).filter_map(|one| one.name.as_deref());
    let lost = |text: &str| text.matches('\u{fffd}').count();
    let count = lost(&header.subject) + names.map(lost).sum::<usize>();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A moment (`Edm.DateTimeOffset`).
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    text.trim().parse().ok()
}
