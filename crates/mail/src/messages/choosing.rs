//! Which messages of a snapshot are meant, and what the consumer wants of them.
//!
//! The header of everything decides first; then, of what it leaves open, what the server tells of the parts; then, of
//! what is still open, the text. The rest is read only of what is meant.

use super::{Found, Pick, Reads, SMALL, WINDOWS};
use crate::fetch::{is_gone, lost};
use crate::query::{HeaderName, Matched, Verdict};
use crate::{Backend, Condition, Mailbox, Message, MessageRef, Parts, Result, Unreadable, Wanted};
use futures_util::future::join;
use jiff::Timestamp;
use std::sync::Arc;

/// A message that is meant or may be, or one that cannot be read.
pub(super) type Meant = Result<Chosen, Unreadable>;

/// A message that is meant, or may be.
pub(super) struct Chosen {
    pub(super) reference: MessageRef,
    pub(super) size: u64,
    pub(super) received_at: Option<Timestamp>,
    /// What was read of it, unless it is read again.
    pub(super) message: Option<(Message, Parts)>,
    /// What it matched; `Err`: these parts must tell.
    matched: Result<Matched, Parts>,
}

impl Chosen {
    /// One of which nothing was read: these parts must tell.
    fn unread(reference: MessageRef, parts: Parts) -> Self {
        let size = reference.key.size;
        Self { reference, size, received_at: None, message: None, matched: Err(parts) }
    }

    /// Whether no more has to be read to know that it is meant.
    pub(super) fn is_certain(&self) -> bool {
        self.matched.is_ok()
    }

    /// The same, with what was read of it since.
    pub(super) fn with(self, message: Message, parts: Parts) -> Self {
        Self { message: Some((message, parts)), ..self }
    }

    /// The same, without what was read of it.
    pub(super) fn forgotten(self) -> Self {
        Self { message: None, ..self }
    }

    pub(super) fn has(&self, parts: Parts) -> bool {
        self.message.as_ref().is_some_and(|(_, has)| has.covers(parts))
    }
}

/// Decides and completes messages.
#[derive(Clone)]
pub(super) struct Choosing {
    pub(super) mailbox: Mailbox,
    condition: Option<Arc<Condition>>,
    reads: Arc<Reads>,
    headers: Arc<[HeaderName]>,
    /// Whether a part of a message comes without the rest of it.
    fetch_parts: bool,
    /// Whether at least its header does.
    headers_alone: bool,
    /// What the consumer wants.
    pub(super) parts: Parts,
    pub(super) pick: Option<Pick>,
}

impl Choosing {
    pub(super) fn new(
        mailbox: Mailbox,
        condition: Option<Condition>,
        parts: Parts,
        pick: Option<Pick>,
        backend: &dyn Backend,
    ) -> Self {
        let fetch_parts = backend.capabilities().fetch_parts;
        let headers_alone = backend.reads_headers_alone();
        let reads = Reads::of(condition.as_ref(), parts);
        let reads = if fetch_parts { reads } else { reads.at_once(condition.as_ref(), headers_alone) };
        let reads = Arc::new(reads);
        let headers = reads.headers.as_slice().into();
        let pick = pick.filter(|_| parts.content && fetch_parts);
        let condition = condition.map(Arc::new);
        Self { mailbox, condition, reads, headers, fetch_parts, headers_alone, parts, pick }
    }

    /// Windows of whole messages that are under way at once.
    pub(super) fn windows(&self) -> usize {
        if self.fetch_parts { WINDOWS } else { SMALL }
    }

    /// Whether nothing is read before all is. `all`: nobody stops before the end.
    pub(super) fn is_blind(&self, all: bool) -> bool {
        self.reads.blind && (all || !self.headers_alone)
    }

