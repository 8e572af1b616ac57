//! Reading a folder: a snapshot of ids first, then the messages, fetched ahead in bounded windows.

mod ahead;
mod choosing;
mod pick;
mod reads;
mod snapshot;

pub use pick::Pick;
pub use reads::Reads;
pub use snapshot::Skip;

use crate::guard::operation;
use crate::query::Matched;
use crate::{FolderPath, Mailbox, Message, MessageRef, Parts, Query, Result, Unreadable};
use ahead::ahead;
use choosing::{Choosing, Chosen, Meant};
use futures_util::stream::{BoxStream, iter, unfold};
use futures_util::{Stream, StreamExt};
use std::pin::pin;
use tokio::sync::{Semaphore, mpsc};

/// Headers asked for at once.
const LIGHT: usize = 500;
/// Headers asked for at once where one message is enough.
const FEW: usize = 16;
/// Windows under way at once: while one is read, the next is on its way.
const WINDOWS: usize = 2;
/// Whole messages under way at once: so many, or fewer when they are large.
const HEAVY: usize = 512;
/// Bytes of whole messages under way at once. What does not fit in memory lies in temporary files.
const BYTES: u32 = 8 * 1024 * 1024;
/// Into how many windows they are cut where each message takes a command of its own anyhow: the sooner one is read, the
/// sooner the next is asked for.
const SMALL: usize = 8;
/// Messages read ahead of the consumer.
const AHEAD: usize = 64;
/// Messages of several folders whose headers are kept while they are put in order; of more they are read again.
const KEPT: usize = 1000;

/// What to read of a folder.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The folder.
    pub folder: FolderPath,
    /// Whether those below it are read too.
    ///
    /// - Folders for drafts, sent and unwanted mail, the trash, and views of all or of flagged mail are left out with
    ///   what is below them, where the server says what they are; named as [`Selection::folder`], they are read.
    /// - All folders are below the inbox where the server keeps them there.
    pub recursive: bool,
    /// Which messages.
    pub query: Query,
    /// Messages to pass over without reading them.
    pub skip: Skip,
    /// In which order.
    pub order: Order,
    /// At most so many matching messages.
    pub limit: Option<usize>,
    /// How much of each.
    pub parts: Parts,
    /// Which parts of a large message are enough, when its bytes are wanted; `None`: all of it.
    pub pick: Option<Pick>,
}

impl Selection {
    /// All messages of a folder, oldest first, without their bodies.
    pub fn of(folder: FolderPath) -> Self {
        Self {
            folder,
            recursive: false,
            query: Query::default(),
            skip: Skip::default(),
            order: Order::default(),
            limit: None,
            parts: Parts::default(),
            pick: None,
        }
    }
}

/// The order of messages: by their arrival in the folder; of several folders, by when the server received them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// First come, first served.
    #[default]
    OldestFirst,
    /// Last come, first served.
    NewestFirst,
}

/// A message that is meant, and what its regular expressions caught.
#[derive(Clone, Debug)]
pub struct Found {
    /// The message.
    pub message: Message,
    /// What named groups caught.
    pub matched: Matched,
}

/// Messages as they are found.
pub type Finding = BoxStream<'static, Result<Found, Unreadable>>;

impl Mailbox {
    /// The messages that are meant, in order: a snapshot, so that moving them away while reading skips none, and moving
    /// them into another folder that is read gives none twice.
    ///
    /// A message that cannot be read is an `Err` among the others. `NotFound`: no such folder.
    pub async fn messages(&self, selection: Selection) -> Result<Finding> {
        self.0.check(&operation::SEARCH)?;
        let snapshot = self.snapshot(&selection).await?;
        let Selection { recursive, query, order, limit, parts, pick, .. } = selection;
        let (found, finding) = mpsc::channel(AHEAD);
        let backend = self.0.backend().await;
        let choosing = Choosing::new(self.clone(), query.condition, parts, pick, &*backend);
        let reading = Reading { choosing, order, left: limit.unwrap_or(usize::MAX), found };
        // Ends by itself when the consumer goes away: its next send fails.
        tokio::spawn(async move {
            // There is nobody left to tell.
            let _ = if recursive { reading.merged(snapshot).await } else { reading.one(snapshot).await };
        });
        Ok(unfold(finding, |mut finding| async { finding.recv().await.map(|one| (one, finding)) }).boxed())
    }
}

struct Reading {
    choosing: Choosing,
    order: Order,
    left: usize,
    found: mpsc::Sender<Result<Found, Unreadable>>,
}

/// The consumer is gone, or has enough.
struct Enough;

impl Reading {
    /// One folder, a window after the other.
    async fn one(mut self, snapshot: Vec<Vec<MessageRef>>) -> Result<(), Enough> {
        let mut snapshot: Vec<MessageRef> = snapshot.into_iter().flatten().collect();
        if self.order == Order::NewestFirst {
            snapshot.reverse();
        }
        let choosing = self.choosing.clone();
        let all = self.left == usize::MAX;
        let blind = choosing.is_blind(all);
        let deciding =
            iter(growing(snapshot, self.left)).map(|window| ahead(choosing.clone().of(window, blind)));
        let mut deciding = deciding.buffered(WINDOWS);
        if all {
            // What is decided next is completed behind what is being completed.
            return self.complete(deciding.flat_map(|meant| iter(windows(meant, &choosing)))).await;
        }
        while let Some(meant) = deciding.next().await {
            self.pass_on(meant).await?;
        }
        Ok(())
    }

