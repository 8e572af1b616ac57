//! What a test holds of the mailbox.

use super::knobs::{Done, SignIn, Verb};
use super::open::Opens;
use super::state::{State, Stored};
use crate::{Capabilities, Error, Flags, Folder, FolderPath, Open, Result, Role};
use bytes::Bytes;
use jiff::Timestamp;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A mailbox in memory, and its server. Clones share it; it has any number of sessions.
#[derive(Clone)]
pub struct Server(Arc<Mutex<State>>);

impl Server {
    /// INBOX, Drafts, Sent, Trash, Junk and Archive, all empty.
    pub fn new() -> Self {
        let mut state = State::default();
        for (name, role) in [
            ("INBOX", Role::Inbox),
            ("Drafts", Role::Drafts),
            ("Sent", Role::Sent),
            ("Trash", Role::Trash),
            ("Junk", Role::Junk),
            ("Archive", Role::Archive),
        ] {
            // No two of them have the same name.
            let _ = FolderPath::from_names([name]).map(|path| state.create(&path, Some(role)));
        }
        Self(Arc::new(Mutex::new(state)))
    }

    /// Opens sessions: for [`Mailbox::open`](crate::Mailbox::open).
    pub fn open(&self) -> Arc<dyn Open> {
        Arc::new(Opens(self.clone()))
    }

    /// Delivers a message, as if it had come in at `received_at`. Answers its UID. `NotFound`: no such folder.
    pub fn deliver(
        &self,
        folder: &FolderPath,
        raw: impl Into<Bytes>,
        flags: Flags,
        received_at: Timestamp,
    ) -> Result<u32> {
        let mut state = self.lock();
        let uid = state.folder_mut(folder)?.add(raw.into(), flags, received_at);
        state.changed.send_replace(());
        Ok(uid)
    }

    /// The folders, the inbox first.
    pub fn folders(&self) -> Vec<Folder> {
        super::folders::listed(&self.lock())
    }

    /// The messages of a folder, oldest arrival first, those marked for removal included. `NotFound`: no such folder.
    pub fn messages(&self, folder: &FolderPath) -> Result<Vec<Stored>> {
        Ok(self.lock().folder(folder)?.messages.values().cloned().collect())
    }

    /// Makes a folder, as somebody else would.
    pub fn create_folder(&self, path: &FolderPath) -> Result<()> {
        self.lock().create(path, None)
    }

    /// Removes a message, as somebody else would; whether it was there.
    pub fn remove(&self, folder: &FolderPath, uid: u32) -> Result<bool> {
        Ok(self.lock().folder_mut(folder)?.messages.remove(&uid).is_some())
    }

    /// Gives every folder a new UIDVALIDITY and its messages other UIDs, as a server restored from a backup does.
    pub fn renumber(&self) {
        let mut state = self.lock();
        for path in state.folders.keys().cloned().collect::<Vec<_>>() {
            let validity = state.validity();
            if let Some(folder) = state.folders.get_mut(&path) {
                folder.renumber(validity);
            }
        }
        state.changed.send_replace(());
    }

    /// The next `times` operations of this verb do nothing and fail with `error`.
    pub fn fail(&self, verb: Verb, times: usize, error: Error) {
        self.lock().knobs.failures.push((verb, Done::No, times, error));
    }

    /// The next `times` operations of this verb are done and fail with `error` all the same: the answer was lost.
    pub fn lose_answers(&self, verb: Verb, times: usize, error: Error) {
        self.lock().knobs.failures.push((verb, Done::Yes, times, error));
    }

    /// Breaks every connection that stands. New ones are possible.
    pub fn break_connections(&self) {
        let mut state = self.lock();
        state.knobs.breaks += 1;
        state.changed.send_replace(());
    }

    /// A message that is damaged: fetching it is a `Content` error.
    pub fn make_unreadable(&self, folder: &FolderPath, uid: u32) {
        self.lock().knobs.unreadable.insert((folder.clone(), uid));
    }

    /// Which credentials are accepted from now on.
    pub fn set_sign_in(&self, accepts: SignIn) {
        self.lock().knobs.sign_in = accepts;
    }

    /// What it says it can do from now on; it does all it is asked for.
    pub fn set_capabilities(&self, capabilities: Capabilities) {
        self.lock().knobs.capabilities = capabilities;
    }

    /// How often this was asked of the server so far, failures included; of [`Verb::Fetch`], for how many messages.
    pub fn calls(&self, verb: Verb) -> u64 {
        self.lock().knobs.calls.get(&verb).copied().unwrap_or_default()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Server {
    fn default() -> Self {
        Self::new()
    }
}

/// The size only: mail is private.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({} folders)", self.lock().folders.len())
    }
}
