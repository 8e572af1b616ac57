//! What would be different.

use crate::fetch::gone;
use crate::folder::missing;
use crate::{Error, FlagChange, Flags, Folder, FolderPath, Kind, MessageRef, Result, ServerId};
use carteiro_world::{Spool, phrase};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What would be different, by folder.
#[derive(Default)]
pub(super) struct State {
    /// The folders as they would be, and where the messages of each really lie; empty until somebody has to know.
    pub(super) folders: BTreeMap<FolderPath, Place>,
    changed: HashMap<FolderPath, Changed>,
    /// Folders that ever had changes: each gets a number, so that no name means a message of another time.
    numbers: u64,
}

/// A folder as it would be.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// What would be listed.
    pub(super) folder: Folder,
    /// Where its messages really lie; `None` for a folder that was made here.
    pub(super) real: Option<FolderPath>,
}

/// What would be different in one folder.
#[derive(Default)]
pub(super) struct Changed {
    number: u64,
    /// Messages that would no longer be in it, by their real names.
    pub(super) gone: HashSet<ServerId>,
    /// Flags that would be different.
    pub(super) flags: HashMap<ServerId, FlagChange>,
    /// Messages that would be in it besides, in the order of their arrival.
    pub(super) added: BTreeMap<u64, Added>,
    next: u64,
}

/// A message that would be there.
#[derive(Clone)]
pub(super) struct Added {
    pub(super) source: Source,
    /// Besides what it would have at its source.
    pub(super) change: FlagChange,
    pub(super) reference: MessageRef,
}

/// Where the bytes of a message are.
#[derive(Clone)]
pub(super) enum Source {
    /// In the real mailbox.
    Real(MessageRef),
    /// Here.
    New { content: Spool, flags: Flags, received_at: Timestamp },
}

/// What a reference means.
pub(super) enum Meant {
    /// A message of the folder itself, by its real name.
    Own(ServerId),
    /// A message that would have been added, by its number.
    Added(u64),
}

impl State {
    /// Whether the folder would be there; not known (`true`) before the folders were looked at.
    pub(super) fn has(&self, folder: &FolderPath) -> bool {
        self.folders.is_empty() || self.folders.contains_key(folder)
    }

    /// Where the messages of a folder really lie.
    pub(super) fn real(&self, folder: &FolderPath) -> Option<FolderPath> {
        match self.folders.get(folder) {
            Some(place) => place.real.clone(),
            None => Some(folder.clone()),
        }
    }

    pub(super) fn changed(&self, folder: &FolderPath) -> Option<&Changed> {
        self.changed.get(folder)
    }

    pub(super) fn change(&mut self, folder: &FolderPath) -> &mut Changed {
        self.numbers += 1;
        let fresh = Changed { number: self.numbers, ..Changed::default() };
        self.changed.entry(folder.clone()).or_insert(fresh)
    }

    /// The folder, and what would be different in it, has another name, or none.
    pub(super) fn replace(&mut self, from: &FolderPath, to: Option<&FolderPath>) {
        let place = self.folders.remove(from);
        let changed = self.changed.remove(from);
        let Some(to) = to else { return };
        if let Some(mut place) = place {
            place.folder.path = to.clone();
            self.folders.insert(to.clone(), place);
        }
        if let Some(mut changed) = changed {
            for added in changed.added.values_mut() {
                added.reference.folder = to.clone();
            }
            self.changed.insert(to.clone(), changed);
        }
    }

    /// What a reference means. `NotFound`: it would be gone. `Changed`: the folder would be another.
    pub(super) fn meant(&self, message: &MessageRef) -> Result<Meant> {
        let gone = || gone(&message.folder);
        if !self.has(&message.folder) {
            return Err(missing(&message.folder));
        }
        let id = message.id.as_ref().ok_or_else(gone)?;
        let changed = self.changed(&message.folder);
        if let Some((folder, number)) = own_name(id) {
            let renumbered =
                || Error::new(Kind::Changed, phrase!("folder-renumbered", folder = message.folder));
            let changed = changed.filter(|changed| changed.number == folder).ok_or_else(renumbered)?;
            return changed.added.contains_key(&number).then_some(Meant::Added(number)).ok_or_else(gone);
        }
        if changed.is_some_and(|changed| changed.gone.contains(id)) {
            return Err(gone());
        }
        Ok(Meant::Own(id.clone()))
    }
}

impl Changed {
    /// Adds a message, and answers its name.
    pub(super) fn add(
        &mut self,
        folder: &FolderPath,
        source: Source,
        change: FlagChange,
        key: &crate::ContentKey,
    ) -> MessageRef {
        let number = self.next;
        self.next += 1;
        let id = Some(ServerId::Immutable(format!("{NAME}{}:{number}", self.number)));
        let reference = MessageRef { folder: folder.clone(), id, key: key.clone() };
        self.added.insert(number, Added { source, change, reference: reference.clone() });
        reference
    }
}

/// No server gives such names.
const NAME: &str = "rehearsal:";

/// The numbers of folder and message in a name that was given here.
fn own_name(id: &ServerId) -> Option<(u64, u64)> {
    let ServerId::Immutable(name) = id else { return None };
    let (folder, message) = name.strip_prefix(NAME)?.split_once(':')?;
    Some((folder.parse().ok()?, message.parse().ok()?))
}

/// One change after another.
pub(super) fn then(first: &FlagChange, second: &FlagChange) -> FlagChange {
    first.then(second)
}
