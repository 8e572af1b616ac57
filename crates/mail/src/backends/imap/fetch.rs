//! UID FETCH (RFC 9051 §6.4.5), always with PEEK: reading leaves no trace.

use super::message::{self, Read};
use super::pool::Pool;
use super::session::{Answer, Session, Wants};
use super::text;
use super::wire::command::{Command, UidSet, uid_sets};
use super::wire::response::{Data, Fetched};
use crate::backend::Arriving;
use crate::fetch::gone;
use crate::query::HeaderName;
use crate::{Error, FolderPath, Message, MessageRef, Parts, Result, Retry, Unreadable, Wanted, reading};
use futures_util::StreamExt;
use futures_util::stream::unfold;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::mpsc;

type Arrivals = mpsc::UnboundedSender<Result<Message, Unreadable>>;

/// Fetches messages. The channel holds no more than was asked for: the caller asks in windows.
pub(super) fn fetch(pool: Arc<Pool>, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
    let (arrivals, arriving) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let Wanted { parts, headers } = wanted;
        let mut folders: HashMap<FolderPath, Vec<MessageRef>> = HashMap::new();
        for message in messages {
            folders.entry(message.folder.clone()).or_default().push(message);
        }
        for (folder, messages) in folders {
            let window = Window {
                folder: &folder,
                headers: &headers,
                left: HashMap::new(),
                refused: None,
                arrivals: &arrivals,
            };
            window.fetch(&pool, messages, parts).await;
        }
    });
    unfold(arriving, |mut arriving| async { arriving.recv().await.map(|one| (one, arriving)) }).boxed()
}

/// Sends `UID FETCH` for these UIDs.
pub(super) fn ask(session: &Session, uids: &[u32], items: &str) -> Vec<Answer> {
    let ask = |set: UidSet| {
        session.send(Command::new(format!("UID FETCH {set} ({items})")), Wants::fetch(set.uids))
    };
    uid_sets(uids).into_iter().map(ask).collect()
}

/// Messages of one folder that are still to come.
struct Window<'a> {
    folder: &'a FolderPath,
    headers: &'a [HeaderName],
    left: HashMap<u32, MessageRef>,
    /// The server's last refusal.
    refused: Option<Error>,
    arrivals: &'a Arrivals,
}

