use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

use super::{Event, Kind};
use crate::Account;

/// Beyond so many, the oldest events are forgotten.
const KEPT: usize = 10_000;

/// How events are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Way {
    /// By `GetEvents`, and no less often than this.
    Pull(SignedDuration),
    /// By `GetStreamingEvents`.
    Streaming,
}

/// Somebody who wants to hear of folders.
#[derive(Debug)]
pub(in super::super) struct Subscription {
    pub account: Account,
    /// Who subscribed.
    pub user: String,
    pub way: Way,
    kinds: Vec<Kind>,
    /// `None` is all of them.
    folders: Option<Vec<u32>>,
    read_to: BTreeMap<u32, usize>,
    waiting: VecDeque<(u64, Event)>,
    number: u64,
    asked_at: Timestamp,
}

impl Subscription {
    /// Begins now.
    pub fn new(
        account: Account,
        user: &str,
        way: Way,
        kinds: Vec<Kind>,
        folders: Option<Vec<u32>>,
        now: Timestamp,
    ) -> Self {
        let mut subscription = Self {
            account,
            user: user.to_owned(),
            way,
            kinds,
            folders,
            read_to: BTreeMap::new(),
            waiting: VecDeque::new(),
            number: 0,
            asked_at: now,
        };
        subscription.look(now);
        subscription.waiting.clear();
        subscription.number = 0;
        subscription
    }

    /// Whether nobody has asked for too long.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        match self.way {
            Way::Pull(timeout) => now.duration_since(self.asked_at) > timeout,
            Way::Streaming => false,
        }
    }

    pub fn asked(&mut self, now: Timestamp) {
        self.asked_at = now;
    }

    /// The number of the latest event.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Looks what has happened since the last look.
    pub fn look(&mut self, now: Timestamp) {
        let Self { account, folders, read_to, .. } = self;
        let first = read_to.is_empty();
        let found = account.read(|mailbox| {
            let there: Vec<u32> = mailbox.folders().map(|(_, folder)| folder.uid_validity()).collect();
            let asked: Vec<u32> = match folders {
                Some(folders) => folders.clone(),
                None => there,
            };
            let mut found = Vec::new();
            for id in &asked {
                let Some(folder) = mailbox.by_uid_validity(*id) else { continue };
                let log = folder.changes();
                // Of a folder that is new, everything is.
                let from = read_to.insert(*id, log.len()).unwrap_or(if first { log.len() } else { 0 });
                found.extend(Event::of(mailbox, *id, log.get(from..).unwrap_or_default(), &asked, now));
            }
            found
        });
        for event in found.into_iter().filter(|event| self.kinds.contains(&event.kind)) {
            self.number += 1;
            self.waiting.push_back((self.number, event));
            if self.waiting.len() > KEPT {
                self.waiting.pop_front();
            }
        }
    }

    /// The events after this number, which are kept until somebody asks for those behind them.
    pub fn after(&mut self, number: u64) -> Vec<(u64, Event)> {
        while self.waiting.front().is_some_and(|(own, _)| *own <= number) {
            self.waiting.pop_front();
        }
        self.waiting.iter().cloned().collect()
    }

    /// All events that wait, which are kept no longer.
    pub fn take(&mut self) -> Vec<Event> {
        self.waiting.drain(..).map(|(_, event)| event).collect()
    }
}
