//! Ledgers in the database.

mod trying;
mod works;

use super::writer::Work;
use super::{Runs, failure};
use crate::db::Value;
use crate::{Result, values};
use carteiro_engine::Failure;
use carteiro_engine::seen::{Claim, Ended, Item, Ledger, Ledgers, Of, OnDisk};
use carteiro_mail::{Kind, MessageRef};
use carteiro_world::phrase;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::sync::Arc;
use trying::Trying;
use works::{Claiming, Settling, TakenOver};

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
            let trying = Trying::new(ledger);
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
