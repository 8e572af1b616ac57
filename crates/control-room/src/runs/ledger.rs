//! Ledgers in the database.

use super::writer::Work;
use super::{Runs, failure};
use crate::db::{Transaction, Value};
use crate::{Problem, Result, values};
use carteiro_engine::Failure;
use carteiro_engine::seen::{Claim, Ended, Entry, Item, Ledger, Ledgers, Of, OnDisk};
use carteiro_mail::{Kind, MessageRef};
use carteiro_world::phrase;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Told<T> = std::result::Result<T, Failure>;

/// The ledgers that a run goes by.
pub(super) struct InDatabase {
    runs: Runs,
    run: String,
    /// What the ledger of its automation is called; it is this run's as long as it runs.
    own: String,
    /// Those that were gone by before there was a database.
    before: Option<OnDisk>,
}

impl InDatabase {
    pub(super) fn new(runs: &Runs, run: &str, own: String, before: Option<OnDisk>) -> Self {
        Self { runs: runs.clone(), run: run.to_owned(), own, before }
    }

    /// Takes over what is known from before there was a database, the first time.
    async fn take_over(&self, of: Of<'_>, ledger: &Kept) -> Told<()> {
        let Some(before) = &self.before else { return Ok(()) };
        let db = &self.runs.0.ground.db;
        let sql = "SELECT name FROM ledger_item WHERE ledger = $1 LIMIT 1";
        let known: Option<(String,)> =
            db.one(sql, values![&ledger.name]).await.map_err(|problem| failure(&problem))?;
        if known.is_some() {
            return Ok(());
        }
        let mut pages = before.pages(of)?;
        while let Some(entries) = pages.next_page()? {
            ledger.write(TakenOver { ledger: ledger.name.clone(), entries }).await?;
        }
        Ok(())
    }

    fn name(&self, of: Of<'_>) -> String {
        match of {
            Of::Automation(_) => self.own.clone(),
            Of::Mailbox(identity) => format!("mailbox/{identity}"),
        }
    }

    fn kept(&self, of: Of<'_>) -> Kept {
        Kept { runs: self.runs.clone(), name: self.name(of) }
    }
}

impl Ledgers for InDatabase {
    fn open<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Told<Arc<dyn Ledger>>> {
        Box::pin(async move {
            let ledger = self.kept(of);
            if let Of::Automation(automation) = of {
                let sql = "SELECT id FROM run WHERE id = $1 AND state = 'running' AND alone = $2";
                let row = values![&self.run, &ledger.name];
                let held: Option<(String,)> =
                    self.runs.0.ground.db.one(sql, row).await.map_err(|problem| failure(&problem))?;
                if held.is_none() {
                    let words = phrase!("seen-in-use", automation = automation);
                    return Err(Failure::new(Kind::Exists, words));
                }
            }
            self.take_over(of, &ledger).await?;
            Ok(Arc::new(ledger) as _)
        })
    }

    fn trying<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Told<Arc<dyn Ledger>>> {
        Box::pin(async move {
            let ledger = self.kept(of);
            self.take_over(of, &ledger).await?;
            let trying = Trying { of: ledger, items: Mutex::default(), places: Mutex::default() };
            Ok(Arc::new(trying) as _)
        })
    }
}

/// One ledger.
struct Kept {
    runs: Runs,
    name: String,
}

fn state(ended: Ended) -> &'static str {
    match ended {
        Ended::Done => "done",
        Ended::Failed => "failed",
        Ended::Unknown => "unknown",
    }
}

fn ended(state: &str) -> Option<Ended> {
    [Ended::Done, Ended::Failed, Ended::Unknown].into_iter().find(|ended| self::state(*ended) == state)
}

impl Kept {
    async fn write<W: Work>(&self, work: W) -> Told<W::Answer> {
        self.runs.0.writer.write(work).await.map_err(|problem| failure(&problem))
    }

