//! UID FETCH (RFC 9051 §6.4.5), always with PEEK: reading leaves no trace.

use super::message::{self, Read};
use super::pool::Pool;
use super::session::Wants;
use super::wire::command::{Command, uid_sets};
use super::wire::response::{Data, Fetched};
use crate::backend::Arriving;
use crate::{Error, FolderPath, Kind, Message, MessageRef, Parts, Result, Unreadable};
use carteiro_world::phrase;
use futures_util::StreamExt;
use futures_util::stream::unfold;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::mpsc;

type Arrivals = mpsc::UnboundedSender<Result<Message, Unreadable>>;

/// Fetches messages of one folder. The channel holds no more than was asked for: the caller asks in windows.
pub(super) fn fetch(pool: Arc<Pool>, messages: Vec<MessageRef>, parts: Parts) -> Arriving {
    let (arrivals, arriving) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut wanted: HashMap<FolderPath, Vec<MessageRef>> = HashMap::new();
        for message in messages {
            wanted.entry(message.folder.clone()).or_default().push(message);
        }
        for (folder, messages) in wanted {
            Window::open(&pool, &folder, messages, &arrivals)
                .fetch(&pool, parts)
                .await;
        }
    });
    unfold(arriving, |mut arriving| async {
        arriving.recv().await.map(|one| (one, arriving))
    })
    .boxed()
}

/// Messages of one folder that are still to come.
struct Window<'a> {
    folder: &'a FolderPath,
    left: HashMap<u32, MessageRef>,
    others: Vec<MessageRef>,
    arrivals: &'a Arrivals,
}

impl<'a> Window<'a> {
    fn open(
        _: &Arc<Pool>,
        folder: &'a FolderPath,
        messages: Vec<MessageRef>,
        arrivals: &'a Arrivals,
    ) -> Self {
        Self {
            folder,
            left: HashMap::new(),
            others: messages,
            arrivals,
        }
    }

    /// Fetches them, and answers for each exactly once.
    async fn fetch(mut self, pool: &Arc<Pool>, parts: Parts) {
        let result = self.fetch_all(pool, parts).await;
        let error = match result {
            Err(error) => error,
            // The server answered OK and nothing for these: they are gone.
            Ok(()) => Error::new(Kind::NotFound, phrase!("message-gone", folder = self.folder)),
        };
        let left = std::mem::take(&mut self.left)
            .into_values()
            .chain(std::mem::take(&mut self.others));
        for reference in left {
            self.answer(Err(Unreadable {
                reference,
                error: error.clone(),
            }));
        }
    }

    async fn fetch_all(&mut self, pool: &Arc<Pool>, parts: Parts) -> Result<()> {
        let lease = pool.at(self.folder).await?;
        let selected = lease
            .folder()
            .ok_or_else(|| Error::internal("a lease without its folder"))?;
        for reference in std::mem::take(&mut self.others) {
            match selected.uid(&reference) {
                Ok(uid) => {
                    self.left.insert(uid, reference);
                }
                Err(error) => self.answer(Err(Unreadable { reference, error })),
            }
        }
        let needs_content = self.ask(&lease.session, selected.validity, parts, None).await?;
        if !needs_content.is_empty() {
            let whole = Parts {
                content: true,
                ..parts
            };
            self.ask(&lease.session, selected.validity, whole, Some(needs_content))
                .await?;
        }
        Ok(())
    }

    /// Asks for `only`, or for everything left. Answers which messages can only be told by their bytes.
    async fn ask(
        &mut self,
        session: &super::session::Session,
        validity: u32,
        parts: Parts,
        only: Option<Vec<u32>>,
    ) -> Result<Vec<u32>> {
        let mut uids = only.unwrap_or_else(|| self.left.keys().copied().collect());
        uids.sort_unstable();
        let items = message::items(parts);
        let answers: Vec<_> = uid_sets(&uids)
            .into_iter()
            .map(|set| {
                let asked = super::wire::response::numbers(set.as_bytes()).unwrap_or_default();
                session.send(
                    Command::new(format!("UID FETCH {set} ({items})")),
                    Wants::fetch(asked),
                )
            })
            .collect();
        let mut needs_content = Vec::new();
        for mut answer in answers {
            while let Some(data) = answer.next().await {
                if let Data::Fetch(fetched) = data {
                    needs_content.extend(self.take(validity, fetched, parts).await);
                }
            }
            answer.done().await?;
        }
        Ok(needs_content)
    }

    async fn take(&mut self, validity: u32, fetched: Fetched, parts: Parts) -> Option<u32> {
        let uid = fetched.uid?;
        let reference = self.left.get(&uid)?.clone();
        let one = match read(self.folder.clone(), validity, fetched, parts).await {
            Ok(Read::NeedsContent) => return Some(uid),
            Ok(Read::Message(message)) => Ok(*message),
            Err(error) => Err(Unreadable { reference, error }),
        };
        self.left.remove(&uid);
        self.answer(one);
        None
    }

    fn answer(&self, one: Result<Message, Unreadable>) {
        // Whoever asked may have gone.
        let _ = self.arrivals.send(one);
    }
}

/// Reads one message, in a blocking task when its bytes are in a file. A panic there is that message's error.
async fn read(folder: FolderPath, validity: u32, fetched: Fetched, parts: Parts) -> Result<Read> {
    let in_memory = fetched
        .sections
        .iter()
        .filter_map(|section| section.content.as_ref())
        .all(|content| content.in_memory().is_some());
    let place = folder.clone();
    let work = move || {
        catch_unwind(AssertUnwindSafe(|| {
            message::read(&folder, validity, fetched, parts)
        }))
        .unwrap_or_else(|_| {
            Err(Error::new(
                Kind::Content,
                phrase!("message-unreadable", folder = folder),
            ))
        })
    };
    if in_memory {
        return work();
    }
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        Err(Error::new(Kind::Content, phrase!("message-unreadable", folder = place)).because(error))
    })
}
