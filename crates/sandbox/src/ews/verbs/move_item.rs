use super::batch::{self, Found};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{Given, given},
    item::{Seen, Shape},
    version::Version,
    xml::{Element, Xml},
};

/// `MoveItem`: each item gets a new id, since its folder is part of the old one
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-identifiers-in-exchange).
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    go(call, request, xml, "MoveItem", false)
}

/// `CopyItem`.
pub(super) fn copy(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    go(call, request, xml, "CopyItem", true)
}

fn go(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml, name: &str, copy: bool) -> Outcome<()> {
    let to = target(call, request);
    let told = match request.text_of("ReturnNewItemIds") {
        Some(text) => {
            call.needs(Version::Exchange2010Sp1)?;
            crate::ews::item::is_true(text)
        }
        None => true,
    };
    let ids = batch::ids(request, "ItemIds")?;
    let progress = batch::Progress::of(call, ids.len());
    batch::responses(name, xml, ids, |id, xml| {
        let outcome =
            progress.with(|| to.clone().and_then(|to| transfer(call, &batch::item(call, id)?, &to, copy)));
        batch::message(name, xml, outcome, "m:Items", |moved, xml| {
            xml.element("m:Items", |xml| {
                // Of an item that went to another mailbox nothing is told.
                if let Some(moved) = moved.filter(|_| told) {
                    let seen = Seen::new(&moved.account, moved.folder, &moved.message);
                    Shape::ids(call).write(&seen, xml);
                }
            });
        });
    });
    Ok(())
}

/// The folder to which things go.
pub(super) fn target(call: &Call<'_>, request: &Element<'_>) -> Outcome<Given> {
    let to =
        request.list("ToFolderId").first().ok_or_else(|| Failure::missing("ToFolderId", &request.name))?;
    given(call, to).map_err(|failure| match failure.code {
        "ErrorFolderNotFound" | "ErrorItemNotFound" => {
            Failure::new("ErrorToFolderNotFound", "The destination folder could not be found.")
        }
        _ => failure,
    })
}

/// Moves or copies an item. `None` is told where it went to another mailbox.
pub(super) fn transfer(call: &Call<'_>, found: &Found, to: &Given, copy: bool) -> Outcome<Option<Found>> {
    let failed = || Failure::new("ErrorMoveCopyFailed", "The move or copy operation failed.");
    if to.place.name.is_empty() {
        return Err(failed());
    }
    if copy {
        batch::has_room(call, &to.account)?;
    }
    if found.account.user() != to.account.user() {
        let Found { account, folder, message, .. } = found;
        to.account.write(|mailbox| {
            let target = mailbox.by_uid_validity_mut(to.place.id).ok_or_else(failed)?;
            target.adopt(message.clone());
            Ok(())
        })?;
        if !copy {
            account.write(|mailbox| mailbox.by_uid_validity_mut(*folder).map(|own| own.remove(message.uid)));
        }
        return Ok(None);
    }
    let uids = [found.message.uid];
    let moved = to.account.write(|mailbox| {
        let copied = if copy {
            mailbox.copy_to(found.folder, &uids, &to.place.name)
        } else {
            mailbox.move_to(found.folder, &uids, &to.place.name)
        };
        let (_, uid) =
            copied.map_err(|_| failed())?.uids.first().copied().ok_or_else(Failure::item_not_found)?;
        let message = mailbox.by_uid_validity(to.place.id).and_then(|folder| folder.message(uid).cloned());
        message.ok_or_else(failed)
    })?;
    Ok(Some(Found { account: to.account.clone(), folder: to.place.id, message: moved, change_key: None }))
}
