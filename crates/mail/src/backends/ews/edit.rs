//! Making, renaming and removing folders.

use super::fault::Refusal;
use super::folders::field;
use super::mailbox::Exchange;
use super::request::Request;
use super::xml::Element;
use crate::backends::exchange::{FolderId, Step, Tree, above, beside, legal, steps, take};
use crate::folder::missing;
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
            let parent = self.around(&tree, &above)?;
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
        if tree.id(&to).is_some_and(|there| *there != id) {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = to)));
        }
        let above = above(&to);
        if let Some(above) = above.filter(|above| tree.id(above).is_none()) {
            self.create(above).await?;
        }
        let tree = self.look().await?;
        let (old, new) = (self.around(&tree, &from)?, self.around(&tree, &to)?);
        let is_taken = tree.id(&beside(&from, &to)).is_some_and(|there| *there != id);
        let edit = |step: Step<FolderId>| {
            let request = match step {
                Step::Named(name) => named(&id, &name),
                Step::Moved(into) => moved(&id, &into),
            };
            self.edited(request, &to)
        };
        take(steps((&from, old), (&to, new), is_taken), edit).await
    }

    /// `DeleteFolder`, for good.
    pub(super) async fn remove(&self, path: FolderPath) -> Result<()> {
        let tree = self.look().await?;
        let id = tree.id(&path).cloned().ok_or_else(|| missing(&path))?;
        let request = Request::new("DeleteFolder", &[("DeleteType", "HardDelete")], |xml| ids(xml, &id));
        self.edited(request, &path).await
    }

    /// The folder in which `path` is, or would be.
    fn around(&self, tree: &Tree, path: &FolderPath) -> Result<FolderId> {
        let root = || self.held.known.root().cloned();
        tree.parent(path)?.or_else(root).ok_or_else(|| missing(path))
    }

    async fn edited(&self, request: Request, path: &FolderPath) -> Result<()> {
        let edited: Result<Result<Element, Refusal>> = self.speaker.ask_one(request).await;
        self.held.forget().await;
        edited?.map(drop).map_err(|refusal| refusal.of_folder(path))
    }
}

fn ids(xml: &mut super::xml::Xml, id: &str) {
    xml.within("m:FolderIds", |xml| {
        xml.empty("t:FolderId", &[("Id", id)]);
    });
}

fn moved(id: &str, to: &str) -> Request {
    Request::new("MoveFolder", &[], |xml| {
        xml.within("m:ToFolderId", |xml| {
            xml.empty("t:FolderId", &[("Id", to)]);
        });
        ids(xml, id);
    })
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
