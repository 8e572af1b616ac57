//! Reading a folder: a snapshot of ids first, then the messages, fetched ahead in bounded windows.

mod pick;

pub use pick::Pick;

use crate::fetch::{gone, is_gone};
use crate::guard::operation;
use crate::mime::PartId;
use crate::query::{Matched, Verdict};
use crate::{Condition, FolderPath, Mailbox, Message, MessageRef, Parts, Query, Result, Unreadable};
use futures_util::StreamExt;
use futures_util::future::{join, join_all};
use futures_util::stream::{BoxStream, iter, unfold};
use tokio::sync::mpsc;

/// Headers asked for at once.
const LIGHT: usize = 500;
/// Whole messages asked for at once: so many, or fewer when they are large.
const HEAVY: usize = 256;
/// Bytes of whole messages asked for at once. What does not fit in memory lies in temporary files.
const BYTES: u64 = 4 * 1024 * 1024;
/// Windows under way at once: while one is read, the next is on its way.
const WINDOWS: usize = 2;
/// Messages read ahead of the consumer.
const AHEAD: usize = 64;

/// What to read of a folder.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The folder.
    pub folder: FolderPath,
    /// Which messages.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// At most so many matching messages.
    pub limit: Option<usize>,
    /// How much of each.
    pub parts: Parts,
    /// Which parts of a large message are wanted, where [`Parts::content`] is; left out: all of it.
    pub pick: Option<Pick>,
}

/// The order of messages, by their arrival in the folder.
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
    /// The messages that are meant, in order: a snapshot, so that moving them away while reading skips none.
    ///
    /// A message that cannot be read is an `Err` among the others. `NotFound`: no such folder.
    pub async fn messages(&self, selection: Selection) -> Result<Finding> {
        self.0.check(&operation::SEARCH)?;
        let Selection { folder, query, order, limit, parts, pick } = selection;
        let mut snapshot = self
            .0
            .run(&operation::SEARCH, |backend| {
                let (folder, query) = (folder.clone(), query.clone());
                async move { backend.search(folder, query).await }
            })
            .await?;
        if order == Order::NewestFirst {
            snapshot.reverse();
        }
        let (found, finding) = mpsc::channel(AHEAD);
        let (mailbox, left) = (self.clone(), limit.unwrap_or(usize::MAX));
        let pick = pick.filter(|_| parts.content);
        let reading = Reading { mailbox, query, parts, pick, left, found };
        // Ends by itself when the consumer goes away: its next send fails.
        tokio::spawn(reading.all(snapshot));
        Ok(unfold(finding, |mut finding| async { finding.recv().await.map(|one| (one, finding)) }).boxed())
    }
}

struct Reading {
    mailbox: Mailbox,
    query: Query,
    parts: Parts,
    pick: Option<Pick>,
    left: usize,
    found: mpsc::Sender<Result<Found, Unreadable>>,
}

/// The consumer is gone, or has enough.
struct Enough;

impl Reading {
    async fn all(mut self, snapshot: Vec<MessageRef>) {
        // The header of everything; the parts only of what the header leaves open; the rest only of what is meant.
        let first = if self.parts.is_heavy() { Parts::default() } else { self.parts };
        let first = if self.query.condition.is_some() { Parts::default() } else { first };
        let mailbox = self.mailbox.clone();
        let mut rest = snapshot.into_iter();
        let windows = std::iter::from_fn(move || {
            let window: Vec<MessageRef> = rest.by_ref().take(LIGHT).collect();
            (!window.is_empty()).then_some(window)
        });
        let mut deciding = iter(windows).map(|window| mailbox.fetch(window, first)).buffered(WINDOWS);
        while let Some(window) = deciding.next().await {
            let decided = self.decide_all(window).await;
            let meant: Vec<_> = decided.into_iter().take(self.left).collect();
            self.left -= meant.len();
            if self.pass_on(meant, first).await.is_err() || self.left == 0 {
                return;
            }
        }
    }

    /// What is meant of a window, in its order.
    async fn decide_all(&self, window: Vec<Result<Message, Unreadable>>) -> Vec<Result<Found, Unreadable>> {
        let mut decided: Vec<_> = window.into_iter().map(|one| self.decide(one)).collect();
        let open = |one: &Decided| match one {
            Decided::Open(message) => Some(message.reference.clone()),
            _ => None,
        };
        let asked: Vec<MessageRef> = decided.iter().filter_map(open).collect();
        if !asked.is_empty() {
            let needed = self.query.condition.as_ref().map(Condition::reads).unwrap_or_default();
            let mut told = self.mailbox.fetch(asked, needed).await.into_iter();
            for one in decided.iter_mut().filter(|one| matches!(one, Decided::Open(_))) {
                if let Some(message) = told.next() {
                    *one = self.decide(message);
                }
            }
        }
        decided.into_iter().filter_map(Decided::meant).collect()
    }

