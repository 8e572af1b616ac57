//! A mailbox in which everything can be tried and nothing happens: reads come from another mailbox, changes are kept
//! here, and what is read later is as if they had been made.

mod changing;
mod folders;
mod reading;
mod state;

use crate::backend::{Arriving, Backend, Cost, Open, Pending};
use crate::mime::{PartId, Structure};
use crate::{
    Capabilities, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath, MessageRef,
    Notices, Query, Result, Wanted,
};
use carteiro_auth::Renew;
use carteiro_world::Spool;
use jiff::Timestamp;
use state::State;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Opens sessions that only rehearse. What was changed is remembered as long as this is, over all of them.
pub struct Rehearsal {
    real: Arc<dyn Open>,
    state: Arc<Mutex<State>>,
}

impl Rehearsal {
    /// Rehearses on the mailbox that `real` opens.
    pub fn over(real: Arc<dyn Open>) -> Self {
        Self { real, state: Arc::default() }
    }

    /// Rehearses on the same mailbox, which `real` opens too.
    #[must_use]
    pub fn also(&self, real: Arc<dyn Open>) -> Self {
        Self { real, state: Arc::clone(&self.state) }
    }
}

impl Open for Rehearsal {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move {
            let real = self.real.open(renew, notices).await?;
            Ok(Arc::new(Session { real, state: Arc::clone(&self.state) }) as Arc<dyn Backend>)
        })
    }
}

/// One session.
#[derive(Clone)]
struct Session {
    real: Arc<dyn Backend>,
    state: Arc<Mutex<State>>,
}

impl Session {
    /// Never held while something is awaited.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for Session {
    fn capabilities(&self) -> Capabilities {
        self.real.capabilities()
    }

    fn reads_headers_alone(&self) -> bool {
        self.real.reads_headers_alone()
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        Box::pin(folders::list(self))
    }

    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>> {
        Box::pin(reading::search(self, folder, query))
    }

    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        Box::pin(async move {
            // Flags that were only rehearsed are not on the server.
            match query.condition {
                None => Ok(Some(reading::search(self, folder, query).await?.len() as u64)),
                Some(_) => Ok(None),
            }
        })
    }

    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        Box::pin(reading::locate(self, folder, keys))
    }

    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        reading::fetch(self, messages, &wanted)
    }

    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        known: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        Box::pin(reading::parts(self, message, ids, known))
    }

    fn resolve(&self, name: String) -> Pending<'_, Option<String>> {
        self.real.resolve(name)
    }

    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(changing::transfer(self, messages, to, true))
    }

    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(changing::transfer(self, messages, to, false))
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(ready(Ok(changing::flag(self, messages, &change))))
    }

    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(ready(Ok(changing::delete(self, messages))))
    }

    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef> {
        Box::pin(changing::append(self, folder, content, flags, received_at))
    }

    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(folders::create(self, path))
    }

    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        Box::pin(folders::rename(self, from, to))
    }

    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(folders::delete(self, path))
    }

    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        Box::pin(reading::cursor(self, folder))
    }

    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        reading::watch(self, &folder, since, renew)
    }

    fn cost(&self) -> Cost {
        self.real.cost()
    }

    fn close(&self) -> Pending<'_, ()> {
        self.real.close()
    }
}
