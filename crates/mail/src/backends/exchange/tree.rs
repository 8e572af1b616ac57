//! Which folders there are: their places by their names, and the server's names for them.

use crate::folder::missing;
use crate::{Folder, FolderPath, Result, Role};
use std::collections::{BTreeMap, HashMap};

/// The server's name for a folder. It stays when the folder moves.
pub(in crate::backends) type FolderId = String;

/// The mailbox's own folders.
#[derive(Clone, Debug, Default)]
pub(in crate::backends) struct WellKnown {
    root: Option<FolderId>,
    roles: HashMap<FolderId, (Role, String)>,
}

impl WellKnown {
    /// Adds one: the root, or what is for a role, under the name that it has.
    pub(in crate::backends) fn add(&mut self, role: Option<Role>, id: FolderId, name: &str) {
        match role {
            None => self.root = Some(id),
            Some(role) => drop(self.roles.insert(id, (role, name.to_owned()))),
        }
    }

    /// Where folders of the first level are.
    pub(in crate::backends) fn root(&self) -> Option<&FolderId> {
        self.root.as_ref()
    }

    /// The folder for this.
    pub(in crate::backends) fn of_role(&self, role: Role) -> Option<&FolderId> {
        self.roles.iter().find(|(_, (known, _))| *known == role).map(|(id, _)| id)
    }

    fn role(&self, id: &str) -> Option<Role> {
        self.roles.get(id).map(|(role, _)| *role)
    }

    /// These alone: what a delegate sees who may see some folders, and not the one in which they are.
    pub(in crate::backends) fn alone(&self) -> Tree {
        let mut tree = Tree::default();
        for (id, (_, name)) in &self.roles {
            tree.add(None, id, name, self);
        }
        tree
    }
}

/// All folders of mail, as they were when somebody looked.
#[derive(Debug, Default)]
pub(in crate::backends) struct Tree {
    by_path: BTreeMap<FolderPath, FolderId>,
    /// The same without regard to case, as Exchange compares names.
    folded: HashMap<FolderPath, FolderId>,
    roles: HashMap<FolderPath, Role>,
}

impl Tree {
    /// How many there are.
    pub(in crate::backends) fn len(&self) -> usize {
        self.by_path.len()
    }

    pub(in crate::backends) fn id(&self, path: &FolderPath) -> Option<&FolderId> {
        self.by_path.get(path).or_else(|| self.folded.get(&folded(path)?))
    }

    /// Where the folder of this name is.
    pub(in crate::backends) fn path(&self, id: &str) -> Option<&FolderPath> {
        self.by_path.iter().find(|(_, known)| *known == id).map(|(path, _)| path)
    }

    /// The folder in which `path` is, or would be; `None`: the top. `NotFound`: that is not there.
    pub(in crate::backends) fn parent(&self, path: &FolderPath) -> Result<Option<FolderId>> {
        match above(path) {
            Some(above) => Ok(Some(self.id(&above).cloned().ok_or_else(|| missing(&above))?)),
            None => Ok(None),
        }
    }

    /// Adds a folder that is in another one, and answers where that is. Two of one name beside each other: the first is
    /// meant. What pretends to be the inbox is nothing.
    pub(in crate::backends) fn add(
        &mut self,
        above: Option<&FolderPath>,
        id: &FolderId,
        name: &str,
        known: &WellKnown,
    ) -> Option<FolderPath> {
        let role = known.role(id);
        let path = if role == Some(Role::Inbox) {
            FolderPath::inbox()
        } else {
            let above = above.map(FolderPath::names).unwrap_or_default().iter().map(String::as_str);
            FolderPath::from_names(above.chain([name])).filter(|path| !path.is_inbox())?
        };
        if self.by_path.contains_key(&path) {
            return None;
        }
        self.roles.extend(role.map(|role| (path.clone(), role)));
        if let Some(folded) = folded(&path) {
            self.folded.entry(folded).or_insert_with(|| id.clone());
        }
        self.by_path.insert(path.clone(), id.clone());
        Some(path)
    }

    /// All of them: the inbox first and what is in it, parents before children.
    pub(in crate::backends) fn folders(&self) -> Vec<Folder> {
        let folder = |path: &FolderPath| Folder {
            path: path.clone(),
            role: self.roles.get(path).copied(),
            selectable: true,
        };
        let mut folders: Vec<Folder> = self.by_path.keys().map(folder).collect();
        folders.sort_by_key(|folder| folder.path.names().first().is_none_or(|top| top != "INBOX"));
        folders
    }
}

/// The folder around it; `None`: it is at the top.
pub(in crate::backends) fn above(path: &FolderPath) -> Option<FolderPath> {
    path.names().split_last().and_then(|(_, above)| FolderPath::from_slice(above))
}

fn folded(path: &FolderPath) -> Option<FolderPath> {
    FolderPath::from_names(path.names().iter().map(|name| name.to_lowercase()))
}
