//! How two texts of an automation differ.

use super::Automations;
use crate::Result;
use similar::{Algorithm, ChangeTag, TextDiff};
use std::time::Duration;

/// A coarser difference is told when a fine one takes longer.
const PATIENCE: Duration = Duration::from_secs(1);
/// Lines around what differs.
const CONTEXT: usize = 3;

impl Automations {
    /// How one text became another, as a unified diff; empty when they are the same. `NotFound`.
    pub async fn difference(&self, id: &str, from: i64, to: Option<i64>) -> Result<String> {
        let (before, from) = self.text(id, Some(from)).await?;
        let (after, to) = self.text(id, to).await?;
        let path = self.get(id).await?.path;
        let told = tokio::task::spawn_blocking(move || {
            let mut config = TextDiff::configure();
            config.algorithm(Algorithm::Patience).timeout(PATIENCE);
            let diff = config.diff_lines(&before, &after);
            if diff.iter_all_changes().all(|change| change.tag() == ChangeTag::Equal) {
                return String::new();
            }
            let (from, to) = (format!("{path} (version {from})"), format!("{path} (version {to})"));
            diff.unified_diff().context_radius(CONTEXT).header(&from, &to).to_string()
        });
        told.await.map_err(crate::Problem::internal)
    }
}
