//! `SyncFolderItems` for what came, `GetStreamingEvents` for when to look.

mod listening;
mod subscription;
mod sync;

use super::fault;
use super::mailbox::Exchange;
use super::sign_in;
use crate::watch::{Names, Place, Told};
use crate::{Change, Changes, Cursor, Error, FolderPath, MessageRef, Result, ServerId};
use carteiro_auth::Renew;
use listening::Listening;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use sync::Asked;

/// Tells what comes into a folder, by requests of its own.
pub(super) fn watch(exchange: Exchange, path: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    let (state, told) = (State::Begins { since, renew }, VecDeque::new());
    let watch = Watch { exchange, path, state, told, listening: Listening::default() };
    watch.changes()
}

struct Watch {
    exchange: Exchange,
    path: FolderPath,
    state: State,
    /// Still to be told: of one answer.
    told: VecDeque<Change>,
    listening: Listening,
}

enum State {
    Begins {
        since: Option<Cursor>,
        renew: Renew,
    },
    Behind(Behind),
    /// Everything up to this state of the server's is told, or waits to be.
    At(String),
    Ended,
}

/// There may be more than was asked for so far.
struct Behind {
    /// Up to here everything is told, or waits to be.
    state: String,
    /// And of what comes after it these.
    told: HashSet<u64>,
    is_first: bool,
}

impl Told for Watch {
    async fn next(&mut self) -> Result<Change> {
        loop {
            if let Some(change) = self.told.pop_front() {
                return Ok(change);
            }
            self.state = match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Err(Error::internal("a watch that has ended was asked")),
                State::Begins { since, renew } => self.begin(since, renew).await?,
                State::Behind(behind) => self.catch_up(behind).await?,
                State::At(state) => {
                    self.listening.wait(&self.exchange, &self.path).await?;
                    State::Behind(Behind { state, told: HashSet::new(), is_first: false })
                }
            };
        }
    }
}

impl Watch {
    async fn begin(&mut self, since: Option<Cursor>, renew: Renew) -> Result<State> {
        sign_in::credential(&self.exchange.speaker.ews, renew).await?;
        match since {
            None => {
                let state = self.exchange.state_of(&self.path).await?;
                Ok(self.at(state, true))
            }
            Some(Cursor(Place::Sync { state, told })) => {
                let told = told.told().iter().copied().collect();
                Ok(State::Behind(Behind { state, told, is_first: true }))
            }
            // It is of another kind of server, where the mailbox was before.
            Some(Cursor(_)) => self.reset(true).await,
        }
    }

    /// Nobody can tell what came in since: it begins here.
    async fn reset(&mut self, is_first: bool) -> Result<State> {
        let state = self.exchange.state_of(&self.path).await?;
        self.told.push_back(Change::Reset { cursor: Cursor::after(state.clone()) });
        Ok(self.at(state, is_first))
    }

    /// With everything that waits to be told.
    fn at(&mut self, state: String, is_first: bool) -> State {
        if is_first {
            self.told.push_back(Change::CaughtUp { cursor: Cursor::after(state.clone()) });
        }
        State::At(state)
    }

    /// What one more answer has, without what was told of it before.
    async fn catch_up(&mut self, behind: Behind) -> Result<State> {
        let Behind { state, mut told, is_first } = behind;
        let synced = match self.exchange.synced(&self.path, Some(&state), Asked::Messages).await? {
            Ok(synced) => synced,
            // What the state stood for is no more.
            Err(refusal) if refusal.code == "ErrorInvalidSyncStateData" => {
                return self.reset(is_first).await;
            }
            Err(refusal) => return Err(refusal.of_folder(&self.path)),
        };
        if !synced.is_last && synced.state == state {
            return Err(fault::nonsense("a state after which comes the same state"));
        }
        let named = synced.arrived.into_iter().map(|message| (short(&message), message));
        let (known, new): (Vec<_>, Vec<_>) = named.partition(|(name, _)| told.contains(name));
        let all: Arc<[u64]> = told.iter().copied().chain(new.iter().map(|(name, _)| *name)).collect();
        let (before, last) = (told.len(), new.len());
        if synced.is_last {
            told.clear();
        }
        for (name, _) in known {
            told.remove(&name);
        }
        for (at, (_, message)) in new.into_iter().enumerate() {
            let place = if at + 1 == last {
                Place::Sync {
                    state: synced.state.clone(),
                    told: Names::all_of(told.iter().copied().collect()),
                }
            } else {
                Place::Sync { state: state.clone(), told: Names::some_of(&all, before + at + 1) }
            };
            self.told.push_back(Change::Arrived { message, cursor: Cursor(place) });
        }
        if synced.is_last {
            return Ok(self.at(synced.state, is_first));
        }
        Ok(State::Behind(Behind { state: synced.state, told, is_first }))
    }
}

/// A message's name in short.
fn short(message: &MessageRef) -> u64 {
    match &message.id {
        Some(ServerId::Item(id)) => Names::short(id),
        _ => 0,
    }
}

impl Exchange {
    /// Where the folder is now.
    pub(super) async fn cursor_of(&self, path: FolderPath) -> Result<Cursor> {
        self.state_of(&path).await.map(Cursor::after)
    }
}
