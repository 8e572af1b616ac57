//! How many notices have not arrived.

use super::{Channel, Notices};
use crate::{Result, values};
use std::collections::BTreeMap;

impl Notices {
    /// How many have not arrived by each way: those that are tried again, and those that were given up.
    pub async fn undelivered(&self) -> Result<BTreeMap<(&'static str, bool), u64>> {
        let sql = "SELECT channel, CAST(CASE WHEN due_at IS NULL AND run_id IS NULL THEN 1 ELSE 0 END AS BIGINT) \
                   AS given_up, COUNT(*) FROM notice_delivery WHERE done_at IS NULL GROUP BY channel, given_up";
        let rows: Vec<(String, i64, i64)> = self.ground.db.all(sql, values![]).await?;
        let each =
            Channel::ALL.into_iter().flat_map(|channel| [(channel.name(), false), (channel.name(), true)]);
        let mut numbers: BTreeMap<_, u64> = each.map(|way| (way, 0)).collect();
        for (channel, given_up, count) in rows {
            if let Some(channel) = Channel::named(&channel) {
                numbers.insert((channel.name(), given_up == 1), u64::try_from(count).unwrap_or_default());
            }
        }
        Ok(numbers)
    }
}
