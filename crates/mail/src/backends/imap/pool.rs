//! A few connections, each lent for one folder at a time.
//!
//! Everybody who works in one folder shares its connection: commands are pipelined. SELECT never interleaves: a
//! connection changes its folder only when nobody uses it.

use super::fault;
use super::open::Imap;
use super::select::{self, Selected};
use super::session::{Session, Wants};
use super::sign_in::{self, Connected, SignedIn};
use super::wire::command::Command;
use crate::backend::Cost;
use crate::reaching::Meter;
use crate::{Error, FolderPath, Notice, Notices, Result, Retry};
use carteiro_auth::Renew;
use futures_util::future::join_all;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// To answer a goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

pub(super) struct Pool {
    pub(super) imap: Imap,
    pub(super) server: Arc<SignedIn>,
    pub(super) notices: Notices,
    /// What connections cost that stand beside these.
    pub(super) beside: Meter,
    slots: Mutex<Slots>,
    freed: Notify,
}

#[derive(Default)]
struct Slots {
    all: Vec<Slot>,
    next: u64,
    /// As many there may be.
    most: usize,
    /// Connections being opened.
    opening: usize,
    /// What connections that are gone cost.
    spent: Cost,
    /// How often we have put mail into each folder.
    filled: HashMap<FolderPath, u64>,
}

struct Slot {
    id: u64,
    session: Session,
    state: State,
    users: usize,
    /// How often its folder had been filled when the server last looked at it.
    looked: u64,
}

enum State {
    /// No folder is selected.
    Free,
    /// Somebody is selecting this folder.
    Selecting(FolderPath),
    /// This folder is selected.
    Selected(Arc<Selected>),
}

/// A connection, lent. Giving it back is dropping it.
pub(super) struct Lease {
    pool: Arc<Pool>,
    slot: u64,
    pub(super) session: Session,
    /// The folder it stands in, when one was asked for.
    selected: Option<Arc<Selected>>,
    /// It was selected for this lease.
    fresh: bool,
}

impl Lease {
    /// The folder it stands in. Only a lease for a folder has one.
    pub(super) fn folder(&self) -> Result<&Selected> {
        self.selected.as_deref().ok_or_else(|| Error::internal("a lease without its folder"))
    }

    /// Whether the server has just said that the folder is there.
    pub(super) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Has the server look at the folder again, if we have put mail there since it last did: what came by another
    /// connection may not be there for this one before a NOOP (RFC 9051 §5.2, §6.1.2).
    pub(super) async fn look(&self) -> Result<()> {
        if self.is_behind() {
            self.session.send(Command::new("NOOP"), Wants::nothing()).done().await?;
        }
        Ok(())
    }

    fn is_behind(&self) -> bool {
        let Ok(folder) = self.folder() else { return false };
        let mut slots = self.pool.lock();
        let filled = slots.filled(&folder.path);
        let slot = slots.all.iter_mut().find(|slot| slot.id == self.slot);
        slot.is_some_and(|slot| std::mem::replace(&mut slot.looked, filled) < filled)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut slots = self.pool.lock();
        if let Some(slot) = slots.all.iter_mut().find(|slot| slot.id == self.slot) {
            slot.users -= 1;
        }
        drop(slots);
        self.pool.freed.notify_waiters();
    }
}

/// What to do to get a connection.
enum Next {
    /// Use this one.
    Lent(Lease),
    /// Select the folder on this one first.
    Select(Lease),
    /// Open a further one.
    Open,
    /// All are busy elsewhere.
    Wait,
    /// There is none left.
    Gone,
}

impl Pool {
    pub(super) fn new(imap: Imap, first: Connected, notices: Notices) -> Self {
        let slot = Slot { id: 0, session: first.session, state: State::Free, users: 0, looked: 0 };
        let slots =
            Slots { all: vec![slot], next: 1, most: imap.config.connections.max(1), ..Slots::default() };
        let (server, slots) = (first.server, Mutex::new(slots));
        Self { imap, server, notices, beside: Meter::default(), slots, freed: Notify::new() }
    }

    /// A connection for commands that need no folder.
    pub(super) async fn any(self: &Arc<Self>) -> Result<Lease> {
        self.lend(None).await
    }

    /// A connection that stands in `folder`. `NotFound`: there is no such folder.
    pub(super) async fn at(self: &Arc<Self>, folder: &FolderPath) -> Result<Lease> {
        self.lend(Some(folder)).await
    }

    async fn lend(self: &Arc<Self>, folder: Option<&FolderPath>) -> Result<Lease> {
        loop {
            let freed = self.freed.notified();
            match self.next(folder) {
                Next::Lent(lease) => return Ok(lease),
                Next::Select(lease) => return self.select(lease, folder).await,
                Next::Open => self.open().await?,
                Next::Wait => freed.await,
                // Nothing was sent. The guard signs in anew, with a fresh credential where one is needed.
                Next::Gone => return Err(fault::lost("").retrying(Retry::Reconnect)),
            }
        }
    }

