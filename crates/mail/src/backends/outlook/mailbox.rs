//! A signed-in mailbox: each verb in a file of its own.

use super::call::Speaker;
use super::change::{Combined, changes};
use super::{append, count, delete, fetch, flag, locate, part, search, transfer};
use crate::backend::{Arriving, Backend, Cost, Pending};
use crate::backends::exchange::{Held, WellKnown};
use crate::mime::{PartId, Structure};
use crate::{
    Capabilities, Categories, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath,
    MessageRef, Query, Result, Wanted,
};
use carteiro_auth::Renew;
use carteiro_auth::oauth2::judge::Facts;
use carteiro_world::Spool;
use jiff::Timestamp;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

/// What the verbs work with. Cheap to clone; all clones are one session.
#[derive(Clone)]
pub(super) struct Online {
    pub(super) speaker: Arc<Speaker>,
    pub(super) held: Arc<Held>,
    /// What the token said of itself.
    pub(super) facts: Arc<Option<Facts>>,
    /// What had been spent when the session was opened.
    before: Cost,
}

impl Online {
    pub(super) fn new(speaker: Speaker, known: WellKnown, facts: Option<Facts>, before: Cost) -> Self {
        Self { before, speaker: Arc::new(speaker), held: Arc::new(Held::new(known)), facts: Arc::new(facts) }
    }

    pub(super) fn cost(&self) -> Cost {
        self.speaker.outlook.meter.so_far().since(self.before)
    }
}

/// The session, and its changes that wait for others of their kind.
pub(super) struct Mailbox {
    online: Online,
    changes: Combined,
}

impl Mailbox {
    pub(super) fn new(online: Online) -> Self {
        Self { changes: changes(&online), online }
    }
}

impl Backend for Mailbox {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            folders: true,
            edit_folders: true,
            move_messages: true,
            reports_new_ids: true,
            flags: true,
            marks_read: true,
            append: true,
            expunge_one: true,
            removes_at_once: true,
            categories: Categories::Names,
            heeds_junk: false,
            fetch_parts: false,
            watch: true,
        }
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        Box::pin(self.online.folders())
    }

    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>> {
        Box::pin(search::search(&self.online, folder, query))
    }

    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        Box::pin(count::count(&self.online, folder, query))
    }

    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        Box::pin(locate::locate(&self.online, folder, keys))
    }

    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        fetch::fetch(self.online.clone(), messages, wanted)
    }

    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        _: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        Box::pin(part::parts(&self.online, message, ids))
    }

    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(transfer::move_to(&self.online, &self.changes, messages, to))
    }

    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(transfer::copy_to(&self.online, &self.changes, messages, to))
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(flag::flag(&self.online, &self.changes, messages, change))
    }

    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(delete::delete(&self.changes, messages))
    }

    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef> {
        Box::pin(append::append(&self.online, folder, content, flags, received_at))
    }

    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(self.online.create(path))
    }

    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        Box::pin(self.online.rename(from, to))
    }

    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(self.online.remove(path))
    }

    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        Box::pin(self.online.cursor_of(folder))
    }

    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        super::watch::watch(self.online.clone(), folder, since, renew)
    }

    fn left_alone(&self) -> Duration {
        let speaker = &self.online.speaker;
        speaker.gate.left_alone(&speaker.outlook.world.clock)
    }

    fn cost(&self) -> Cost {
        self.online.cost()
    }

    /// There is nothing to end: each request stands for itself.
    fn close(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}
