//! Waiting for mail.

use super::knobs::Verb;
use super::session::Session;
use super::state::Folder;
use crate::watch::Place;
use crate::{Change, Changes, ContentKey, Cursor, FolderPath, Result};
use carteiro_auth::Renew;
use futures_util::StreamExt;
use futures_util::stream::{self, unfold};
use std::collections::VecDeque;
use tokio::sync::watch;

pub(super) fn watch(session: &Session, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    match Watch::begin(session, folder, since, renew) {
        Ok(watch) => unfold(Some(watch), |watch| async { watch?.next().await }).boxed(),
        Err(error) => stream::iter([Err(error)]).boxed(),
    }
}

pub(super) fn cursor(session: &Session, folder: &FolderPath) -> Result<Cursor> {
    session.serve(Verb::Cursor, |state| {
        state.folder(folder).map(|found| Cursor::uids(found.validity, found.next_uid))
    })
}

struct Watch {
    session: Session,
    folder: FolderPath,
    changed: watch::Receiver<()>,
    /// Under which UIDVALIDITY everything below which UID has been seen.
    stands: (u32, u32),
    untold: VecDeque<Change>,
}

impl Watch {
    fn begin(session: &Session, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Result<Self> {
        let session = session.another(renew)?;
        let changed = session.changes();
        let (validity, next) = session.serve(Verb::Watch, |state| {
            state.folder(&folder).map(|found| (found.validity, found.next_uid))
        })?;
        let mut untold = VecDeque::new();
        let stands = match since {
            Some(Cursor(Place::Uids { validity: before, next })) if before == validity => (validity, next),
            since => {
                untold.extend(since.map(|_| Change::Reset { cursor: Cursor::uids(validity, next) }));
                (validity, next)
            }
        };
        let mut watch = Self { session, folder, changed, stands, untold };
        watch.look()?;
        let cursor = Cursor::uids(watch.stands.0, watch.stands.1);
        watch.untold.push_back(Change::CaughtUp { cursor });
        Ok(watch)
    }

    async fn next(mut self) -> Option<(Result<Change>, Option<Self>)> {
        loop {
            if let Some(change) = self.untold.pop_front() {
                return Some((Ok(change), Some(self)));
            }
            // The server, which would be gone, is held by the session.
            let _ = self.changed.changed().await;
            if let Err(error) = self.look() {
                return Some((Err(error), None));
            }
        }
    }

    fn look(&mut self) -> Result<()> {
        let (path, (validity, next)) = (&self.folder, self.stands);
        let (stands, arrived) = self.session.look(|state| {
            let folder = state.folder(path)?;
            let stands = (folder.validity, folder.next_uid);
            Ok((stands, if folder.validity == validity { arrived(folder, path, next) } else { Vec::new() }))
        })?;
        if stands.0 != validity {
            self.untold.push_back(Change::Reset { cursor: Cursor::uids(stands.0, stands.1) });
        }
        self.untold.extend(arrived);
        self.stands = stands;
        Ok(())
    }
}

fn arrived(folder: &Folder, path: &FolderPath, next: u32) -> Vec<Change> {
    let new = folder.messages.range(next..).filter(|(_, message)| !message.flags.deleted);
    let arrived = new.map(|(uid, _)| Change::Arrived {
        message: folder.reference(path, *uid, ContentKey::default()),
        cursor: Cursor::uids(folder.validity, uid + 1),
    });
    arrived.collect()
}
