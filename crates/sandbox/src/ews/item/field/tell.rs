//! What messages tell of themselves.

#![expect(clippy::unnecessary_wraps, reason = "all properties are asked in one way")]

use super::super::{BodyKind, Person, Seen, Shape, Value};
use crate::Flag;
use crate::ews::id::{Id, change_key, hash};
use crate::ews::xml::{Piece, Xml};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub(super) fn nothing(_: &Seen<'_>) -> Option<Value> {
    None
}

pub(super) fn number(count: usize) -> Option<Value> {
    Some(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)))
}

pub(super) fn mime_content(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let piece = Piece::OfMessage(seen.message.clone(), seen.range());
    xml.element_with("t:MimeContent", &[("CharacterSet", "UTF-8")], |xml| xml.base64(piece));
}

pub(super) fn item_id(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    if !seen.within {
        let id = Id::Item { folder: seen.folder, uid: seen.message.uid }.text(seen.account);
        xml.empty("t:ItemId", &[("Id", &id), ("ChangeKey", &change_key(seen.message))]);
    }
}

pub(super) fn parent_folder_id(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    if !seen.within {
        crate::ews::folder::folder_id("t:ParentFolderId", seen.account, seen.folder, "", xml);
    }
}

/// With `Best`, as it was written (learn.microsoft.com/exchange/client-developer/web-service-reference/bodytype).
pub(super) fn body_of(seen: &Seen<'_>, kind: BodyKind, element: &str, xml: &mut Xml) {
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

pub(super) fn body(seen: &Seen<'_>, shape: &Shape, xml: &mut Xml) {
    body_of(seen, shape.body, "t:Body", xml);
}

pub(super) fn unique_body(seen: &Seen<'_>, shape: &Shape, xml: &mut Xml) {
    body_of(seen, shape.body, "t:UniqueBody", xml);
}

pub(super) fn normalized_body(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    body_of(seen, BodyKind::Html, "t:NormalizedBody", xml);
}

pub(super) fn text_body(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    body_of(seen, BodyKind::Text, "t:TextBody", xml);
}

pub(super) fn preview(seen: &Seen<'_>) -> Option<Value> {
    let text = String::from_utf8_lossy(&seen.text_body()).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Value::Text(text.chars().take(255).collect::<String>().into_bytes()))
}

pub(super) fn attachments(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let (raw, all) = (seen.raw(), seen.attachments());
    if seen.within || all.is_empty() {
        return;
    }
    xml.element("t:Attachments", |xml| {
        for (at, attached) in all.iter().enumerate() {
            let element = if attached.is_item() { "t:ItemAttachment" } else { "t:FileAttachment" };
            xml.element(element, |xml| {
                crate::ews::verbs::describe_attachment(seen, attached, at, raw, xml);
            });
        }
    });
}

pub(super) fn names_of_attachments(seen: &Seen<'_>) -> Option<Value> {
    let all = seen.attachments().into_iter().enumerate();
    let names: Vec<_> = all.map(|(at, attached)| Value::Text(attached.name(seen.raw(), at))).collect();
    (!names.is_empty()).then_some(Value::Several(names))
}

pub(super) fn categories(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let categories = &seen.message.marks.categories;
    if !seen.within && !categories.is_empty() {
        xml.element("t:Categories", |xml| categories.iter().for_each(|name| xml.leaf("t:String", name)));
    }
}

pub(super) fn of_categories(seen: &Seen<'_>) -> Option<Value> {
    let categories = &seen.message.marks.categories;
    (!categories.is_empty())
        .then(|| Value::Several(categories.iter().map(|name| Value::text(name)).collect()))
}

pub(super) fn is_from_me(seen: &Seen<'_>) -> Option<Value> {
    let mine = |person: Person| person.address.eq_ignore_ascii_case(seen.account.user().as_bytes());
    Some(Value::Truth(seen.from().is_some_and(mine)))
}

pub(super) fn headers(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
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
pub(super) fn sent_at(seen: &Seen<'_>) -> Option<Value> {
    Some(Value::Time(seen.sent_at().unwrap_or(seen.message.received_at)))
}

pub(super) fn response_objects(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    xml.element("t:ResponseObjects", |xml| {
        if !seen.is_draft() {
            xml.empty("t:ReplyToItem", &[]);
            xml.empty("t:ReplyAllToItem", &[]);
        }
        xml.empty("t:ForwardItem", &[]);
    });
}

/// Here everybody who comes in may do everything.
pub(in crate::ews) fn effective_rights(xml: &mut Xml) {
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

pub(super) fn conversation_id(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
    let id = STANDARD.encode([&[0, 1, 0x24][..], &hash(&thread(seen))].concat());
    xml.empty("t:ConversationId", &[("Id", &id)]);
}

/// [MS-OXOMSG] §2.2.1.3: a byte, five of time and a GUID.
pub(super) fn conversation_index(seen: &Seen<'_>) -> Option<Value> {
    let index = [&[1, 0, 0, 0, 0, 0][..], &hash(&thread(seen))].concat();
    Some(Value::Text(STANDARD.encode(index).into_bytes()))
}

pub(super) fn instance_key(seen: &Seen<'_>) -> Option<Value> {
    let key = [seen.folder.to_be_bytes(), seen.message.uid.to_be_bytes()].concat();
    (!seen.within).then(|| Value::Text(STANDARD.encode(key).into_bytes()))
}

pub(super) fn flag(seen: &Seen<'_>, _: &Shape, xml: &mut Xml) {
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
