//! Looking from time to time what came into a folder since (learn.microsoft.com/graph/delta-query-messages).

use super::address::same_origin;
use super::fault::{self, Refusal};
use super::item::Item;
use super::mailbox::Online;
use super::page::Page;
use super::request::Request;
use super::sign_in;
use crate::watch::{Names, Place};
use crate::{Change, Changes, Cursor, Error, FolderPath, MessageRef, Result, ServerId};
use carteiro_auth::Renew;
use carteiro_world::http::Url;
use futures_util::StreamExt;
use futures_util::stream::unfold;
use sha2::{Digest, Sha256};
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// So many come with one answer.
const PAGE: usize = 500;
/// A server that says so often that there is more, and tells nothing, has no end.
const MOST_EMPTY: usize = 100;

/// Tells what comes into a folder.
pub(super) fn watch(online: Online, path: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    let watch = Watch { online, path, state: State::Begins { since, renew }, told: VecDeque::new() };
    unfold(Some(watch), |watch| async {
        let mut watch = watch?;
        Some(match watch.next().await {
            Ok(change) => (Ok(change), Some(watch)),
            Err(error) => (Err(error), None),
        })
    })
    .boxed()
}

struct Watch {
    online: Online,
    path: FolderPath,
    state: State,
    /// Still to be told.
    told: VecDeque<Change>,
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

impl Watch {
    async fn next(&mut self) -> Result<Change> {
        loop {
            if let Some(change) = self.told.pop_front() {
                return Ok(change);
            }
            self.state = match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Err(Error::internal("a watch that has ended was asked")),
                State::Begins { since, renew } => self.begin(since, renew).await?,
                State::At { state, caught_up: false } => {
                    let state = self.told_since(state, &HashSet::new()).await?;
                    self.told.push_back(Change::CaughtUp { cursor: caught_up(state.clone()) });
                    State::At { state, caught_up: true }
                }
                State::At { state, caught_up: true } => {
                    let outlook = &self.online.speaker.outlook;
                    outlook.world.clock.sleep(outlook.config.poll).await;
                    let state = self.told_since(state, &HashSet::new()).await?;
                    State::At { state, caught_up: true }
                }
            };
        }
    }

    async fn begin(&mut self, since: Option<Cursor>, renew: Renew) -> Result<State> {
        sign_in::credential(&self.online.speaker.outlook, renew).await?;
        let Some(Cursor(Place::Sync { state, told })) = since else {
            let state = self.online.state_of(&self.path).await?;
            self.told.push_back(Change::CaughtUp { cursor: caught_up(state.clone()) });
            return Ok(State::At { state, caught_up: true });
        };
        let told: HashSet<u64> = told.told().iter().copied().collect();
        let state = self.told_since(state, &told).await?;
        Ok(State::At { state, caught_up: false })
    }

    /// What came in since `state`, without what was `told` of it before. Answers the state after it.
    async fn told_since(&mut self, mut state: String, told: &HashSet<u64>) -> Result<String> {
        let mut empty = 0;
        loop {
            let mut page = match self.online.since(&state).await? {
                Ok(page) => page,
                // What the state stood for is no more: nobody can tell what came in since.
                Err(refusal) if refusal.ends_state() || refusal.is_missing() => {
                    let state = self.online.state_of(&self.path).await?;
                    self.told.push_back(Change::Reset { cursor: caught_up(state.clone()) });
                    return Ok(state);
                }
                Err(refusal) => return Err(refusal.of_folder(&self.path)),
            };
            let items = page.take()?;
            empty = if items.is_empty() { empty + 1 } else { 0 };
            let (next, is_last) = after(&page)?;
            self.tell(arrived(items, &self.path), told, &state, &next);
            state = next;
            if is_last {
                return Ok(state);
            }
            if empty > MOST_EMPTY {
                return Err(fault::nonsense("one empty page after the other"));
            }
        }
    }

    fn tell(&mut self, arrived: Vec<MessageRef>, told: &HashSet<u64>, state: &str, next: &str) {
        let new = arrived.into_iter().map(|message| (short(&message), message));
        let new: Vec<(u64, MessageRef)> = new.filter(|(name, _)| !told.contains(name)).collect();
        let names: Arc<[u64]> = told.iter().copied().chain(new.iter().map(|(name, _)| *name)).collect();
        let last = new.len();
        for (at, (_, message)) in new.into_iter().enumerate() {
            let so_far = Names::some_of(&names, told.len() + at + 1);
            let within = || Cursor(Place::Sync { state: state.to_owned(), told: so_far });
            let cursor = if at + 1 == last { caught_up(next.to_owned()) } else { within() };
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

/// In the order in which they were received: a page has another.
fn arrived(items: Vec<Item>, path: &FolderPath) -> Vec<MessageRef> {
    let there = items.into_iter().filter(|item| item.removed.is_none() && !item.id.is_empty());
    let mut arrived: Vec<MessageRef> = there.map(|item| item.reference(path)).collect();
    arrived.sort_by_key(|one| one.key.received_at);
    arrived
}

fn caught_up(state: String) -> Cursor {
    Cursor(Place::Sync { state, told: Names::all_of(Vec::new()) })
}

/// A message's name in short.
fn short(message: &MessageRef) -> u64 {
    let id = match &message.id {
        Some(ServerId::Immutable(id)) => id.as_str(),
        _ => "",
    };
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().take(8).fold(0, |name, byte| name << 8 | u64::from(*byte))
}

impl Online {
    /// Where the folder is now.
    pub(super) async fn cursor_of(&self, path: FolderPath) -> Result<Cursor> {
        Ok(caught_up(self.state_of(&path).await?))
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
