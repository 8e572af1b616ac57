use super::batch;
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{FolderShape, Given, ROOT, TOP, Tree, as_stored, given},
    xml::{Element, Xml},
};

/// `CreateFolder`: one result for each folder.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let parent = request.list("ParentFolderId").first();
    let parent = given(call, parent.ok_or_else(|| Failure::missing("ParentFolderId", "CreateFolder"))?);
    let parent = parent.map_err(|failure| match failure.code {
        "ErrorFolderNotFound" | "ErrorItemNotFound" => {
            Failure::new("ErrorParentFolderNotFound", "The specified parent folder could not be found.")
        }
        _ => failure,
    });
    let folders = batch::ids(request, "Folders")?;
    batch::responses("CreateFolder", xml, folders, |folder, xml| {
        let created = parent.clone().and_then(|parent| create(&parent, folder));
        batch::message("CreateFolder", xml, created, "m:Folders", |folder, xml| {
            xml.element("m:Folders", |xml| FolderShape::ids().write(call, &folder, xml));
        });
    });
    Ok(())
}

fn create(parent: &Given, folder: &Element<'_>) -> Outcome<Given> {
    if folder.name != "Folder" {
        return Err(Failure::new(
            "ErrorInvalidFolderTypeForOperation",
            format!("Folders of type {} cannot be created in this mailbox.", folder.name),
        ));
    }
    let name = folder.text_of("DisplayName").unwrap_or_default();
    let path = path_below(parent, name)?;
    let Given { account, place } = parent;
    let created = account.write(|mailbox| {
        if Tree::of(mailbox).named(place.id, name).is_some() {
            return Err(exists());
        }
        mailbox.create_named(&path).map_err(|_| invalid_name())?;
        let tree = Tree::of(mailbox);
        tree.named(place.id, name).cloned().ok_or_else(invalid_name)
    })?;
    Ok(Given { account: account.clone(), place: created })
}

/// The name in the store of a folder called so below another.
pub(super) fn path_below(parent: &Given, name: &str) -> Outcome<String> {
    if name.is_empty() {
        return Err(Failure::new(
            "ErrorFolderSavePropertyError",
            "The folder save operation did not succeed due to invalid property values.",
        ));
    }
    let name = as_stored(name);
    match parent.place.id {
        TOP | ROOT => Ok(name),
        _ => Ok(format!("{}/{name}", parent.place.name)),
    }
}

pub(super) fn exists() -> Failure {
    Failure::new("ErrorFolderExists", "A folder with the specified name already exists.")
}

pub(super) fn invalid_name() -> Failure {
    Failure::new("ErrorFolderSave", "The folder save operation failed.")
}
