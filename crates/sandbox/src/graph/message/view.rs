use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    super::{
        id::{Id, MessageId},
        prefer::Prefer,
    },
    Found, Shape,
    extended::Named,
};
use crate::{
    Flag,
    ews::{
        id::{change_key, hash},
        item::{Person, Seen, thread},
    },
    mime::Part,
};

/// So many characters of the text are its preview (learn.microsoft.com/graph/api/resources/message).
const PREVIEW: usize = 255;

/// A message as it is told to somebody.
pub(in super::super) struct View<'a> {
    pub seen: Seen<'a>,
    pub prefer: Prefer,
}

impl<'a> View<'a> {
    pub fn new(found: &'a Found, prefer: Prefer) -> Self {
        Self { seen: Seen::new(&found.account, found.folder, &found.message), prefer }
    }

    pub fn id(&self) -> MessageId {
        MessageId::of(self.seen.message, self.seen.folder, self.prefer.immutable_ids)
    }

    /// What changes with the message, whoever changes it.
    pub fn etag(&self) -> String {
        format!("W/\"{}\"", change_key(self.seen.message))
    }

    pub fn json(&self, shape: &Shape) -> Value {
        let mut out = Map::new();
        if let Some(kind) = self.kind() {
            out.insert("@odata.type".to_owned(), json!(format!("#microsoft.graph.{kind}")));
        }
        out.insert("@odata.etag".to_owned(), json!(self.etag()));
        for name in shape.names() {
            out.insert(name.to_owned(), self.property(name));
        }
        if let Some(meeting) = self.meeting().filter(|_| shape.select.is_none()) {
            out.insert("meetingMessageType".to_owned(), json!(meeting));
        }
        if let Some(attachments) = &shape.attachments {
            let all = self.seen.attachments();
            let told: Vec<Value> =
                all.iter().enumerate().map(|(at, attached)| attachments.json(self, attached, at)).collect();
            out.insert("attachments".to_owned(), json!(told));
        }
        let told =
            |named: &Named| named.value(&self.seen).map(|value| json!({ "id": named.id, "value": value }));
        let extended: Vec<Value> = shape.extended.iter().filter_map(told).collect();
        if !extended.is_empty() {
            out.insert("singleValueExtendedProperties".to_owned(), json!(extended));
        }
        Value::Object(out)
    }

    /// A message within this one, which has neither an id nor a place of its own.
    pub fn item(&self, part: &'a Part) -> Value {
        let inner = Self { seen: self.seen.inner(part), prefer: self.prefer };
        let mut out = Map::new();
        out.insert("@odata.type".to_owned(), json!("#microsoft.graph.message"));
        out.insert("id".to_owned(), json!(""));
        let of_mailbox = ["id", "changeKey", "categories", "parentFolderId", "webLink", "flag"];
        for name in Shape::default().names().into_iter().filter(|name| !of_mailbox.contains(name)) {
            out.insert(name.to_owned(), inner.property(name));
        }
        Value::Object(out)
    }

    /// A property as queries see it: times as exactly as they are kept, and the extended properties of these ids.
    pub fn for_query(&self, name: &str, extended: &[String]) -> Value {
        match name {
            "receivedDateTime" | "createdDateTime" | "lastModifiedDateTime" => {
                json!(self.seen.message.received_at.to_string())
            }
            "singleValueExtendedProperties" => {
                let told = |id: &String| {
                    let value = Named::read(id).ok()?.value(&self.seen)?;
                    Some(json!({ "id": id, "value": value }))
                };
                extended.iter().filter_map(told).collect()
            }
            name => self.property(name),
        }
    }

