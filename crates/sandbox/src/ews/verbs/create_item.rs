use jiff::Timestamp;

use super::{
    batch::{self, Found},
    respond::{self, Response},
};
use crate::{
    Account, Flag, Flags,
    ews::{
        call::Call,
        draft::{self, Noted},
        failure::{Failure, Outcome},
        folder::{Given, Tree, given},
        item::{Person, Seen, Shape},
        xml::{Element, Xml},
    },
    outside,
    store::Origin,
};

/// What becomes of a new message (`MessageDisposition`,
/// learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-send-email-messages-by-using-ews-in-exchange).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    SaveOnly,
    SendOnly,
    SendAndSaveCopy,
}

impl Disposition {
    pub fn read(request: &Element<'_>) -> Outcome<Self> {
        match request.attribute("MessageDisposition") {
            Some("SaveOnly") => Ok(Self::SaveOnly),
            Some("SendOnly") => Ok(Self::SendOnly),
            Some("SendAndSaveCopy") => Ok(Self::SendAndSaveCopy),
            Some(other) => Err(Failure::enumeration("MessageDisposition", other)),
            None => Err(Failure::new(
                "ErrorMessageDispositionRequired",
                "Message disposition is required for this type of request.",
            )),
        }
    }
}

/// `CreateItem`.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let disposition = Disposition::read(request);
    let saved_to = request.list("SavedItemFolderId").first().map(|folder| given(call, folder)).transpose();
    let saved_to = saved_to.map_err(|failure| match failure.code {
        "ErrorFolderNotFound" => {
            Failure::new("ErrorSavedItemFolderNotFound", "The save items folder could not be found.")
        }
        _ => failure,
    });
    let items = batch::ids(request, "Items")?;
    batch::responses("CreateItem", xml, items, |item, xml| {
        let create = || create(call, item, disposition.clone()?, saved_to.clone()?.as_ref());
        batch::message("CreateItem", xml, create(), "m:Items", |created, xml| {
            xml.element("m:Items", |xml| {
                if let Some(found) = created {
                    let seen = Seen::new(&found.account, found.folder, &found.message);
                    Shape::ids(call).write(&seen, xml);
                }
            });
        });
    });
    Ok(())
}

fn create(
    call: &Call<'_>,
    item: &Element<'_>,
    disposition: Disposition,
    saved_to: Option<&Given>,
) -> Outcome<Option<Found>> {
    let now = outside::now();
    let (raw, noted) = match item.name.as_str() {
        "Message" | "Item" => written(call, item, saved_to, now)?,
        // The receipt is not sent, here or otherwise.
        "SuppressReadReceipt" => return respond::reference(call, item).map(|_| None),
        other if Response::of(other).is_some() => {
            let response = Response::of(other).unwrap_or(Response::Reply);
            respond::write(call, item, response, now)?
        }
        other => {
            return Err(Failure::new(
                "ErrorInvalidItemForOperationCreateItem",
                format!("Items of type {other} cannot be created in this mailbox."),
            ));
        }
    };
    finish(call, raw, noted, disposition, saved_to, now)
}

/// The message of the properties, or of the bytes that were brought along.
fn written(
    call: &Call<'_>,
    item: &Element<'_>,
    saved_to: Option<&Given>,
    now: Timestamp,
) -> Outcome<(Vec<u8>, Noted)> {
    // What somebody writes they have read, and it is not sent ([MS-OXCMSG] §2.2.1.6).
    let mut noted = Noted { flags: [Flag::Seen, Flag::Draft].into(), ..Noted::default() };
    let mut draft = draft::properties(call, item, &mut noted, now)?;
    if let Some(mime) = item.child("MimeContent") {
        return Ok((draft::mime_content(mime)?, noted));
    }
    let owner = saved_to.map_or(&call.account, |folder| &folder.account);
    draft.from.get_or_insert_with(|| person(owner));
    if let Some(importance) = noted.marks.importance.filter(|importance| *importance != 1) {
        let text = if importance == 2 { "High" } else { "Low" };
        draft.fields.push(("Importance".to_owned(), text.to_owned()));
    }
    Ok((draft.compose(call.server.site().next_number(), now), noted))
}

pub(super) fn person(account: &Account) -> Person {
    let address = account.user().as_bytes().to_vec();
    Person { name: address.clone(), address }
}

/// Sends and keeps a message, as it is asked for. Answers what was kept as a draft.
pub(super) fn finish(
    call: &Call<'_>,
    raw: Vec<u8>,
    noted: Noted,
    disposition: Disposition,
    saved_to: Option<&Given>,
    now: Timestamp,
) -> Outcome<Option<Found>> {
    let owner = saved_to.map_or(&call.account, |folder| &folder.account);
    if disposition != Disposition::SendOnly {
        batch::has_room(call, owner)?;
    }
    if disposition != Disposition::SaveOnly {
        draft::deliver(call, owner, &raw, now)?;
    }
    let default = match disposition {
        Disposition::SendOnly => return Ok(None),
        Disposition::SaveOnly => "drafts",
        Disposition::SendAndSaveCopy => "sentitems",
    };
    let folder = match saved_to {
        Some(folder) => folder.clone(),
        None => own_folder(owner, default)?,
    };
    let Noted { marks, mut flags } = noted;
    if disposition == Disposition::SendAndSaveCopy {
        flags.remove(&Flag::Draft);
        flags.insert(Flag::Seen);
    }
    let found = save(&folder, raw, Noted { marks, flags }, now)?;
    Ok((disposition == Disposition::SaveOnly).then_some(found))
}

pub(super) fn own_folder(account: &Account, name: &str) -> Outcome<Given> {
    let place = account.read(|mailbox| Tree::of(mailbox).distinguished(name).cloned());
    Ok(Given { account: account.clone(), place: place.ok_or_else(Failure::folder_not_found)? })
}

pub(super) fn save(folder: &Given, raw: Vec<u8>, noted: Noted, now: Timestamp) -> Outcome<Found> {
    let Given { account, place } = folder;
    let Noted { mut marks, flags } = noted;
    let flags: Flags = flags;
    // PidTagMessageDeliveryTime ([MS-OXOMSG] §2.2.3.9): who brings a message along may say when it was delivered.
    let told = marks.properties.remove("0x0e06").and_then(|values| values.first()?.trim().parse().ok());
    let received_at: Timestamp = told.unwrap_or(now);
    let message = account.write(|mailbox| {
        let folder = mailbox.by_uid_validity_mut(place.id)?;
        let uid = folder.put(raw.into(), flags, received_at, marks.into(), Origin::Saved);
        folder.message(uid).cloned()
    });
    let message = message.ok_or_else(|| {
        Failure::new("ErrorSavedItemFolderNotFound", "The save items folder could not be found.")
    })?;
    Ok(Found { account: account.clone(), folder: place.id, message, change_key: None })
}
