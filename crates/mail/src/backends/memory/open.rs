//! Sessions of a mailbox in memory.

use super::knobs::Verb;
use super::session::Session;
use super::{Server, append, fetch, folders, part, search, store, transfer, watch};
use crate::backend::{Arriving, Backend, Cost, Open, Pending};
use crate::mime::{PartId, Structure};
use crate::{
    Capabilities, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath, MessageRef,
    Notices, Query, Result, Wanted,
};
use carteiro_auth::Renew;
use carteiro_world::Spool;
use jiff::Timestamp;
use std::future::ready;
use std::sync::Arc;

pub(super) struct Opens(pub(super) Server);

impl Open for Opens {
    fn open(&self, renew: Renew, _: Notices) -> Pending<'_, Arc<dyn Backend>> {
        done(Session::open(&self.0, renew).map(|session| Arc::new(session) as Arc<dyn Backend>))
    }
}

/// A verb is done before its future is polled: dropping it can abandon nothing.
fn done<'a, T: Send + 'a>(result: Result<T>) -> Pending<'a, T> {
    Box::pin(ready(result))
}

impl Backend for Session {
    fn capabilities(&self) -> Capabilities {
        Session::capabilities(self)
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        done(folders::list(self))
    }

    fn search(&self, folder: FolderPath, _: Query) -> Pending<'_, Vec<MessageRef>> {
        done(search::search(self, &folder))
    }

    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        // As on a server that searches flags only.
        done(match query.condition {
            None => search::search(self, &folder).map(|found| Some(found.len() as u64)),
            Some(_) => Ok(None),
        })
    }

    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        done(search::locate(self, &folder, keys))
    }

    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        fetch::fetch(self.clone(), messages, wanted)
    }

    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        _: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        done(part::parts(self, &message, &ids))
    }

    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        done(transfer::transfer(self, Verb::Move, messages, &to))
    }

    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        done(transfer::transfer(self, Verb::Copy, messages, &to))
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        done(store::flag(self, &messages, &change))
    }

    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        done(store::delete(self, &messages))
    }

    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef> {
        Box::pin(append::append(self.clone(), folder, content, flags, received_at))
    }

    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        done(folders::create(self, &path))
    }

    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        done(folders::rename(self, &from, &to))
    }

    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        done(folders::delete(self, &path))
    }

    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        done(watch::cursor(self, &folder))
    }

    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        watch::watch(self, folder, since, renew)
    }

    fn cost(&self) -> Cost {
        let commands = self.commands();
        Cost { connections: 1, commands, turns: commands, ..Cost::default() }
    }

    fn close(&self) -> Pending<'_, ()> {
        // What is broken has ended.
        done(if self.is_broken() { Ok(()) } else { self.serve(Verb::Close, |_| Ok(())) })
    }
}
