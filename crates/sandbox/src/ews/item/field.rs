//! The properties of messages, one line each in the order of `ItemType` and `MessageType`, which is that of replies.

#![expect(clippy::unnecessary_wraps, reason = "all properties are asked in one way")]

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    super::{
        id::{Id, change_key, hash},
        version::Version::{self, Exchange2007, Exchange2007Sp1, Exchange2010, Exchange2013},
        xml::{Piece, Xml},
    },
    BodyKind, Person, Seen, Shape, Value, absent,
};
use crate::Flag;

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

fn nothing(_: &Seen<'_>) -> Option<Value> {
    None
}

fn number(count: usize) -> Option<Value> {
    Some(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn mime_content(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let piece = Piece::OfMessage(seen.message.clone(), seen.range());
    xml.element_with("t:MimeContent", &[("CharacterSet", "UTF-8")], |xml| xml.base64(piece));
}

fn item_id(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    if !seen.within {
        let id = Id::Item { folder: seen.folder, uid: seen.message.uid }.text(seen.account);
        xml.empty("t:ItemId", &[("Id", &id), ("ChangeKey", &change_key(seen.message))]);
    }
}

fn parent_folder_id(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    if !seen.within {
        super::super::folder::folder_id("t:ParentFolderId", seen.account, seen.folder, "", xml);
    }
}

/// With `Best`, as it was written (learn.microsoft.com/exchange/client-developer/web-service-reference/bodytype).
fn body_of(seen: &Seen<'_>, kind: BodyKind, element: &str, xml: &mut Xml) {
    let html = match kind {
        BodyKind::Best => seen.has_html(),
        BodyKind::Html => true,
        BodyKind::Text => false,
    };
    if html {
        xml.leaf_with(element, &[("BodyType", "HTML")], seen.html_body());
    } else {
        xml.leaf_with(element, &[("BodyType", "Text")], seen.text_body());
    }
}

fn body(seen: &Seen<'_>, shape: &Shape, xml: &mut Xml) {
    body_of(seen, shape.body, "t:Body", xml);
}

fn unique_body(seen: &Seen<'_>, shape: &Shape, xml: &mut Xml) {
    body_of(seen, shape.body, "t:UniqueBody", xml);
}

fn normalized_body(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    body_of(seen, BodyKind::Html, "t:NormalizedBody", xml);
}

fn text_body(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    body_of(seen, BodyKind::Text, "t:TextBody", xml);
}

fn preview(seen: &Seen<'_>) -> Option<Value> {
    let text = String::from_utf8_lossy(&seen.text_body()).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Value::Text(text.chars().take(255).collect::<String>().into_bytes()))
}

fn attachments(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let (raw, all) = (seen.raw(), seen.attachments());
    if seen.within || all.is_empty() {
        return;
    }
    xml.element("t:Attachments", |xml| {
        for (at, attached) in all.iter().enumerate() {
            let element = if attached.is_item() { "t:ItemAttachment" } else { "t:FileAttachment" };
            xml.element(element, |xml| {
                super::super::verbs::describe_attachment(seen, attached, at, raw, xml);
            });
        }
    });
}

fn names_of_attachments(seen: &Seen<'_>) -> Option<Value> {
    let all = seen.attachments().into_iter().enumerate();
    let names: Vec<_> = all.map(|(at, attached)| Value::Text(attached.name(seen.raw(), at))).collect();
    (!names.is_empty()).then_some(Value::Several(names))
}

fn categories(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let categories = &seen.message.marks.categories;
    if !seen.within && !categories.is_empty() {
        xml.element("t:Categories", |xml| categories.iter().for_each(|name| xml.leaf("t:String", name)));
    }
}

fn of_categories(seen: &Seen<'_>) -> Option<Value> {
    let categories = &seen.message.marks.categories;
    (!categories.is_empty())
        .then(|| Value::Several(categories.iter().map(|name| Value::text(name)).collect()))
}

fn is_from_me(seen: &Seen<'_>) -> Option<Value> {
    let mine = |person: Person| person.address.eq_ignore_ascii_case(seen.account.user().as_bytes());
    Some(Value::Truth(seen.from().is_some_and(mine)))
}

fn headers(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let all: Vec<_> = seen.headers().collect();
    if all.is_empty() {
        return;
    }
    xml.element("t:InternetMessageHeaders", |xml| {
        for (name, value) in all {
            let name = String::from_utf8_lossy(name);
            xml.leaf_with("t:InternetMessageHeader", &[("HeaderName", &name)], value);
        }
    });
}

/// What was not sent has none; what came without a date was sent when it came.
fn sent_at(seen: &Seen<'_>) -> Option<Value> {
    Some(Value::Time(seen.sent_at().unwrap_or(seen.message.received_at)))
}

fn response_objects(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    xml.element("t:ResponseObjects", |xml| {
        if !seen.is_draft() {
            xml.empty("t:ReplyToItem", &[]);
            xml.empty("t:ReplyAllToItem", &[]);
        }
        xml.empty("t:ForwardItem", &[]);
    });
}

/// Here everybody who comes in may do everything.
pub(in super::super) fn effective_rights(xml: &mut Xml) {
    xml.element("t:EffectiveRights", |xml| {
        for right in ["CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read"] {
            xml.truth(&format!("t:{right}"), true);
        }
        xml.truth("t:ViewPrivateItems", true);
    });
}

/// The first message of a thread is the first of its references.
pub(crate) fn thread(seen: &Seen<'_>) -> Vec<u8> {
    let references = seen.header("References").unwrap_or_default();
    let first = references.split(u8::is_ascii_whitespace).find(|id| !id.is_empty()).map(<[u8]>::to_vec);
    let other = || seen.header("In-Reply-To").or_else(|| seen.header("Message-ID"));
    first.or_else(other).unwrap_or_else(|| seen.topic())
}

fn conversation_id(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let id = STANDARD.encode([&[0, 1, 0x24][..], &hash(&thread(seen))].concat());
    xml.empty("t:ConversationId", &[("Id", &id)]);
}

/// [MS-OXOMSG] §2.2.1.3: a byte, five of time and a GUID.
fn conversation_index(seen: &Seen<'_>) -> Option<Value> {
    let index = [&[1, 0, 0, 0, 0, 0][..], &hash(&thread(seen))].concat();
    Some(Value::Text(STANDARD.encode(index).into_bytes()))
}

fn instance_key(seen: &Seen<'_>) -> Option<Value> {
    let key = [seen.folder.to_be_bytes(), seen.message.uid.to_be_bytes()].concat();
    (!seen.within).then(|| Value::Text(STANDARD.encode(key).into_bytes()))
}

fn flag(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let (marks, flagged) = (&seen.message.marks, seen.message.flags.has(&Flag::Flagged));
    xml.element("t:Flag", |xml| match (flagged, marks.completed_at) {
        (true, _) => {
            xml.leaf("t:FlagStatus", "Flagged");
            for (name, at) in
                [("t:StartDate", marks.follow_up.starts_at), ("t:DueDate", marks.follow_up.due_at)]
            {
                if let Some(at) = at {
                    xml.time(name, at);
                }
            }
        }
        (false, Some(at)) => {
            xml.leaf("t:FlagStatus", "Complete");
            xml.time("t:CompleteDate", at);
        }
        (false, None) => xml.leaf("t:FlagStatus", "NotFlagged"),
    });
}

/// `FindItem` tells the name alone; the address takes a look at the whole message.
fn one(person: Option<Person>, element: &str, shape: &Shape, xml: &mut Xml) {
    if let Some(person) = person {
        let person = if shape.of_find { person.without_address() } else { person };
        xml.element(element, |xml| person.write(xml));
    }
}

fn many(people: &[Person], element: &str, xml: &mut Xml) {
    if !people.is_empty() {
        xml.element(element, |xml| people.iter().for_each(|person| person.write(xml)));
    }
}

fn received(seen: &Seen<'_>, element: &str, xml: &mut Xml) {
    if !seen.is_draft() && !seen.within {
        let user = seen.account.user().as_bytes().to_vec();
        xml.element(element, |xml| Person { name: user.clone(), address: user }.write(xml));
    }
}

/// A search looks at names and addresses.
fn searched(person: &Person) -> Value {
    Value::Text([person.name.as_slice(), &person.address].join(&b' '))
}

fn of_from(seen: &Seen<'_>) -> Option<Value> {
    seen.from().as_ref().map(searched)
}

fn of_sender(seen: &Seen<'_>) -> Option<Value> {
    seen.sender().as_ref().map(searched)
}

fn recipients(seen: &Seen<'_>, field: &str) -> Option<Value> {
    let people = seen.people(field);
    (!people.is_empty()).then(|| Value::Several(people.iter().map(searched).collect()))
}
