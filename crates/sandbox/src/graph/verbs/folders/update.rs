use super::{
    super::page,
    create::{exists, invalid_name, name_in},
};
use crate::{
    ews::folder::{Tree, as_stored},
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::{FolderShape, Given},
    },
};

/// `PATCH …/mailFolders/{id}` (learn.microsoft.com/graph/api/mailfolder-update): another name. Its id stays.
pub(in super::super::super) fn update(call: &Call<'_>, folder: &Given) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let body = call.asked.json()?;
    let Given { account, place } = folder;
    let Some(name) = name_in(&body)? else {
        return Ok(page::entity(call, 200, "mailFolders", FolderShape::default().json(folder)));
    };
    if place.distinguished.is_some() {
        return Err(Failure::new(
            403,
            "ErrorAccessDenied",
            "Access is denied. Default folders cannot be renamed.",
        ));
    }
    let renamed = account.write(|mailbox| {
        let tree = Tree::of(mailbox);
        let own = tree.get(place.id).cloned().ok_or_else(Failure::folder_not_found)?;
        if tree.named(own.parent, &name).is_some_and(|other| other.id != own.id) {
            return Err(exists());
        }
        let above = own.name.rsplit_once('/').map(|(above, _)| above);
        let path = above.map_or_else(|| as_stored(&name), |above| format!("{above}/{}", as_stored(&name)));
        if path != own.name {
            mailbox.rename_named(&own.name, &path).map_err(|_| invalid_name())?;
        }
        Tree::of(mailbox).get(place.id).cloned().ok_or_else(Failure::folder_not_found)
    })?;
    let folder = Given { account: account.clone(), place: renamed };
    Ok(page::entity(call, 200, "mailFolders", FolderShape::default().json(&folder)))
}
