use super::{batch, create_item::own_folder};
use crate::{
    Flag,
    ews::{
        call::Call,
        draft,
        failure::{Failure, Outcome},
        folder::{Given, given},
        id::change_key,
        xml::{Element, Xml},
    },
    outside,
    store::Origin,
};

/// `SendItem`: what was saved goes out, and is kept as sent or not at all.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let keep = request
        .attribute("SaveItemToFolder")
        .ok_or_else(|| Failure::missing("SaveItemToFolder", "SendItem"))?;
    let keep = crate::ews::item::is_true(keep);
    let saved_to = request.list("SavedItemFolderId").first();
    if saved_to.is_some() && !keep {
        return Err(Failure::new(
            "ErrorInvalidSendItemSaveSettings",
            "SavedItemFolderId cannot be specified when SaveItemToFolder is false.",
        ));
    }
    let saved_to = saved_to.map(|folder| given(call, folder)).transpose();
    let ids = batch::ids(request, "ItemIds")?;
    batch::responses("SendItem", xml, ids, |id, xml| {
        let sent = saved_to.clone().and_then(|saved_to| send(call, id, keep, saved_to));
        batch::message("SendItem", xml, sent, "", |(), _| {});
    });
    Ok(())
}

fn send(call: &Call<'_>, id: &Element<'_>, keep: bool, saved_to: Option<Given>) -> Outcome<()> {
    let found = batch::item(call, id)?;
    match &found.change_key {
        None => {
            return Err(Failure::new(
                "ErrorChangeKeyRequired",
                "A change key is required for this operation.",
            ));
        }
        Some(key) if *key != change_key(&found.message) => {
            return Err(Failure::new(
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
            ));
        }
        Some(_) => {}
    }
    if !found.message.flags.has(&Flag::Draft) {
        return Err(Failure::new(
            "ErrorInvalidItemForOperationSendItem",
            "The item is not a draft that could be sent.",
        ));
    }
    let now = outside::now();
    let folder = match (keep, saved_to) {
        (false, _) => None,
        (true, Some(folder)) => Some(folder),
        (true, None) => Some(own_folder(&found.account, "sentitems")?),
    };
    draft::deliver(call, &found.account, &draft::with_marks(&found.message), now)?;
    if let Some(folder) = folder {
        let mut flags = found.message.flags.clone();
        flags.remove(&Flag::Draft);
        flags.insert(Flag::Seen);
        let raw = found.message.raw().into();
        let marks = found.message.marks.clone();
        folder.account.write(|mailbox| {
            let folder = mailbox.by_uid_validity_mut(folder.place.id);
            folder.map(|folder| folder.put(raw, flags, now, marks, Origin::Saved))
        });
    }
    found.account.write(|mailbox| {
        mailbox.by_uid_validity_mut(found.folder).map(|folder| folder.remove(found.message.uid))
    });
    Ok(())
}