    /// Several folders: all are looked at before the first message is handed on.
    async fn merged(mut self, snapshot: Vec<Vec<MessageRef>>) -> Result<(), Enough> {
        let choosing = self.choosing.clone();
        let windows = snapshot.into_iter().flat_map(chunks);
        let mut deciding =
            iter(windows).map(|window| ahead(choosing.clone().of(window, false))).buffered(WINDOWS);
        let mut all: Vec<Meant> = Vec::new();
        while let Some(meant) = deciding.next().await {
            let room = KEPT.saturating_sub(all.len());
            let kept = |(n, one): (usize, Meant)| if n < room { one } else { one.map(Chosen::forgotten) };
            all.extend(meant.into_iter().enumerate().map(kept));
            if self.found.is_closed() {
                return Err(Enough);
            }
        }
        drop(deciding);
        all.sort_by_key(|one| one.as_ref().ok().and_then(|chosen| chosen.received_at));
        if self.order == Order::NewestFirst {
            all.reverse();
        }
        self.pass_on(all).await
    }

    /// Completes what is meant, and hands it to the consumer.
    async fn pass_on(&mut self, meant: Vec<Meant>) -> Result<(), Enough> {
        let windows = windows(enough(meant, self.left), &self.choosing);
        self.complete(iter(windows)).await
    }

    /// The same of windows.
    async fn complete(&mut self, windows: impl Stream<Item = Vec<Meant>>) -> Result<(), Enough> {
        let choosing = self.choosing.clone();
        let room = Semaphore::new(BYTES as usize);
        let completed = windows.map(|window| async {
            // It is never closed.
            let taken = room.acquire_many(bytes(&window, choosing.parts)).await.ok();
            (ahead(choosing.clone().complete(window)).await, taken)
        });
        let mut completing = pin!(completed.buffered(choosing.windows()));
        while let Some((window, taken)) = completing.next().await {
            drop(taken);
            for one in window {
                if self.left == 0 {
                    return Err(Enough);
                }
                self.left -= 1;
                self.found.send(one).await.map_err(|_| Enough)?;
            }
        }
        if self.left == 0 { Err(Enough) } else { Ok(()) }
    }
}

/// What is looked at together.
fn chunks(snapshot: Vec<MessageRef>) -> impl Iterator<Item = Vec<MessageRef>> {
    growing(snapshot, LIGHT)
}

/// The same where `wanted` messages are enough: few at first, and more each time when those did not do.
fn growing(snapshot: Vec<MessageRef>, wanted: usize) -> impl Iterator<Item = Vec<MessageRef>> {
    let mut rest = snapshot.into_iter();
    let mut size = wanted.clamp(FEW, LIGHT);
    std::iter::from_fn(move || {
        let window: Vec<MessageRef> = rest.by_ref().take(size).collect();
        size = size.saturating_mul(4).min(LIGHT);
        (!window.is_empty()).then_some(window)
    })
}

/// The first of them, up to so many that are meant for certain.
fn enough(meant: Vec<Meant>, mut left: usize) -> Vec<Meant> {
    let mut needed = Vec::new();
    for one in meant {
        if left == 0 {
            break;
        }
        left -= usize::from(one.as_ref().map_or(true, Chosen::is_certain));
        needed.push(one);
    }
    needed
}

/// The size of a message that is read whole, or may be.
fn heavy(one: &Meant, parts: Parts) -> Option<u64> {
    let chosen = one.as_ref().ok()?;
    (parts.is_heavy() || !chosen.is_certain()).then_some(chosen.size)
}

/// What a window takes of what may be under way; what is very large leaves room for another beside it.
fn bytes(window: &[Meant], parts: Parts) -> u32 {
    let bytes = window.iter().filter_map(|one| heavy(one, parts)).fold(0, u64::saturating_add);
    bytes.min(u64::from(BYTES / 2)).try_into().unwrap_or(BYTES / 2)
}

/// Cuts a list into windows that may be asked for at once.
fn windows(meant: Vec<Meant>, choosing: &Choosing) -> Vec<Vec<Meant>> {
    let at_once = choosing.windows();
    let (heaviest, bytes_at_most) = (HEAVY / at_once, u64::from(BYTES) / at_once as u64);
    let mut windows: Vec<Vec<Meant>> = Vec::new();
    let (mut bytes, mut most) = (0, LIGHT);
    for one in meant {
        let heavy = heavy(&one, choosing.parts);
        let size = heavy.unwrap_or_default();
        bytes += size;
        most = if heavy.is_some() { heaviest } else { most };
        match windows.last_mut() {
            Some(window) if window.len() < most && bytes <= bytes_at_most => window.push(one),
            _ => {
                bytes = size;
                most = if heavy.is_some() { heaviest } else { LIGHT };
                windows.push(vec![one]);
            }
        }
    }
    windows
}
