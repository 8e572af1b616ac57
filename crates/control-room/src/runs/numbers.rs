//! How many runs there were, and what came of them.

use super::{Runs, State};
use crate::{Result, values};
use std::collections::BTreeMap;

/// Of the runs that are in one state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// How many there are.
    pub runs: u64,
    /// Messages that they have done.
    pub done: u64,
    /// Messages that failed.
    pub failed: u64,
}

impl Runs {
    /// Of each state in which there are runs; messages are counted once their run has ended.
    pub async fn numbers(&self) -> Result<BTreeMap<&'static str, Numbers>> {
        let sql = "SELECT state, COUNT(*), CAST(SUM(done) AS BIGINT), CAST(SUM(failed) AS BIGINT) FROM run GROUP BY state";
        let rows: Vec<(String, i64, i64, i64)> = self.0.ground.db.all(sql, values![]).await?;
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        let of = |(state, runs, done, failed): (String, i64, i64, i64)| {
            let numbers = Numbers { runs: number(runs), done: number(done), failed: number(failed) };
            (State::named(&state).name(), numbers)
        };
        Ok(rows.into_iter().map(of).collect())
    }
}
