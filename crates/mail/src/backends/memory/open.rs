//! Sessions of a mailbox in memory.

use super::Server;
use super::knobs::Verb;
use super::{append, fetch, folders, search, store, transfer};
use crate::backend::{Arriving, Backend, Cost, Open, Pending};
use crate::{
    Capabilities, ContentKey, FlagChange, Flags, Folder, FolderPath, MessageRef, Parts, Query, Result,
};
use carteiro_auth::Renew;
use carteiro_world::Spool;
use jiff::Timestamp;
use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(super) struct Opens(pub(super) Server);

impl Open for Opens {
    fn open(&self, renew: Renew) -> Pending<'_, Arc<dyn Backend>> {
        let admitted = self.0.serve(Verb::SignIn, |state| state.knobs.admit(renew));
        let session = Session {
            server: self.0.clone(),
            commands: AtomicU64::new(1),
        };
        Box::pin(ready(admitted.map(|()| Arc::new(session) as Arc<dyn Backend>)))
    }
}

struct Session {
    server: Server,
    commands: AtomicU64,
}

impl Session {
    /// The server, to be asked for something.
    fn ask(&self) -> &Server {
        self.commands.fetch_add(1, Ordering::Relaxed);
        &self.server
    }
}

/// A verb is done before its future is polled: dropping it can abandon nothing.
fn done<'a, T: Send + 'a>(result: Result<T>) -> Pending<'a, T> {
    Box::pin(ready(result))
}

impl Backend for Session {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            folders: true,
            edit_folders: true,
            move_messages: true,
            reports_new_ids: true,
            flags: true,
            append: true,
            expunge_one: true,
        }
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        done(folders::list(self.ask()))
    }

    fn search(&self, folder: FolderPath, _: Query) -> Pending<'_, Vec<MessageRef>> {
        done(search::search(self.ask(), &folder))
    }

    fn locate(&self, folder: FolderPath, key: ContentKey) -> Pending<'_, Option<MessageRef>> {
        done(search::locate(self.ask(), &folder, &key))
    }

    fn fetch(&self, messages: Vec<MessageRef>, parts: Parts) -> Arriving {
        fetch::fetch(self.ask().clone(), messages, parts)
    }

    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        done(transfer::transfer(self.ask(), Verb::Move, messages, &to))
    }

    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        done(transfer::transfer(self.ask(), Verb::Copy, messages, &to))
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        done(store::flag(self.ask(), &messages, &change))
    }

    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        done(store::delete(self.ask(), &messages))
    }

    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef> {
        Box::pin(append::append(
            self.ask().clone(),
            folder,
            content,
            flags,
            received_at,
        ))
    }

    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        done(folders::create(self.ask(), &path))
    }

    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        done(folders::rename(self.ask(), &from, &to))
    }

    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        done(folders::delete(self.ask(), &path))
    }

    fn cost(&self) -> Cost {
        let commands = self.commands.load(Ordering::Relaxed);
        Cost {
            connections: 1,
            commands,
            turns: commands,
            ..Cost::default()
        }
    }

    fn close(&self) -> Pending<'_, ()> {
        done(self.ask().serve(Verb::Close, |_| Ok(())))
    }
}
