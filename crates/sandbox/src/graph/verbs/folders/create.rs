use serde_json::Value;

use super::super::page;
use crate::{
    ews::folder::{TOP, Tree, as_stored},
    graph::{
        access::Access,
        answer::Answer,
        call::Call,
        failure::{Failure, Outcome},
        folder::{FolderShape, Given},
    },
};

/// `POST /me/mailFolders` (learn.microsoft.com/graph/api/user-post-mailfolders) and `POST …/childFolders`
/// (learn.microsoft.com/graph/api/mailfolder-post-childfolders).
pub(in super::super::super) fn create(call: &Call<'_>, parent: &Given) -> Outcome<Answer> {
    call.needs(Access::Write)?;
    let body = call.asked.json()?;
    let name = name_in(&body)?.ok_or_else(invalid_name)?;
    let path = path_below(parent, &name)?;
    let Given { account, place } = parent;
    let created = account.write(|mailbox| {
        let tree = Tree::of(mailbox);
        if tree.get(place.id).is_none() {
            return Err(Failure::folder_not_found());
        }
        if tree.named(place.id, &name).is_some() {
            return Err(exists());
        }
        mailbox.create_named(&path).map_err(|_| invalid_name())?;
        Tree::of(mailbox).named(place.id, &name).cloned().ok_or_else(invalid_name)
    })?;
    let folder = Given { account: account.clone(), place: created };
    Ok(page::entity(call, 201, "mailFolders", FolderShape::default().json(&folder)))
}

/// The name that a request gives to a folder, if it gives any.
pub(super) fn name_in(body: &Value) -> Outcome<Option<String>> {
    let object = body.as_object().into_iter().flatten();
    let mut name = None;
    for (property, value) in object {
        match property.as_str() {
            "displayName" => name = value.as_str().filter(|name| !name.is_empty()).map(str::to_owned),
            "isHidden" | "id" | "@odata.type" => {}
            other => return Err(Failure::unknown_property(other, "mailFolder")),
        }
    }
    Ok(name)
}

/// The name in the store of a folder called so below another.
pub(super) fn path_below(parent: &Given, name: &str) -> Outcome<String> {
    if name.is_empty() {
        return Err(invalid_name());
    }
    let name = as_stored(name);
    Ok(if parent.place.id == TOP { name } else { format!("{}/{name}", parent.place.name) })
}

pub(super) fn exists() -> Failure {
    Failure::new(409, "ErrorFolderExists", "A folder with the specified name already exists.")
}

pub(super) fn invalid_name() -> Failure {
    Failure::new(
        400,
        "ErrorFolderSavePropertyError",
        "The folder save operation failed due to invalid property values.",
    )
}
