use super::{batch, create_folder};
use crate::ews::{
    call::Call,
    failure::{Failure, Outcome},
    folder::{FolderShape, Given, Tree, given},
    item::Path,
    xml::{Element, Xml},
};

/// `UpdateFolder`: folders are renamed.
pub(super) fn run(call: &Call<'_>, request: &Element<'_>, xml: &mut Xml) -> Outcome<()> {
    let changes = batch::ids(request, "FolderChanges")?;
    batch::responses("UpdateFolder", xml, changes, |change, xml| {
        batch::message("UpdateFolder", xml, update(call, change), "m:Folders", |folder, xml| {
            xml.element("m:Folders", |xml| FolderShape::ids().write(call, &folder, xml));
        });
    });
    Ok(())
}

fn update(call: &Call<'_>, change: &Element<'_>) -> Outcome<Given> {
    let id = change.children.first().ok_or_else(|| Failure::missing("FolderId", "FolderChange"))?;
    let mut folder = given(call, id)?;
    for update in batch::ids(change, "Updates")? {
        let path = update.children.first().ok_or_else(|| Failure::missing("Path", &update.name))?;
        let path = Path::read(call, path)?;
        let name = update.children.get(1).and_then(|folder| folder.text_of("DisplayName"));
        match (update.name.as_str(), path.uri(), name) {
            ("SetFolderField", Some("folder:DisplayName"), Some(name)) => folder = rename(&folder, name)?,
            ("SetFolderField", Some("folder:DisplayName"), None) => {
                return Err(Failure::new(
                    "ErrorUpdatePropertyMismatch",
                    "The property that was specified by the path does not match the property to be modified.",
                )
                .about(path));
            }
            ("DeleteFolderField", ..) => {
                return Err(Failure::new(
                    "ErrorInvalidPropertyDelete",
                    "Delete action is invalid for property.",
                )
                .about(path));
            }
            _ => {
                return Err(Failure::new("ErrorInvalidPropertySet", "Set action is invalid for property.")
                    .about(path));
            }
        }
    }
    Ok(folder)
}

fn rename(folder: &Given, name: &str) -> Outcome<Given> {
    let Given { account, place } = folder;
    if place.distinguished.is_some() {
        return Err(create_folder::invalid_name());
    }
    let renamed = account.write(|mailbox| {
        let tree = Tree::of(mailbox);
        if tree.named(place.parent, name).is_some_and(|other| other.id != place.id) {
            return Err(create_folder::exists());
        }
        let parent = tree.get(place.parent).cloned().ok_or_else(Failure::folder_not_found)?;
        let path = create_folder::path_below(&Given { account: account.clone(), place: parent }, name)?;
        if path != place.name {
            mailbox.rename_named(&place.name, &path).map_err(|_| create_folder::invalid_name())?;
        }
        Tree::of(mailbox).get(place.id).cloned().ok_or_else(Failure::folder_not_found)
    })?;
    Ok(Given { account: account.clone(), place: renamed })
}
