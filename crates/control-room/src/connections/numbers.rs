//! How the tokens of all connections stand.

use super::{Connections, Grant, State};
use crate::{Problem, Result, values};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All of the details that matters here.
#[derive(Deserialize)]
struct Details {
    grant: Grant,
}

type Row = (String, i64, i64, i64, i64, i64);

impl Connections {
    /// How many tokens stand in each way; a connection that nobody has used counts as one that is not there.
    pub async fn numbers(&self) -> Result<BTreeMap<&'static str, u64>> {
        let sql = "SELECT details, CAST(CASE WHEN state = 'needs_sign_in' THEN 1 ELSE 0 END AS BIGINT) AS needed, \
                   CAST(CASE WHEN reason IS NULL THEN 0 ELSE 1 END AS BIGINT) AS fails, \
                   CAST(CASE WHEN generation > 0 THEN 1 ELSE 0 END AS BIGINT) AS had, \
                   CAST(CASE WHEN CASE WHEN refresh IS NULL THEN expires_at ELSE refresh_ends_at END <= $1 \
                    THEN 1 ELSE 0 END AS BIGINT) AS ended, COUNT(connection_token.id) \
                   FROM connection LEFT JOIN connection_token ON connection_id = connection.id \
                   GROUP BY connection.id, details, needed, fails, had, ended";
        let rows: Vec<Row> = self.ground.db.all(sql, values![self.ground.clock.now()]).await?;
        let mut numbers: BTreeMap<&'static str, u64> =
            State::ALL.into_iter().map(|state| (state.name(), 0)).collect();
        for (details, needed, fails, had, ended, tokens) in rows {
            let details: Details = serde_json::from_str(&details).map_err(Problem::internal)?;
            let is_over = ended == 1 && details.grant.is_of_person();
            let state = State::of(needed == 1 || is_over, fails == 1, had == 1);
            // One without any is a row too.
            *numbers.entry(state.name()).or_default() += u64::try_from(tokens.max(1)).unwrap_or_default();
        }
        Ok(numbers)
    }
}
