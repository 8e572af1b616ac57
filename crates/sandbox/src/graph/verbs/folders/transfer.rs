use super::{
    super::{messages::destination, page},
    create::{exists, path_below},
};
use crate::{
    ews::folder::{Place, Tree},
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::{FolderShape, Given},
    },
    store::Mailbox,
};

/// `POST …/mailFolders/{id}/move` (learn.microsoft.com/graph/api/mailfolder-move): with all that is below. Ids stay.
pub(in super::super::super) fn move_to(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let to = destination(call)?;
    let Given { account, place } = folder;
    if place.distinguished.is_some() {
        return Err(Failure::new(
            400,
            "ErrorMoveDistinguishedFolder",
            "Distinguished folders cannot be moved.",
        ));
    }
    let path = path_below(&to, &place.display_name)?;
    let moved = account.write(|mailbox| {
        may_go(mailbox, place, &to)?;
        mailbox.rename_named(&place.name, &path).map_err(|_| failed())?;
        Tree::of(mailbox).get(place.id).cloned().ok_or_else(failed)
    })?;
    let folder = Given { account: account.clone(), place: moved };
    Ok(page::entity(call, 201, "mailFolders", FolderShape::default().json(&folder)))
}

/// `POST …/mailFolders/{id}/copy` (learn.microsoft.com/graph/api/mailfolder-copy): with all that is in it and below.
pub(in super::super::super) fn copy(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let to = destination(call)?;
    let Given { account, place } = folder;
    if place.name.is_empty() {
        return Err(failed());
    }
    let path = path_below(&to, &place.display_name)?;
    let copied = account.write(|mailbox| {
        may_go(mailbox, place, &to)?;
        let below: Vec<Place> = Tree::of(mailbox).below(place.id).into_iter().cloned().collect();
        for from in std::iter::once(place).chain(&below) {
            let rest = from.name.strip_prefix(&place.name).unwrap_or_default();
            let name = format!("{path}{rest}");
            mailbox.create_named(&name).map_err(|_| failed())?;
            let own = mailbox.by_uid_validity(from.id).ok_or_else(failed)?;
            let uids: Vec<u32> = own.messages().map(|message| message.uid).collect();
            mailbox.copy_to(from.id, &uids, &name).map_err(|_| failed())?;
        }
        Tree::of(mailbox).named(to.place.id, &place.display_name).cloned().ok_or_else(failed)
    })?;
    let folder = Given { account: account.clone(), place: copied };
    Ok(page::entity(call, 201, "mailFolders", FolderShape::default().json(&folder)))
}

fn may_go(mailbox: &Mailbox, place: &Place, to: &Given) -> Outcome<()> {
    let tree = Tree::of(mailbox);
    if tree.named(to.place.id, &place.display_name).is_some() {
        return Err(exists());
    }
    if to.place.id == place.id || tree.is_below(to.place.id, place.id) {
        return Err(failed());
    }
    Ok(())
}

fn failed() -> Failure {
    Failure::new(400, "ErrorMoveCopyFailed", "The move or copy operation failed.")
}
