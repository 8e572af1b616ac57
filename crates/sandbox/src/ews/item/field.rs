//! The properties of messages, one line each in the order of `ItemType` and `MessageType`, which is that of replies.

mod people;
mod tell;

use super::{
    super::{
        version::Version::{self, Exchange2007, Exchange2007Sp1, Exchange2010, Exchange2013},
        xml::Xml,
    },
    Seen, Shape, Value, absent,
};
use people::{many, of_from, of_sender, one, received, recipients};
pub(in super::super) use tell::effective_rights;
pub(crate) use tell::thread;
use tell::{
    attachments, body, categories, conversation_id, conversation_index, flag, headers, instance_key,
    is_from_me, item_id, mime_content, names_of_attachments, normalized_body, nothing, number, of_categories,
    parent_folder_id, preview, response_objects, sent_at, text_body, unique_body,
};

/// One property of a message.
pub(in super::super) struct Field {
    pub uri: &'static str,
    pub since: Version,
    /// In which predefined shapes it is, and whether `FindItem` tells it.
    pub told: Told,
    tell: Tell,
}

/// learn.microsoft.com/exchange/client-developer/exchange-web-services/property-sets-and-response-shapes-in-ews-in-exchange,
/// tables 3 and 4. What `FindItem` never tells:
/// learn.microsoft.com/exchange/client-developer/exchange-web-services/email-properties-and-elements-in-ews-in-exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Told {
    /// In all but the shape of ids.
    Default,
    /// The same, and not by `FindItem`.
    DefaultOfGet,
    All,
    AllOfGet,
    /// When it is asked for.
    Asked,
    AskedOfGet,
}

