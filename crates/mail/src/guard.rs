//! The policies around every backend: what the session may do, reconnecting, renewing, trying again. Backends have
//! none of their own.

use crate::backend::{Backend, Cost, Open};
use crate::{Error, Kind, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::{Clock, phrase};
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How often and how long to try again.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Tries of one operation, the first included.
    pub attempts: u32,
    /// The wait before the second try; it doubles with each further one.
    pub pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { attempts: 6, pause: Duration::from_secs(1) }
    }
}

/// What a session may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// List folders, read messages.
    Read,
    /// Change flags.
    Mark,
    /// Move and copy messages.
    Move,
    /// Delete messages.
    Delete,
    /// Make, rename and delete folders.
    Folders,
    /// Store messages and drafts.
    Append,
    /// Send messages.
    Send,
}

/// The permissions of a session; all of them unless the author names some.
#[derive(Clone, Debug, Default)]
pub struct Permissions(pub Option<Vec<Permission>>);

impl Permissions {
    /// Whether `permission` is given.
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.as_ref().is_none_or(|given| given.contains(&permission))
    }
}

/// Something a watcher of the session may want to see.
#[derive(Clone, Debug)]
pub enum Notice {
    /// The connection broke, or the server asked to wait; the operation is tried again after a pause.
    Retrying {
        /// What went wrong.
        error: Error,
        /// How long it waits.
        pause: Duration,
    },
    /// Signed in anew.
    Reconnected,
}

pub(crate) struct Guard {
    open: Arc<dyn Open>,
    session: Mutex<Session>,
    clock: Clock,
    limits: Limits,
    permissions: Permissions,
    notify: Box<dyn Fn(Notice) + Send + Sync>,
}

struct Session {
    backend: Arc<dyn Backend>,
    /// Grows with every new sign-in, so that of many who saw a connection break, one reconnects.
    generation: u64,
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
        notify: Box<dyn Fn(Notice) + Send + Sync>,
    ) -> Result<Self> {
        let backend = open.open(Renew::WhenExpired).await.map_err(|error| error.during("connect"))?;
        let session = Mutex::new(Session { backend, generation: 0, spent: Cost::default(), closed: false });
        Ok(Self { open, session, clock, limits, permissions, notify })
    }

    /// Refuses what the author did not allow.
    pub(crate) fn check(&self, permission: Permission, operation: &'static str) -> Result<()> {
        if self.permissions.allow(permission) {
            return Ok(());
        }
        Err(Error::new(Kind::Denied, phrase!("session-not-allowed", operation = operation)).during(operation))
    }

    pub(crate) async fn backend(&self) -> Arc<dyn Backend> {
        Arc::clone(&self.session.lock().await.backend)
    }

    /// Asks something, again when asking again can help.
    pub(crate) async fn ask<T, F>(
        &self,
        operation: &'static str,
        work: impl Fn(Arc<dyn Backend>) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.run(operation, true, false, work).await
    }

    /// Changes something, again when trying again can help. `sure` says whether repeating is harmless even when the
    /// last try may have taken place. What may have taken place and is not repeated ends as `OutcomeUnknown`.
    pub(crate) async fn change<T, F>(
        &self,
        operation: &'static str,
        sure: bool,
        work: impl Fn(Arc<dyn Backend>) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.run(operation, sure, true, work).await
    }

    async fn run<T, F>(
        &self,
        operation: &'static str,
        sure: bool,
        changes: bool,
        work: impl Fn(Arc<dyn Backend>) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let (mut attempt, mut may_have_happened) = (1, false);
        loop {
            let (backend, generation) = self.current().await?;
            let error = match work(backend).await {
                Ok(done) => return Ok(done),
                Err(error) => error.during(operation),
            };
            if error.retry() == Retry::Unsure {
                may_have_happened = true;
                if !sure {
                    return Err(unknown(operation, &error));
                }
            }
            if let Err(error) = self.recover(error, attempt, generation).await {
                return Err(if may_have_happened && changes { unknown(operation, &error) } else { error });
            }
            attempt += 1;
        }
    }

    /// Prepares another try after `error`, or answers why there will be none.
    pub(crate) async fn recover(&self, error: Error, attempt: u32, generation: u64) -> Result<()> {
        let (mut error, mut attempt) = (error, attempt);
        let broken = error.is_connection();
        loop {
            // What made a server break the protocol twice does so again.
            let attempts = if error.kind() == Kind::Protocol { 2 } else { self.limits.attempts };
            if error.retry() == Retry::Never || attempt >= attempts {
                return Err(error);
            }
            // The first reconnect is immediate: most broken connections were idle ones that a server tidied away.
            let doubled = self.limits.pause * 2_u32.saturating_pow(attempt.saturating_sub(1));
            let pause = if error.is_connection() && attempt == 1 { Duration::ZERO } else { doubled };
            (self.notify)(Notice::Retrying { error: error.clone(), pause });
            self.clock.sleep(pause).await;
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

    pub(crate) async fn current(&self) -> Result<(Arc<dyn Backend>, u64)> {
        let session = self.session.lock().await;
        if session.closed {
            return Err(closed());
        }
        Ok((Arc::clone(&session.backend), session.generation))
    }

    async fn reopen(&self, seen: u64) -> Result<()> {
        let mut session = self.session.lock().await;
        if session.closed {
            return Err(closed());
        }
        if session.generation != seen {
            return Ok(());
        }
        let backend = match self.open.open(Renew::WhenExpired).await {
            // A token may have ended while the connection stood: one fresh one.
            Err(error) if error.kind() == Kind::SignInFailed => self.open.open(Renew::Now).await?,
            other => other?,
        };
        let spent = session.backend.cost();
        session.spent += spent;
        session.backend = backend;
        session.generation += 1;
        (self.notify)(Notice::Reconnected);
        Ok(())
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
        backend.close().await
    }
}

fn closed() -> Error {
    Error::new(Kind::Cancelled, phrase!("session-closed"))
}

fn unknown(operation: &'static str, error: &Error) -> Error {
    let words = phrase!("outcome-unknown", operation = operation);
    Error::new(Kind::OutcomeUnknown, words).during(operation).because(error)
}
