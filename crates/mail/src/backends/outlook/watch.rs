//! Looking from time to time what came into a folder since (learn.microsoft.com/graph/delta-query-messages).

use super::address::same_origin;
use super::fault::{self, Refusal};
use super::item::Item;
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use super::sign_in;
use crate::backends::exchange::Recent;
use crate::watch::{Names, Place, Told};
use crate::{Change, Changes, Cursor, Error, FolderPath, MessageRef, Result, ServerId};
use carteiro_auth::Renew;
use carteiro_world::http::Url;
use std::collections::VecDeque;
use std::sync::Arc;

/// So many come with one answer.
const PAGE: usize = 500;
/// Graph tells again what it has told (learn.microsoft.com/graph/delta-query-overview#replays): so many a watch has in mind,
const IN_MIND: usize = 10_000;
/// and so many its cursor.
const CARRIED: usize = 100;
/// A server that says so often that there is more, and tells nothing, has no end.
const MOST_EMPTY: usize = 100;

/// Tells what comes into a folder.
pub(super) fn watch(online: Online, path: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    let (told, known) = (VecDeque::new(), Recent::keeping(IN_MIND));
    let watch =
        Watch { online, path, state: State::Begins { since, renew }, told, carried: Vec::new(), known };
    watch.changes()
}

struct Watch {
    online: Online,
    path: FolderPath,
    state: State,
    /// Still to be told.
    told: VecDeque<Change>,
    /// What has been told, by names in short: as the last cursor says, and as much of it as one has in mind.
    carried: Vec<u64>,
    known: Recent,
}

enum State {
    Begins {
        since: Option<Cursor>,
        renew: Renew,
    },
    /// Everything up to this state of the server's is told, or waits to be.
    At {
        state: String,
        caught_up: bool,
    },
    Ended,
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
                State::At { state, caught_up: false } => {
                    let state = self.told_since(state).await?;
                    self.told.push_back(Change::CaughtUp { cursor: self.cursor(&state) });
                    State::At { state, caught_up: true }
                }
                State::At { state, caught_up: true } => {
                    let outlook = &self.online.speaker.outlook;
                    outlook.world.clock.sleep(outlook.config.poll).await;
                    let state = self.told_since(state).await?;
                    State::At { state, caught_up: true }
                }
            };
        }
    }
}

impl Watch {
    async fn begin(&mut self, since: Option<Cursor>, renew: Renew) -> Result<State> {
        sign_in::credential(&self.online.speaker.outlook, renew).await?;
        let state = match since {
            None => {
                let state = self.online.state_of(&self.path).await?;
                self.told.push_back(Change::CaughtUp { cursor: self.cursor(&state) });
                return Ok(State::At { state, caught_up: true });
            }
            Some(Cursor(Place::Sync { state, told })) => {
                self.carried = told.told().to_vec();
                self.told_since(state).await?
            }
            // It is of another kind of server, where the mailbox was before.
            Some(Cursor(_)) => self.reset().await?,
        };
        Ok(State::At { state, caught_up: false })
    }

    /// Nobody can tell what came in since: it begins here.
    async fn reset(&mut self) -> Result<String> {
        let state = self.online.state_of(&self.path).await?;
        self.told.push_back(Change::Reset { cursor: self.cursor(&state) });
        Ok(state)
    }

    /// After everything up to this state.
    fn cursor(&self, state: &str) -> Cursor {
        Cursor(Place::Sync { state: state.to_owned(), told: Names::all_of(self.carried.clone()) })
    }

    /// What came in since `state`, without what was told before. Answers the state after it.
    async fn told_since(&mut self, mut state: String) -> Result<String> {
        let mut empty = 0;
        loop {
            let mut page = match self.online.since(&state).await? {
                Ok(page) => page,
                // What the state stood for is no more: nobody can tell what came in since.
                Err(refusal) if refusal.ends_state() || refusal.is_missing() => return self.reset().await,
                Err(refusal) => return Err(refusal.of_folder(&self.path)),
            };
            let items = page.take()?;
            empty = if items.is_empty() { empty + 1 } else { 0 };
            let (next, is_last) = after(&page)?;
            self.tell(arrived(items, &self.path), &state, &next);
            state = next;
            if is_last {
                return Ok(state);
            }
            if empty > MOST_EMPTY {
                return Err(fault::nonsense("one empty page after the other"));
            }
        }
    }

