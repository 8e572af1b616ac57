//! One writer for all runs of a process: what waits together is one transaction, since each costs a wait for the disk.

use crate::db::{Db, Transaction};
use crate::{Problem, Result};
use futures_util::future::BoxFuture;
use std::sync::OnceLock;
use tokio::sync::{mpsc, oneshot};

/// Works that wait, before whoever brings one more waits too.
const WAITING: usize = 1024;
/// Works in one transaction.
const TOGETHER: usize = 256;

/// Something to be written. It may be asked to write anew, when the transaction that it was in came to nothing.
pub(super) trait Work: Send + 'static {
    /// What is told once it is written.
    type Answer: Send + 'static;

    /// Writes it.
    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<Self::Answer>>;
}

/// Writes for whoever asks. The task begins with the first work.
pub(super) struct Writer {
    db: Db,
    works: OnceLock<mpsc::Sender<Box<dyn Waiting>>>,
}

impl Writer {
    pub(super) fn new(db: Db) -> Self {
        Self { db, works: OnceLock::new() }
    }

    /// Writes, and answers once it is on the disk.
    pub(super) async fn write<W: Work>(&self, work: W) -> Result<W::Answer> {
        self.put(work).await?.answer().await
    }

    /// Lays it behind what waits already: what is brought after it is not on the disk before it.
    pub(super) async fn put<W: Work>(&self, work: W) -> Result<Put<W::Answer>> {
        let works = self.works.get_or_init(|| {
            let (works, waiting) = mpsc::channel(WAITING);
            tokio::spawn(write_all(self.db.clone(), waiting));
            works
        });
        let (back, answer) = oneshot::channel();
        works.send(Box::new(Asked { work, answer: None, back })).await.map_err(|_| gone())?;
        Ok(Put(answer))
    }
}

/// A work that waits to be written.
pub(super) struct Put<T>(oneshot::Receiver<Result<T>>);

impl<T> Put<T> {
    /// Answers once it is on the disk.
    pub(super) async fn answer(self) -> Result<T> {
        self.0.await.map_err(|_| gone())?
    }
}

fn gone() -> Problem {
    Problem::internal("nobody writes any more")
}

trait Waiting: Send {
    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>>;
    fn tell(self: Box<Self>, written: Result<()>);
}

struct Asked<W: Work> {
    work: W,
    answer: Option<W::Answer>,
    back: oneshot::Sender<Result<W::Answer>>,
}

impl<W: Work> Waiting for Asked<W> {
    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.answer = Some(self.work.write(change).await?);
            Ok(())
        })
    }

    fn tell(self: Box<Self>, written: Result<()>) {
        let Self { answer, back, .. } = *self;
        let answer = written.and_then(|()| answer.ok_or_else(|| Problem::internal("nothing was written")));
        // Whoever asked may have gone.
        let _ = back.send(answer);
    }
}

async fn write_all(db: Db, mut waiting: mpsc::Receiver<Box<dyn Waiting>>) {
    let mut works = Vec::new();
    while waiting.recv_many(&mut works, TOGETHER).await > 0 {
        if let Err(problem) = write(&db, &mut works).await {
            // One that cannot be written is no reason for the others to fail.
            if works.len() == 1 {
                works.drain(..).for_each(|work| work.tell(Err(problem.clone())));
            }
            for mut work in works.drain(..) {
                let alone = write(&db, std::slice::from_mut(&mut work)).await;
                work.tell(alone);
            }
        }
        works.drain(..).for_each(|work| work.tell(Ok(())));
    }
}

async fn write(db: &Db, works: &mut [Box<dyn Waiting>]) -> Result<()> {
    let mut change = db.begin().await?;
    for work in works {
        work.write(&mut change).await?;
    }
    change.commit().await
}
