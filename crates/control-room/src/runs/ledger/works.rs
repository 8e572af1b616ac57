//! What is written into ledgers.

use super::{ended, state};
use crate::db::Transaction;
use crate::runs::writer::Work;
use crate::{Problem, Result, values};
use carteiro_engine::seen::{Claim, Ended, Entry, Item};
use carteiro_mail::MessageRef;
use futures_util::future::BoxFuture;

/// An item to be worked on.
pub(super) struct Claiming {
    pub(super) ledger: String,
    pub(super) item: Item,
    pub(super) run: String,
    pub(super) apart: bool,
}

/// What is known of an item, and of its content.
pub(super) struct Known {
    pub(super) state: Option<(String, Option<String>)>,
    pub(super) place: Option<MessageRef>,
}

impl Known {
    /// The answer to `run`, and the run that is to be kept, when it may work on it.
    pub(super) fn claim(self, run: &str, apart: bool) -> (Claim, Option<String>) {
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

/// How work on an item has ended.
pub(super) struct Settling {
    pub(super) ledger: String,
    pub(super) item: Item,
    pub(super) ended: Ended,
    pub(super) place: Option<MessageRef>,
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
pub(super) struct TakenOver {
    pub(super) ledger: String,
    pub(super) entries: Vec<Entry>,
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
