//! The mailbox in memory, on which some verbs never end, or wait.

use carteiro_auth::Renew;
use carteiro_mail::backend::{Arriving, Cost, Pending};
use carteiro_mail::mime::{PartId, Structure};
use carteiro_mail::{
    Backend, Capabilities, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath,
    MessageRef, Notices, Open, Query, Result, Wanted,
};
use carteiro_world::Spool;
use futures_util::StreamExt;
use futures_util::stream::{empty, once, pending};
use jiff::Timestamp;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

/// What opens it: the `first` sessions never end a listing, a copy or a fetch of content.
pub struct Stuck {
    pub within: Arc<dyn Open>,
    pub first: usize,
    pub opened: AtomicUsize,
    /// What the very first fetch waits for.
    pub waits: Mutex<Option<oneshot::Receiver<()>>>,
}

impl Stuck {
    /// One on which all goes well.
    pub fn on(within: Arc<dyn Open>) -> Self {
        Self { within, first: 0, opened: AtomicUsize::new(0), waits: Mutex::default() }
    }
}

impl Open for Stuck {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move {
            let within = self.within.open(renew, notices).await?;
            let number = self.opened.fetch_add(1, Ordering::Relaxed);
            let waits = Mutex::new(self.waits.lock().unwrap().take());
            Ok(Arc::new(Session { within, ends: number >= self.first, waits }) as Arc<dyn Backend>)
        })
    }
}

struct Session {
    within: Arc<dyn Backend>,
    ends: bool,
    waits: Mutex<Option<oneshot::Receiver<()>>>,
}

impl Session {
    fn perhaps<'a, T: Send + 'a>(&self, work: Pending<'a, T>) -> Pending<'a, T> {
        if self.ends { work } else { Box::pin(std::future::pending()) }
    }
}

impl Backend for Session {
    fn capabilities(&self) -> Capabilities {
        self.within.capabilities()
    }
    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        self.perhaps(self.within.folders())
    }
    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>> {
        self.within.search(folder, query)
    }
    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        self.within.count(folder, query)
    }
    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        self.within.locate(folder, keys)
    }
    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        if !self.ends && wanted.parts.content {
            return Box::pin(pending());
        }
        let fetched = self.within.fetch(messages, wanted);
        match self.waits.lock().unwrap().take() {
            Some(waits) => once(waits).flat_map(|_| empty()).chain(fetched).boxed(),
            None => fetched,
        }
    }
    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        known: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        self.within.parts(message, ids, known)
    }
    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        self.within.move_to(messages, to)
    }
    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        self.perhaps(self.within.copy_to(messages, to))
    }
    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        self.within.flag(messages, change)
    }
    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        self.within.delete(messages)
    }
    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef> {
        self.within.append(folder, content, flags, at)
    }
    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        self.within.create_folder(path)
    }
    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        self.within.rename_folder(from, to)
    }
    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        self.within.delete_folder(path)
    }
    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        self.within.cursor(folder)
    }
    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        self.within.watch(folder, since, renew)
    }
    fn cost(&self) -> Cost {
        self.within.cost()
    }
    fn close(&self) -> Pending<'_, ()> {
        self.within.close()
    }
}
