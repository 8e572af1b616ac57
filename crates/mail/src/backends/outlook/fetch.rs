//! What the server tells of messages, or all of their bytes.
//!
//! Messages that arrived one after the other are told by one list of that time; each of the others by a request of its own,
//! twenty in a batch. So are the bytes of small messages; those of a large one come by themselves, and go to a spool.

use super::bytes::Mime;
use super::change::id;
use super::fault;
use super::item::{self, Item};
use super::locate;
use super::mailbox::Online;
use super::page::{Page, fewer};
use super::request::Request;
use crate::backend::Arriving;
use crate::fetch::{gone, is_gone};
use crate::{Kind, Message, MessageRef, Result, ServerId, Unreadable, Wanted, reading};
use carteiro_world::Spool;
use futures_util::StreamExt;
use futures_util::stream::{iter, unfold};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::mpsc;

/// So many come with one page of a list; with all of their headers, which may be long.
const PAGE: usize = 250;
const PAGE_OF_HEADERS: usize = 50;
/// For fewer a list is not worth it.
const LEAST: usize = 3;
/// Of a page of a list so many in a hundred must be wanted, else most of it is read for nothing.
const WORTH: usize = 25;
/// Messages under way whose bytes come by themselves.
const AT_ONCE: usize = 4;
/// So many smaller ones come together, and so large may each of those be as it is stored: they are held in memory.
const TOGETHER: usize = 20;
const SMALL: u64 = 64 << 10;

/// Fetches messages. The channel holds no more than was asked for: the caller asks in windows.
pub(super) fn fetch(online: Online, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
    let (arrivals, arriving) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let fetching = Fetching { online, whole: is_whole(&wanted), wanted: Arc::new(wanted), arrivals };
        fetching.all(messages).await;
    });
    unfold(arriving, |mut arriving| async { arriving.recv().await.map(|one| (one, arriving)) }).boxed()
}

/// Whether it takes the bytes of a message: nothing else tells its parts as everybody counts them.
fn is_whole(wanted: &Wanted) -> bool {
    wanted.parts.is_heavy() || wanted.parts.structure
}

struct Fetching {
    online: Online,
    wanted: Arc<Wanted>,
    whole: bool,
    arrivals: mpsc::UnboundedSender<Result<Message, Unreadable>>,
}

/// A message and what is told of it, or why nothing is.
type Found = (MessageRef, Result<Item>);

impl Fetching {
    /// Answers for each exactly once.
    async fn all(&self, messages: Vec<MessageRef>) {
        let mut left: HashSet<MessageRef> = messages.iter().cloned().collect();
        let told = self.told(messages, &mut left).await;
        if let Err(error) = told {
            for reference in left {
                self.answer(Err(Unreadable { reference, error: error.clone() }));
            }
        }
    }

    async fn told(&self, messages: Vec<MessageRef>, left: &mut HashSet<MessageRef>) -> Result<()> {
        let (mut listed, mut others) = (Vec::new(), messages);
        if others.len() >= LEAST {
            listed = self.listed(&mut others).await?;
        }
        self.hand_on(listed, left).await;
        let single = self.single(others).await?;
        let is_lost = |(_, item): &Found| item.as_ref().is_err_and(is_gone);
        let (lost, found): (Vec<Found>, Vec<Found>) = single.into_iter().partition(is_lost);
        self.hand_on(found, left).await;
        let lost: Vec<MessageRef> = lost.into_iter().map(|(reference, _)| reference).collect();
        if lost.is_empty() {
            return Ok(());
        }
        let found = self.elsewhere(lost).await?;
        self.hand_on(found, left).await;
        Ok(())
    }