    async fn look(&self, items: &[Item]) -> Result<Vec<Option<Ended>>> {
        let names: Vec<String> = items.iter().map(|item| item.name().to_string()).collect();
        let sql = "SELECT name, state FROM ledger_item WHERE ledger = $1 AND name IN";
        let some = names.iter().map(Value::from).collect();
        let rows: Vec<(String, String)> = self.runs.0.ground.db.among(sql, values![&self.name], some).await?;
        let known: HashMap<String, String> = rows.into_iter().collect();
        Ok(names.iter().map(|name| known.get(name).and_then(|state| ended(state))).collect())
    }
}

impl Ledger for Kept {
    fn known<'a>(&'a self, items: &'a [Item]) -> BoxFuture<'a, Told<Vec<Option<Ended>>>> {
        Box::pin(async move { self.look(items).await.map_err(|problem| failure(&problem)) })
    }

    fn claim<'a>(&'a self, item: &'a Item, run: &'a str, apart: bool) -> BoxFuture<'a, Told<Claim>> {
        let claiming = Claiming { ledger: self.name.clone(), item: item.clone(), run: run.to_owned(), apart };
        Box::pin(self.write(claiming))
    }

    fn settle<'a>(
        &'a self,
        item: &'a Item,
        ended: Ended,
        place: Option<MessageRef>,
    ) -> BoxFuture<'a, Told<()>> {
        let settling = Settling { ledger: self.name.clone(), item: item.clone(), ended, place };
        Box::pin(self.write(settling))
    }
}

struct Claiming {
    ledger: String,
    item: Item,
    run: String,
    apart: bool,
}

/// What is known of an item, and of its content.
struct Known {
    state: Option<(String, Option<String>)>,
    place: Option<MessageRef>,
}

impl Known {
    /// The answer to `run`, and the run that is to be kept, when it may work on it.
    fn claim(self, run: &str, apart: bool) -> (Claim, Option<String>) {
        match self.state {
            Some((state, before)) => match (ended(&state), before) {
                (Some(ended @ (Ended::Done | Ended::Unknown)), _) => (Claim::Ended(ended), None),
                (known, Some(before)) => {
                    let failed = known == Some(Ended::Failed);
                    (Claim::Again { run: before.clone(), failed }, Some(before))
                }
                (_, None) => (Claim::Go, Some(run.to_owned())),
            },
            None => match self.place.filter(|_| !apart) {
                Some(place) => (Claim::SameContent(place), None),
                None => (Claim::Go, Some(run.to_owned())),
            },
        }
    }
}

impl Work for Claiming {
    type Answer = Claim;

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<Claim>> {
        Box::pin(async move {
            let name = self.item.name().to_string();
            let sql = "SELECT state, run_id FROM ledger_item WHERE ledger = $1 AND name = $2";
            let state = change.one(sql, values![&self.ledger, &name]).await?;
            let mut place = None;
            if let (None, Some(content), false) = (&state, self.item.content(), self.apart) {
                let sql = "SELECT place FROM ledger_content WHERE ledger = $1 AND content = $2";
                let row: Option<(String,)> =
                    change.one(sql, values![&self.ledger, content.to_string()]).await?;
                // What cannot be read any more says nothing.
                place = row.and_then(|(place,)| serde_json::from_str(&place).ok());
            }
            let (claim, kept) = Known { state, place }.claim(&self.run, self.apart);
            if let Some(run) = kept {
                let sql = "INSERT INTO ledger_item (ledger, name, state, run_id) VALUES ($1, $2, 'begun', $3) \
                           ON CONFLICT (ledger, name) DO UPDATE SET state = 'begun', run_id = $3";
                change.run(sql, values![&self.ledger, name, run]).await?;
            }
            Ok(claim)
        })
    }
}

struct Settling {
    ledger: String,
    item: Item,
    ended: Ended,
    place: Option<MessageRef>,
}

impl Work for Settling {
    type Answer = ();

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let sql = "INSERT INTO ledger_item (ledger, name, state) VALUES ($1, $2, $3) \
                       ON CONFLICT (ledger, name) DO UPDATE SET state = $3";
            let row = values![&self.ledger, self.item.name().to_string(), state(self.ended)];
            change.run(sql, row).await?;
            let place = self.place.as_ref().filter(|_| self.ended == Ended::Done);
            if let (Some(content), Some(place)) = (self.item.content(), place) {
                let place = serde_json::to_string(place).map_err(Problem::internal)?;
                let sql = "INSERT INTO ledger_content (ledger, content, place) VALUES ($1, $2, $3) \
                           ON CONFLICT (ledger, content) DO UPDATE SET place = $3";
                change.run(sql, values![&self.ledger, content.to_string(), place]).await?;
            }
            Ok(())
        })
    }
}