    /// What is meant of a window, or may be when its text is read, in its order. `blind`: all may be.
    pub(super) async fn of(self, window: Vec<MessageRef>, blind: bool) -> Vec<Meant> {
        let first = self.reads.first;
        if let Some(open) = self.reads.open.filter(|_| blind) {
            return window.into_iter().map(|one| Ok(Chosen::unread(one, open))).collect();
        }
        let read = self.read(window, first).await;
        let judged = read.into_iter().filter_map(|one| self.judge(one, first)).collect();
        // What the pick needs to know takes no turn of its own for each window of whole messages.
        let told = |chosen: &Chosen| self.untold(chosen).filter(|told| !told.is_heavy());
        let needs = |chosen: &Chosen| match &chosen.matched {
            Ok(_) => told(chosen),
            Err(parts) if parts.is_heavy() => None,
            Err(_) => self.reads.told.map(|reads| reads.and(told(chosen).unwrap_or_default())),
        };
        self.read_more(judged, needs).await
    }

    /// What is meant of a window, with all that the consumer wants of it.
    pub(super) async fn complete(self, window: Vec<Meant>) -> Vec<Result<Found, Unreadable>> {
        let open = |chosen: &Chosen| self.reads.open.filter(|_| !chosen.is_certain());
        let settled = self.read_more(window, open).await;
        let told = self.tell(settled).await;
        let picked = self.picked(&told);
        let lacking = |chosen: &Chosen| {
            (!chosen.has(self.parts) && !picked.contains_key(&chosen.reference)).then_some(self.parts)
        };
        let (whole, opened) = join(self.read_more(told, lacking), self.open(&picked)).await;
        let whole = self.with_parts(whole, opened);
        let found = |one: Meant| match one {
            Ok(Chosen { message: Some((message, _)), matched: Ok(matched), .. }) => {
                Some(Ok(Found { message, matched }))
            }
            Ok(_) => None,
            Err(lost) => Some(Err(lost)),
        };
        whole.into_iter().filter_map(found).collect()
    }

    async fn read(&self, messages: Vec<MessageRef>, parts: Parts) -> Vec<Result<Message, Unreadable>> {
        self.mailbox.fetch(messages, Wanted { parts, headers: Arc::clone(&self.headers) }).await
    }

    /// Reads more of those for which `which` names parts. What is open is judged again; what is meant stays so, whatever
    /// became of it meanwhile.
    pub(super) async fn read_more(
        &self,
        ones: Vec<Meant>,
        which: impl Fn(&Chosen) -> Option<Parts>,
    ) -> Vec<Meant> {
        let wanted: Vec<Option<Parts>> = ones.iter().map(|one| one.as_ref().ok().and_then(&which)).collect();
        let Some(parts) = wanted.iter().flatten().copied().reduce(Parts::and) else {
            return ones;
        };
        let asked = ones
            .iter()
            .zip(&wanted)
            .filter_map(|(one, wanted)| one.as_ref().ok().filter(|_| wanted.is_some()));
        let asked = asked.map(|chosen| chosen.reference.clone()).collect();
        let mut read = self.read(asked, parts).await.into_iter();
        let again = |(one, wanted): (Meant, Option<Parts>)| {
            let chosen = match (one, wanted) {
                (Ok(chosen), Some(_)) => chosen,
                (one, _) => return Some(one),
            };
            let Some(read) = read.next() else { return Some(Err(lost(chosen.reference))) };
            match chosen.matched {
                Ok(_) => Some(read.map(|message| Chosen { message: Some((message, parts)), ..chosen })),
                Err(_) => self.judge(read, parts),
            }
        };
        ones.into_iter().zip(wanted).filter_map(again).collect()
    }

    /// What can be said of a message of which `has` was read; `None`: it is not meant.
    fn judge(&self, one: Result<Message, Unreadable>, has: Parts) -> Option<Meant> {
        let message = match one {
            // Moved or deleted by somebody else since the snapshot: no longer meant.
            Err(lost) if is_gone(&lost.error) => return None,
            Err(lost) => return Some(Err(lost)),
            Ok(message) => message,
        };
        let matched = match self.condition.as_ref().map(|condition| condition.decide(&message)) {
            None => Ok(Matched::default()),
            Some(Verdict::Meant(matched)) => Ok(matched),
            Some(Verdict::Undecided(parts)) => Err(parts),
            Some(Verdict::NotMeant) => return None,
        };
        Some(Ok(Chosen {
            reference: message.reference.clone(),
            size: message.size,
            received_at: message.received_at,
            message: Some((message, has)),
            matched,
        }))
    }
}
