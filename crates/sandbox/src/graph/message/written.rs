use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    super::{
        call::Call,
        failure::{Failure, Outcome},
        odata::time,
    },
    attached::file,
};
use crate::{
    Flag, Flags,
    ews::{
        draft::{Draft, File},
        item::Person,
    },
    outside,
    store::{FollowUp, Marks},
};

/// What a request writes of a message.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Written {
    pub subject: Option<String>,
    /// With whether it is HTML.
    pub body: Option<(String, bool)>,
    /// By header field.
    pub people: Vec<(&'static str, Vec<Person>)>,
    pub message_id: Option<String>,
    /// Further header fields.
    pub fields: Vec<(String, String)>,
    pub attachments: Option<Vec<File>>,
    /// The properties among these that only drafts can change.
    pub of_drafts: Vec<String>,
    is_read: Option<bool>,
    categories: Option<Vec<String>>,
    importance: Option<u8>,
    flag: Option<(FlagStatus, Option<Timestamp>, FollowUp)>,
    extended: Vec<(super::extended::Named, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FlagStatus {
    Not,
    Flagged,
    Complete,
}

impl Written {
    /// Reads the properties of a message (learn.microsoft.com/graph/api/resources/message).
    pub fn read(&mut self, message: &Value) -> Outcome<()> {
        let object = message.as_object().ok_or_else(|| wrong("message"))?;
        for (name, value) in object {
            self.property(name, value)?;
        }
        Ok(())
    }

    fn property(&mut self, name: &str, value: &Value) -> Outcome<()> {
        let text = || value.as_str().map(str::to_owned).ok_or_else(|| wrong(name));
        // learn.microsoft.com/graph/api/message-update
        if ["subject", "body", "internetMessageId", "replyTo"].contains(&name) {
            self.of_drafts.push(name.to_owned());
        }
        match name {
            "subject" => self.subject = Some(value.as_str().unwrap_or_default().to_owned()),
            "body" => self.body = Some(body(value)?),
            "internetMessageId" => self.message_id = Some(text()?),
            "toRecipients" => self.set_people("To", name, value)?,
            "ccRecipients" => self.set_people("Cc", name, value)?,
            "bccRecipients" => self.set_people("Bcc", name, value)?,
            "replyTo" => self.set_people("Reply-To", name, value)?,
            "from" => self.put("From", vec![person(name, value)?]),
            "sender" => self.put("Sender", vec![person(name, value)?]),
            "isRead" => self.is_read = Some(value.as_bool().ok_or_else(|| wrong(name))?),
            "categories" => {
                let list = value.as_array().ok_or_else(|| wrong(name))?.iter();
                let names = list.map(|one| one.as_str().map(str::to_owned).ok_or_else(|| wrong(name)));
                self.categories = Some(names.collect::<Outcome<_>>()?);
            }
            "importance" => self.importance = Some(importance(value)?),
            "flag" => self.flag = Some(flag(value)?),
            "isReadReceiptRequested" | "isDeliveryReceiptRequested" => {
                let header = if name.starts_with("isRead") {
                    "Disposition-Notification-To"
                } else {
                    "Return-Receipt-To"
                };
                if value.as_bool().ok_or_else(|| wrong(name))? {
                    self.fields.push((header.to_owned(), String::new()));
                }
            }
            "internetMessageHeaders" => self.headers(value)?,
            "attachments" => {
                let list = value.as_array().ok_or_else(|| wrong(name))?;
                self.attachments = Some(list.iter().map(file).collect::<Outcome<_>>()?);
            }
            "singleValueExtendedProperties" => {
                for one in value.as_array().ok_or_else(|| wrong(name))? {
                    let field = |name: &str| one.get(name).and_then(Value::as_str).ok_or_else(|| wrong(name));
                    self.extended
                        .push((super::extended::Named::read(field("id")?)?, field("value")?.to_owned()));
                }
            }
            "inferenceClassification" | "id" | "isDraft" => {}
            name if name.contains('@') => {}
            name if super::kind(name).is_some() => {
                return Err(Failure::new(
                    400,
                    "ErrorInvalidPropertySet",
                    format!("Set action is invalid for property {name}."),
                ));
            }
            other => return Err(Failure::unknown_property(other, "message")),
        }
        Ok(())
    }

    /// Those that are to stand in a header field.
    pub fn set_people(&mut self, field: &'static str, name: &str, value: &Value) -> Outcome<()> {
        let list = value.as_array().ok_or_else(|| wrong(name))?;
        let people = list.iter().map(|one| person(name, one)).collect::<Outcome<_>>()?;
        self.put(field, people);
        Ok(())
    }

    fn put(&mut self, field: &'static str, people: Vec<Person>) {
        self.people.retain(|(other, _)| *other != field);
        self.people.push((field, people));
    }

    /// learn.microsoft.com/graph/api/resources/internetmessageheader: custom ones begin with `x-`.
    fn headers(&mut self, value: &Value) -> Outcome<()> {
        for header in value.as_array().ok_or_else(|| wrong("internetMessageHeaders"))? {
            let field = |name: &str| header.get(name).and_then(Value::as_str).unwrap_or_default();
            let (name, value) = (field("name"), field("value"));
            if !name.to_ascii_lowercase().starts_with("x-") {
                return Err(Failure::new(
                    400,
                    "InvalidInternetMessageHeader",
                    format!("The internet message header name '{name}' should start with 'x-' or 'X-'."),
                ));
            }
            self.fields.push((name.to_owned(), value.to_owned()));
        }
        Ok(())
    }

    /// What of it is noted on a message.
    pub fn note(&self, marks: &mut Marks, flags: &mut Flags) {
        match self.is_read {
            Some(true) => flags.insert(Flag::Seen),
            Some(false) => flags.remove(&Flag::Seen),
            None => {}
        }
        if let Some(categories) = &self.categories {
            marks.categories.clone_from(categories);
        }
        marks.importance = self.importance.or(marks.importance);
        if let Some((status, completed_at, follow_up)) = self.flag {
            flags.remove(&Flag::Flagged);
            marks.completed_at = None;
            match status {
                FlagStatus::Not => {}
                FlagStatus::Flagged => flags.insert(Flag::Flagged),
                FlagStatus::Complete => marks.completed_at = Some(completed_at.unwrap_or_else(outside::now)),
            }
            marks.follow_up = follow_up;
        }
        if self.subject.is_some() {
            marks.subject = None;
        }
        for (named, value) in &self.extended {
            named.set(value, marks, flags);
        }
    }

    /// The message, and what is noted on it.
    pub fn compose(&self, call: &Call<'_>) -> (Vec<u8>, Marks) {
        let owner = Person { name: Vec::new(), address: call.account.user().as_bytes().to_vec() };
        let people = |field: &str| -> Vec<Person> {
            let found = self.people.iter().find(|(name, _)| *name == field);
            found.map(|(_, people)| people.clone()).unwrap_or_default()
        };
        let (body, is_html) = self.body.clone().unwrap_or_default();
        let mut fields = self.fields.clone();
        // Receipts go to whoever writes.
        for (_, value) in fields.iter_mut().filter(|(_, value)| value.is_empty()) {
            *value = format!("<{}>", call.account.user());
        }
        fields.extend(self.message_id.clone().map(|id| ("Message-ID".to_owned(), id)));
        let importance = match self.importance {
            Some(0) => Some("low"),
            Some(2) => Some("high"),
            _ => None,
        };
        fields.extend(importance.map(|importance| ("Importance".to_owned(), importance.to_owned())));
        let draft = Draft {
            subject: self.subject.clone().unwrap_or_default(),
            from: people("From").into_iter().next().or(Some(owner)),
            sender: people("Sender").into_iter().next(),
            to: people("To"),
            cc: people("Cc"),
            bcc: people("Bcc"),
            reply_to: people("Reply-To"),
            body,
            is_html,
            files: self.attachments.clone().unwrap_or_default(),
            fields,
        };
        let (mut marks, mut flags) = (Marks::default(), Flags::default());
        self.note(&mut marks, &mut flags);
        (draft.compose(call.server.site().next_number(), outside::now()), marks)
    }
}

/// A message as MIME in base64 (learn.microsoft.com/graph/outlook-send-mime-message).
pub(in super::super) fn mime(body: &[u8]) -> Outcome<Vec<u8>> {
    let text: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let invalid = || {
        Failure::new(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.")
    };
    let raw = STANDARD.decode(text).map_err(|_| invalid())?;
    if raw.is_empty() {
        return Err(Failure::new(400, "ErrorMimeContentInvalid", "Mime content is not valid."));
    }
    Ok(raw)
}

pub(in super::super) fn wrong(name: &str) -> Failure {
    Failure::new(
        400,
        "RequestBodyRead",
        format!("An unexpected value was found for the property '{name}' when reading the request body."),
    )
}

fn body(value: &Value) -> Outcome<(String, bool)> {
    let content = value.get("content").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_html = match value.get("contentType").and_then(Value::as_str) {
        Some(kind) if kind.eq_ignore_ascii_case("html") => true,
        Some(kind) if kind.eq_ignore_ascii_case("text") => false,
        None => false,
        Some(_) => return Err(wrong("contentType")),
    };
    Ok((content, is_html))
}

fn person(name: &str, value: &Value) -> Outcome<Person> {
    let address = value.get("emailAddress").ok_or_else(|| wrong(name))?;
    let text = |name: &str| address.get(name).and_then(Value::as_str).unwrap_or_default().as_bytes().to_vec();
    Ok(Person { name: text("name"), address: text("address") })
}

fn importance(value: &Value) -> Outcome<u8> {
    match value.as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("low") => Ok(0),
        Some("normal") => Ok(1),
        Some("high") => Ok(2),
        _ => Err(wrong("importance")),
    }
}

/// learn.microsoft.com/graph/api/resources/followupflag: a due date needs a start date.
fn flag(value: &Value) -> Outcome<(FlagStatus, Option<Timestamp>, FollowUp)> {
    let status = match value.get("flagStatus").and_then(Value::as_str) {
        Some("notFlagged") => FlagStatus::Not,
        Some("flagged") => FlagStatus::Flagged,
        Some("complete") => FlagStatus::Complete,
        _ => return Err(wrong("flagStatus")),
    };
    let at = |name: &str| {
        let text = value.get(name).and_then(|at| at.get("dateTime")).and_then(Value::as_str);
        let in_utc = text.map(|text| if text.ends_with('Z') { text.to_owned() } else { format!("{text}Z") });
        in_utc.map(|text| time(&text).ok_or_else(|| wrong(name))).transpose()
    };
    let follow_up = FollowUp { starts_at: at("startDateTime")?, due_at: at("dueDateTime")? };
    if follow_up.due_at.is_some() && follow_up.starts_at.is_none() {
        return Err(Failure::new(400, "ErrorInvalidArgument", "StartDate and DueDate go together."));
    }
    Ok((status, at("completedDateTime")?, follow_up))
}
