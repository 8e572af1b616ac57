//! What is written into the journal.

use crate::db::{Transaction, Value};
use crate::runs::writer::Work;
use crate::{Result, values};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// An effect that is to be claimed.
pub(super) struct Wanted {
    pub(super) digest: String,
    pub(super) within: String,
    pub(super) step: String,
}

/// Effects of one origin, to be claimed by a run.
pub(super) struct Claims {
    pub(super) origin: String,
    pub(super) run: String,
    pub(super) at: Timestamp,
    pub(super) wanted: Vec<Wanted>,
}

/// What is known of an effect.
#[derive(Clone)]
pub(super) enum Known {
    Mine,
    Done(Option<Vec<u8>>),
    Unknown,
}

impl Work for Claims {
    type Answer = Vec<Known>;

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<Self::Answer>> {
        Box::pin(self.claim(change))
    }
}

impl Claims {
    async fn claim(&self, change: &mut Transaction) -> Result<Vec<Known>> {
        let rows = self.wanted.iter().map(|Wanted { digest, within, step }| {
            values![&self.origin, digest, within, step, &self.run, "claimed", self.at]
        });
        let head = "INSERT INTO effect (origin, digest, within, step, run_id, state, at)";
        let new: Vec<(String,)> = change
            .put(head, rows.collect(), "ON CONFLICT (origin, digest) DO NOTHING RETURNING digest")
            .await?;
        let mut mine: HashSet<String> = new.into_iter().map(|(digest,)| digest).collect();
        let known = self.wanted.iter().map(|wanted| &wanted.digest).filter(|digest| !mine.contains(*digest));
        let known: Vec<Value> = known.map(Value::from).collect();
        let sql = "SELECT digest, state, run_id, result FROM effect WHERE origin = $1 AND digest IN";
        let rows: Vec<(String, String, String, Option<Vec<u8>>)> =
            change.among(sql, values![&self.origin], known).await?;
        let mut found = HashMap::new();
        for (digest, state, run, result) in rows {
            let known = match state.as_str() {
                "done" => Known::Done(result),
                "pending" if run == self.run => Known::Done(result),
                // To do it again does no harm, and nobody knows whether it has taken hold.
                "pending" => {
                    let sql =
                        "UPDATE effect SET state = 'claimed', run_id = $1 WHERE origin = $2 AND digest = $3";
                    change.run(sql, values![&self.run, &self.origin, &digest]).await?;
                    mine.insert(digest);
                    continue;
                }
                _ => Known::Unknown,
            };
            found.insert(digest, known);
        }
        // The same effect twice at once is claimed by the first.
        let answers = self.wanted.iter().map(|Wanted { digest, .. }| match found.get(digest) {
            Some(known) => known.clone(),
            None if mine.remove(digest) => Known::Mine,
            None => Known::Unknown,
        });
        Ok(answers.collect())
    }
}

/// What came of an effect.
pub(super) struct Settling {
    pub(super) origin: String,
    pub(super) digest: String,
    /// `None`: it did not take place.
    pub(super) state: Option<&'static str>,
    pub(super) result: Option<Vec<u8>>,
}

/// Effects that came to something, or did not take place.
pub(super) struct Settlings(pub(super) Vec<Settling>);

impl Work for Settlings {
    type Answer = ();

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let mut together: HashMap<(&str, Option<&str>), Vec<&str>> = HashMap::new();
            for Settling { origin, digest, state, result } in &self.0 {
                match result {
                    None => together.entry((origin, *state)).or_default().push(digest),
                    Some(result) => {
                        let sql =
                            "UPDATE effect SET state = $1, result = $2 WHERE origin = $3 AND digest = $4";
                        let row = values![state.unwrap_or_default(), result.clone(), origin, digest];
                        change.run(sql, row).await?;
                    }
                }
            }
            for ((origin, state), digests) in together {
                settle(change, origin, state, digests).await?;
            }
            Ok(())
        })
    }
}

async fn settle(
    change: &mut Transaction,
    origin: &str,
    state: Option<&str>,
    digests: Vec<&str>,
) -> Result<()> {
    let digests = digests.into_iter().map(Value::from).collect();
    let none: Vec<(String,)> = match state {
        Some(state) => {
            let sql = "UPDATE effect SET state = $1 WHERE origin = $2 AND digest IN";
            change.among(sql, values![state, origin], digests).await?
        }
        None => {
            change
                .among("DELETE FROM effect WHERE origin = $1 AND digest IN", values![origin], digests)
                .await?
        }
    };
    drop(none);
    Ok(())
}

/// What was pending has taken hold, or nobody knows.
pub(super) struct Held {
    pub(super) state: &'static str,
    pub(super) effects: Vec<(String, String)>,
}

impl Work for Held {
    type Answer = ();

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let mut by_origin: HashMap<&str, Vec<&str>> = HashMap::new();
            for (origin, digest) in &self.effects {
                by_origin.entry(origin).or_default().push(digest);
            }
            for (origin, digests) in by_origin {
                settle(change, origin, Some(self.state), digests).await?;
            }
            Ok(())
        })
    }
}
