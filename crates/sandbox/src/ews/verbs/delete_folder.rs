use super::{
    batch,
    delete_item::{Disposal, deleted_items},
    move_folder,
};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{Given, Tree, given},
    xml::{Element, Xml},
};

/// `DeleteFolder`: with all that is below.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let disposal = Disposal::read(request)?;
    let ids = batch::ids(request, "FolderIds")?;
    batch::responses("DeleteFolder", xml, ids, |id, xml| {
        let done = given(call, id).and_then(|folder| delete(&folder, disposal));
        batch::message("DeleteFolder", xml, done, "", |(), _| {});
    });
    Ok(())
}

fn delete(folder: &Given, disposal: Disposal) -> Outcome<()> {
    let Given { account, place } = folder;
    if place.distinguished.is_some() {
        return Err(Failure::new(
            "ErrorDeleteDistinguishedFolder",
            "Distinguished folders cannot be deleted.",
        ));
    }
    let trash = deleted_items(account).filter(|_| disposal == Disposal::ToDeletedItems);
    if let Some(trash) = trash.filter(|trash| trash.place.id != place.parent) {
        return move_folder::go(folder, &trash).map(drop);
    }
    account.write(|mailbox| {
        let below: Vec<String> =
            Tree::of(mailbox).below(place.id).iter().rev().map(|place| place.name.clone()).collect();
        for name in below.iter().chain([&place.name]) {
            mailbox.delete(name).map_err(|_| Failure::folder_not_found())?;
        }
        Ok(())
    })
}

/// `EmptyFolder` (learn.microsoft.com/exchange/client-developer/web-service-reference/emptyfolder-operation).
pub(super) fn empty(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let disposal = Disposal::read(request)?;
    let with_folders = request.attribute("DeleteSubFolders").is_some_and(crate::ews::item::is_true);
    let ids = batch::ids(request, "FolderIds")?;
    batch::responses("EmptyFolder", xml, ids, |id, xml| {
        let done = given(call, id).and_then(|folder| clear(&folder, disposal, with_folders));
        batch::message("EmptyFolder", xml, done, "", |(), _| {});
    });
    Ok(())
}

fn clear(folder: &Given, disposal: Disposal, with_folders: bool) -> Outcome<()> {
    let Given { account, place } = folder;
    if place.name.is_empty() {
        return Err(Failure::new("ErrorCannotEmptyFolder", "The folder cannot be emptied."));
    }
    let trash = deleted_items(account)
        .filter(|trash| disposal == Disposal::ToDeletedItems && trash.place.id != place.id);
    if with_folders {
        let children: Vec<_> =
            account.read(|mailbox| Tree::of(mailbox).children(place.id).cloned().collect());
        for child in children.into_iter().filter(|child| child.distinguished.is_none()) {
            delete(&Given { account: account.clone(), place: child }, disposal)?;
        }
    }
    account.write(|mailbox| {
        let folder = mailbox.by_uid_validity(place.id).ok_or_else(Failure::folder_not_found)?;
        let uids: Vec<u32> = folder.messages().map(|message| message.uid).collect();
        if let Some(trash) = &trash {
            return mailbox
                .move_to(place.id, &uids, &trash.place.name)
                .map(drop)
                .map_err(|_| Failure::folder_not_found());
        }
        let folder = mailbox.by_uid_validity_mut(place.id).ok_or_else(Failure::folder_not_found)?;
        for uid in uids {
            folder.remove(uid);
        }
        Ok(())
    })
}