    fn next(self: &Arc<Self>, folder: Option<&FolderPath>) -> Next {
        let mut slots = self.lock();
        slots.sweep();
        if slots.all.is_empty() && slots.opening == 0 {
            return Next::Gone;
        }
        let Some(folder) = folder else {
            return slots.all.first_mut().map_or(Next::Wait, |slot| Next::Lent(slot.lend(self)));
        };
        let mut alive = slots.all.iter_mut().filter(|slot| slot.session.is_alive());
        if let Some(slot) = alive.find(|slot| slot.stands_in(folder)) {
            return Next::Lent(slot.lend(self));
        }
        if slots.all.iter().any(|slot| matches!(&slot.state, State::Selecting(path) if path == folder)) {
            return Next::Wait;
        }
        let filled = slots.filled(folder);
        let mut alive = slots.all.iter_mut().filter(|slot| slot.session.is_alive());
        if let Some(slot) = alive.find(|slot| slot.users == 0) {
            slot.state = State::Selecting(folder.clone());
            slot.looked = filled;
            return Next::Select(slot.lend(self));
        }
        if slots.all.len() + slots.opening < slots.most {
            slots.opening += 1;
            return Next::Open;
        }
        Next::Wait
    }

    async fn select(self: &Arc<Self>, mut lease: Lease, folder: Option<&FolderPath>) -> Result<Lease> {
        let Some(folder) = folder else { return Ok(lease) };
        let mut selecting = Selecting { pool: self, slot: lease.slot, outcome: State::Free };
        let selected = select::select(self, &lease.session, folder).await?;
        let selected = Arc::new(selected);
        selecting.outcome = State::Selected(Arc::clone(&selected));
        drop(selecting);
        lease.selected = Some(selected);
        lease.fresh = true;
        Ok(lease)
    }

    /// Opens a further connection. A server that allows no more of them has said how many there can be.
    async fn open(self: &Arc<Self>) -> Result<()> {
        let opening = Opening(self);
        let opened = sign_in::connect(&self.imap, Renew::WhenExpired, &self.notices).await;
        let refused = self.lock().admit(opened);
        drop(opening);
        match refused {
            None => Ok(()),
            Some((0, error)) => Err(error),
            Some((left, error)) => {
                self.notices.tell(Notice::FewerConnections { left, error });
                Ok(())
            }
        }
    }

    /// We have put mail into `folder`.
    pub(super) fn fill(&self, folder: &FolderPath) {
        *self.lock().filled.entry(folder.clone()).or_default() += 1;
    }

    /// Forgets that connections stand in `folder` or below: it has another name now, or none.
    pub(super) fn forget(&self, folder: &FolderPath) {
        let mut slots = self.lock();
        for slot in &mut slots.all {
            if matches!(&slot.state, State::Selected(selected) if selected.path.names().starts_with(folder.names()))
            {
                slot.state = State::Free;
            }
        }
    }

    pub(super) fn cost(&self) -> Cost {
        let slots = self.lock();
        let mut spent = slots.spent;
        spent += self.beside.so_far();
        slots.all.iter().fold(spent, |mut sum, slot| {
            sum += slot.session.cost();
            sum
        })
    }

    /// Says goodbye on every connection, behind what is under way there; a server gets a few seconds for it.
    pub(super) async fn close(&self) -> Result<()> {
        let sessions: Vec<Session> = self
            .lock()
            .all
            .iter()
            .filter(|slot| slot.session.is_alive())
            .map(|slot| slot.session.clone())
            .collect();
        let goodbye = |session: &Session| session.send_alone(Command::new("LOGOUT"), Wants::logout()).done();
        let all = join_all(sessions.iter().map(goodbye));
        // One that hangs up instead of answering has understood.
        let _ = self.imap.world.clock.within(GOODBYE, all).await;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slots {
    /// Takes a further connection in; or answers how many there can be, and why there are no more.
    fn admit(&mut self, opened: Result<Connected>) -> Option<(usize, Error)> {
        match opened {
            Ok(connected) => {
                let id = self.next;
                self.next += 1;
                let (session, state) = (connected.session, State::Free);
                self.all.push(Slot { id, session, state, users: 0, looked: 0 });
                None
            }
            Err(error) => {
                self.most = self.all.iter().filter(|slot| slot.session.is_alive()).count();
                Some((self.most, error))
            }
        }
    }

    fn filled(&self, folder: &FolderPath) -> u64 {
        self.filled.get(folder).copied().unwrap_or_default()
    }

    /// Lets go of connections that ended.
    fn sweep(&mut self) {
        for slot in self.all.extract_if(.., |slot| slot.users == 0 && !slot.session.is_alive()) {
            self.spent += slot.session.cost();
        }
    }
}

impl Slot {
    fn lend(&mut self, pool: &Arc<Pool>) -> Lease {
        self.users += 1;
        let selected = match &self.state {
            State::Selected(selected) => Some(Arc::clone(selected)),
            State::Free | State::Selecting(_) => None,
        };
        Lease { pool: Arc::clone(pool), slot: self.id, session: self.session.clone(), selected, fresh: false }
    }

    fn stands_in(&self, folder: &FolderPath) -> bool {
        matches!(&self.state, State::Selected(selected) if selected.path == *folder)
    }
}

/// Settles a slot's state also when selecting fails or is given up.
struct Selecting<'a> {
    pool: &'a Arc<Pool>,
    slot: u64,
    outcome: State,
}

impl Drop for Selecting<'_> {
    fn drop(&mut self) {
        let mut slots = self.pool.lock();
        if let Some(slot) = slots.all.iter_mut().find(|slot| slot.id == self.slot) {
            slot.state = std::mem::replace(&mut self.outcome, State::Free);
        }
        drop(slots);
        self.pool.freed.notify_waiters();
    }
}

/// Counts a connection being opened, also when that fails or is given up.
struct Opening<'a>(&'a Arc<Pool>);

impl Drop for Opening<'_> {
    fn drop(&mut self) {
        self.0.lock().opening -= 1;
        self.0.freed.notify_waiters();
    }
}