type Of = fn(&Seen<'_>) -> Option<Value>;
type Write = fn(&Seen<'_>, &Shape, &mut Xml);

enum Tell {
    Value(Of),
    /// How it is written, and what it is compared by.
    Written(Write, Of),
}

use Tell::{Value as Is, Written};
use Told::{All, AllOfGet, Asked, AskedOfGet, Default, DefaultOfGet};

const fn row(uri: &'static str, since: Version, told: Told, tell: Tell) -> Field {
    Field { uri, since, told, tell }
}

static FIELDS: &[Field] = &[
    row("item:MimeContent", Exchange2007, AskedOfGet, Written(mime_content, nothing)),
    row("item:ItemId", Exchange2007, Default, Written(item_id, nothing)),
    row("item:ParentFolderId", Exchange2007, All, Written(parent_folder_id, nothing)),
    row("item:ItemClass", Exchange2007, All, Is(|seen| Some(Value::text(seen.item_class())))),
    row("item:Subject", Exchange2007, Default, Is(|seen| Some(Value::Text(seen.subject())))),
    row("item:Sensitivity", Exchange2007, Default, Is(|seen| Some(Value::text(seen.sensitivity())))),
    row("item:Body", Exchange2007, DefaultOfGet, Written(body, |seen| Some(Value::Text(seen.text_body())))),
    row("item:Attachments", Exchange2007, AllOfGet, Written(attachments, names_of_attachments)),
    row("item:DateTimeReceived", Exchange2007, All, Is(|seen| Some(Value::Time(seen.message.received_at)))),
    row("item:Size", Exchange2007, Default, Is(|seen| number(seen.range().len()))),
    row("item:Categories", Exchange2007, All, Written(categories, of_categories)),
    row("item:Importance", Exchange2007, All, Is(|seen| Some(Value::text(seen.importance())))),
    row("item:InReplyTo", Exchange2007, All, Is(|seen| seen.header("In-Reply-To").map(Value::Text))),
    row("item:IsSubmitted", Exchange2007, All, Is(|_| Some(Value::Truth(false)))),
    row("item:IsDraft", Exchange2007, All, Is(|seen| Some(Value::Truth(seen.is_draft())))),
    row("item:IsFromMe", Exchange2007, All, Is(is_from_me)),
    row("item:IsResend", Exchange2007, All, Is(|_| Some(Value::Truth(false)))),
    row("item:IsUnmodified", Exchange2007, All, Is(|seen| Some(Value::Truth(!seen.is_draft())))),
    row("item:InternetMessageHeaders", Exchange2007, AllOfGet, Written(headers, nothing)),
    row("item:DateTimeSent", Exchange2007, Default, Is(sent_at)),
    row(
        "item:DateTimeCreated",
        Exchange2007,
        Default,
        Is(|seen| Some(Value::Time(seen.message.received_at))),
    ),
    row("item:ResponseObjects", Exchange2007, DefaultOfGet, Written(response_objects, nothing)),
    row("item:ReminderIsSet", Exchange2007, All, Is(|_| Some(Value::Truth(false)))),
    row("item:DisplayCc", Exchange2007, All, Is(|seen| Some(Value::Text(seen.display("Cc"))))),
    row("item:DisplayTo", Exchange2007, All, Is(|seen| Some(Value::Text(seen.display("To"))))),
    row(
        "item:DisplayBcc",
        Version::Exchange2013Sp1,
        Asked,
        Is(|seen| Some(Value::Text(seen.display("Bcc")))),
    ),
    row("item:HasAttachments", Exchange2007, Default, Is(|seen| Some(Value::Truth(seen.has_attachments())))),
    // Here come the extended ones.
    row("item:Culture", Exchange2007, All, Is(|_| Some(Value::text("en-US")))),
    row("item:EffectiveRights", Exchange2007Sp1, All, Written(|_, _, xml| effective_rights(xml), nothing)),
    row("item:LastModifiedName", Exchange2007Sp1, All, Is(|seen| Some(Value::text(seen.account.user())))),
    row(
        "item:LastModifiedTime",
        Exchange2007Sp1,
        All,
        Is(|seen| Some(Value::Time(seen.message.received_at))),
    ),
    row("item:IsAssociated", Exchange2010, Default, Is(|_| Some(Value::Truth(false)))),
    row("item:ConversationId", Exchange2010, All, Written(conversation_id, nothing)),
    row("item:UniqueBody", Exchange2010, AskedOfGet, Written(unique_body, nothing)),
    row("item:Flag", Exchange2013, All, Written(flag, nothing)),
    row("item:InstanceKey", Exchange2013, All, Is(instance_key)),
    row("item:NormalizedBody", Exchange2013, AskedOfGet, Written(normalized_body, nothing)),
    row("item:Preview", Exchange2013, Asked, Is(preview)),
    row("item:TextBody", Exchange2013, AskedOfGet, Written(text_body, nothing)),
    row(
        "message:Sender",
        Exchange2007,
        All,
        Written(|seen, shape, xml| one(seen.sender(), "t:Sender", shape, xml), of_sender),
    ),
    row(
        "message:ToRecipients",
        Exchange2007,
        AllOfGet,
        Written(
            |seen, _, xml| many(&seen.people("To"), "t:ToRecipients", xml),
            |seen| recipients(seen, "To"),
        ),
    ),
    row(
        "message:CcRecipients",
        Exchange2007,
        AllOfGet,
        Written(
            |seen, _, xml| many(&seen.people("Cc"), "t:CcRecipients", xml),
            |seen| recipients(seen, "Cc"),
        ),
    ),
    row(
        "message:BccRecipients",
        Exchange2007,
        AllOfGet,
        Written(
            |seen, _, xml| many(&seen.people("Bcc"), "t:BccRecipients", xml),
            |seen| recipients(seen, "Bcc"),
        ),
    ),
    row(
        "message:IsReadReceiptRequested",
        Exchange2007,
        All,
        Is(|seen| Some(Value::Truth(seen.header("Disposition-Notification-To").is_some()))),
    ),
    row(
        "message:IsDeliveryReceiptRequested",
        Exchange2007,
        Default,
        Is(|seen| Some(Value::Truth(seen.header("Return-Receipt-To").is_some()))),
    ),
    row("message:ConversationIndex", Exchange2007, All, Is(conversation_index)),
    row("message:ConversationTopic", Exchange2007, All, Is(|seen| Some(Value::Text(seen.topic())))),
    row(
        "message:From",
        Exchange2007,
        Default,
        Written(|seen, shape, xml| one(seen.from(), "t:From", shape, xml), of_from),
    ),
    row(
        "message:InternetMessageId",
        Exchange2007,
        All,
        Is(|seen| seen.header("Message-ID").map(Value::Text)),
    ),
    row("message:IsRead", Exchange2007, All, Is(|seen| Some(Value::Truth(seen.is_read())))),
    row("message:IsResponseRequested", Exchange2007, All, Is(|_| Some(Value::Truth(false)))),
    row("message:References", Exchange2007, All, Is(|seen| seen.header("References").map(Value::Text))),
    row(
        "message:ReplyTo",
        Exchange2007,
        AllOfGet,
        Written(
            |seen, _, xml| many(&seen.people("Reply-To"), "t:ReplyTo", xml),
            |seen| recipients(seen, "Reply-To"),
        ),
    ),
    row(
        "message:ReceivedBy",
        Exchange2007Sp1,
        AllOfGet,
        Written(|seen, _, xml| received(seen, "t:ReceivedBy", xml), nothing),
    ),
    row(
        "message:ReceivedRepresenting",
        Exchange2007Sp1,
        AllOfGet,
        Written(|seen, _, xml| received(seen, "t:ReceivedRepresenting", xml), nothing),
    ),
];

/// Before this property stand the extended ones.
pub(super) const AFTER_EXTENDED: &str = "item:Culture";

/// The property with this URI, if messages have it.
pub(in super::super) fn field(uri: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.uri == uri)
}

/// Whether the schema has this property, and since when.
pub(in super::super) fn since(uri: &str) -> Option<Version> {
    field(uri).map(|field| field.since).or_else(|| absent::since(uri))
}

pub(super) fn all() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter()
}

impl Field {
    pub fn is_told_by_find(&self) -> bool {
        !matches!(self.told, DefaultOfGet | AllOfGet | AskedOfGet)
    }

    pub fn value(&self, seen: &Seen<'_>) -> Option<Value> {
        match &self.tell {
            Is(of) | Written(_, of) => of(seen),
        }
    }

    pub(super) fn write(&self, seen: &Seen<'_>, shape: &Shape, xml: &mut Xml) {
        match &self.tell {
            Written(write, _) => write(seen, shape, xml),
            Is(of) => {
                if let Some(value) = of(seen) {
                    let name = self.uri.split_once(':').map_or(self.uri, |(_, name)| name);
                    xml.leaf(&format!("t:{name}"), value.shown(xml.style));
                }
            }
        }
    }
}
