use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;

use super::{Draft, File};
use crate::{
    Flag, Flags,
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        item::{Extended, Person, is_true, set_flag},
        version::Version,
        xml::Element,
    },
    store::Marks,
};

/// What a request notes on an item besides its content.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Noted {
    pub marks: Marks,
    pub flags: Flags,
}

/// The bytes of `MimeContent`
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/mimecontent), decoded bit by bit.
pub(in super::super) fn mime_content(element: &Element<'_>) -> Outcome<Vec<u8>> {
    let text = element.text.as_bytes();
    let invalid = || {
        Failure::new("ErrorMimeContentInvalidBase64String", "Mime content contains an invalid Base64 string.")
    };
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut block = Vec::with_capacity(64 * 1024);
    for byte in text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()) {
        block.push(byte);
        if block.len() == 64 * 1024 {
            STANDARD.decode_vec(&block, &mut out).map_err(|_| invalid())?;
            block.clear();
        }
    }
    STANDARD.decode_vec(&block, &mut out).map_err(|_| invalid())?;
    if out.is_empty() {
        return Err(Failure::new("ErrorMimeContentInvalid", "Mime content is not valid."));
    }
    Ok(out)
}

/// Reads the properties of an item: what belongs into the message, and what is noted on it.
pub(in super::super) fn properties(
    call: &Call<'_>,
    item: &Element<'_>,
    noted: &mut Noted,
    now: Timestamp,
) -> Outcome<Draft> {
    let mut draft = Draft::default();
    for property in &item.children {
        let text = || property.text.to_string();
        match property.name.as_str() {
            "MimeContent" | "ItemClass" | "ParentFolderId" | "ItemId" => {}
            "Subject" => draft.subject = text(),
            "Body" => {
                draft.is_html = is_html(property)?;
                draft.body = text();
            }
            "ToRecipients" => draft.to = people(property),
            "CcRecipients" => draft.cc = people(property),
            "BccRecipients" => draft.bcc = people(property),
            "ReplyTo" => draft.reply_to = people(property),
            "From" => draft.from = people(property).into_iter().next(),
            "Sender" => draft.sender = people(property).into_iter().next(),
            "Attachments" => {
                draft.files = property.children.iter().map(|file| attached(file)).collect::<Outcome<_>>()?;
            }
            "InReplyTo" => draft.fields.push(("In-Reply-To".to_owned(), text())),
            "References" => draft.fields.push(("References".to_owned(), text())),
            "InternetMessageId" => draft.fields.push(("Message-ID".to_owned(), text())),
            "InternetMessageHeaders" => {
                for header in &property.children {
                    let name = header.attribute("HeaderName").unwrap_or_default().to_owned();
                    draft.fields.push((name, header.text.to_string()));
                }
            }
            "Sensitivity" if property.text != "Normal" => {
                draft.fields.push(("Sensitivity".to_owned(), text()));
            }
            "IsReadReceiptRequested" if is_true(&property.text) => {
                draft
                    .fields
                    .push(("Disposition-Notification-To".to_owned(), format!("<{}>", call.account.user())));
            }
            "IsDeliveryReceiptRequested" if is_true(&property.text) => {
                draft.fields.push(("Return-Receipt-To".to_owned(), format!("<{}>", call.account.user())));
            }
            _ => note(call, property, noted, now)?,
        }
    }
    Ok(draft)
}

/// Notes a property that is no part of the message's text.
pub(in super::super) fn note(
    call: &Call<'_>,
    property: &Element<'_>,
    noted: &mut Noted,
    now: Timestamp,
) -> Outcome<()> {
    let Noted { marks, flags } = noted;
    match property.name.as_str() {
        "IsRead" => {
            if is_true(&property.text) {
                flags.insert(Flag::Seen);
            } else {
                flags.remove(&Flag::Seen);
            }
        }
        "Categories" => {
            marks.categories = property.children.iter().map(|name| name.text.to_string()).collect();
        }
        "Importance" => {
            let importance = match property.text.trim() {
                "Low" => 0,
                "Normal" => 1,
                "High" => 2,
                other => return Err(Failure::enumeration("Importance", other)),
            };
            marks.importance = Some(importance);
        }
        "Flag" => {
            call.needs(Version::Exchange2013)?;
            set_flag(property, marks, flags, now)?;
        }
        "ExtendedProperty" => {
            let uri = property.child("ExtendedFieldURI");
            let extended =
                Extended::read(uri.ok_or_else(|| Failure::missing("ExtendedFieldURI", "ExtendedProperty"))?)?;
            let one = property.child("Value").map(|value| vec![value.text.to_string()]);
            let several = || property.list("Values").iter().map(|value| value.text.to_string()).collect();
            extended.set(one.unwrap_or_else(several), marks, flags, now);
        }
        "Sensitivity"
        | "IsReadReceiptRequested"
        | "IsDeliveryReceiptRequested"
        | "IsResponseRequested"
        | "ReminderIsSet"
        | "ReminderDueBy"
        | "ReminderMinutesBeforeStart"
        | "Culture"
        | "DateTimeReceived" => {}
        // Computed by the server.
        other => {
            return Err(Failure::new(
                "ErrorInvalidPropertySet",
                format!("Set action is invalid for property {other}."),
            ));
        }
    }
    Ok(())
}

pub(in super::super) fn is_html(body: &Element<'_>) -> Outcome<bool> {
    match body.attribute("BodyType") {
        Some("HTML") => Ok(true),
        Some("Text") => Ok(false),
        other => Err(Failure::enumeration("BodyType", other.unwrap_or_default())),
    }
}

/// Those in `Mailbox` elements.
pub(in super::super) fn people(list: &Element<'_>) -> Vec<Person> {
    let text = |mailbox: &Element<'_>, name| mailbox.text_of(name).unwrap_or_default().as_bytes().to_vec();
    let mailboxes = list.children.iter().filter(|mailbox| mailbox.name == "Mailbox");
    mailboxes
        .map(|mailbox| Person { name: text(mailbox, "Name"), address: text(mailbox, "EmailAddress") })
        .collect()
}

/// A `FileAttachment`, or an `ItemAttachment` with the bytes of its message.
pub(in super::super) fn attached(element: &Element<'_>) -> Outcome<File> {
    let text = |name| element.text_of(name).map(str::to_owned);
    let is_file = match element.name.as_str() {
        "FileAttachment" => true,
        "ItemAttachment" => false,
        other => return Err(Failure::schema(format!("The element '{other}' is no attachment."))),
    };
    let content = if is_file {
        let content =
            element.child("Content").ok_or_else(|| Failure::missing("Content", "FileAttachment"))?;
        if content.text.trim().is_empty() { Vec::new() } else { mime_content(content)? }
    } else {
        let message = element.child("Message").or_else(|| element.child("Item"));
        let missing = || {
            Failure::new(
                "ErrorMissingItemForCreateItemAttachment",
                "The item attachment is missing its item.",
            )
        };
        let mime = message.ok_or_else(missing)?.child("MimeContent");
        mime_content(mime.ok_or_else(missing)?)?
    };
    let kind = if is_file {
        text("ContentType").unwrap_or_else(|| "application/octet-stream".to_owned())
    } else {
        "message/rfc822".to_owned()
    };
    Ok(File {
        name: text("Name").unwrap_or_default(),
        kind,
        content_id: text("ContentId"),
        inline: text("IsInline").is_some_and(|text| is_true(&text)),
        content,
    })
}