/// Entries of a ledger from before there was a database.
struct TakenOver {
    ledger: String,
    entries: Vec<Entry>,
}

impl Work for TakenOver {
    type Answer = ();

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let (mut items, mut contents) = (Vec::new(), Vec::new());
            for entry in &self.entries {
                match entry {
                    Entry::Item { name, ended, run } => {
                        let state = ended.map_or("begun", state);
                        items.push(values![&self.ledger, name.to_string(), state, run.clone()]);
                    }
                    Entry::Content { content, place } => {
                        let place = serde_json::to_string(place).map_err(Problem::internal)?;
                        contents.push(values![&self.ledger, content.to_string(), place]);
                    }
                }
            }
            let head = "INSERT INTO ledger_item (ledger, name, state, run_id)";
            let _: Vec<(i64,)> = change.put(head, items, "ON CONFLICT DO NOTHING").await?;
            let head = "INSERT INTO ledger_content (ledger, content, place)";
            let _: Vec<(i64,)> = change.put(head, contents, "ON CONFLICT DO NOTHING").await?;
            Ok(())
        })
    }
}

/// A ledger of which nothing is kept: what is known is read, what changes is remembered here.
struct Trying {
    of: Kept,
    items: Mutex<HashMap<String, (String, Option<String>)>>,
    places: Mutex<HashMap<String, MessageRef>>,
}

impl Trying {
    async fn tried(&self, item: &Item, run: &str, apart: bool) -> Result<Claim> {
        let name = item.name().to_string();
        let here = self.items.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        let state = if here.is_some() {
            here
        } else {
            let sql = "SELECT state, run_id FROM ledger_item WHERE ledger = $1 AND name = $2";
            self.of.runs.0.ground.db.one(sql, values![&self.of.name, &name]).await?
        };
        let mut place = None;
        if let Some(content) = item.content().map(ToString::to_string) {
            place = self.places.lock().unwrap_or_else(PoisonError::into_inner).get(&content).cloned();
            if place.is_none() {
                let sql = "SELECT place FROM ledger_content WHERE ledger = $1 AND content = $2";
                let row: Option<(String,)> =
                    self.of.runs.0.ground.db.one(sql, values![&self.of.name, content]).await?;
                place = row.and_then(|(place,)| serde_json::from_str(&place).ok());
            }
        }
        let (claim, kept) = Known { state, place }.claim(run, apart);
        if kept.is_some() {
            let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
            items.insert(name, ("begun".to_owned(), kept));
        }
        Ok(claim)
    }
}

impl Ledger for Trying {
    fn known<'a>(&'a self, items: &'a [Item]) -> BoxFuture<'a, Told<Vec<Option<Ended>>>> {
        Box::pin(async move {
            let mut known = self.of.known(items).await?;
            let here = self.items.lock().unwrap_or_else(PoisonError::into_inner);
            for (item, known) in items.iter().zip(&mut known) {
                if let Some((state, _)) = here.get(&item.name().to_string()) {
                    *known = ended(state);
                }
            }
            Ok(known)
        })
    }

    fn claim<'a>(&'a self, item: &'a Item, run: &'a str, apart: bool) -> BoxFuture<'a, Told<Claim>> {
        Box::pin(async move { self.tried(item, run, apart).await.map_err(|problem| failure(&problem)) })
    }

    fn settle<'a>(
        &'a self,
        item: &'a Item,
        ended: Ended,
        place: Option<MessageRef>,
    ) -> BoxFuture<'a, Told<()>> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        state(ended).clone_into(&mut items.entry(item.name().to_string()).or_default().0);
        drop(items);
        if let (Some(content), Some(place), Ended::Done) = (item.content(), place, ended) {
            let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
            places.insert(content.to_string(), place);
        }
        Box::pin(std::future::ready(Ok(())))
    }
}
