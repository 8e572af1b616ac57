//! Waiting for mail.

use crate::guard::{Guard, Try, operation};
use crate::{Error, FolderPath, Kind, Mailbox, MessageRef, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::phrase;
use futures_util::StreamExt;
use futures_util::stream::{BoxStream, unfold};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What happens in a folder that is watched. Each carries its cursor: whoever has dealt with it keeps that, and goes on
/// there another time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A message came in.
    Arrived {
        /// Which.
        message: MessageRef,
        /// After it.
        cursor: Cursor,
    },
    /// What the cursor stood for is no more (another UIDVALIDITY): nobody can tell what came in since. Whoever must
    /// miss nothing reads the folder; what follows is what comes in from here on.
    Reset {
        /// From here on.
        cursor: Cursor,
    },
    /// What came in before has been told; what follows comes as it happens. Told once.
    CaughtUp {
        /// Where that is.
        cursor: Cursor,
    },
}

/// Where a watch stands in a folder. Serialisable; what is in it is the backend's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub(crate) Place);

/// Where a watch stands, in the terms of a kind of server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// Everything below this UID has been told (RFC 9051 §2.3.1.1).
    Uids { validity: u32, next: u32 },
    /// Everything up to this state of the server's has been told, and of what came after it these.
    Sync { state: String, told: Names },
    /// These have been told, where names have no order.
    Names(Names),
}

/// A watch of a backend's own.
pub(crate) trait Told: Sized + Send + 'static {
    /// What happens next, once it does. After an error it is asked no more.
    fn next(&mut self) -> impl Future<Output = Result<Change>> + Send;

    /// Everything that it tells.
    fn changes(self) -> Changes {
        unfold(Some(self), |watch| async {
            let mut watch = watch?;
            Some(match watch.next().await {
                Ok(change) => (Ok(change), Some(watch)),
                Err(error) => (Err(error), None),
            })
        })
        .boxed()
    }
}

/// Names in short, of which the first ones have been told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<u64>", into = "Vec<u64>")]
pub(crate) struct Names {
    all: Arc<[u64]>,
    told: usize,
}

impl Names {
    /// All of these have been told.
    pub(crate) fn all_of(names: Vec<u64>) -> Self {
        Self { told: names.len(), all: names.into() }
    }

    /// The first of these have been told: many cursors share them.
    pub(crate) fn some_of(names: &Arc<[u64]>, told: usize) -> Self {
        Self { all: Arc::clone(names), told }
    }

    /// A name in short.
    pub(crate) fn short(name: &str) -> u64 {
        Sha256::digest(name).iter().take(8).fold(0, |short, byte| short << 8 | u64::from(*byte))
    }

    /// What has been told.
    pub(crate) fn told(&self) -> &[u64] {
        self.all.get(..self.told).unwrap_or(&self.all)
    }
}

impl From<Vec<u64>> for Names {
    fn from(names: Vec<u64>) -> Self {
        Self::all_of(names)
    }
}

impl From<Names> for Vec<u64> {
    fn from(names: Names) -> Self {
        names.told().to_vec()
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.told() == other.told()
    }
}

impl Eq for Names {}

/// Changes as they happen.
pub type Changes = BoxStream<'static, Result<Change>>;

impl Change {
    /// Where a watch goes on after it.
    pub fn cursor(&self) -> &Cursor {
        match self {
            Self::Arrived { cursor, .. } | Self::Reset { cursor } | Self::CaughtUp { cursor } => cursor,
        }
    }
}

impl Cursor {
    pub(crate) fn uids(validity: u32, next: u32) -> Self {
        Self(Place::Uids { validity, next })
    }

    /// After everything up to this state of the server's.
    pub(crate) fn after(state: String) -> Self {
        Self(Place::Sync { state, told: Names::all_of(Vec::new()) })
    }
}