    /// Completes what was found, and answers.
    async fn hand_on(&self, found: Vec<Found>, left: &mut HashSet<MessageRef>) {
        for (reference, _) in &found {
            left.remove(reference);
        }
        let (small, large): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|(_, item)| {
            item.as_ref().is_ok_and(|item| self.whole && (1..=SMALL).contains(&item.key().size))
        });
        for small in small.chunks(TOGETHER) {
            // Whoever asked may have gone.
            if !self.arrivals.is_closed() {
                self.together(small).await;
            }
        }
        let completing = iter(large).map(|(reference, item)| async move {
            if self.arrivals.is_closed() {
                return;
            }
            let read = match item {
                Ok(item) if self.whole => match bytes(&self.online, &item.id, &reference).await {
                    Ok(content) => self.read(&reference, &item, content).await,
                    Err(error) => Err(error),
                },
                Ok(item) => Ok(item.headed(&reference, &self.wanted)),
                Err(error) => Err(error),
            };
            self.answer(read.map_err(|error| Unreadable { reference, error }));
        });
        completing.buffer_unordered(AT_ONCE).collect::<()>().await;
    }

    /// The bytes of small messages, in one batch.
    async fn together(&self, found: &[Found]) {
        let some = found.iter().filter_map(|(reference, item)| Some((reference, item.as_ref().ok()?)));
        let some: Vec<(&MessageRef, &Item)> = some.collect();
        let root = &self.online.speaker.root;
        let requests: Vec<Request> = some.iter().map(|(_, item)| Request::bytes(root, &item.id)).collect();
        let told = self.online.speaker.batch::<Mime>(&requests).await;
        for ((reference, item), told) in some.into_iter().zip(told) {
            let content = match told {
                Ok(Ok(Mime { bytes: Some(content), .. })) => Ok(content.into()),
                // Not every server has a form for bytes in JSON.
                Ok(Ok(_)) => bytes(&self.online, &item.id, reference).await,
                Ok(Err(refusal)) => Err(refusal.of_message(&reference.folder)),
                Err(error) => Err(error),
            };
            let read = match content {
                Ok(content) => self.read(reference, item, content).await,
                Err(error) => Err(error),
            };
            self.answer(read.map_err(|error| Unreadable { reference: reference.clone(), error }));
        }
    }

    async fn read(&self, reference: &MessageRef, item: &Item, content: Spool) -> Result<Message> {
        let key = item.key();
        let mut message =
            reading::read(reference, content, item.flags(), key.received_at, &self.wanted).await?;
        // A message is known by what its server tells of it, also where only its header was read.
        message.reference.key = key;
        Ok(message)
    }

    /// Takes out of `messages` those that a list of their time tells of.
    async fn listed(&self, messages: &mut Vec<MessageRef>) -> Result<Vec<Found>> {
        let odd = &self.online.speaker.odd.filters_little;
        let span = span(messages).filter(|_| !odd.load(Ordering::Relaxed));
        let Some((first, last)) = span else { return Ok(Vec::new()) };
        let Some(folder) = messages.first().map(|one| one.folder.clone()) else { return Ok(Vec::new()) };
        let mut wanted: HashMap<String, MessageRef> =
            messages.iter().filter_map(|one| Some((id(one).ok()?.to_owned(), one.clone()))).collect();
        let mut found = Vec::new();
        let most = wanted.len();
        let listed = self.online.at(&folder, |folder| async move {
            let mut top = self.page().min(most);
            loop {
                let first = self.list(&folder, first, last, top);
                let answer = self.online.speaker.ask::<Page<Item>>(&first).await;
                match fewer(&answer, top) {
                    Some(less) => top = less,
                    None => return answer,
                }
            }
        });
        let page = match listed.await {
            Ok(Ok(page)) => page,
            // They are asked for one by one.
            Ok(Err(refusal)) => {
                odd.fetch_or(refusal.is_inefficient(), Ordering::Relaxed);
                return Ok(found);
            }
            // Where there is no such folder its messages may be somewhere all the same.
            Err(error) if error.kind() == Kind::NotFound => return Ok(found),
            Err(error) => return Err(error),
        };
        let take = |items: Vec<Item>| {
            let all = items.len();
            let before = found.len();
            found.extend(items.into_iter().filter_map(|item| Some((wanted.remove(&item.id)?, Ok(item)))));
            Ok(wanted.is_empty() || (found.len() - before) * 100 < all * WORTH)
        };
        // What a page does not tell is asked for by itself.
        let _ = self.online.speaker.pages(page, self.page(), take).await?;
        messages.retain(|one| id(one).map_or(true, |id| wanted.contains_key(id)));
        Ok(found)
    }

    fn page(&self) -> usize {
        if self.wanted.parts.all_headers || !self.wanted.headers.is_empty() { PAGE_OF_HEADERS } else { PAGE }
    }

    fn list(&self, folder: &str, first: Timestamp, last: Timestamp, top: usize) -> Request {
        let [select, expand] = item::told(&self.wanted, self.whole);
        let top = top.to_string();
        let filter = format!("receivedDateTime ge {first} and receivedDateTime lt {last}");
        let options = [
            ("$filter", filter.as_str()),
            ("$orderby", "receivedDateTime"),
            ("$top", &top),
            (select.0, &select.1),
            (expand.0, &expand.1),
        ];
        Request::get(&self.online.speaker.root, &["mailFolders", folder, "messages"], &options)
    }

    /// Asks for each by its name.
    async fn single(&self, messages: Vec<MessageRef>) -> Result<Vec<Found>> {
        let (known, nameless): (Vec<MessageRef>, _) = messages.into_iter().partition(|one| id(one).is_ok());
        let nameless = nameless.into_iter().map(|one| (one.clone(), Err(gone(&one.folder))));
        let mut found: Vec<Found> = nameless.collect();
        let [select, expand] = item::told(&self.wanted, self.whole);
        let options = [(select.0, select.1.as_str()), (expand.0, expand.1.as_str())];
        let request = |one: &MessageRef| {
            Request::get(&self.online.speaker.root, &["messages", id(one).unwrap_or_default()], &options)
        };
        let requests: Vec<Request> = known.iter().map(request).collect();
        for (reference, told) in known.into_iter().zip(self.online.speaker.batch::<Item>(&requests).await) {
            let told = match told? {
                Ok(item) if item.id.is_empty() => Err(fault::nonsense("a message without a name")),
                told => told.map_err(|refusal| refusal.of_message(&reference.folder)),
            };
            found.push((reference, told));
        }
        Ok(found)
    }

    /// Those whose names mean nothing any more, where they are now.
    async fn elsewhere(&self, lost: Vec<MessageRef>) -> Result<Vec<Found>> {
        let names = locate::anywhere(&self.online, &lost).await.into_iter().collect::<Result<Vec<_>>>()?;
        let mut found: Vec<Found> = Vec::new();
        let mut asked: HashMap<MessageRef, MessageRef> = HashMap::new();
        for (reference, id) in lost.into_iter().zip(names) {
            match id {
                Some(id) => {
                    let now = MessageRef { id: Some(ServerId::Immutable(id)), ..reference.clone() };
                    asked.insert(now, reference);
                }
                None => found.push((reference.clone(), Err(gone(&reference.folder)))),
            }
        }
        let told = self.single(asked.keys().cloned().collect()).await?;
        found.extend(told.into_iter().filter_map(|(now, item)| Some((asked.remove(&now)?, item))));
        Ok(found)
    }

    fn answer(&self, one: Result<Message, Unreadable>) {
        // Whoever asked may have gone.
        let _ = self.arrivals.send(one);
    }
}

