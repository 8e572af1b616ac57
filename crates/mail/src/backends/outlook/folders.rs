//! Which folders there are: their places by their names, and the server's names for them.

use super::batch::Told;
use super::call::Speaker;
use super::fault::{self, Said};
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use crate::{Error, Folder, FolderPath, Kind, Result, Role};
use carteiro_world::phrase;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The server's name for a folder. It stays when the folder moves.
pub(super) type FolderId = String;

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

/// The mailbox's own folders.
#[derive(Clone, Debug, Default)]
pub(super) struct WellKnown {
    pub(super) root: Option<FolderId>,
    roles: HashMap<FolderId, (Role, String)>,
}

impl WellKnown {
    /// Asks for them all at once. A delegate may see some of them only; without the inbox there is no session.
    pub(super) async fn of(speaker: &Speaker) -> Result<Self> {
        let request = |(name, _): &(&str, _)| {
            Request::get(&speaker.root, &["mailFolders", name], &[("$select", "id,displayName")])
        };
        let requests: Vec<Request> = WELL_KNOWN.iter().map(request).collect();
        let mut known = Self::default();
        for ((_, role), told) in WELL_KNOWN.into_iter().zip(speaker.batch::<FolderTold>(&requests).await) {
            let folder = match told? {
                Ok(folder) if folder.id.is_empty() => {
                    return Err(fault::nonsense("a folder without a name"));
                }
                Ok(folder) => folder,
                Err(refusal) if role == Some(Role::Inbox) => return Err(speaker.unopened(&refusal).await),
                Err(_) => continue,
            };
            match role {
                None => known.root = Some(folder.id),
                Some(role) => {
                    let name = folder.name().to_owned();
                    known.roles.insert(folder.id, (role, name));
                }
            }
        }
        Ok(known)
    }

    /// The folder for this.
    pub(super) fn of_role(&self, role: Role) -> Option<&FolderId> {
        self.roles.iter().find(|(_, (known, _))| *known == role).map(|(id, _)| id)
    }
}

/// All folders of mail, as they were when somebody looked.
#[derive(Debug, Default)]
pub(super) struct Tree {
    by_path: BTreeMap<FolderPath, FolderId>,
    roles: HashMap<FolderPath, Role>,
}

impl Tree {
    pub(super) fn id(&self, path: &FolderPath) -> Option<&FolderId> {
        self.by_path.get(path)
    }

    /// Two folders of one name beside each other: the first is meant. What pretends to be the inbox is nothing.
    fn add(
        &mut self,
        above: Option<&FolderPath>,
        folder: &FolderTold,
        known: &WellKnown,
    ) -> Option<FolderPath> {
        let role = known.roles.get(&folder.id).map(|(role, _)| *role);
        let path = if role == Some(Role::Inbox) {
            FolderPath::inbox()
        } else {
            let above = above.map(FolderPath::names).unwrap_or_default().iter().map(String::as_str);
            FolderPath::from_names(above.chain([folder.name()])).filter(|path| !path.is_inbox())?
        };
        if self.by_path.contains_key(&path) {
            return None;
        }
        self.roles.extend(role.map(|role| (path.clone(), role)));
        self.by_path.insert(path.clone(), folder.id.clone());
        Some(path)
    }
}

impl Online {
    /// All folders, parents before children.
    pub(super) async fn folders(&self) -> Result<Vec<Folder>> {
        let tree = self.look().await?;
        let folder = |path: &FolderPath| Folder {
            path: path.clone(),
            role: tree.roles.get(path).copied(),
            selectable: true,
        };
        let mut folders: Vec<Folder> = tree.by_path.keys().map(folder).collect();
        // The inbox first, and what is in it.
        folders.sort_by_key(|folder| folder.path.names().first().is_none_or(|top| top != "INBOX"));
        Ok(folders)
    }

    /// What is done with a folder: where its name is not known, or means nothing any more, it is looked for once.
    pub(super) async fn at<T, F: Future<Output = Result<T>>>(
        &self,
        path: &FolderPath,
        work: impl Fn(FolderId) -> F,
    ) -> Result<T> {
        let known = self.known_id(path).await;
        if let Some(id) = &known {
            match work(id.clone()).await {
                Err(error) if is_missing(&error) => {}
                done => return done,
            }
        }
        let found = self.look().await?.id(path).cloned();
        match found {
            Some(id) if Some(&id) != known.as_ref() => work(id).await,
            _ => Err(missing(path)),
        }
    }

    async fn known_id(&self, path: &FolderPath) -> Option<FolderId> {
        let known = self.tree.lock().await.as_ref().and_then(|tree| tree.id(path).cloned());
        // The inbox is what it is without looking.
        known.or_else(|| self.known.of_role(Role::Inbox).filter(|_| path.is_inbox()).cloned())
    }

    /// Looks which folders there are.
    pub(super) async fn look(&self) -> Result<Arc<Tree>> {
        let mut held = self.tree.lock().await;
        let tree = Arc::new(self.found().await?);
        *held = Some(Arc::clone(&tree));
        Ok(tree)
    }

    /// Nobody knows any more which folders there are.
    pub(super) async fn forget(&self) {
        *self.tree.lock().await = None;
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
            Ok(Err(refusal)) if matches!(refusal.error().kind(), Kind::NotFound) => return Ok(self.few()),
            Err(error) if error.kind() == Kind::Denied => return Ok(self.few()),
            Ok(Err(refusal)) => return Err(refusal.error()),
            Err(error) => return Err(error),
        };
        for _ in 0..DEEPEST {
            let mut parents: Vec<(FolderPath, FolderId)> = Vec::new();
            for (above, page) in level {
                let mut add = |folders: Vec<FolderTold>| {
                    for folder in folders.into_iter().filter(|folder| !folder.is_search()) {
                        let path = tree.add(above.as_ref(), &folder, &self.known);
                        if let Some(path) = path
                            && folder.child_folder_count.is_some_and(|children| children > 0)
                        {
                            parents.push((path, folder.id));
                        }
                    }
                    if tree.by_path.len() > MOST {
                        Err(fault::nonsense("folders without an end"))
                    } else {
                        Ok(false)
                    }
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

    fn few(&self) -> Tree {
        let mut tree = Tree::default();
        for (id, (_, name)) in &self.known.roles {
            let folder =
                FolderTold { id: id.clone(), display_name: Some(name.clone()), ..FolderTold::default() };
            tree.add(None, &folder, &self.known);
        }
        tree
    }
}

/// Whether the error says that a folder is not there.
pub(super) fn is_missing(error: &Error) -> bool {
    error.kind() == Kind::NotFound && error.words().code == "folder-missing"
}

pub(super) fn missing(path: &FolderPath) -> Error {
    Error::new(Kind::NotFound, phrase!("folder-missing", folder = path))
}
