//! `SyncFolderItems` for what came, `GetStreamingEvents` for when to look.

use super::call::Replies;
use super::fault::{self, Refusal};
use super::folders::field;
use super::mailbox::Exchange;
use super::request::Request;
use super::search::key;
use super::sign_in;
use super::version::Version;
use super::xml::{Element, Xml};
use crate::watch::{Names, Place};
use crate::{Change, Changes, Cursor, Error, FolderPath, MessageRef, Result, ServerId};
use carteiro_auth::Renew;
use futures_util::StreamExt;
use futures_util::stream::unfold;
use sha2::{Digest, Sha256};
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// So many changes come with one answer; more are refused
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/maxchangesreturned).
const AT_ONCE: usize = 512;
/// Minutes that a stream of events stands before it is asked for again: the most that Exchange takes
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/connectiontimeout).
const STANDS: u32 = 29;

/// Tells what comes into a folder, by requests of its own.
pub(super) fn watch(exchange: Exchange, path: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    let watch = Watch { exchange, path, state: State::Begins { since, renew }, told: VecDeque::new() };
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
    exchange: Exchange,
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
        events: Option<Box<Replies>>,
        subscription: Option<String>,
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
                State::At { state, caught_up: false, .. } => self.catch_up(state).await?,
                State::At { state, events: Some(events), subscription, .. } => {
                    self.hear(state, events, subscription).await?
                }
                State::At { state, events: None, subscription, .. } => {
                    self.listen(state, subscription).await?
                }
            };
        }
    }

    async fn begin(&mut self, since: Option<Cursor>, renew: Renew) -> Result<State> {
        sign_in::credential(&self.exchange.speaker.ews, renew).await?;
        let Some(Cursor(Place::Sync { state, told })) = since else {
            let cursor = self.exchange.cursor_of(self.path.clone()).await?;
            return Ok(self.stands(cursor));
        };
        let told: HashSet<u64> = told.told().iter().copied().collect();
        let caught_up = self.told_since(state, &told).await?;
        Ok(State::At { state: caught_up, caught_up: false, events: None, subscription: None })
    }

    /// From here on, with nothing told before.
    fn stands(&mut self, cursor: Cursor) -> State {
        let state = match &cursor {
            Cursor(Place::Sync { state, .. }) => state.clone(),
            Cursor(_) => String::new(),
        };
        self.told.push_back(Change::CaughtUp { cursor });
        State::At { state, caught_up: true, events: None, subscription: None }
    }

    async fn catch_up(&mut self, state: String) -> Result<State> {
        let state = self.told_since(state, &HashSet::new()).await?;
        self.told.push_back(Change::CaughtUp { cursor: caught_up(state.clone()) });
        Ok(State::At { state, caught_up: true, events: None, subscription: None })
    }

    /// What came in since `state`, without what was `told` of it before. Answers the state after it.
    async fn told_since(&mut self, mut state: String, told: &HashSet<u64>) -> Result<String> {
        loop {
            let synced = match self.exchange.synced(&self.path, Some(state.clone())).await? {
                Ok(synced) => synced,
                // What the state stood for is no more.
                Err(refusal) if refusal.code == "ErrorInvalidSyncStateData" => {
                    let cursor = self.exchange.cursor_of(self.path.clone()).await?;
                    let Cursor(Place::Sync { state, .. }) = &cursor else {
                        return Err(Error::internal("a cursor of another kind"));
                    };
                    let state = state.clone();
                    self.told.push_back(Change::Reset { cursor });
                    return Ok(state);
                }
                Err(refusal) => return Err(refusal.of_folder(&self.path)),
            };
            let new = synced.arrived.into_iter().map(|message| (short(&message), message));
            let new: Vec<(u64, MessageRef)> = new.filter(|(name, _)| !told.contains(name)).collect();
            let names: Arc<[u64]> = told.iter().copied().chain(new.iter().map(|(name, _)| *name)).collect();
            let last = new.len();
            for (at, (_, message)) in new.into_iter().enumerate() {
                let so_far = Names::some_of(&names, told.len() + at + 1);
                let within = || Cursor(Place::Sync { state: state.clone(), told: so_far });
                let cursor = if at + 1 == last { caught_up(synced.state.clone()) } else { within() };
                self.told.push_back(Change::Arrived { message, cursor });
            }
            state = synced.state;
            if synced.is_last {
                return Ok(state);
            }
        }
    }

    /// Has the server tell when something happens; where it cannot, looks from time to time.
    async fn listen(&mut self, state: String, subscription: Option<String>) -> Result<State> {
        let speaker = Arc::clone(&self.exchange.speaker);
        if speaker.version < Version::Exchange2010Sp1 {
            speaker.ews.world.clock.sleep(speaker.ews.config.poll).await;
            let state = self.told_since(state, &HashSet::new()).await?;
            return Ok(State::At { state, caught_up: true, events: None, subscription: None });
        }
        let (subscription, is_new) = match subscription {
            Some(subscription) => (subscription, false),
            None => (self.exchange.subscribed(&self.path).await?, true),
        };
        // What is listened to for long has a connection of its own.
        let events = speaker.apart().ask(events(&subscription)).await?;
        // What came before the subscription stood nobody tells.
        let state = if is_new { self.told_since(state, &HashSet::new()).await? } else { state };
        Ok(State::At {
            state,
            caught_up: true,
            events: Some(Box::new(events)),
            subscription: Some(subscription),
        })
    }

    async fn hear(
        &mut self,
        state: String,
        mut events: Box<Replies>,
        subscription: Option<String>,
    ) -> Result<State> {
        loop {
            match events.next().await? {
                Some(Ok(reply)) => {
                    let happened = reply.find("Notification").is_some();
                    let ends = reply.text("ConnectionStatus").map(str::trim) == Some("Closed");
                    if happened || ends {
                        let state = self.told_since(state, &HashSet::new()).await?;
                        let events = (!ends).then_some(events);
                        return Ok(State::At { state, caught_up: true, events, subscription });
                    }
                }
                // It forgot what it was to tell: after a restart, or when it moved the mailbox.
                Some(Err(refusal)) if refusal.ends_subscription() => {
                    let state = self.told_since(state, &HashSet::new()).await?;
                    return Ok(State::At { state, caught_up: true, events: None, subscription: None });
                }
                Some(Err(refusal)) => return Err(refusal.of_folder(&self.path)),
                // Each time that it has something to say it says a whole envelope.
                None => match events.further().await? {
                    Some(Ok(further)) => *events = further,
                    Some(Err(refusal)) => return Err(refusal.of_folder(&self.path)),
                    None => {
                        return Ok(State::At { state, caught_up: true, events: None, subscription });
                    }
                },
            }
        }
    }
}

