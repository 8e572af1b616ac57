//! Ledgers of runs that only try.

use super::works::Known;
use super::{Kept, Told, ended, state};
use crate::runs::failure;
use crate::{Result, values};
use carteiro_engine::seen::{Claim, Ended, Item, Ledger};
use carteiro_mail::MessageRef;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A ledger of which nothing is kept: what is known is read, what changes is remembered here.
pub(super) struct Trying {
    of: Kept,
    items: Mutex<HashMap<String, (String, Option<String>)>>,
    places: Mutex<HashMap<String, MessageRef>>,
}

impl Trying {
    pub(super) fn new(of: Kept) -> Self {
        Self { of, items: Mutex::default(), places: Mutex::default() }
    }

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
