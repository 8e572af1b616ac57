use std::collections::{BTreeMap, BTreeSet};

use super::{Folder, Message, Origin, Role, StoreError, name};

/// The folders of one account.
#[derive(Debug)]
pub struct Mailbox {
    folders: BTreeMap<String, Folder>,
    subscribed: BTreeSet<String>,
    last_uid_validity: u32,
}

/// Where messages went: the UIDs before and after, in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The UIDVALIDITY of the folder they are in now.
    pub uid_validity: u32,
    /// Pairs of UID there and UID here.
    pub uids: Vec<(u32, u32)>,
}

impl Mailbox {
    pub(super) fn new(prefix: &str) -> Self {
        let mut mailbox =
            Self { folders: BTreeMap::new(), subscribed: BTreeSet::new(), last_uid_validity: 1_700_000_000 };
        mailbox.add("INBOX".to_owned(), None);
        for role in Role::ALL {
            mailbox.add(format!("{prefix}{}", role.name()), Some(role));
        }
        mailbox.subscribed = mailbox.folders.keys().cloned().collect();
        mailbox
    }

    fn add(&mut self, name: String, role: Option<Role>) {
        self.last_uid_validity += 1;
        self.folders.insert(name, Folder::new(self.last_uid_validity, role));
    }

    fn add_parents(&mut self, of: &str) {
        for parent in name::parents(of) {
            if !self.folders.contains_key(parent) {
                self.add(parent.to_owned(), None);
            }
        }
    }

    /// The folders in order of name.
    pub fn folders(&self) -> impl Iterator<Item = (&str, &Folder)> {
        self.folders.iter().map(|(name, folder)| (name.as_str(), folder))
    }

    /// The folder of this name.
    pub fn folder(&self, name: &str) -> Result<&Folder, StoreError> {
        self.folders.get(&name::canonical(name)).ok_or(StoreError::NoFolder)
    }

    /// The folder of this name, to change it.
    pub fn folder_mut(&mut self, name: &str) -> Result<&mut Folder, StoreError> {
        self.folders.get_mut(&name::canonical(name)).ok_or(StoreError::NoFolder)
    }

    /// The folder with this UIDVALIDITY, under whatever name it has now.
    pub fn by_uid_validity(&self, uid_validity: u32) -> Option<&Folder> {
        self.folders.values().find(|folder| folder.uid_validity == uid_validity)
    }

    /// The folder with this UIDVALIDITY, to change it.
    pub fn by_uid_validity_mut(&mut self, uid_validity: u32) -> Option<&mut Folder> {
        self.folders.values_mut().find(|folder| folder.uid_validity == uid_validity)
    }

    /// The names someone subscribed to, whether or not there is such a folder (RFC 9051 §6.3.7).
    pub fn subscribed(&self) -> impl Iterator<Item = &str> {
        self.subscribed.iter().map(String::as_str)
    }

    /// Subscribes to a name.
    pub fn subscribe(&mut self, name: &str) {
        self.subscribed.insert(name::canonical(name));
    }

    /// Ends a subscription. Answers whether there was one.
    pub fn unsubscribe(&mut self, name: &str) -> bool {
        self.subscribed.remove(&name::canonical(name))
    }

    /// Creates a folder, and the parents it lacks (RFC 9051 §6.3.4).
    pub fn create(&mut self, name: &str) -> Result<(), StoreError> {
        let name = name::new(name)?;
        if self.folders.contains_key(&name) {
            return Err(StoreError::FolderExists);
        }
        self.add_parents(&name);
        self.add(name, None);
        Ok(())
    }

    /// Creates a folder whose name may have what those of IMAP may not: everything but an empty level.
    pub(crate) fn create_named(&mut self, name: &str) -> Result<(), StoreError> {
        if self.folders.contains_key(name) {
            return Err(StoreError::FolderExists);
        }
        if name.split('/').any(str::is_empty) {
            return Err(StoreError::BadName);
        }
        self.add_parents(name);
        self.add(name.to_owned(), None);
        Ok(())
    }

