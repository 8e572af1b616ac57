use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;

use super::{Flag, Flags, Mailbox, Message, StoreError};

/// One user's mailbox, shared by the sessions of all protocols and by whoever looks on. Clones are the same mailbox.
#[derive(Clone, Debug)]
pub struct Account(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    user: String,
    mailbox: Mutex<Mailbox>,
    changed: watch::Sender<()>,
}

/// A folder as seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderSummary {
    /// Its full name, with `/` between the levels.
    pub name: String,
    /// How many messages it holds.
    pub messages: usize,
    /// How many of them are unread.
    pub unread: usize,
}

impl Account {
    pub(super) fn new(user: &str, prefix: &str) -> Self {
        let mailbox = Mutex::new(Mailbox::new(prefix));
        Self(Arc::new(Inner { user: user.to_owned(), mailbox, changed: watch::Sender::new(()) }))
    }

    /// Whose it is.
    pub fn user(&self) -> &str {
        &self.0.user
    }

    /// Looks at the mailbox while nobody changes it.
    pub fn read<T>(&self, look: impl FnOnce(&Mailbox) -> T) -> T {
        look(&self.0.mailbox.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the mailbox and tells everyone who waits for that.
    pub fn write<T>(&self, change: impl FnOnce(&mut Mailbox) -> T) -> T {
        let answer = change(&mut self.0.mailbox.lock().unwrap_or_else(PoisonError::into_inner));
        self.0.changed.send_replace(());
        answer
    }

    /// Changes what nobody waits for.
    pub(crate) fn quietly<T>(&self, change: impl FnOnce(&mut Mailbox) -> T) -> T {
        change(&mut self.0.mailbox.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Becomes ready each time the mailbox may have changed.
    pub fn subscribe_to_changes(&self) -> watch::Receiver<()> {
        self.0.changed.subscribe()
    }

    /// The folders in order of name.
    pub fn folders(&self) -> Vec<FolderSummary> {
        self.read(|mailbox| {
            let summary = |(name, folder): (&str, &super::Folder)| FolderSummary {
                name: name.to_owned(),
                messages: folder.messages().len(),
                unread: folder.unread(),
            };
            mailbox.folders().map(summary).collect()
        })
    }

    /// The messages of a folder in order of UID.
    pub fn messages(&self, folder: &str) -> Result<Vec<Message>, StoreError> {
        self.read(|mailbox| Ok(mailbox.folder(folder)?.messages().cloned().collect()))
    }

    /// Adds a message to a folder and answers its UID.
    pub fn append(
        &self,
        folder: &str,
        raw: impl Into<Arc<[u8]>>,
        flags: Flags,
        received_at: Timestamp,
    ) -> Result<u32, StoreError> {
        self.write(|mailbox| Ok(mailbox.folder_mut(folder)?.append(raw.into(), flags, received_at)))
    }

    /// Creates a folder.
    pub fn create(&self, folder: &str) -> Result<(), StoreError> {
        self.write(|mailbox| mailbox.create(folder))
    }

    /// Sets a flag on a message, as somebody else would. Answers whether the message is there.
    pub fn flag(&self, folder: &str, uid: u32, flag: Flag) -> Result<bool, StoreError> {
        self.write(|mailbox| {
            Ok(mailbox.folder_mut(folder)?.set_flags(uid, |flags| flags.insert(flag)).is_some())
        })
    }

    /// Removes a message, as somebody else would. Answers whether it was there.
    pub fn remove(&self, folder: &str, uid: u32) -> Result<bool, StoreError> {
        self.write(|mailbox| Ok(mailbox.folder_mut(folder)?.remove(uid).is_some()))
    }
}