/// From the first to after the last.
fn span(messages: &[MessageRef]) -> Option<(Timestamp, Timestamp)> {
    let at: Option<Vec<Timestamp>> = messages.iter().map(|one| one.key.received_at).collect();
    let at = at?;
    let (first, last) = (at.iter().min()?, at.iter().max()?);
    let second = |at: i64| Timestamp::from_second(at).ok();
    Some((second(first.as_second())?, second(last.as_second() + 1)?))
}

/// All bytes of a message, by its name now.
async fn bytes(online: &Online, id: &str, reference: &MessageRef) -> Result<Spool> {
    let _travelling = online.speaker.gate.body().await;
    let request = Request::bytes(&online.speaker.root, id);
    let content = online.speaker.content(&request).await?;
    content.map_err(|refusal| refusal.of_message(&reference.folder))
}

/// All bytes of a message, wherever it is.
pub(super) async fn content(online: &Online, reference: &MessageRef) -> Result<Spool> {
    match bytes(online, id(reference)?, reference).await {
        Err(error) if is_gone(&error) => {
            match locate::anywhere(online, std::slice::from_ref(reference)).await.pop().transpose()?.flatten()
            {
                Some(id) => bytes(online, &id, reference).await,
                None => Err(error),
            }
        }
        content => content,
    }
}