    /// What it is, if it is more than a message (learn.microsoft.com/graph/api/resources/eventmessage).
    fn kind(&self) -> Option<&'static str> {
        match self.seen.item_class() {
            "IPM.Schedule.Meeting.Request" => Some("eventMessageRequest"),
            "IPM.Schedule.Meeting.Canceled" => Some("eventMessage"),
            "IPM.Schedule.Meeting.Resp.Pos" => Some("eventMessageResponse"),
            _ => None,
        }
    }

    fn meeting(&self) -> Option<&'static str> {
        match self.seen.item_class() {
            "IPM.Schedule.Meeting.Request" => Some("meetingRequest"),
            "IPM.Schedule.Meeting.Canceled" => Some("meetingCancelled"),
            "IPM.Schedule.Meeting.Resp.Pos" => Some("meetingAccepted"),
            _ => None,
        }
    }

    /// A property; null where there is none.
    pub fn property(&self, name: &str) -> Value {
        let Self { seen, .. } = self;
        let account = seen.account;
        match name {
            "id" => json!(Id::Message(self.id()).text(account)),
            // The store knows no other times.
            "createdDateTime" | "lastModifiedDateTime" | "receivedDateTime" => at(seen.message.received_at),
            "sentDateTime" => at(seen.sent_at().unwrap_or(seen.message.received_at)),
            "changeKey" => json!(change_key(seen.message)),
            "categories" => json!(seen.message.marks.categories),
            "hasAttachments" => json!(seen.has_attachments()),
            "internetMessageId" => seen.header("Message-ID").map_or(Value::Null, |id| text(&id)),
            "subject" => text(&seen.subject()),
            "bodyPreview" => json!(self.preview()),
            "importance" => json!(seen.importance().to_lowercase()),
            "parentFolderId" => json!(Id::Folder(seen.folder).text(account)),
            "conversationId" => json!(self.conversation()),
            "conversationIndex" => {
                json!(STANDARD.encode([&[1, 0, 0, 0, 0, 0][..], &hash(&thread(seen))].concat()))
            }
            "isDeliveryReceiptRequested" => json!(seen.header("Return-Receipt-To").is_some()),
            "isReadReceiptRequested" => json!(seen.header("Disposition-Notification-To").is_some()),
            "isRead" => json!(seen.is_read()),
            "isDraft" => json!(seen.is_draft()),
            "webLink" => json!(format!(
                "https://outlook.office365.com/owa/?ItemID={}&exvsurl=1&viewmodel=ReadMessageItem",
                Id::Message(self.id()).text(account)
            )),
            "inferenceClassification" => json!("focused"),
            "body" | "uniqueBody" => self.body(),
            "sender" => seen.sender().map_or(Value::Null, |person| recipient(&person)),
            "from" => seen.from().map_or(Value::Null, |person| recipient(&person)),
            "toRecipients" => self.people("To"),
            "ccRecipients" => self.people("Cc"),
            "bccRecipients" => self.people("Bcc"),
            "replyTo" => self.people("Reply-To"),
            "flag" => self.flag(),
            "internetMessageHeaders" => seen
                .headers()
                .map(|(name, value)| json!({ "name": text(name), "value": text(&value) }))
                .collect(),
            _ => Value::Null,
        }
    }

    fn conversation(&self) -> String {
        let bytes = [&[0, 1, 0x24][..], &hash(&thread(&self.seen))].concat();
        base64::engine::general_purpose::URL_SAFE.encode(bytes)
    }

    fn preview(&self) -> String {
        let body = self.seen.text_body();
        String::from_utf8_lossy(&body).trim().chars().take(PREVIEW).collect()
    }

    /// HTML, unless text was asked for (learn.microsoft.com/graph/api/message-get).
    fn body(&self) -> Value {
        let (kind, content) = if self.prefer.text_bodies {
            ("text", self.seen.text_body())
        } else {
            ("html", self.seen.html_body())
        };
        json!({ "contentType": kind, "content": text(&content) })
    }

    fn people(&self, field: &str) -> Value {
        self.seen.people(field).iter().map(recipient).collect()
    }

    /// learn.microsoft.com/graph/api/resources/followupflag
    fn flag(&self) -> Value {
        let message = self.seen.message;
        let time = |at: Timestamp| json!({ "dateTime": format!("{}.0000000", at.strftime("%Y-%m-%dT%H:%M:%S")), "timeZone": "UTC" });
        let status = match message.marks.completed_at {
            Some(_) => "complete",
            None if message.flags.has(&Flag::Flagged) => "flagged",
            None => "notFlagged",
        };
        let mut flag = Map::new();
        flag.insert("flagStatus".to_owned(), json!(status));
        let follow_up = message.marks.follow_up;
        for (name, at) in [
            ("startDateTime", follow_up.starts_at),
            ("dueDateTime", follow_up.due_at),
            ("completedDateTime", message.marks.completed_at),
        ] {
            if let Some(at) = at {
                flag.insert(name.to_owned(), time(at));
            }
        }
        Value::Object(flag)
    }
}

/// Text in which what no Rust string holds is replaced, since JSON here is UTF-8.
fn text(bytes: &[u8]) -> Value {
    json!(String::from_utf8_lossy(bytes))
}

/// A time as Graph writes it: in UTC, to the second.
pub(in super::super) fn at(time: Timestamp) -> Value {
    json!(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn recipient(person: &Person) -> Value {
    json!({ "emailAddress": { "name": text(&person.shown()), "address": text(&person.address) } })
}
