//! Making, renaming and removing folders.

use super::address::below;
use super::fault::Refusal;
use super::folders::{FolderId, Tree, missing};
use super::mailbox::Online;
use super::request::Request;
use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::http::Method;
use carteiro_world::phrase;
use serde_json::json;
use std::sync::atomic::Ordering;

impl Online {
    /// Makes a folder, from the top on.
    pub(super) async fn create(&self, path: FolderPath) -> Result<()> {
        let mut tree = self.look().await?;
        if tree.id(&path).is_some() {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = path)));
        }
        legal(&path)?;
        for depth in 1..=path.names().len() {
            let above = path.names().get(..depth).and_then(FolderPath::from_slice);
            let Some(above) = above.filter(|above| tree.id(above).is_none()) else { continue };
            let parent = parent(&tree, &above)?;
            let name = above.names().last().cloned().unwrap_or_default();
            let segments = match &parent {
                Some(parent) => vec!["mailFolders", parent.as_str(), "childFolders"],
                None => vec!["mailFolders"],
            };
            let body = json!({ "displayName": name });
            self.edited(Request::post(&self.speaker.root, &segments, body), &above).await?;
            tree = self.look().await?;
        }
        Ok(())
    }

    /// Gives a folder another name, another place, or both.
    pub(super) async fn rename(&self, from: FolderPath, to: FolderPath) -> Result<()> {
        legal(&to)?;
        let tree = self.look().await?;
        let id = tree.id(&from).cloned().ok_or_else(|| missing(&from))?;
        if tree.id(&to).is_some() {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = to)));
        }
        let above = above(&to);
        if let Some(above) = above.filter(|above| tree.id(above).is_none()) {
            self.create(above).await?;
        }
        let tree = self.look().await?;
        let (old, new) = (parent(&tree, &from)?, parent(&tree, &to)?);
        let name = to.names().last().cloned().unwrap_or_default();
        if from.names().last() != Some(&name) {
            let body = json!({ "displayName": name });
            self.edited(Request::patch(&self.speaker.root, &["mailFolders", &id], body), &to).await?;
        }
        if old != new {
            let new = new.or_else(|| self.known.root.clone()).unwrap_or_else(|| "msgfolderroot".to_owned());
            let body = json!({ "destinationId": new });
            self.edited(Request::post(&self.speaker.root, &["mailFolders", &id, "move"], body), &to).await?;
        }
        Ok(())
    }

    /// Removes a folder for good. Where the cloud knows no such action (learn.microsoft.com/graph/api/
    /// mailfolder-permanentdelete: not every one does), it is put among what was deleted, and removed from there.
    pub(super) async fn remove(&self, path: FolderPath) -> Result<()> {
        let tree = self.look().await?;
        let id = tree.id(&path).cloned().ok_or_else(|| missing(&path))?;
        let root = &self.speaker.root;
        let odd = &self.speaker.odd.keeps_folders;
        if !odd.load(Ordering::Relaxed) {
            let url = below(root, &["mailFolders", &id, "permanentDelete"]);
            let removed = self.speaker.order(&Request::new(Method::POST, url)).await;
            self.forget().await;
            match removed? {
                Err(refusal) if refusal.is_unknown_action() => odd.store(true, Ordering::Relaxed),
                removed => return removed.map_err(|refusal| refusal.of_folder(&path)),
            }
        }
        let delete = || Request::new(Method::DELETE, below(root, &["mailFolders", &id]));
        self.edited(delete(), &path).await?;
        match self.speaker.order(&delete()).await? {
            Err(refusal) if !refusal.is_missing() => Err(refusal.of_folder(&path)),
            _ => Ok(()),
        }
    }

    async fn edited(&self, request: Request, path: &FolderPath) -> Result<()> {
        let edited: Result<Result<(), Refusal>> = self.speaker.order(&request).await;
        self.forget().await;
        edited?.map_err(|refusal| refusal.of_folder(path))
    }
}

fn above(path: &FolderPath) -> Option<FolderPath> {
    path.names().split_last().and_then(|(_, above)| FolderPath::from_slice(above))
}

/// The folder in which `path` is, or would be; `None`: the top.
fn parent(tree: &Tree, path: &FolderPath) -> Result<Option<FolderId>> {
    match above(path) {
        Some(above) => Ok(Some(tree.id(&above).cloned().ok_or_else(|| missing(&above))?)),
        None => Ok(None),
    }
}

/// Exchange keeps no control characters in names.
fn legal(path: &FolderPath) -> Result<()> {
    match path.names().iter().find(|name| name.contains(char::is_control)) {
        Some(name) => Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name))),
        None => Ok(()),
    }
}
