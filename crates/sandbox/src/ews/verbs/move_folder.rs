use super::{batch, create_folder, move_item};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{FolderShape, Given, Tree, given},
    xml::{Element, Xml},
};

/// `MoveFolder`: with all that is below. Its id stays.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let to = move_item::target(call, request);
    let ids = batch::ids(request, "FolderIds")?;
    batch::responses("MoveFolder", xml, ids, |id, xml| {
        let moved = to.clone().and_then(|to| go(&given(call, id)?, &to));
        batch::message("MoveFolder", xml, moved, "m:Folders", |folder, xml| {
            xml.element("m:Folders", |xml| FolderShape::ids().write(call, &folder, xml));
        });
    });
    Ok(())
}

/// Into another folder, under its own name.
pub(super) fn go(folder: &Given, to: &Given) -> Outcome<Given> {
    let failed = || Failure::new("ErrorMoveCopyFailed", "The move or copy operation failed.");
    let Given { account, place } = folder;
    if place.distinguished.is_some() {
        return Err(Failure::new("ErrorMoveDistinguishedFolder", "Distinguished folders cannot be moved."));
    }
    if account.user() != to.account.user() {
        return Err(Failure::new(
            "ErrorCrossMailboxMoveCopy",
            "Moving or copying folders between mailboxes is not possible.",
        ));
    }
    let path = create_folder::path_below(to, &place.display_name)?;
    let moved = account.write(|mailbox| {
        let tree = Tree::of(mailbox);
        let taken = tree.named(to.place.id, &place.display_name).is_some();
        if taken || to.place.id == place.id || tree.is_below(to.place.id, place.id) {
            return Err(failed());
        }
        mailbox.rename_named(&place.name, &path).map_err(|_| failed())?;
        Tree::of(mailbox).get(place.id).cloned().ok_or_else(failed)
    })?;
    Ok(Given { account: account.clone(), place: moved })
}
