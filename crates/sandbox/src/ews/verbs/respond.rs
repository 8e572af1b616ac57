//! The response objects of `CreateItem`: `ReplyToItem`, `ReplyAllToItem`, `ForwardItem`, `SuppressReadReceipt`
//! (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-respond-to-email-messages-by-using-ews-in-exchange).

use jiff::Timestamp;

use super::{
    batch::{self, Found},
    create_item::person,
};
use crate::{
    Flag,
    ews::{
        call::Call,
        draft::{self, Draft, Noted},
        failure::{Failure, Outcome},
        item::{Person, Seen},
        xml::Element,
    },
};

/// Which answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Response {
    Reply,
    ReplyAll,
    Forward,
}

impl Response {
    pub fn of(element: &str) -> Option<Self> {
        match element {
            "ReplyToItem" => Some(Self::Reply),
            "ReplyAllToItem" => Some(Self::ReplyAll),
            "ForwardItem" => Some(Self::Forward),
            _ => None,
        }
    }
}

/// The item that a response is about.
pub(super) fn reference(call: &Call<'_>, item: &Element<'_>) -> Outcome<Found> {
    let reference = item.child("ReferenceItemId").ok_or_else(|| {
        Failure::new("ErrorMissingInformationReferenceItemId", "The reference item Id is missing.")
    })?;
    let reference = Element { name: "ItemId".to_owned(), ..reference.clone() };
    batch::item(call, &reference)
}

/// Writes the answer, and marks what is answered.
pub(super) fn write(
    call: &Call<'_>,
    item: &Element<'_>,
    response: Response,
    now: Timestamp,
) -> Outcome<(Vec<u8>, Noted)> {
    let found = reference(call, item)?;
    let seen = Seen::new(&found.account, found.folder, &found.message);
    let mut noted = Noted { flags: [Flag::Seen, Flag::Draft].into(), ..Noted::default() };
    let properties =
        item.children.iter().filter(|child| !["ReferenceItemId", "NewBodyContent"].contains(&&*child.name));
    let element = Element { children: properties.cloned().collect(), ..item.clone() };
    let mut draft = draft::properties(call, &element, &mut noted, now)?;
    draft.from.get_or_insert_with(|| person(&call.account));
    address(&mut draft, &seen, response);
    if draft.subject.is_empty() {
        let prefix = if response == Response::Forward { "FW: " } else { "RE: " };
        draft.subject = format!("{prefix}{}", String::from_utf8_lossy(&seen.topic()));
    }
    quote(&mut draft, &seen, item.child("NewBodyContent"));
    thread(&mut draft, &seen);
    if response == Response::Forward {
        draft.files.extend(draft::files(&seen));
    }
    if response != Response::Forward {
        found.account.write(|mailbox| {
            let folder = mailbox.by_uid_validity_mut(found.folder);
            folder.map(|folder| folder.set_flags(found.message.uid, |flags| flags.insert(Flag::Answered)))
        });
    }
    Ok((draft.compose(call.server.site().next_number(), now), noted))
}

/// Who is not named is who wrote, and with `ReplyAllToItem` everybody but oneself.
fn address(draft: &mut Draft, seen: &Seen<'_>, response: Response) {
    if !draft.to.is_empty() || response == Response::Forward {
        return;
    }
    let wanted = seen.people("Reply-To");
    draft.to = if wanted.is_empty() { seen.from().into_iter().collect() } else { wanted };
    if response == Response::ReplyAll {
        let known: Vec<Person> = draft.to.iter().chain(&draft.cc).cloned().collect();
        let own = seen.account.user().as_bytes();
        let is_new = |person: &Person| {
            !person.address.eq_ignore_ascii_case(own)
                && !known.iter().any(|known| known.address.eq_ignore_ascii_case(&person.address))
        };
        draft.to.extend(seen.people("To").into_iter().filter(&is_new));
        draft.cc.extend(seen.people("Cc").into_iter().filter(&is_new));
    }
}

/// New text goes before the old, which follows below a line as the client of Exchange has it.
fn quote(draft: &mut Draft, seen: &Seen<'_>, new: Option<&Element<'_>>) {
    let Some(new) = new else { return };
    draft.is_html = new.attribute("BodyType") == Some("HTML");
    let old = if draft.is_html { seen.html_body() } else { seen.text_body() };
    let old = String::from_utf8_lossy(&old).into_owned();
    let from = seen.from().map(|person| person.shown()).unwrap_or_default();
    let from = String::from_utf8_lossy(&from).into_owned();
    draft.body = if draft.is_html {
        format!("{}<hr><b>From:</b> {}<br>{old}", new.text, crate::http::escape(&from))
    } else {
        format!("{}\r\n\r\n________________________________\r\nFrom: {from}\r\n\r\n{old}", new.text)
    };
}

/// RFC 5322 §3.6.4.
fn thread(draft: &mut Draft, seen: &Seen<'_>) {
    let text = |name| seen.header(name).map(|value| String::from_utf8_lossy(&value).into_owned());
    let Some(id) = text("Message-ID") else { return };
    let references = text("References").or_else(|| text("In-Reply-To")).unwrap_or_default();
    draft.fields.push(("In-Reply-To".to_owned(), id.clone()));
    draft.fields.push(("References".to_owned(), format!("{references} {id}").trim().to_owned()));
}
