//! Making, renaming and removing folders.

use super::fault::Refusal;
use super::folders::{field, missing};
use super::mailbox::Exchange;
use super::request::Request;
use super::xml::Element;
use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::phrase;

impl Exchange {
    /// `CreateFolder`, from the top on.
    pub(super) async fn create(&self, path: FolderPath) -> Result<()> {
        let mut tree = self.look().await?;
        if tree.id(&path).is_some() {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = path)));
        }
        legal(&path)?;
        for depth in 1..=path.names().len() {
            let above = path.names().get(..depth).and_then(FolderPath::from_slice);
            let Some(above) = above.filter(|above| tree.id(above).is_none()) else { continue };
            let parent = tree.parent(&above).cloned().ok_or_else(|| missing(&above))?;
            let name = above.names().last().cloned().unwrap_or_default();
            let request = Request::new("CreateFolder", &[], |xml| {
                xml.within("m:ParentFolderId", |xml| {
                    xml.empty("t:FolderId", &[("Id", &parent)]);
                });
                xml.within("m:Folders", |xml| {
                    xml.within("t:Folder", |xml| {
                        xml.text("t:FolderClass", "IPF.Note").text("t:DisplayName", &name);
                    });
                });
            });
            self.edited(request, &above).await?;
            tree = self.look().await?;
        }
        Ok(())
    }

    /// `UpdateFolder` for the name, `MoveFolder` for the place.
    pub(super) async fn rename(&self, from: FolderPath, to: FolderPath) -> Result<()> {
        legal(&to)?;
        let tree = self.look().await?;
        let id = tree.id(&from).cloned().ok_or_else(|| missing(&from))?;
        if tree.id(&to).is_some() {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = to)));
        }
        let above = to.names().split_last().and_then(|(_, above)| FolderPath::from_slice(above));
        if let Some(above) = above.filter(|above| tree.id(above).is_none()) {
            self.create(above).await?;
        }
        let tree = self.look().await?;
        let (old, new) =
            (tree.parent(&from).cloned(), tree.parent(&to).cloned().ok_or_else(|| missing(&to))?);
        let name = to.names().last().cloned().unwrap_or_default();
        if from.names().last() != Some(&name) {
            self.edited(named(&id, &name), &to).await?;
        }
        if old.as_ref() != Some(&new) {
            let request = Request::new("MoveFolder", &[], |xml| {
                xml.within("m:ToFolderId", |xml| {
                    xml.empty("t:FolderId", &[("Id", &new)]);
                });
                ids(xml, &id);
            });
            self.edited(request, &to).await?;
        }
        Ok(())
    }

    /// `DeleteFolder`, for good.
    pub(super) async fn remove(&self, path: FolderPath) -> Result<()> {
        let tree = self.look().await?;
        let id = tree.id(&path).cloned().ok_or_else(|| missing(&path))?;
        let request = Request::new("DeleteFolder", &[("DeleteType", "HardDelete")], |xml| ids(xml, &id));
        self.edited(request, &path).await
    }

    async fn edited(&self, request: Request, path: &FolderPath) -> Result<()> {
        let edited: Result<Result<Element, Refusal>> = self.speaker.ask_one(request).await;
        self.forget().await;
        edited?.map(drop).map_err(|refusal| refusal.of_folder(path))
    }
}

/// What XML cannot carry would be made under another name.
fn legal(path: &FolderPath) -> Result<()> {
    match path.names().iter().find(|name| name.contains(char::is_control)) {
        Some(name) => Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name))),
        None => Ok(()),
    }
}

fn ids(xml: &mut super::xml::Xml, id: &str) {
    xml.within("m:FolderIds", |xml| {
        xml.empty("t:FolderId", &[("Id", id)]);
    });
}

fn named(id: &str, name: &str) -> Request {
    Request::new("UpdateFolder", &[], |xml| {
        xml.within("m:FolderChanges", |xml| {
            xml.within("t:FolderChange", |xml| {
                xml.empty("t:FolderId", &[("Id", id)]);
                xml.within("t:Updates", |xml| {
                    xml.within("t:SetFolderField", |xml| {
                        field(xml, "folder:DisplayName");
                        xml.within("t:Folder", |xml| {
                            xml.text("t:DisplayName", name);
                        });
                    });
                });
            });
        });
    })
}
