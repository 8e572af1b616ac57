//! Waiting for mail: signing in from time to time, since a session of POP3 sees what there was when it began.

use super::listing::Entry;
use super::open::Pop3;
use super::search::{in_inbox, listed, reference};
use crate::watch::{Names, Place, Told};
use crate::{Change, Changes, Cursor, FolderPath, Result};
use carteiro_auth::Renew;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

pub(super) async fn cursor(pop3: &Pop3, folder: FolderPath) -> Result<Cursor> {
    let names = names(&listed(pop3, &folder, Renew::WhenExpired).await?);
    Ok(Cursor(Place::Names(Names::all_of(names))))
}

pub(super) fn watch(pop3: Pop3, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    let watch = Watch { pop3, folder, known: since, renew, untold: VecDeque::new(), caught_up: false };
    watch.changes()
}

struct Watch {
    pop3: Pop3,
    folder: FolderPath,
    known: Option<Cursor>,
    /// Of the credential, when it begins.
    renew: Renew,
    untold: VecDeque<Change>,
    caught_up: bool,
}

impl Told for Watch {
    async fn next(&mut self) -> Result<Change> {
        loop {
            if let Some(change) = self.untold.pop_front() {
                return Ok(change);
            }
            if self.caught_up {
                self.pop3.world.clock.sleep(self.pop3.config.poll).await;
            }
            self.look().await?;
        }
    }
}

impl Watch {
    async fn look(&mut self) -> Result<()> {
        in_inbox(&self.folder)?;
        let renew = std::mem::replace(&mut self.renew, Renew::WhenExpired);
        let entries = listed(&self.pop3, &self.folder, renew).await?;
        let is_known: HashSet<u64> = match &self.known {
            Some(Cursor(Place::Names(names))) => names.told().iter().copied().collect(),
            other => {
                // A cursor of another kind of server says nothing of this one.
                let all = Cursor(Place::Names(Names::all_of(names(&entries))));
                self.untold.extend(other.as_ref().map(|_| Change::Reset { cursor: all.clone() }));
                names(&entries).into_iter().collect()
            }
        };
        let (known, new): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry| is_known.contains(&named(entry)));
        let order: Arc<[u64]> = known.iter().chain(&new).map(named).collect();
        for (n, entry) in new.iter().enumerate() {
            let cursor = Cursor(Place::Names(Names::some_of(&order, known.len() + n + 1)));
            self.untold.push_back(Change::Arrived { message: reference(entry), cursor });
        }
        let cursor = Cursor(Place::Names(Names::some_of(&order, order.len())));
        if !std::mem::replace(&mut self.caught_up, true) {
            self.untold.push_back(Change::CaughtUp { cursor: cursor.clone() });
        }
        self.known = Some(cursor);
        Ok(())
    }
}

fn names(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(named).collect()
}

/// A name, in short: the same in every process.
fn named(entry: &Entry) -> u64 {
    use sha2::Digest;
    let hash = sha2::Sha256::digest(entry.name.as_bytes());
    hash.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}