    /// Renames a folder to such a name, with all below it.
    pub(crate) fn rename_named(&mut self, from: &str, to: &str) -> Result<(), StoreError> {
        if from == "INBOX" || to.split('/').any(str::is_empty) || name::below(to, from).is_some() {
            return Err(StoreError::BadName);
        }
        if self.folders.contains_key(to) {
            return Err(StoreError::FolderExists);
        }
        self.shift(from, to)
    }

    /// Deletes a folder; those below it stay (RFC 9051 §6.3.5).
    pub fn delete(&mut self, name: &str) -> Result<(), StoreError> {
        let name = name::canonical(name);
        if name == "INBOX" {
            return Err(StoreError::Inbox);
        }
        if self.folders.remove(&name).is_some() {
            return Ok(());
        }
        let holds_others = self.folders.keys().any(|other| name::below(other, &name).is_some());
        Err(if holds_others { StoreError::HasChildren } else { StoreError::NoFolder })
    }

    /// Renames a folder with all below it. Renaming INBOX moves its messages and leaves it empty (RFC 9051 §6.3.6).
    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), StoreError> {
        let (from, to) = (name::canonical(from), name::new(to)?);
        if self.folders.contains_key(&to) {
            return Err(StoreError::FolderExists);
        }
        if name::below(&to, &from).is_some() && from != "INBOX" {
            return Err(StoreError::BadName);
        }
        if from == "INBOX" {
            self.create(&to)?;
            let uids: Vec<u32> = self.folder(&from)?.messages().map(|message| message.uid).collect();
            let inbox = self.folder(&from)?.uid_validity();
            return self.move_to(inbox, &uids, &to).map(drop);
        }
        self.shift(&from, &to)
    }

    fn shift(&mut self, from: &str, to: &str) -> Result<(), StoreError> {
        let moved: Vec<String> = self
            .folders
            .keys()
            .filter(|name| *name == from || name::below(name, from).is_some())
            .cloned()
            .collect();
        if moved.is_empty() {
            return Err(StoreError::NoFolder);
        }
        self.add_parents(to);
        for old in moved {
            if let Some(folder) = self.folders.remove(&old) {
                let new =
                    name::below(&old, from).map_or_else(|| to.to_owned(), |rest| format!("{to}/{rest}"));
                self.folders.insert(new, folder);
            }
        }
        Ok(())
    }

    /// Copies messages of the folder with this UIDVALIDITY; those that are gone are left out.
    pub fn copy_to(&mut self, from: u32, uids: &[u32], to: &str) -> Result<Copied, StoreError> {
        self.add_copies(from, uids, to, Origin::Copied)
    }

    fn add_copies(
        &mut self,
        from: u32,
        uids: &[u32],
        to: &str,
        origin: fn(u32, u32) -> Origin,
    ) -> Result<Copied, StoreError> {
        let source = self.by_uid_validity(from).ok_or(StoreError::NoFolder)?;
        let messages: Vec<_> = uids.iter().filter_map(|uid| source.message(*uid).cloned()).collect();
        let target = self.folder_mut(to)?;
        let copy = |message: Message| {
            let (uid, origin) = (message.uid, origin(from, message.uid));
            let birth = message.birth.filter(|_| matches!(origin, Origin::Moved(..)));
            (uid, target.add(Message { origin, birth, ..message }))
        };
        let uids = messages.into_iter().map(copy).collect();
        Ok(Copied { uid_validity: target.uid_validity, uids })
    }

    /// Moves messages of the folder with this UIDVALIDITY; those that are gone are left out.
    pub fn move_to(&mut self, from: u32, uids: &[u32], to: &str) -> Result<Copied, StoreError> {
        let copied = self.add_copies(from, uids, to, Origin::Moved)?;
        let source = self.by_uid_validity_mut(from).ok_or(StoreError::NoFolder)?;
        for (uid, _) in &copied.uids {
            source.remove(*uid);
        }
        Ok(copied)
    }

    /// Gives every folder a new UIDVALIDITY and its messages other UIDs, as a server restored from a backup does.
    pub fn renumber(&mut self) {
        for folder in self.folders.values_mut() {
            self.last_uid_validity += 1;
            let old = std::mem::replace(folder, Folder::new(0, None));
            *folder = old.renumbered(self.last_uid_validity);
        }
    }
}
