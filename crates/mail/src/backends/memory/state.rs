//! Folders and messages.

use super::knobs::Knobs;
use crate::fetch::gone;
use crate::folder::missing;
use crate::{ContentKey, Error, Flags, FolderPath, Kind, MessageRef, Result, Role, ServerId};
use bytes::Bytes;
use carteiro_world::phrase;
use jiff::Timestamp;
use std::collections::BTreeMap;
use tokio::sync::watch;

#[derive(Default)]
pub(super) struct State {
    pub(super) folders: BTreeMap<FolderPath, Folder>,
    pub(super) knobs: Knobs,
    /// Tells those who watch that something may have happened.
    pub(super) changed: watch::Sender<()>,
    validities: u32,
}

pub(super) struct Folder {
    pub(super) validity: u32,
    pub(super) role: Option<Role>,
    pub(super) messages: BTreeMap<u32, Stored>,
    pub(super) next_uid: u32,
}

/// A message as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its number in its folder, never given to another.
    pub uid: u32,
    /// Its flags.
    pub flags: Flags,
    /// When it was received.
    pub received_at: Timestamp,
    /// All its bytes.
    pub raw: Bytes,
}

impl State {
    /// Makes a folder and the folders above it. `Exists`: it is there already.
    pub(super) fn create(&mut self, path: &FolderPath, role: Option<Role>) -> Result<()> {
        if let Some(name) = path.names().iter().find(|name| name.contains(char::is_control)) {
            return Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name)));
        }
        if self.folders.contains_key(path) {
            return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = path)));
        }
        for depth in 1..path.names().len() {
            if let Some(above) = FolderPath::from_names(path.names().iter().take(depth)) {
                let folder = self.fresh(None);
                self.folders.entry(above).or_insert(folder);
            }
        }
        let folder = self.fresh(role);
        self.folders.insert(path.clone(), folder);
        Ok(())
    }

    fn fresh(&mut self, role: Option<Role>) -> Folder {
        Folder { validity: self.validity(), role, messages: BTreeMap::new(), next_uid: 1 }
    }

    /// A UIDVALIDITY that no folder ever had.
    pub(super) fn validity(&mut self) -> u32 {
        self.validities += 1;
        self.validities
    }

    pub(super) fn folder(&self, path: &FolderPath) -> Result<&Folder> {
        self.folders.get(path).ok_or_else(|| missing(path))
    }

    pub(super) fn folder_mut(&mut self, path: &FolderPath) -> Result<&mut Folder> {
        self.folders.get_mut(path).ok_or_else(|| missing(path))
    }

    /// The UID of a message that is there.
    pub(super) fn find(&self, message: &MessageRef) -> Result<&Stored> {
        let folder = self.folder(&message.folder)?;
        let gone = || gone(&message.folder);
        match &message.id {
            Some(ServerId::Uid { validity, uid }) if *validity == folder.validity => {
                folder.messages.get(uid).ok_or_else(gone)
            }
            Some(ServerId::Uid { .. }) => {
                let words = phrase!("folder-renumbered", folder = message.folder);
                Err(Error::new(Kind::Changed, words))
            }
            _ => Err(gone()),
        }
    }

    /// A message that is there, and not damaged.
    pub(super) fn readable(&self, message: &MessageRef) -> Result<&Stored> {
        let stored = self.find(message)?;
        if self.knobs.unreadable.contains(&(message.folder.clone(), stored.uid)) {
            let words = phrase!("message-unreadable", folder = message.folder);
            return Err(Error::new(Kind::Content, words));
        }
        Ok(stored)
    }

    pub(super) fn find_mut(&mut self, message: &MessageRef) -> Result<&mut Stored> {
        let uid = self.find(message)?.uid;
        let messages = &mut self.folder_mut(&message.folder)?.messages;
        messages.get_mut(&uid).ok_or_else(|| Error::internal("a message that was found is not there"))
    }
}

impl Folder {
    /// Takes a message in, under a UID of this folder.
    pub(super) fn add(&mut self, raw: Bytes, flags: Flags, received_at: Timestamp) -> u32 {
        let uid = self.next_uid;
        self.next_uid += 1;
        let stored = Stored { uid, flags, received_at, raw };
        self.messages.insert(uid, stored);
        uid
    }

    /// The same messages under a UIDVALIDITY where none has the UID it had.
    pub(super) fn renumber(&mut self, validity: u32) {
        self.validity = validity;
        self.next_uid += 1000;
        for (_, message) in std::mem::take(&mut self.messages) {
            self.add(message.raw, message.flags, message.received_at);
        }
    }

    pub(super) fn reference(&self, folder: &FolderPath, uid: u32, key: ContentKey) -> MessageRef {
        MessageRef { folder: folder.clone(), id: Some(ServerId::Uid { validity: self.validity, uid }), key }
    }
}