    fn tell(&mut self, arrived: Vec<MessageRef>, state: &str, next: &str) {
        for name in &self.carried {
            self.known.insert(*name);
        }
        let told = arrived.into_iter().map(|message| (short(&message), message));
        let new: Vec<(u64, MessageRef)> = told.filter(|(name, _)| self.known.insert(*name)).collect();
        let names: Arc<[u64]> =
            self.carried.iter().copied().chain(new.iter().map(|(name, _)| *name)).collect();
        let (before, last) = (self.carried.len(), new.len());
        self.carried = names.iter().skip(names.len().saturating_sub(CARRIED)).copied().collect();
        for (at, (_, message)) in new.into_iter().enumerate() {
            let so_far = Names::some_of(&names, before + at + 1);
            let within = || Cursor(Place::Sync { state: state.to_owned(), told: so_far });
            let cursor = if at + 1 == last { self.cursor(next) } else { within() };
            self.told.push_back(Change::Arrived { message, cursor });
        }
    }
}

/// Where to go on, and whether that is for another time.
fn after(page: &Page<Item>) -> Result<(String, bool)> {
    match (&page.next, &page.delta) {
        (Some(next), _) => Ok((next.clone(), false)),
        (None, Some(delta)) => Ok((delta.clone(), true)),
        (None, None) => Err(fault::nonsense("a state is missing")),
    }
}

/// In the order in which they were received: a page has another. What has changed is told as well, without what was asked
/// for and has not changed: a message that came in was received at some time.
fn arrived(items: Vec<Item>, path: &FolderPath) -> Vec<MessageRef> {
    let is_new = |item: &Item| item.removed.is_none() && !item.id.is_empty() && item.received_at().is_some();
    let there = items.into_iter().filter(is_new);
    let mut arrived: Vec<MessageRef> = there.map(|item| item.reference(path)).collect();
    arrived.sort_by_key(|one| one.key.received_at);
    arrived
}

/// A message's name in short.
fn short(message: &MessageRef) -> u64 {
    match &message.id {
        Some(ServerId::Immutable(id)) => Names::short(id),
        _ => 0,
    }
}

impl Online {
    /// Where the folder is now.
    pub(super) async fn cursor_of(&self, path: FolderPath) -> Result<Cursor> {
        self.state_of(&path).await.map(Cursor::after)
    }

    /// Graph tells it after all that there is.
    async fn state_of(&self, path: &FolderPath) -> Result<String> {
        self.at(path, |folder| async move {
            let options = [("changeType", "created"), ("$select", "internetMessageId,receivedDateTime")];
            let segments = ["mailFolders", &folder, "messages", "delta"];
            let mut request = Request::get(&self.speaker.root, &segments, &options).in_pages_of(PAGE);
            let mut empty = 0;
            loop {
                let mut page: Page<Item> =
                    self.speaker.ask(&request).await?.map_err(|refusal| refusal.of_folder(path))?;
                empty = if page.take()?.is_empty() { empty + 1 } else { 0 };
                let (next, is_last) = after(&page)?;
                if is_last {
                    return Ok(next);
                }
                if empty > MOST_EMPTY {
                    return Err(fault::nonsense("one empty page after the other"));
                }
                request = self.speaker.following(&next)?.in_pages_of(PAGE);
            }
        })
        .await
    }

    async fn since(&self, state: &str) -> Result<Result<Page<Item>, Refusal>> {
        // A cursor of another server stands for nothing here.
        let is_ours = |url: &Url| same_origin(url, &self.speaker.outlook.config.endpoint);
        if !Url::parse(state).is_ok_and(|url| is_ours(&url)) {
            return Ok(Err(Refusal { status: 410, ..Refusal::default() }));
        }
        self.speaker.ask(&self.speaker.following(state)?.in_pages_of(PAGE)).await
    }
}
