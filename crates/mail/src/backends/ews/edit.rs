//! Making, renaming and removing folders.

use super::fault::Refusal;
use super::folders::{field, missing};
use super::mailbox::Exchange;
use super::request::Request;
use super::xml::Element;
use crate::{Error, FolderPath, Kind, Result, Retry};
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
        if tree.id(&to).is_some_and(|there| *there != id) {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = to)));
        }
        let above = to.names().split_last().and_then(|(_, above)| FolderPath::from_slice(above));
        if let Some(above) = above.filter(|above| tree.id(above).is_none()) {
            self.create(above).await?;
        }
        let tree = self.look().await?;
        let new = tree.parent(&to).cloned().ok_or_else(|| missing(&to))?;
        let (old_name, name) = (last(&from), last(&to));
        let renames =
            (old_name != name).then(|| Step { done: named(&id, name), undone: named(&id, old_name) });
        let old = tree.parent(&from).cloned().filter(|old| *old != new);
        let moves = old.map(|old| Step { done: moved(&id, &new), undone: moved(&id, &old) });
        // Where its new name is taken beside it, it goes away first.
        let is_taken = tree.id(&beside(&from, name)).is_some_and(|there| *there != id);
        let steps = if is_taken { [moves, renames] } else { [renames, moves] };
        self.edited_by(steps.into_iter().flatten().collect(), &to).await
    }

    /// Takes steps one after the other, and those that were taken back where a later one is refused.
    async fn edited_by(&self, steps: Vec<Step>, path: &FolderPath) -> Result<()> {
        let mut taken: Option<Request> = None;
        for step in steps {
            let Err(error) = self.edited(step.done, path).await else {
                taken = Some(step.undone);
                continue;
            };
            return Err(match taken {
                // Whether this one was taken nobody knows.
                Some(undone) if error.retry() != Retry::Unsure => match self.edited(undone, path).await {
                    Ok(()) => error,
                    Err(_) => error.retrying(Retry::Unsure),
                },
                _ => error,
            });
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

/// One of two requests that make one change, and what takes it back.
struct Step {
    done: Request,
    undone: Request,
}

fn last(path: &FolderPath) -> &str {
    path.names().last().map_or("", String::as_str)
}

/// The folder of this name beside another.
fn beside(path: &FolderPath, name: &str) -> FolderPath {
    let above = path.names().split_last().map(|(_, above)| above).unwrap_or_default();
    FolderPath::from_names(above.iter().map(String::as_str).chain([name])).unwrap_or_else(|| path.clone())
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
