//! Making, renaming and removing folders.

use super::address::below;
use super::fault::Refusal;
use super::mailbox::Online;
use super::request::Request;
use crate::backends::exchange::{FolderId, Step, above, beside, legal, steps, take};
use crate::folder::missing;
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
            let parent = tree.parent(&above)?;
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
        if tree.id(&to).is_some_and(|there| *there != id) {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = to)));
        }
        let above = above(&to);
        if let Some(above) = above.filter(|above| tree.id(above).is_none()) {
            self.create(above).await?;
        }
        let tree = self.look().await?;
        let (old, new) = (tree.parent(&from)?, tree.parent(&to)?);
        let is_taken = tree.id(&beside(&from, &to)).is_some_and(|there| *there != id);
        let root = &self.speaker.root;
        let edit = |step: Step<Option<FolderId>>| {
            let request = match step {
                Step::Named(name) => {
                    Request::patch(root, &["mailFolders", &id], json!({ "displayName": name }))
                }
                Step::Moved(into) => {
                    let into = into.or_else(|| self.held.known.root().cloned());
                    let into = into.unwrap_or_else(|| "msgfolderroot".to_owned());
                    Request::post(root, &["mailFolders", &id, "move"], json!({ "destinationId": into }))
                }
            };
            self.edited(request, &to)
        };
        take(steps((&from, old), (&to, new), is_taken), edit).await
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
            self.held.forget().await;
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
        self.held.forget().await;
        edited?.map_err(|refusal| refusal.of_folder(path))
    }
}
