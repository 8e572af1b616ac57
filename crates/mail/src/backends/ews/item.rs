//! A message as Exchange tells it.

use super::categories;
use super::flag::extended_uri;
use super::folders::field;
use super::version::Version;
use super::xml::{Element, Xml};
use crate::backends::exchange::{Tag, Verb, class, complete, message_id};
use crate::mime::{Address, Header, Importance, identifiers, one_line};
use crate::{ContentKey, Flags, FolderPath, Keyword, Message, MessageRef, ServerId, Wanted};
use jiff::Timestamp;
use std::sync::Arc;

/// What is told of every message (learn.microsoft.com/exchange/client-developer/web-service-reference/fielduri).
const TOLD: [&str; 9] = [
    "item:ItemClass",
    "item:Subject",
    "item:DateTimeReceived",
    "item:Size",
    "item:Categories",
    "item:Importance",
    "item:IsDraft",
    "message:InternetMessageId",
    "message:IsRead",
];
/// Of messages whose bytes do not come along: what their header would say.
const HEADER: [&str; 8] = [
    "item:InReplyTo",
    "item:DateTimeSent",
    "message:ToRecipients",
    "message:CcRecipients",
    "message:BccRecipients",
    "message:From",
    "message:References",
    "message:ReplyTo",
];

/// Writes what is to be told.
pub(super) fn shape(xml: &mut Xml, wanted: &Wanted, whole: bool, version: Version) {
    xml.within("m:ItemShape", |xml| {
        xml.text("t:BaseShape", "IdOnly");
        if whole {
            xml.text("t:IncludeMimeContent", true);
        }
        xml.within("t:AdditionalProperties", |xml| {
            for uri in TOLD {
                field(xml, uri);
            }
            if !whole {
                for uri in HEADER {
                    field(xml, uri);
                }
                if wanted.parts.all_headers || !wanted.headers.is_empty() {
                    field(xml, "item:InternetMessageHeaders");
                }
            }
            if version >= Version::Exchange2013 {
                field(xml, "item:Flag");
            } else {
                extended_uri(xml, Tag::FLAG_STATUS, "Integer");
            }
            extended_uri(xml, Tag::LAST_VERB, "Integer");
        });
    });
}

/// Writes that only that is to be told by which it can be recognised.
pub(super) fn key_shape(xml: &mut Xml) {
    xml.within("m:ItemShape", |xml| {
        xml.text("t:BaseShape", "IdOnly");
        xml.within("t:AdditionalProperties", |xml| {
            for uri in ["item:DateTimeReceived", "item:Size", "message:InternetMessageId"] {
                field(xml, uri);
            }
        });
    });
}

/// Where it is, and what it can be recognised by.
pub(super) fn reference(path: &FolderPath, item: &Element) -> Option<MessageRef> {
    let id = item.child("ItemId")?.attribute("Id")?.to_owned();
    Some(MessageRef { folder: path.clone(), id: Some(ServerId::Item(id)), key: key(item) })
}

/// What it can be recognised by.
pub(super) fn key(item: &Element) -> ContentKey {
    ContentKey {
        message_id: item.text("InternetMessageId").and_then(message_id),
        received_at: item.text("DateTimeReceived").and_then(moment),
        size: item.text("Size").and_then(|size| size.trim().parse().ok()).unwrap_or_default(),
    }
}

/// A message of which the header was told, and not its bytes.
pub(super) fn headed(reference: &MessageRef, item: &Element, wanted: &Wanted) -> Message {
    let header = header(item, wanted);
    let key = key(item);
    Message {
        reference: MessageRef { key: key.clone(), ..reference.clone() },
        flags: flags(item),
        received_at: key.received_at,
        size: key.size,
        header: Arc::new(header),
        structure: None,
        text: None,
        purpose: None,
        content: None,
        picked: None,
    }
}

/// What is kept of it beside it.
pub(super) fn flags(item: &Element) -> Flags {
    let verb = Verb::read(property(item, Tag::LAST_VERB));
    let status = item.child("Flag").and_then(|flag| flag.text("FlagStatus"));
    let mut keywords = categories::of_item(item);
    if verb == Verb::Forwarded {
        keywords.push(Keyword::Forwarded.as_str().to_owned());
    }
    Flags {
        seen: item.is("IsRead"),
        flagged: status.map_or(property(item, Tag::FLAG_STATUS) == Some(Tag::FLAGGED), |status| {
            status.trim() == "Flagged"
        }),
        answered: verb == Verb::Replied,
        draft: item.is("IsDraft"),
        deleted: false,
        keywords,
    }
}

/// The value of a property of MAPI's.
fn property(item: &Element, tag: Tag) -> Option<&str> {
    let is_it = |property: &&Element| {
        let told = property.child("ExtendedFieldURI").and_then(|uri| uri.attribute("PropertyTag"));
        property.name == "ExtendedProperty" && told.is_some_and(|written| tag.is(written))
    };
    item.children.iter().find(is_it)?.text("Value").map(str::trim)
}

/// The header, as the server has taken it apart.
fn header(item: &Element, wanted: &Wanted) -> Header {
    let text = |name: &str| item.text(name).map(one_line).unwrap_or_default();
    let people = |name: &str| {
        let all = item.child(name).map(|people| people.children.as_slice()).unwrap_or_default();
        all.iter().filter_map(address).collect::<Vec<_>>()
    };
    let mut header = Header {
        message_id: item.text("InternetMessageId").and_then(message_id),
        in_reply_to: identifiers(&text("InReplyTo")),
        references: identifiers(&text("References")),
        subject: text("Subject"),
        from: people("From"),
        to: people("ToRecipients"),
        cc: people("CcRecipients"),
        bcc: people("BccRecipients"),
        reply_to: people("ReplyTo"),
        sent_at: item.text("DateTimeSent").and_then(moment),
        importance: match item.text("Importance") {
            Some("High") => Importance::High,
            Some("Low") => Importance::Low,
            _ => Importance::Normal,
        },
        content_type: "message/rfc822".to_owned(),
        class: Some(class(item.text("ItemClass").unwrap_or_default())),
        fields: Vec::new(),
        replaced_characters: item.all_replaced(),
    };
    let told =
        item.child("InternetMessageHeaders").map(|fields| fields.children.as_slice()).unwrap_or_default();
    let named = told
        .iter()
        .filter_map(|field| Some((field.attribute("HeaderName")?.to_owned(), one_line(&field.text))));
    header.fields = named.collect();
    complete(&mut header);
    crate::reading::narrow(&mut header, wanted);
    header
}

/// `<t:Mailbox>`, alone or in a list. A name that stands for an address that nobody outside knows is a name.
fn address(person: &Element) -> Option<Address> {
    let mailbox = if person.name == "Mailbox" { person } else { person.child("Mailbox")? };
    let text = |name: &str| mailbox.text(name).map(one_line).filter(|text| !text.is_empty());
    let is_smtp = mailbox.text("RoutingType").is_none_or(|kind| kind.trim().eq_ignore_ascii_case("SMTP"));
    let written = text("EmailAddress");
    let name = text("Name").filter(|name| Some(name) != written.as_ref());
    let address = if is_smtp { written.unwrap_or_default() } else { String::new() };
    (name.is_some() || !address.is_empty()).then_some(Address { name, address })
}

/// A moment, with any number of digits after the second (XML Schema Part 2 §3.2.7).
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| format!("{text}Z").parse().ok())
}
