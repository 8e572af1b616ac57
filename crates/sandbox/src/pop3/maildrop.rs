use std::sync::Arc;

use super::{lines, reply::Reply};
use crate::{
    Account,
    site::{Site, held},
    store::Message,
};

/// INBOX as it was when it was locked (RFC 1939 §4). Messages keep their number as long as the session lasts.
pub(super) struct Maildrop {
    account: Account,
    uid_validity: u32,
    entries: Vec<Entry>,
    _lock: Lock,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    uid: u32,
    size: u64,
    deleted: bool,
}

/// Only one session has a maildrop at a time. Dropping it lets the next one in.
struct Lock {
    site: Arc<Site>,
    user: String,
}

impl Drop for Lock {
    fn drop(&mut self) {
        held(&self.site.locked_maildrops).remove(&self.user);
    }
}

impl Maildrop {
    pub fn open(site: &Arc<Site>, account: Account) -> Result<Self, Reply> {
        let user = account.user().to_owned();
        if !held(&site.locked_maildrops).insert(user.clone()) {
            // RFC 2449 §8.1.2.
            return Err(Reply::coded("IN-USE", "Another session has the maildrop"));
        }
        let lock = Lock { site: site.clone(), user };
        let (uid_validity, entries) = account
            .read(|mailbox| {
                let folder = mailbox.folder("INBOX").ok()?;
                let entry = |message: &Message| Entry {
                    uid: message.uid,
                    size: lines::size(message.raw()),
                    deleted: false,
                };
                Some((folder.uid_validity(), folder.messages().map(entry).collect()))
            })
            .ok_or_else(|| Reply::coded("SYS/PERM", "There is no INBOX"))?;
        Ok(Self { account, uid_validity, entries, _lock: lock })
    }

    /// Number, unique id and size of each message that is not marked as deleted.
    pub fn list(&self) -> impl Iterator<Item = (usize, String, u64)> {
        let there = (1..).zip(&self.entries).filter(|(_, entry)| !entry.deleted);
        there.map(|(number, entry)| (number, self.unique_id(entry), entry.size))
    }

    /// Unique id and size of one message.
    pub fn listed(&self, number: usize) -> Result<(String, u64), Reply> {
        let entry = self.entry(number)?;
        Ok((self.unique_id(entry), entry.size))
    }

    pub fn count(&self) -> (usize, u64) {
        self.list().fold((0, 0), |(count, total), (_, _, size)| (count + 1, total + size))
    }

    /// The message, unless somebody else has removed it.
    pub fn message(&self, number: usize) -> Result<Message, Reply> {
        let uid = self.entry(number)?.uid;
        let found =
            self.account.read(|mailbox| mailbox.by_uid_validity(self.uid_validity)?.message(uid).cloned());
        found.ok_or_else(|| Reply::err("The message is gone"))
    }

    pub fn mark_as_deleted(&mut self, number: usize) -> Result<(), Reply> {
        self.entry(number)?;
        if let Some(entry) = number.checked_sub(1).and_then(|at| self.entries.get_mut(at)) {
            entry.deleted = true;
        }
        Ok(())
    }

    pub fn unmark(&mut self) {
        for entry in &mut self.entries {
            entry.deleted = false;
        }
    }

    /// The UPDATE state (RFC 1939 §6), which only a QUIT enters.
    pub fn update(self) {
        let doomed: Vec<_> =
            self.entries.iter().filter(|entry| entry.deleted).map(|entry| entry.uid).collect();
        self.remove(&doomed);
    }

    /// As though another client removed it.
    pub fn lose(&self, number: usize) {
        if let Ok(entry) = self.entry(number) {
            self.remove(&[entry.uid]);
        }
    }

    fn remove(&self, uids: &[u32]) {
        self.account.write(|mailbox| {
            if let Some(folder) = mailbox.by_uid_validity_mut(self.uid_validity) {
                for uid in uids {
                    folder.remove(*uid);
                }
            }
        });
    }

    fn entry(&self, number: usize) -> Result<&Entry, Reply> {
        let entry = number.checked_sub(1).and_then(|at| self.entries.get(at));
        entry.filter(|entry| !entry.deleted).ok_or_else(|| Reply::err("No such message"))
    }

    /// It stays as long as the UID does (RFC 1939 §7).
    fn unique_id(&self, entry: &Entry) -> String {
        format!("{}-{}", self.uid_validity, entry.uid)
    }
}
