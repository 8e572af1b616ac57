//! The policies around every backend: what the session may do, what the mailbox can do, how long a try may take,
//! reconnecting, renewing, trying again, and what of it is logged. Backends have none of their own.

mod limits;
mod notice;
pub(crate) mod operation;
mod permission;
mod trying;

pub use limits::Limits;
pub use notice::{Notice, Notices};
pub use permission::{Permission, Permissions};
pub(crate) use trying::{Try, unknown};

use crate::backend::{Backend, Cost, Open};
use crate::{Error, Kind, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::{Clock, phrase};
use operation::Operation;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use tokio::sync::Mutex;

pub(crate) struct Guard {
    open: Arc<dyn Open>,
    session: Mutex<Session>,
    clock: Clock,
    limits: Limits,
    permissions: Permissions,
    notices: Notices,
    /// Tries under way by which bytes of messages travel.
    streaming: AtomicUsize,
    /// Whether the session was closed: whoever waits for something to happen waits no longer.
    closed: tokio::sync::watch::Sender<bool>,
}

struct Session {
    backend: Arc<dyn Backend>,
    /// Grows with every new sign-in, so that of many who saw a connection break, one reconnects.
    generation: u64,
    /// Why nobody is to use the backend any more.
    given_up: Option<Error>,
    /// What earlier backends of this session cost.
    spent: Cost,
    closed: bool,
}

impl Guard {
    pub(crate) async fn open(
        open: Arc<dyn Open>,
        clock: Clock,
        limits: Limits,
        permissions: Permissions,
        notices: Notices,
    ) -> Result<Self> {
        let opened = signed_in(&*open, &notices).await;
        let backend = opened.map_err(|error| error.during("connect")).inspect_err(|error| {
            tracing::info!(outcome = ?error.kind(), "no session");
        })?;
        tracing::info!("session open");
        let session =
            Session { backend, generation: 0, given_up: None, spent: Cost::default(), closed: false };
        Ok(Self {
            open,
            session: Mutex::new(session),
            clock,
            limits,
            permissions,
            notices,
            streaming: AtomicUsize::new(0),
            closed: tokio::sync::watch::Sender::new(false),
        })
    }

    /// Refuses what the author did not allow.
    pub(crate) fn check(&self, operation: &Operation) -> Result<()> {
        self.permissions.check(operation)
    }

    pub(crate) async fn backend(&self) -> Arc<dyn Backend> {
        Arc::clone(&self.session.lock().await.backend)
    }

    /// The backend to use, if it can do `operation`, and its generation.
    pub(crate) async fn current(&self, operation: &Operation) -> Result<(Arc<dyn Backend>, u64)> {
        loop {
            let (error, generation) = {
                let session = self.session.lock().await;
                if session.closed {
                    return Err(closed());
                }
                let Some(error) = &session.given_up else {
                    operation.possible(session.backend.capabilities())?;
                    return Ok((Arc::clone(&session.backend), session.generation));
                };
                (error.clone(), session.generation)
            };
            self.recover(error.retrying(Retry::Reconnect), 1, generation).await?;
        }
    }

    /// Prepares another try after `error`, or answers why there will be none.
    pub(crate) async fn recover(&self, error: Error, attempt: u32, generation: u64) -> Result<()> {
        let (mut error, mut attempt) = (error, attempt);
        let broken = error.is_connection() || error.retry() == Retry::Renew;
        loop {
            self.pause(&error, attempt).await?;
            if !broken {
                return Ok(());
            }
            match self.reopen(generation).await {
                Ok(()) => return Ok(()),
                // A server that is being restarted comes back.
                Err(refused) => error = refused,
            }
            attempt += 1;
        }
    }

    /// Waits until it is time for another try, or answers why there will be none.
    pub(crate) async fn pause(&self, error: &Error, attempt: u32) -> Result<()> {
        let Some(pause) = self.limits.pause_after(error, attempt) else { return Err(error.clone()) };
        tracing::warn!(outcome = ?error.kind(), attempt, pause_ms = pause.as_millis(), "trying again");
        self.notices.tell(Notice::Retrying { error: error.clone(), pause });
        self.clock.sleep(pause).await;
        Ok(())
    }

    async fn reopen(&self, seen: u64) -> Result<()> {
        let mut session = self.session.lock().await;
        if session.closed {
            return Err(closed());
        }
        if session.generation != seen {
            return Ok(());
        }
        let backend = signed_in(&*self.open, &self.notices).await?;
        let spent = session.backend.cost();
        session.spent += spent;
        session.backend = backend;
        session.given_up = None;
        session.generation += 1;
        self.reconnected();
        Ok(())
    }

    /// Becomes true when the session is closed.
    pub(crate) fn closed(&self) -> tokio::sync::watch::Receiver<bool> {
        self.closed.subscribe()
    }

    pub(crate) fn reconnected(&self) {
        tracing::info!("connected again");
        self.notices.tell(Notice::Reconnected);
    }

    /// From now on nobody uses this backend: who is at work with it ends that, and who comes next gets another.
    async fn give_up(&self, generation: u64, error: &Error) {
        let mut session = self.session.lock().await;
        if session.generation == generation {
            session.given_up = Some(error.clone());
        }
    }

    pub(crate) async fn cost(&self) -> Cost {
        let session = self.session.lock().await;
        let mut cost = session.spent;
        cost += session.backend.cost();
        cost
    }

    pub(crate) async fn close(&self) -> Result<()> {
        let mut session = self.session.lock().await;
        session.closed = true;
        let backend = Arc::clone(&session.backend);
        drop(session);
        self.closed.send_replace(true);
        let done = backend.close().await;
        tracing::info!("session closed");
        done
    }
}

/// Opens with the credential at hand, and once with a fresh one: a token may end or be revoked at any time.
async fn signed_in(open: &dyn Open, notices: &Notices) -> Result<Arc<dyn Backend>> {
    match open.open(Renew::WhenExpired, notices.clone()).await {
        Err(error) if error.retry() == Retry::Renew => {
            let renewed = open.open(Renew::Now, notices.clone()).await;
            renewed.map_err(
                |error| if error.retry() == Retry::Renew { error.retrying(Retry::Never) } else { error },
            )
        }
        other => other,
    }
}

fn closed() -> Error {
    Error::new(Kind::Cancelled, phrase!("session-closed"))
}
