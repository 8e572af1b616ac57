//! A way out that ends in memory: the reference that others are measured by, and what the tests of whoever sends run on.

use crate::backend::{Cost, Pending};
use crate::transport::{Accepts, Envelope, Keeps, Open, Sent, Submission, Transport};
use crate::{Error, Kind, Notices, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::{Spool, phrase};
use std::fmt;
use std::future::ready;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A server that takes mail and keeps it. Clones share it; it has any number of sessions.
#[derive(Clone)]
pub struct Server(Arc<Mutex<State>>);

/// A message that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// From whom and to whom.
    pub envelope: Envelope,
    /// The message.
    pub content: Spool,
}

/// Where sending can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// When somebody connects and signs in.
    SignIn,
    /// When the server is told from whom and to whom a message goes.
    Envelope,
    /// While the message is on its way.
    Content,
    /// After all of it: the server has taken it.
    Answer,
    /// When the session ends.
    Close,
}

struct State {
    accepts: Accepts,
    keeps: Keeps,
    taken: Vec<Taken>,
    /// How often each point was reached: by its number.
    reached: [u64; 5],
    failures: Vec<(Point, usize, Error)>,
    /// How many times all connections were broken.
    breaks: u64,
}

impl Server {
    /// One that takes everything, and stores no copies.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            accepts: Accepts { size: None, eight_bit: true, utf8: true, reports: true },
            keeps: Keeps::Nothing,
            taken: Vec::new(),
            reached: [0; 5],
            failures: Vec::new(),
            breaks: 0,
        })))
    }

    /// Opens sessions: for [`Outgoing::new`](crate::Outgoing::new).
    pub fn open(&self) -> Arc<dyn Open> {
        Arc::new(self.clone())
    }

    /// What was taken, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.lock().taken.clone()
    }

    /// The next `times` that this point is reached, it fails with `error`.
    pub fn fail(&self, point: Point, times: usize, error: Error) {
        self.lock().failures.push((point, times, error));
    }

    /// How often this point was reached, failures included.
    pub fn reached(&self, point: Point) -> u64 {
        self.lock().reached.get(point as usize).copied().unwrap_or_default()
    }

    /// Breaks every connection that stands. New ones are possible.
    pub fn break_connections(&self) {
        self.lock().breaks += 1;
    }

    /// What it takes from now on.
    pub fn set_accepts(&self, accepts: Accepts) {
        self.lock().accepts = accepts;
    }

    /// Whether it says that it keeps copies, from now on; it has no folder for them.
    pub fn set_keeps(&self, keeps: Keeps) {
        self.lock().keeps = keeps;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Server {
    fn default() -> Self {
        Self::new()
    }
}

/// How many messages only: mail is private.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({} messages)", self.lock().taken.len())
    }
}

impl State {
    fn reach(&mut self, point: Point) -> Result<()> {
        if let Some(reached) = self.reached.get_mut(point as usize) {
            *reached += 1;
        }
        match self.failures.iter_mut().find(|(of, left, _)| *of == point && *left > 0) {
            Some((_, left, error)) => {
                *left -= 1;
                Err(error.clone())
            }
            None => Ok(()),
        }
    }
}

impl Open for Server {
    fn open(&self, _: Renew, _: Notices) -> Pending<'_, Arc<dyn Transport>> {
        let mut state = self.lock();
        let opened = state.reach(Point::SignIn).map(|()| {
            let (server, breaks) = (self.clone(), state.breaks);
            Arc::new(Session { server, breaks, commands: AtomicU64::new(1) }) as Arc<dyn Transport>
        });
        Box::pin(ready(opened))
    }

    fn keeps(&self) -> Keeps {
        self.lock().keeps
    }
}

struct Session {
    server: Server,
    /// How many times connections had been broken when this one was opened.
    breaks: u64,
    commands: AtomicU64,
}

impl Session {
    fn take(&self, Submission { envelope, content, .. }: Submission) -> Result<Sent> {
        let mut state = self.server.lock();
        self.commands.fetch_add(1, Ordering::Relaxed);
        if state.breaks != self.breaks {
            return Err(Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Reconnect));
        }
        state.reach(Point::Envelope)?;
        state.reach(Point::Content)?;
        let to = envelope.to().to_vec();
        state.taken.push(Taken { envelope, content });
        let reply = format!("taken as {}", state.taken.len());
        state.reach(Point::Answer)?;
        Ok(Sent { to, reply })
    }
}

impl Transport for Session {
    fn accepts(&self) -> Accepts {
        self.server.lock().accepts
    }

    /// Done before its future is polled: dropping it can abandon nothing.
    fn send(&self, submission: Submission) -> Pending<'_, Sent> {
        Box::pin(ready(self.take(submission)))
    }

    fn cost(&self) -> Cost {
        let commands = self.commands.load(Ordering::Relaxed);
        Cost { connections: 1, commands, turns: commands, ..Cost::default() }
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(ready(self.server.lock().reach(Point::Close)))
    }
}
