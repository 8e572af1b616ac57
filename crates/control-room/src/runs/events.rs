//! Where the events of a run go: into rows, so many at once, and to whoever follows it.

use super::Runs;
use super::items::{self, Items, plain};
use super::writer::Work;
use crate::db::{Transaction, Values};
use crate::{Result, values};
use carteiro_engine::{Event, Events, Failure, Report};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesOrdered;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, watch};

/// The first of so many events of a run are kept, and the last of so many.
pub(super) const FIRST: i64 = 90_000;
pub(super) const LAST: i64 = 10_000;
/// Bytes of what an author logs that are kept.
const LONGEST: usize = 16 * 1024;
/// So many may wait to be written before the run waits.
const ROOM: usize = 2_000;
/// What does not ask for room first may go so far beyond.
const MOST: usize = 20_000;
/// So many works may wait to be written before more events are taken.
const BEHIND: usize = 4;
/// Rows in one work.
const TOGETHER: usize = 1_000;

/// Hears the events of one run. Whoever reports never waits.
pub(super) struct Sink {
    line: Mutex<Line>,
    came: Notify,
    went: Notify,
    put: watch::Sender<u64>,
    /// Hears them too: the terminal that carries the run out.
    beside: Option<Arc<dyn Events>>,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Report>,
    /// How many have ever waited.
    count: u64,
    left_out: i64,
    is_over: bool,
}

impl Sink {
    pub(super) fn new(beside: Option<Arc<dyn Events>>) -> Arc<Self> {
        let (line, put) = (Mutex::default(), watch::Sender::new(0));
        Arc::new(Self { line, came: Notify::new(), went: Notify::new(), put, beside })
    }

    fn line(&self) -> std::sync::MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing more comes.
    pub(super) fn end(&self) {
        self.line().is_over = true;
        self.came.notify_one();
    }

    /// Waits until all that has come so far is on its way to the disk: what is written from then on is not there before it.
    pub(super) async fn put(&self) {
        let count = self.line().count;
        // Nobody but this one ends it.
        let _ = self.put.subscribe().wait_for(|put| *put >= count).await;
    }

    /// What has come, at least one; `None`: nothing more does. And how many were left out before.
    async fn next(&self) -> Option<(Vec<Report>, i64)> {
        loop {
            {
                let mut line = self.line();
                if !line.waiting.is_empty() {
                    let count = line.waiting.len().min(TOGETHER);
                    let reports = line.waiting.drain(..count).collect();
                    let left_out = std::mem::take(&mut line.left_out);
                    drop(line);
                    self.went.notify_waiters();
                    return Some((reports, left_out));
                }
                if line.is_over {
                    return None;
                }
            }
            self.came.notified().await;
        }
    }
}

impl Events for Sink {
    fn report(&self, report: Report) {
        if let Some(beside) = &self.beside {
            beside.report(report.clone());
        }
        let mut line = self.line();
        let is_last = matches!(report.event, Event::RunFinished(_));
        if line.waiting.len() >= MOST && !is_last {
            line.left_out += 1;
            return;
        }
        line.waiting.push_back(report);
        line.count += 1;
        drop(line);
        self.came.notify_one();
    }

    fn room(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            loop {
                let went = self.went.notified();
                if self.line().waiting.len() < ROOM {
                    return;
                }
                went.await;
            }
        })
    }
}

/// Writes the events of a run until there are no more, and tells `written` how far it is. A database that cannot be written
/// ends no run: what came of its effects is kept by the journal, or the run ends by that.
pub(super) async fn keep(runs: Runs, run: String, sink: Arc<Sink>, written: watch::Sender<i64>) -> Kept {
    let (mut items, mut kept) = (Items::default(), Kept::default());
    let mut writing = FuturesOrdered::new();
    let told = |kept: &mut Kept, answer: Result<i64>| match answer {
        Ok(number) => drop(written.send_replace(number)),
        Err(lost) => {
            tracing::error!(%run, problem = %lost, "events are lost");
            kept.lost += 1;
        }
    };
    loop {
        tokio::select! {
            Some(answer) = writing.next() => told(&mut kept, answer),
            next = sink.next(), if writing.len() < BEHIND => {
                let Some((reports, left_out)) = next else { break };
                let count = reports.len();
                let batch = kept.batch(&run, reports, left_out, &mut items);
                let put = runs.0.writer.put(batch).await;
                sink.put.send_modify(|put| *put += count as u64);
                let number = kept.number;
                writing.push_back(async move { put?.answer().await.map(|()| number) });
            }
        }
    }
    while let Some(answer) = writing.next().await {
        told(&mut kept, answer);
    }
    kept
}

/// How far the events of a run are kept.
#[derive(Default)]
pub(super) struct Kept {
    number: i64,
    /// How many were left out, wherever.
    left_out: i64,
    files: i64,
    lost: u64,
}

impl Kept {
    fn batch(&mut self, run: &str, reports: Vec<Report>, left_out: i64, items: &mut Items) -> Batch {
        self.left_out += left_out;
        let (mut rows, mut files): (Vec<Values>, Vec<Values>) = (Vec::new(), Vec::new());
        for mut report in reports {
            items.take(&report);
            if let Event::FileSaved { path, size, sha256 } = &report.event {
                self.files += 1;
                let size = i64::try_from(*size).unwrap_or(i64::MAX);
                files.push(values![run, self.files, plain(path), size, sha256]);
            }
            match &mut report.event {
                // The items tell which.
                Event::MessagesChanged { messages, .. } => messages.clear(),
                Event::Log { text } if text.len() > LONGEST => {
                    text.truncate(text.floor_char_boundary(LONGEST));
                    text.push('…');
                }
                _ => {}
            }
            self.number += 1;
            let json = serde_json::to_string(&report).unwrap_or_default();
            rows.push(values![run, self.number, report.at, plain(&json)]);
        }
        let past = (self.number - LAST).max(FIRST);
        Batch {
            run: run.to_owned(),
            rows,
            files,
            items: items.rows(run),
            events: self.number,
            past: (past > FIRST).then_some(past),
            left_out: self.left_out + (past - FIRST),
            done: items.done,
            failed: items.failed,
        }
    }

    /// What to tell of what could not be written.
    pub(super) fn problem(&self) -> Option<Failure> {
        (self.lost > 0).then(|| Failure::new(Kind::Internal, phrase!("run-events-lost", count = self.lost)))
    }
}

/// Events that are written together.
struct Batch {
    run: String,
    rows: Vec<Values>,
    files: Vec<Values>,
    items: Vec<Values>,
    events: i64,
    /// Those between the first and this one are no longer kept.
    past: Option<i64>,
    left_out: i64,
    done: i64,
    failed: i64,
}

impl Work for Batch {
    type Answer = ();

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let head = "INSERT INTO run_event (run_id, number, at, json)";
            let _: Vec<(i64,)> = change.put(head, self.rows.clone(), "").await?;
            let head = "INSERT INTO run_file (run_id, number, path, size, sha256)";
            let _: Vec<(i64,)> = change.put(head, self.files.clone(), "").await?;
            let _: Vec<(String,)> = change.put(items::INSERT, self.items.clone(), items::AGAIN).await?;
            if let Some(past) = self.past {
                let sql = "DELETE FROM run_event WHERE run_id = $1 AND number > $2 AND number <= $3";
                change.run(sql, values![&self.run, FIRST, past]).await?;
            }
            let sql = "UPDATE run SET events = $1, left_out = $2, done = $3, failed = $4 WHERE id = $5";
            let row = values![self.events, self.left_out, self.done, self.failed, &self.run];
            change.run(sql, row).await.map(drop)
        })
    }
}