impl Mailbox {
    /// Where `folder` is now: a watch from there on tells what comes in later, however long its own connection takes.
    /// `NotFound`: no such folder.
    pub async fn cursor(&self, folder: FolderPath) -> Result<Cursor> {
        self.0.check(&operation::CURSOR)?;
        let ask = |backend: Try| {
            let folder = folder.clone();
            async move { backend.cursor(folder).await }
        };
        self.0.run(&operation::CURSOR, ask).await
    }

    /// Waits for mail in `folder`, over a connection of its own: everything since `since`, or from when that stands.
    ///
    /// - Messages come in the order of their arrival. None is told twice, and none is lost, when a connection breaks: it
    ///   goes on from the last cursor.
    /// - An error is the last item: `NotFound`, there is no such folder; whatever does not pass after the tries of
    ///   [`Limits`](crate::Limits). Another watch from the last cursor goes on there.
    /// - It ends when the session is closed. Dropping it closes its connection.
    pub fn watch(&self, folder: FolderPath, since: Option<Cursor>) -> Changes {
        let watch = Watch {
            guard: Arc::clone(&self.0),
            folder,
            cursor: since,
            state: State::Begins,
            renew: Renew::WhenExpired,
            attempt: 1,
            caught_up: false,
        };
        unfold(watch, Watch::next).boxed()
    }
}

struct Watch {
    guard: Arc<Guard>,
    folder: FolderPath,
    /// After what was told last.
    cursor: Option<Cursor>,
    state: State,
    /// Of the credential, when it begins anew.
    renew: Renew,
    attempt: u32,
    caught_up: bool,
}

enum State {
    Begins,
    Stands(Changes),
    Ended,
}

impl Watch {
    async fn next(mut self) -> Option<(Result<Change>, Self)> {
        let mut closed = self.guard.closed();
        loop {
            let heard = tokio::select! {
                biased;
                // Closing is no error of a watch.
                _ = closed.wait_for(|closed| *closed) => return None,
                heard = self.hear() => heard?,
            };
            match heard {
                Ok(change) => {
                    // What goes on where it stood goes on well.
                    if std::mem::replace(&mut self.attempt, 1) > 1 {
                        self.guard.reconnected();
                    }
                    self.renew = Renew::WhenExpired;
                    self.cursor = Some(change.cursor().clone());
                    let again = matches!(change, Change::CaughtUp { .. }) && self.caught_up;
                    self.caught_up |= matches!(change, Change::CaughtUp { .. });
                    if !again {
                        return Some((Ok(change), self));
                    }
                }
                Err(error) => {
                    let error = error.during(operation::WATCH.name);
                    self.state = State::Begins;
                    // A token may have ended while the connection stood: one fresh one.
                    let refused = error.retry() == Retry::Renew;
                    if refused && self.renew == Renew::WhenExpired {
                        self.renew = Renew::Now;
                        continue;
                    }
                    let error = if refused { error.retrying(Retry::Never) } else { error };
                    let tried = tokio::select! {
                        biased;
                        _ = closed.wait_for(|closed| *closed) => return None,
                        tried = self.guard.pause(&error, self.attempt) => tried,
                    };
                    if let Err(error) = tried {
                        self.state = State::Ended;
                        return Some((Err(error), self));
                    }
                    self.attempt += 1;
                }
            }
        }
    }

    /// The next of what the backend tells; `None` after the end.
    async fn hear(&mut self) -> Option<Result<Change>> {
        loop {
            match &mut self.state {
                State::Ended => return None,
                State::Stands(changes) => {
                    let lost = || Error::new(Kind::Unreachable, phrase!("connection-lost"));
                    return Some(
                        changes.next().await.unwrap_or_else(|| Err(lost().retrying(Retry::Reconnect))),
                    );
                }
                State::Begins => {
                    if let Err(error) = self.guard.check(&operation::WATCH) {
                        return Some(Err(error));
                    }
                    match self.guard.current(&operation::WATCH).await {
                        Err(error) => return Some(Err(error)),
                        Ok((backend, _)) => {
                            let changes = backend.watch(self.folder.clone(), self.cursor.clone(), self.renew);
                            self.state = State::Stands(changes);
                        }
                    }
                }
            }
        }
    }
}