fn caught_up(state: String) -> Cursor {
    Cursor(Place::Sync { state, told: Names::all_of(Vec::new()) })
}

/// A message's name in short.
fn short(message: &MessageRef) -> u64 {
    let id = match &message.id {
        Some(ServerId::Item(id)) => id.as_str(),
        _ => "",
    };
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().take(8).fold(0, |name, byte| name << 8 | u64::from(*byte))
}

impl Exchange {
    /// Where the folder is now.
    pub(super) async fn cursor_of(&self, path: FolderPath) -> Result<Cursor> {
        let mut state = None;
        loop {
            let synced = self.synced(&path, state).await?.map_err(|refusal| refusal.of_folder(&path))?;
            if synced.is_last {
                return Ok(caught_up(synced.state));
            }
            state = Some(synced.state);
        }
    }

    async fn synced(&self, path: &FolderPath, state: Option<String>) -> Result<Result<Synced, Refusal>> {
        let state = state.as_deref();
        self.at(path, |folder| async move {
            let reply = self.speaker.ask_one(sync(&folder, state)).await?;
            let reply = match reply {
                // The folder that the name means may be another by now.
                Err(refusal) if super::folders::is_missing(&refusal.of_folder(path)) => {
                    return Err(refusal.of_folder(path));
                }
                Err(refusal) => return Ok(Err(refusal)),
                Ok(reply) => reply,
            };
            let Some(next) = reply.text("SyncState") else {
                return Err(fault::nonsense("a state is missing"));
            };
            let changes = reply.child("Changes").map(|all| all.children.as_slice()).unwrap_or_default();
            let arrived = changes.iter().filter(|change| change.name == "Create");
            Ok(Ok(Synced {
                state: next.trim().to_owned(),
                is_last: reply.is("IncludesLastItemInRange"),
                arrived: arrived.filter_map(|change| message(path, change.children.first()?)).collect(),
            }))
        })
        .await
    }

    async fn subscribed(&self, path: &FolderPath) -> Result<String> {
        self.at(path, |folder| async move {
            let reply = self.speaker.ask_one(subscribe(&folder)).await?;
            let reply = reply.map_err(|refusal| refusal.of_folder(path))?;
            let id = reply.text("SubscriptionId").map(|id| id.trim().to_owned());
            id.ok_or_else(|| fault::nonsense("a subscription without a name"))
        })
        .await
    }
}

/// What happened in a folder since a state.
struct Synced {
    state: String,
    is_last: bool,
    arrived: Vec<MessageRef>,
}

fn message(path: &FolderPath, item: &Element) -> Option<MessageRef> {
    let id = item.child("ItemId")?.attribute("Id")?.to_owned();
    Some(MessageRef { folder: path.clone(), id: Some(ServerId::Item(id)), key: key(item) })
}

fn sync(folder: &str, state: Option<&str>) -> Request {
    Request::new("SyncFolderItems", &[], |xml| {
        xml.within("m:ItemShape", |xml| {
            xml.text("t:BaseShape", "IdOnly");
            xml.within("t:AdditionalProperties", |xml| {
                for uri in ["item:DateTimeReceived", "item:Size", "message:InternetMessageId"] {
                    field(xml, uri);
                }
            });
        });
        xml.within("m:SyncFolderId", |xml| {
            xml.empty("t:FolderId", &[("Id", folder)]);
        });
        if let Some(state) = state {
            xml.text("m:SyncState", state);
        }
        xml.text("m:MaxChangesReturned", AT_ONCE);
    })
}

fn subscribe(folder: &str) -> Request {
    Request::new("Subscribe", &[], |xml| {
        xml.within("m:StreamingSubscriptionRequest", |xml| {
            xml.within("t:FolderIds", |xml| {
                xml.empty("t:FolderId", &[("Id", folder)]);
            });
            xml.within("t:EventTypes", |xml| {
                for event in ["NewMailEvent", "CreatedEvent", "MovedEvent", "CopiedEvent"] {
                    xml.text("t:EventType", event);
                }
            });
        });
    })
}

fn events(subscription: &str) -> Request {
    let write = |xml: &mut Xml| {
        xml.within("m:SubscriptionIds", |xml| {
            xml.text("t:SubscriptionId", subscription);
        });
        xml.text("m:ConnectionTimeout", STANDS);
    };
    Request::new("GetStreamingEvents", &[], write).streaming()
}