impl Window<'_> {
    /// Fetches them, and answers for each exactly once.
    async fn fetch(mut self, pool: &Arc<Pool>, messages: Vec<MessageRef>, parts: Parts) {
        let error = match self.fetch_all(pool, messages, parts).await {
            Err(error) => error,
            // The server answered OK and nothing for these.
            Ok(()) => gone(self.folder),
        };
        for reference in std::mem::take(&mut self.left).into_values() {
            self.answer(Err(Unreadable { reference, error: error.clone() }));
        }
    }

    async fn fetch_all(&mut self, pool: &Arc<Pool>, messages: Vec<MessageRef>, parts: Parts) -> Result<()> {
        let lease = match pool.at(self.folder).await {
            Ok(lease) => lease,
            Err(error) => {
                for reference in messages {
                    self.answer(Err(Unreadable { reference, error: error.clone() }));
                }
                return Err(error);
            }
        };
        let folder = lease.folder()?;
        let mut whole = Vec::new();
        let mut large = Vec::new();
        for reference in messages {
            match folder.uid(&reference) {
                Ok(uid) => {
                    if text::by_sections(&reference, parts) { &mut large } else { &mut whole }.push(uid);
                    self.left.insert(uid, reference);
                }
                Err(error) => self.answer(Err(Unreadable { reference, error })),
            }
        }
        lease.look().await?;
        let session = &lease.session;
        let told = Parts { text: false, purpose: false, structure: true, ..parts };
        let mut sectioned = Vec::new();
        let mut bare = self.take_all(session, folder.validity, &large, told, Some(&mut sectioned)).await?;
        bare.extend(self.take_all(session, folder.validity, &whole, parts, None).await?);
        // What the server tells of these is not enough: their bytes must tell.
        let bytes = Parts { text: true, ..parts };
        self.take_all(session, folder.validity, &bare, bytes, None).await?;
        for one in text::add(session, sectioned, parts).await? {
            self.settle(one);
        }
        self.ask_again(session, folder.validity, parts).await
    }

    /// What did not come may be gone, or the server could not produce one of them and said no to all: asked for one by
    /// one, after the server has looked again, each can only fail itself.
    async fn ask_again(&mut self, session: &Session, validity: u32, parts: Parts) -> Result<()> {
        let missing: Vec<u32> = self.left.keys().copied().collect();
        if missing.is_empty() {
            return Ok(());
        }
        session.send(Command::new("NOOP"), Wants::nothing()).done().await?;
        let bytes = Parts { text: true, ..parts };
        let alone = if self.refused.take().is_some() { 1 } else { missing.len() };
        for uids in missing.chunks(alone) {
            let bare = self.take_all(session, validity, uids, parts, None).await?;
            self.take_all(session, validity, &bare, bytes, None).await?;
            if let (Some(error), [uid]) = (self.refused.take(), uids)
                && let Some(reference) = self.left.get(uid).cloned()
            {
                self.settle(Err(Unreadable { reference, error }));
            }
        }
        Ok(())
    }

    /// Fetches `uids` and answers for them, or keeps them in `kept`; answers which only their bytes can tell.
    async fn take_all(
        &mut self,
        session: &Session,
        validity: u32,
        uids: &[u32],
        parts: Parts,
        mut kept: Option<&mut Vec<Message>>,
    ) -> Result<Vec<u32>> {
        let mut needs_content = Vec::new();
        for mut answer in ask(session, uids, &message::items(parts, self.headers)) {
            while let Some(data) = answer.next().await {
                let Data::Fetch(fetched) = data else { continue };
                let Some((uid, reference)) = fetched.uid.and_then(|uid| Some((uid, self.left.get(&uid)?)))
                else {
                    continue;
                };
                let reference = reference.clone();
                match (read(self.folder.clone(), validity, fetched, parts).await, &mut kept) {
                    (Ok(Read::NeedsContent), _) => needs_content.push(uid),
                    (Ok(Read::Message(message)), Some(kept)) => kept.push(*message),
                    (Ok(Read::Message(message)), None) => self.settle(Ok(*message)),
                    (Err(error), _) => self.settle(Err(Unreadable { reference, error })),
                }
            }
            match answer.done().await {
                Err(error) if error.retry() == Retry::Never => self.refused = Some(error),
                other => drop(other?),
            }
        }
        Ok(needs_content)
    }

    fn settle(&mut self, one: Result<Message, Unreadable>) {
        let reference = match &one {
            Ok(message) => &message.reference,
            Err(lost) => &lost.reference,
        };
        if let Some(uid) = reference.uid() {
            self.left.remove(&uid);
        }
        self.answer(one);
    }

    fn answer(&self, one: Result<Message, Unreadable>) {
        // Whoever asked may have gone.
        let _ = self.arrivals.send(one);
    }
}

/// Reads one message, in a blocking task when its bytes are in a file. A panic there is that message's error.
async fn read(folder: FolderPath, validity: u32, fetched: Fetched, parts: Parts) -> Result<Read> {
    let mut contents = fetched.sections.iter().filter_map(|section| section.content.as_ref());
    let in_memory = contents.all(|content| content.in_memory().is_some());
    let unreadable = reading::unreadable(&folder);
    let failed = unreadable.clone();
    let work = move || {
        let read = AssertUnwindSafe(|| message::read(&folder, validity, &fetched, parts));
        catch_unwind(read).unwrap_or(Err(failed))
    };
    if in_memory {
        return work();
    }
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(unreadable))
}
