//! Opening sessions of one mailbox.

use super::pool::Pool;
use super::sign_in::{self, SignedIn};
use super::{
    append, combine::Combiner, cursor, fetch, folders, locate, part, search, store, transfer, watch,
};
use crate::backend::{Arriving, Backend, Cost, Open, Pending};
use crate::mime::{PartId, Structure};
use crate::reaching::{Route, Security, World};
use crate::{
    Capabilities, Categories, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath,
    MessageRef, Notices, Query, Result, Wanted,
};
use carteiro_auth::Renew;
use carteiro_auth::providers::Service;
use carteiro_world::Spool;
use carteiro_world::spool::Spools;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// Where a mailbox is, and how to get there.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// To connect and sign in.
    pub timeout: Duration,
    /// How long the server may be silent while it owes an answer.
    pub patience: Duration,
    /// Most connections at once.
    pub connections: usize,
    /// How often to look for new mail in a folder that is watched, on servers that do not tell by themselves.
    pub poll: Duration,
    /// Folders are opened for reading only (EXAMINE).
    pub read_only: bool,
}

/// Opens IMAP sessions.
#[derive(Clone)]
pub struct Imap {
    /// Where and how.
    pub config: Config,
    /// What it takes to get there.
    pub world: World,
    /// Where large messages lie while they are read.
    pub spools: Spools,
}

impl Imap {
    /// The way there.
    pub(super) fn route(&self) -> Route<'_> {
        let Config { host, port, security, timeout, .. } = &self.config;
        let (port, security, timeout) = (*port, *security, *timeout);
        Route { service: Service::Imap, host, port, security, timeout, world: &self.world }
    }
}

impl Open for Imap {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move {
            let first = sign_in::connect(self, renew, &notices).await?;
            let server = first.server.clone();
            let pool = Arc::new(Pool::new(self.clone(), first, notices));
            Ok(Arc::new(Mailbox { server, combiner: Combiner::new(Arc::clone(&pool)), pool })
                as Arc<dyn Backend>)
        })
    }
}

/// A signed-in mailbox: each verb in a file of its own.
struct Mailbox {
    server: Arc<SignedIn>,
    pool: Arc<Pool>,
    combiner: Combiner,
}

impl Backend for Mailbox {
    fn capabilities(&self) -> Capabilities {
        let uid_plus = self.server.has("UIDPLUS");
        Capabilities {
            folders: true,
            edit_folders: true,
            move_messages: true,
            reports_new_ids: uid_plus,
            flags: true,
            marks_read: true,
            categories: Categories::Words,
            heeds_junk: false,
            append: true,
            expunge_one: uid_plus,
            removes_at_once: true,
            fetch_parts: true,
            watch: true,
        }
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        Box::pin(folders::list(&self.pool))
    }

    fn keeps_all_below_inbox(&self) -> bool {
        self.pool.server.namespace.is_below_inbox()
    }

    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>> {
        Box::pin(search::search(&self.pool, folder, query))
    }

    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        Box::pin(search::count(&self.pool, folder, query))
    }

    fn locate(&self, folder: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        Box::pin(locate::locate(&self.pool, folder, keys))
    }

    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        fetch::fetch(Arc::clone(&self.pool), messages, wanted)
    }

    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        known: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        Box::pin(part::parts(&self.pool, message, ids, known))
    }

    fn move_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(transfer::transfer(&self.combiner, messages, to, transfer::Verb::Move))
    }

    fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        Box::pin(transfer::transfer(&self.combiner, messages, to, transfer::Verb::Copy))
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(store::flag(&self.combiner, messages, change))
    }

    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(store::delete(&self.combiner, messages))
    }

    fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Pending<'_, MessageRef> {
        Box::pin(append::append(&self.pool, folder, content, flags, received_at))
    }

    fn create_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(folders::create(&self.pool, path))
    }

    fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Pending<'_, ()> {
        Box::pin(folders::rename(&self.pool, from, to))
    }

    fn delete_folder(&self, path: FolderPath) -> Pending<'_, ()> {
        Box::pin(folders::delete(&self.pool, path))
    }

    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        Box::pin(cursor::cursor(&self.pool, folder))
    }

    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        watch::watch(Arc::clone(&self.pool), folder, since, renew)
    }

    fn cost(&self) -> Cost {
        self.pool.cost()
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(self.pool.close())
    }
}
