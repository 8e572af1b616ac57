//! One session: it ends when its connection is broken.

use super::Server;
use super::knobs::Verb;
use super::state::State;
use crate::{Capabilities, Error, Kind, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::phrase;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;

#[derive(Clone)]
pub(super) struct Session {
    server: Server,
    /// How many times connections had been broken when this one was opened.
    breaks: u64,
    commands: Arc<AtomicU64>,
}

impl Session {
    pub(super) fn open(server: &Server, renew: Renew) -> Result<Self> {
        let mut state = server.lock();
        state.knobs.enter(Verb::SignIn)?;
        state.knobs.admit(renew)?;
        Ok(Self { server: server.clone(), breaks: state.knobs.breaks, commands: Arc::new(AtomicU64::new(1)) })
    }

    /// Does `work` as the server does `verb`: counted, failing where a test says so.
    pub(super) fn serve<T>(&self, verb: Verb, work: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
        let mut state = self.server.lock();
        self.stands(&state)?;
        self.commands.fetch_add(1, Ordering::Relaxed);
        state.knobs.enter(verb)?;
        let done = work(&mut state)?;
        state.changed.send_replace(());
        state.knobs.leave(verb)?;
        Ok(done)
    }

    /// Sees what is there, as the server shows it unasked.
    pub(super) fn look<T>(&self, look: impl FnOnce(&State) -> Result<T>) -> Result<T> {
        let state = self.server.lock();
        self.stands(&state)?;
        look(&state)
    }

    fn stands(&self, state: &State) -> Result<()> {
        if state.knobs.breaks == self.breaks {
            return Ok(());
        }
        Err(Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Reconnect))
    }

    /// Another session of the same mailbox.
    pub(super) fn another(&self, renew: Renew) -> Result<Self> {
        Self::open(&self.server, renew)
    }

    /// Becomes ready each time something may have happened.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.server.lock().changed.subscribe()
    }

    pub(super) fn is_broken(&self) -> bool {
        self.server.lock().knobs.breaks != self.breaks
    }

    pub(super) fn capabilities(&self) -> Capabilities {
        self.server.lock().knobs.capabilities
    }

    pub(super) fn commands(&self) -> u64 {
        self.commands.load(Ordering::Relaxed)
    }
}
