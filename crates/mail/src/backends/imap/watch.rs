//! Waiting for mail, over a connection of its own: EXAMINE, what came in since, then IDLE (RFC 2177) or looking again
//! and again.

use super::pool::Pool;
use super::select;
use super::session::{Session, Wants};
use super::sign_in;
use super::wire::command::Command;
use super::wire::response::{Code, Data};
use crate::reaching::Meter;
use crate::watch::Place;
use crate::{Change, Changes, ContentKey, Cursor, FolderPath, MessageRef, Result, Retry, ServerId};
use carteiro_auth::Renew;
use carteiro_world::Clock;
use futures_util::StreamExt;
use futures_util::stream::unfold;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// Servers end an IDLE after 29 minutes (RFC 2177 §3), and what lies between forgets connections sooner.
const IDLE: Duration = Duration::from_mins(9);

pub(super) fn watch(pool: Arc<Pool>, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Changes {
    // The pool is let go as soon as the watch stands by itself.
    unfold(Some(Stage::Begins(pool, folder, since, renew)), |stage| async {
        let watch = match stage? {
            Stage::Begins(pool, folder, since, renew) => {
                match Watch::begin(&pool, folder, since, renew).await {
                    Ok(watch) => watch,
                    Err(error) => return Some((Err(error), None)),
                }
            }
            Stage::Stands(watch) => watch,
        };
        match watch.next().await {
            Ok((change, watch)) => Some((Ok(change), Some(Stage::Stands(watch)))),
            Err(error) => Some((Err(error), None)),
        }
    })
    .boxed()
}

enum Stage {
    Begins(Arc<Pool>, FolderPath, Option<Cursor>, Renew),
    Stands(Watch),
}

struct Watch {
    session: Metered,
    /// Whether the server tells by itself what comes in.
    idles: bool,
    clock: Clock,
    poll: Duration,
    folder: FolderPath,
    validity: u32,
    /// Everything below this UID has been seen.
    next: u32,
    untold: VecDeque<Change>,
}

/// A connection whose cost is known when it has gone.
struct Metered {
    session: Session,
    spent: Meter,
}

impl Drop for Metered {
    fn drop(&mut self) {
        self.spent.count(|spent| *spent += self.session.cost());
    }
}

impl Watch {
    async fn begin(pool: &Pool, folder: FolderPath, since: Option<Cursor>, renew: Renew) -> Result<Self> {
        let connected = sign_in::connect(&pool.imap, renew, &pool.notices).await?;
        let session = Metered { session: connected.session, spent: pool.beside.clone() };
        // Looking on changes nothing: with SELECT the server would no longer call messages recent.
        let command = Command::new("EXAMINE").astring(&connected.server.namespace.wire(&folder)?);
        let codes = match session.session.send_alone(command, Wants::select()).done().await {
            Ok(codes) => codes,
            Err(error) => return Err(select::refused(pool, &session.session, &folder, error).await),
        };
        let told = |find: fn(&Code) -> Option<u32>| codes.iter().find_map(find);
        // A server that tells none keeps no promise about UIDs (RFC 3501 §6.3.1).
        let validity =
            told(|code| if let Code::UidValidity(validity) = code { Some(*validity) } else { None });
        let validity = validity.unwrap_or_default();
        let uid_next = told(|code| if let Code::UidNext(next) = code { Some(*next) } else { None });
        // Some say 0, which is no UID.
        let uid_next = uid_next.filter(|next| *next > 0);
        let mut watch = Self {
            session,
            idles: connected.server.has("IDLE"),
            clock: pool.imap.world.clock.clone(),
            poll: pool.imap.config.poll,
            folder,
            validity,
            next: 1,
            untold: VecDeque::new(),
        };
        match since {
            Some(Cursor(Place::Uids { validity: before, next })) if before == validity => {
                watch.next = next;
                watch.look().await?;
            }
            since => {
                watch.next = match uid_next {
                    Some(next) => next,
                    None => watch.search("UID *").await?.0.into_iter().max().map_or(1, after),
                };
                watch.untold.extend(since.map(|_| Change::Reset { cursor: watch.cursor() }));
                // What came in between was not there when the folder was opened.
                watch.look().await?;
            }
        }
        let cursor = watch.cursor();
        watch.untold.push_back(Change::CaughtUp { cursor });
        Ok(watch)
    }

    fn cursor(&self) -> Cursor {
        Cursor::uids(self.validity, self.next)
    }

    async fn next(mut self) -> Result<(Change, Self)> {
        loop {
            if let Some(change) = self.untold.pop_front() {
                return Ok((change, self));
            }
            if !self.idles || !self.idle().await? {
                self.clock.sleep(self.poll).await;
            }
            self.look().await?;
        }
    }

    /// Until something came in, or it is time to show that we are still there; `false` when the server did not want it.
    async fn idle(&mut self) -> Result<bool> {
        let mut idling = self.session.session.idle();
        let ended_by_server = matches!(self.clock.within(IDLE, idling.next()).await, Ok(None));
        match idling.done().await {
            Err(error) if error.retry() == Retry::Never => {
                self.idles = false;
                Ok(false)
            }
            done => done.map(|()| !ended_by_server),
        }
    }

    /// Tells what has come in. What comes in while it looks may be in no answer: then it looks again.
    async fn look(&mut self) -> Result<()> {
        loop {
            let (mut uids, grew) = self.search(&format!("UNDELETED UID {}:*", self.next)).await?;
            // `7:*` names the last message also when its UID is smaller (RFC 9051 §9).
            uids.retain(|uid| *uid >= self.next);
            uids.sort_unstable();
            uids.dedup();
            for uid in uids {
                self.next = after(uid);
                let id = Some(ServerId::Uid { validity: self.validity, uid });
                let message = MessageRef { folder: self.folder.clone(), id, key: ContentKey::default() };
                let cursor = self.cursor();
                self.untold.push_back(Change::Arrived { message, cursor });
            }
            if !grew {
                return Ok(());
            }
        }
    }

    /// Searches once the server has looked for new mail: some search what they had last looked at. Answers the UIDs, and
    /// whether the folder grew since.
    async fn search(&self, criteria: &str) -> Result<(Vec<u32>, bool)> {
        let session = &self.session.session;
        // What it tells then is among what is found.
        let looking = session.send(Command::new("NOOP"), Wants::growth());
        let found = session.send(Command::new(format!("UID SEARCH {criteria}")), Wants::search());
        looking.done().await?;
        let (mut uids, mut grew) = (Vec::new(), false);
        for data in found.all().await?.0 {
            match data {
                Data::Search(found) | Data::ESearch { all: found, .. } => uids.extend(found),
                Data::Exists => grew = true,
                _ => {}
            }
        }
        Ok((uids, grew))
    }
}

fn after(uid: u32) -> u32 {
    uid.saturating_add(1)
}
