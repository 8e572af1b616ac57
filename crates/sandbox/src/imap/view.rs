use std::{collections::BTreeSet, io::Write};

use super::{args::Parsed, reply::Reply, sequence_set::SequenceSet, write};
use crate::store::{Change, Folder};

/// Whether a command counts messages by position or by UID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Sequence,
    Uid,
}

/// The selected folder as the client has been told of it. The folder runs ahead; the client catches up at the times
/// the protocol allows (RFC 9051 §7.5.1).
#[derive(Debug)]
pub(super) struct View {
    pub folder: u32,
    pub read_only: bool,
    uids: Vec<u32>,
    read_to: usize,
    waiting: Vec<Change>,
    recent: BTreeSet<u32>,
}

impl View {
    pub fn open(folder: &mut Folder, read_only: bool) -> Self {
        let recent = if read_only { folder.recent() } else { folder.claim_recent() };
        Self {
            folder: folder.uid_validity(),
            read_only,
            uids: folder.messages().map(|message| message.uid).collect(),
            read_to: folder.changes().len(),
            waiting: Vec::new(),
            recent: recent.filter(|uid| folder.message(*uid).is_some()).collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.uids.len()
    }

    pub fn recent_len(&self) -> usize {
        self.recent.len()
    }

    pub fn is_recent(&self, uid: u32) -> bool {
        self.recent.contains(&uid)
    }

    pub fn highest_uid(&self) -> u32 {
        self.uids.last().copied().unwrap_or(0)
    }

    pub fn count(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    /// Pairs of sequence number and UID, ascending.
    pub fn all(&self) -> impl Iterator<Item = (u32, u32)> {
        (1..).zip(self.uids.iter().copied())
    }

    /// The messages meant by a set. A sequence number beyond the last is a mistake, an unknown UID is nothing
    /// (RFC 9051 §6.4.9 and §9, seq-number).
    pub fn pick(&self, set: &SequenceSet, by: Numbers) -> Parsed<Vec<(u32, u32)>> {
        let highest = match by {
            Numbers::Uid => self.highest_uid(),
            Numbers::Sequence => self.check(set)?,
        };
        let mut picked = Vec::new();
        for range in set.ranges(highest) {
            let (from, to) = match by {
                Numbers::Sequence => (range.start().saturating_sub(1) as usize, *range.end() as usize),
                Numbers::Uid => (
                    self.uids.partition_point(|uid| uid < range.start()),
                    self.uids.partition_point(|uid| uid <= range.end()),
                ),
            };
            picked.extend(self.all().skip(from).take(to.saturating_sub(from)));
        }
        Ok(picked)
    }

    /// Refuses sequence numbers the client cannot know; answers the highest.
    pub fn check(&self, set: &SequenceSet) -> Parsed<u32> {
        let count = self.count();
        let beyond = |number: &Option<u32>| number.unwrap_or(count.max(1)) > count;
        if set.0.iter().any(|(from, to)| beyond(from) || beyond(to)) {
            return Err(Reply::bad(format!("There are only {count} messages")));
        }
        Ok(count)
    }

    /// Takes note of what others did, to be told when the time comes.
    pub fn absorb(&mut self, folder: &mut Folder) {
        self.waiting.extend(folder.changes().get(self.read_to..).unwrap_or_default());
        self.skip_own(folder);
    }

    /// Passes over changes the client is told of in the answer to its own command.
    pub fn skip_own(&mut self, folder: &Folder) {
        self.read_to = folder.changes().len();
    }

    /// Writes what has happened. Removals wait where the client still counts by position (RFC 9051 §7.5.1).
    pub fn tell(&mut self, folder: &mut Folder, removals: bool, by: Numbers, out: &mut Vec<u8>) {
        self.absorb(folder);
        if self.waiting.is_empty() {
            return;
        }
        let (mut held, mut added, mut flagged) = (Vec::new(), Vec::new(), BTreeSet::new());
        for change in std::mem::take(&mut self.waiting) {
            match change {
                Change::Added(uid) => added.push(uid),
                Change::Flagged(uid) => drop(flagged.insert(uid)),
                Change::Removed(uid) => match self.uids.binary_search(&uid) {
                    Ok(at) if removals => {
                        self.uids.remove(at);
                        let _ = write!(out, "* {} EXPUNGE\r\n", at + 1);
                    }
                    Ok(_) => held.push(change),
                    Err(_) => added.retain(|new| *new != uid),
                },
            }
        }
        self.waiting = held;
        if !added.is_empty() {
            self.announce(folder, &added, out);
        }
        for uid in flagged {
            if let (Ok(at), Some(message)) = (self.uids.binary_search(&uid), folder.message(uid)) {
                let _ = write!(out, "* {} FETCH (", at + 1);
                if by == Numbers::Uid {
                    let _ = write!(out, "UID {uid} ");
                }
                write::flags(out, &message.flags, self.is_recent(uid));
                out.extend_from_slice(b")\r\n");
            }
        }
    }

    fn announce(&mut self, folder: &mut Folder, added: &[u32], out: &mut Vec<u8>) {
        self.uids.extend_from_slice(added);
        let recent = if self.read_only { folder.recent() } else { folder.claim_recent() };
        self.recent.extend(recent.filter(|uid| added.contains(uid)));
        let uids = &self.uids;
        self.recent.retain(|uid| uids.binary_search(uid).is_ok());
        let _ = write!(out, "* {} EXISTS\r\n* {} RECENT\r\n", self.len(), self.recent.len());
    }
}
