//! Opening sessions of one maildrop.

use super::demand::Demand;
use super::maildrop::State;
use super::marks::{self, Marks};
use super::top::Top;
use super::{delete, fetch, flag, part, search, watch};
use crate::backend::{Arriving, Backend, Cost, Open, Pending};
use crate::guard::operation::{APPEND, COPY, CREATE_FOLDER, DELETE_FOLDER, MOVE, Operation, RENAME_FOLDER};
use crate::mime::{PartId, Structure};
use crate::reaching::{Meter, Route, Security, World};
use crate::{
    Capabilities, Categories, Changes, Content, ContentKey, Cursor, FlagChange, Flags, Folder, FolderPath,
    MessageRef, Notices, Query, Result, Role, Wanted,
};
use carteiro_auth::Renew;
use carteiro_auth::providers::Service;
use carteiro_world::Spool;
use carteiro_world::spool::Spools;
use jiff::Timestamp;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

/// Where a maildrop is, and how to get there.
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
    /// How often to look for new mail when it is waited for.
    pub poll: Duration,
}

/// Opens POP3 sessions. Cheap to clone; all clones are one session, which has one connection at a time.
#[derive(Clone)]
pub struct Pop3 {
    /// Where and how.
    pub config: Config,
    /// What it takes to get there.
    pub world: World,
    /// Where large messages lie while they are read.
    pub spools: Spools,
    pub(super) marks: Arc<dyn Marks>,
    pub(super) state: Arc<tokio::sync::Mutex<State>>,
    pub(super) demand: Arc<Demand>,
    pub(super) top: Top,
    /// What all connections of the session cost.
    pub(super) meter: Meter,
}

impl Pop3 {
    /// Sessions of the maildrop at `config`.
    pub fn new(config: Config, world: World, spools: Spools) -> Self {
        Self {
            config,
            world,
            spools,
            marks: Arc::new(marks::None),
            state: Arc::default(),
            demand: Arc::default(),
            top: Top::default(),
            meter: Meter::default(),
        }
    }

    /// What was read is kept there. Without, nothing was read, and marking changes nothing.
    #[must_use]
    pub fn marking(self, marks: Arc<dyn Marks>) -> Self {
        Self { marks, ..self }
    }

    /// The way there.
    pub(super) fn route(&self) -> Route<'_> {
        let Config { host, port, security, timeout, .. } = &self.config;
        let (port, security, timeout) = (*port, *security, *timeout);
        Route { service: Service::Pop3, host, port, security, timeout, world: &self.world }
    }
}

impl Open for Pop3 {
    fn open(&self, renew: Renew, _: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move {
            let before = self.meter.so_far();
            self.hold().await.begin(renew).await?;
            Ok(Arc::new(Maildrop { pop3: self.clone(), before }) as Arc<dyn Backend>)
        })
    }
}

/// A signed-in maildrop: each verb in a file of its own.
struct Maildrop {
    pop3: Pop3,
    /// What the session had cost when this was opened.
    before: Cost,
}

impl Backend for Maildrop {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            folders: false,
            edit_folders: false,
            move_messages: false,
            reports_new_ids: false,
            flags: false,
            marks_read: true,
            categories: Categories::Nothing,
            heeds_junk: false,
            append: false,
            expunge_one: true,
            removes_at_once: false,
            fetch_parts: false,
            watch: true,
        }
    }

    fn reads_headers_alone(&self) -> bool {
        self.pop3.top.is_there()
    }

    fn folders(&self) -> Pending<'_, Vec<Folder>> {
        let inbox = Folder { path: FolderPath::inbox(), role: Some(Role::Inbox), selectable: true };
        Box::pin(ready(Ok(vec![inbox])))
    }

    fn search(&self, folder: FolderPath, query: Query) -> Pending<'_, Vec<MessageRef>> {
        Box::pin(search::search(&self.pop3, folder, query))
    }

    fn count(&self, folder: FolderPath, query: Query) -> Pending<'_, Option<u64>> {
        Box::pin(search::count(&self.pop3, folder, query))
    }

    /// What is in a maildrop has a name always.
    fn locate(&self, _: FolderPath, keys: Vec<ContentKey>) -> Pending<'_, Vec<Option<MessageRef>>> {
        Box::pin(ready(Ok(vec![None; keys.len()])))
    }

    fn fetch(&self, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
        fetch::fetch(self.pop3.clone(), messages, wanted)
    }

    fn parts(
        &self,
        message: MessageRef,
        ids: Vec<PartId>,
        _: Option<Arc<Structure>>,
    ) -> Pending<'_, Vec<Result<Content>>> {
        Box::pin(part::parts(&self.pop3, message, ids))
    }

    fn move_to(&self, _: Vec<MessageRef>, _: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        self.cannot(&MOVE)
    }

    fn copy_to(&self, _: Vec<MessageRef>, _: FolderPath) -> Pending<'_, Vec<Result<MessageRef>>> {
        self.cannot(&COPY)
    }

    fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(flag::flag(&self.pop3, messages, change))
    }

    fn delete(&self, messages: Vec<MessageRef>) -> Pending<'_, Vec<Result<()>>> {
        Box::pin(delete::delete(&self.pop3, messages))
    }

    fn settle(&self) -> Pending<'_, ()> {
        Box::pin(async { self.pop3.hold().await.settle().await })
    }

    fn append(&self, _: FolderPath, _: Spool, _: Flags, _: Option<Timestamp>) -> Pending<'_, MessageRef> {
        self.cannot(&APPEND)
    }

    fn create_folder(&self, _: FolderPath) -> Pending<'_, ()> {
        self.cannot(&CREATE_FOLDER)
    }

    fn rename_folder(&self, _: FolderPath, _: FolderPath) -> Pending<'_, ()> {
        self.cannot(&RENAME_FOLDER)
    }

    fn delete_folder(&self, _: FolderPath) -> Pending<'_, ()> {
        self.cannot(&DELETE_FOLDER)
    }

    fn cursor(&self, folder: FolderPath) -> Pending<'_, Cursor> {
        Box::pin(watch::cursor(&self.pop3, folder))
    }

    fn watch(&self, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
        watch::watch(self.pop3.clone(), folder, since, renew)
    }

    fn cost(&self) -> Cost {
        self.pop3.meter.so_far().since(self.before)
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async {
            self.pop3.hold().await.close().await;
            Ok(())
        })
    }
}

impl Maildrop {
    /// What nobody asks for who has read [`Maildrop::capabilities`].
    fn cannot<T: Send + 'static>(&self, operation: &Operation) -> Pending<'_, T> {
        let possible = operation.possible(self.capabilities());
        let refused = possible.err().unwrap_or_else(|| crate::Error::internal("not a verb of POP3"));
        Box::pin(ready(Err(refused)))
    }
}