    fn decide(&self, one: Result<Message, Unreadable>) -> Decided {
        let message = match one {
            // Moved or deleted by somebody else since the snapshot: no longer meant.
            Err(lost) if is_gone(&lost.error) => return Decided::NotMeant,
            Err(lost) => return Decided::Meant(Err(lost)),
            Ok(message) => message,
        };
        match self.query.condition.as_ref().map(|condition| condition.decide(&message)) {
            None => Decided::Meant(Ok(Found { message, matched: Matched::default() })),
            Some(Verdict::Meant(matched)) => Decided::Meant(Ok(Found { message, matched })),
            Some(Verdict::NotMeant) => Decided::NotMeant,
            Some(Verdict::Undecided) => Decided::Open(message),
        }
    }

    /// Completes what is meant, a window at a time, and hands it to the consumer.
    async fn pass_on(&self, meant: Vec<Result<Found, Unreadable>>, has: Parts) -> Result<(), Enough> {
        let meant = self.weigh(meant, has).await;
        let mut completing =
            iter(windows(meant, self.parts)).map(|window| self.complete(window, has)).buffered(WINDOWS);
        while let Some(window) = completing.next().await {
            for one in window {
                self.found.send(one).await.map_err(|_| Enough)?;
            }
        }
        Ok(())
    }

    async fn complete(
        &self,
        window: Vec<Result<Meant, Unreadable>>,
        has: Parts,
    ) -> Vec<Result<Found, Unreadable>> {
        let whole = window.iter().flatten().filter(|meant| meant.lacks == Lacks::Whole);
        let whole = whole.map(|meant| meant.found.message.reference.clone()).collect();
        let fetching = self.mailbox.fetch(whole, self.parts.and(has));
        let opening = join_all(window.iter().map(|meant| self.open(meant)));
        let (fetched, opened) = join(fetching, opening).await;
        let mut fetched = fetched.into_iter();
        let complete = |(one, opened): (Result<Meant, Unreadable>, _)| {
            let Meant { found, lacks } = one?;
            let message = match (lacks, opened) {
                (Lacks::Nothing, _) => found.message,
                (Lacks::Parts(..), Some(opened)) => opened?,
                _ => fetched.next().unwrap_or_else(|| Err(gone(found.message.reference)))?,
            };
            Ok(Found { message, matched: found.matched })
        };
        window.into_iter().zip(opened).map(complete).collect()
    }
}

/// What was said of one message so far.
enum Decided {
    Meant(Result<Found, Unreadable>),
    NotMeant,
    Open(Message),
}

impl Decided {
    fn meant(self) -> Option<Result<Found, Unreadable>> {
        match self {
            Self::Meant(one) => Some(one),
            Self::NotMeant | Self::Open(_) => None,
        }
    }
}

/// A message that is meant, and what of it is still to come.
struct Meant {
    found: Found,
    lacks: Lacks,
}

/// What of a message is still to come.
#[derive(PartialEq)]
enum Lacks {
    Nothing,
    Whole,
    /// These of its parts, so many bytes.
    Parts(Vec<PartId>, u64),
}

/// Cuts a list into windows that may be asked for at once.
fn windows(meant: Vec<Result<Meant, Unreadable>>, parts: Parts) -> Vec<Vec<Result<Meant, Unreadable>>> {
    let size = |one: &Result<Meant, Unreadable>| match one {
        Ok(Meant { lacks: Lacks::Parts(_, octets), .. }) => *octets,
        Ok(Meant { lacks: Lacks::Whole, found }) if parts.is_heavy() => found.message.size,
        _ => 0,
    };
    let most = if parts.is_heavy() { HEAVY } else { LIGHT };
    let mut windows: Vec<Vec<_>> = Vec::new();
    let mut bytes = 0;
    for one in meant {
        bytes += size(&one);
        match windows.last_mut() {
            Some(window) if window.len() < most && bytes <= BYTES => window.push(one),
            _ => {
                bytes = size(&one);
                windows.push(vec![one]);
            }
        }
    }
    windows
}
