//! Which folders there are (learn.microsoft.com/graph/api/user-list-mailfolders).

use super::batch::Told;
use super::call::Speaker;
use super::fault::{self, Said};
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use crate::backends::exchange::{FolderId, Tree, WellKnown};
use crate::{Folder, FolderPath, Kind, Result, Role};
use serde::Deserialize;
use std::sync::Arc;

/// The folders that every mailbox has, and what they are for (learn.microsoft.com/graph/api/resources/mailfolder). The root
/// comes first, then the one without which there is no session.
const WELL_KNOWN: [(&str, Option<Role>); 7] = [
    ("msgfolderroot", None),
    ("inbox", Some(Role::Inbox)),
    ("drafts", Some(Role::Drafts)),
    ("sentitems", Some(Role::Sent)),
    ("deleteditems", Some(Role::Trash)),
    ("junkemail", Some(Role::Junk)),
    ("archive", Some(Role::Archive)),
];
/// So many folders come with one answer.
const PAGE: usize = 250;
/// Nobody has more.
const MOST: usize = 100_000;
const DEEPEST: usize = 100;
const TOLD: &str = "id,displayName,childFolderCount";

/// A folder as it is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct FolderTold {
    id: String,
    display_name: Option<String>,
    child_folder_count: Option<i64>,
    #[serde(rename = "@odata.type")]
    kind: Option<String>,
    error: Option<Said>,
}

impl Told for FolderTold {
    fn error(&self) -> Option<&Said> {
        self.error.as_ref()
    }
}

impl FolderTold {
    fn name(&self) -> &str {
        self.display_name.as_deref().unwrap_or_default()
    }

    /// A search looks like a folder, and its messages are in others.
    fn is_search(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.ends_with("mailSearchFolder"))
    }
}

/// Asks for the mailbox's own folders at once. A delegate may see some of them only; without the inbox there is no session.
pub(super) async fn well_known(speaker: &Speaker) -> Result<WellKnown> {
    let request = |(name, _): &(&str, _)| {
        Request::get(&speaker.root, &["mailFolders", name], &[("$select", "id,displayName")])
    };
    let requests: Vec<Request> = WELL_KNOWN.iter().map(request).collect();
    let mut known = WellKnown::default();
    for ((_, role), told) in WELL_KNOWN.into_iter().zip(speaker.batch::<FolderTold>(&requests).await) {
        match told? {
            Ok(folder) if folder.id.is_empty() => return Err(fault::nonsense("a folder without a name")),
            Ok(folder) => known.add(role, folder.id.clone(), folder.name()),
            Err(refusal) if role == Some(Role::Inbox) => return Err(speaker.unopened(&refusal).await),
            Err(_) => {}
        }
    }
    Ok(known)
}

impl Online {
    /// All folders.
    pub(super) async fn folders(&self) -> Result<Vec<Folder>> {
        Ok(self.look().await?.folders())
    }

    /// What is done with a folder.
    pub(super) async fn at<T, F: Future<Output = Result<T>>>(
        &self,
        path: &FolderPath,
        work: impl Fn(FolderId) -> F,
    ) -> Result<T> {
        self.held.at(path, Box::pin(self.found()), work).await
    }

    /// Looks which folders there are.
    pub(super) async fn look(&self) -> Result<Arc<Tree>> {
        self.held.look(Box::pin(self.found())).await
    }

    /// One level after the other.
    async fn found(&self) -> Result<Tree> {
        let options = [("$top", PAGE.to_string()), ("$select", TOLD.to_owned())];
        let options = options.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut tree = Tree::default();
        let top = Request::get(&self.speaker.root, &["mailFolders"], &options);
        let mut level = match self.speaker.ask::<Page<FolderTold>>(&top).await {
            Ok(Ok(page)) => vec![(None, page)],
            // A delegate may see some folders, and not the one in which they are.
            Ok(Err(refusal)) if matches!(refusal.error().kind(), Kind::NotFound) => {
                return Ok(self.held.known.alone());
            }
            Err(error) if error.kind() == Kind::Denied => return Ok(self.held.known.alone()),
            Ok(Err(refusal)) => return Err(refusal.error()),
            Err(error) => return Err(error),
        };
        for _ in 0..DEEPEST {
            let mut parents: Vec<(FolderPath, FolderId)> = Vec::new();
            for (above, page) in level {
                let mut add = |folders: Vec<FolderTold>| {
                    for folder in folders.into_iter().filter(|folder| !folder.is_search()) {
                        let path = tree.add(above.as_ref(), &folder.id, folder.name(), &self.held.known);
                        if let Some(path) = path
                            && folder.child_folder_count.is_some_and(|children| children > 0)
                        {
                            parents.push((path, folder.id));
                        }
                    }
                    if tree.len() > MOST { Err(fault::nonsense("folders without an end")) } else { Ok(false) }
                };
                self.speaker.pages(page, PAGE, &mut add).await?.map_err(|refusal| refusal.error())?;
            }
            if parents.is_empty() {
                break;
            }
            let below = |(_, id): &(_, FolderId)| {
                Request::get(&self.speaker.root, &["mailFolders", id, "childFolders"], &options)
            };
            let requests: Vec<Request> = parents.iter().map(below).collect();
            level = Vec::new();
            for ((path, _), page) in parents.into_iter().zip(self.speaker.batch(&requests).await) {
                match page? {
                    Ok(page) => level.push((Some(path), page)),
                    // It went meanwhile, or others may not look into it.
                    Err(refusal) if refusal.is_missing() || refusal.status == 403 => {}
                    Err(refusal) => return Err(refusal.error()),
                }
            }
        }
        Ok(tree)
    }

    /// Whether a folder is where somebody saw it.
    pub(super) async fn is_there(&self, folder: &str) -> Result<bool> {
        let request = Request::get(&self.speaker.root, &["mailFolders", folder], &[("$select", "id")]);
        match self.speaker.ask::<FolderTold>(&request).await? {
            Ok(_) => Ok(true),
            Err(refusal) if refusal.is_missing() => Ok(false),
            Err(refusal) => Err(refusal.error()),
        }
    }
}
