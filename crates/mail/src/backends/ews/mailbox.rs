//! A signed-in mailbox: each verb in a file of its own.

use super::call::Speaker;
use super::change::{Combined, changes};
use super::{append, count, delete, fetch, flag, junk, locate, part, resolve, search, transfer};
use crate::backend::{Arriving, Backend, Cost, Pending};
use crate::backends::exchange::{Held, WellKnown};
use crate::mime::{PartId, Structure};
use crate::{
    Capabilities, Categories, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath,
    MessageRef, Query, Result, Wanted,
};
use carteiro_auth::Renew;
use carteiro_world::Spool;
use jiff::Timestamp;
use std::future::ready;
use std::sync::Arc;

/// What the verbs work with. Cheap to clone; all clones are one session.
#[derive(Clone)]
pub(super) struct Exchange {
    pub(super) speaker: Arc<Speaker>,
    pub(super) held: Arc<Held>,
    /// What had been spent when the session was opened.
    before: Cost,
}

impl Exchange {
    pub(super) fn cost(&self) -> Cost {
        self.speaker.spent.cost().since(self.before)
    }

    pub(super) fn new(speaker: Speaker, known: WellKnown, before: Cost) -> Self {
        Self { before, speaker: Arc::new(speaker), held: Arc::new(Held::new(known)) }
    }
}

/// The session, and its changes that wait for others of their kind.
pub(super) struct Mailbox {
    exchange: Exchange,
    changes: Combined,
}

impl Mailbox {
    pub(super) fn new(exchange: Exchange) -> Self {
        Self { changes: changes(&exchange), exchange }
    }
}

impl Backend for Mailbox {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            folders: true,
            edit_folders: true,
            move_messages: true,
            reports_new_ids: transfer::tells_new_ids(self.exchange.speaker.version),
            flags: true,
            marks_read: true,
            categories: Categories::Names,
            heeds_junk: junk::is_heeded(self.exchange.speaker.version),
            append: true,
            expunge_one: true,
            removes_at_once: true,
            fetch_parts: false,
            watch: true,
        }
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        Box::pin(self.exchange.folders())
    }

    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>> {
        Box::pin(search::search(&self.exchange, folder, query))
    }

    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        Box::pin(count::count(&self.exchange, folder, query))
    }

    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        Box::pin(locate::locate(&self.exchange, folder, keys))
    }

    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        fetch::fetch(self.exchange.clone(), messages, wanted)
    }

    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        _: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        Box::pin(part::parts(&self.exchange, message, ids))
    }

    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(transfer::move_to(&self.changes, messages, to))
    }

    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(transfer::copy_to(&self.changes, messages, to))
    }

    fn mark_junk(
        &self,
        messages: Vec<MessageRef>,
        is_junk: bool,
        to: FolderPath,
    ) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(junk::mark_junk(&self.changes, messages, is_junk, to))
    }

    fn resolve(&self, name: String) -> Pending<'_, Option<String>> {
        Box::pin(async move { resolve::resolve(&self.exchange.speaker, &name).await })
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(flag::flag(&self.changes, messages, change))
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
        Box::pin(append::append(&self.exchange, folder, content, flags, received_at))
    }

    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(self.exchange.create(path))
    }

    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        Box::pin(self.exchange.rename(from, to))
    }

    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(self.exchange.remove(path))
    }

    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        Box::pin(self.exchange.cursor_of(folder))
    }

    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        super::watch::watch(self.exchange.clone(), folder, since, renew)
    }

    fn cost(&self) -> Cost {
        self.exchange.cost()
    }

    /// There is nothing to end: each request stands for itself.
    fn close(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}
