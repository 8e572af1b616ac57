//! Running again what was run.

use super::run::Run;
use super::text::Of;
use super::{Runs, Started};
use crate::access::Caller;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use serde::Deserialize;
use utoipa::ToSchema;

/// What of a run is done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// What it did not do: no effect that it had is repeated, and what may have taken place is left to a person.
    Rest,
    /// Everything, as if it had never run.
    All,
}

impl Runs {
    /// Runs the same text with the same variables again, in the name of whoever asks.
    ///
    /// - `NotFound`: there is none that `by` may see.
    /// - `Denied`: they may not run automations.
    /// - `Rejected`: it has not ended.
    /// - `Unsupported`: it was a file at a terminal, whose text is not kept.
    pub async fn again(&self, by: &Caller, id: &str, what: Again) -> Result<Run> {
        let run = self.seen(by, id, Language::English).await?;
        if !run.state.is_ended() {
            return Err(Problem::new(Kind::Rejected, phrase!("run-not-ended", name = run.name)));
        }
        let sql = "SELECT digest, variables FROM run WHERE id = $1";
        let row: Option<(String, String)> = self.0.ground.db.one(sql, values![id]).await?;
        let (digest, variables) = row.ok_or_else(super::missing)?;
        let text = self.text(&digest).await.map_err(|problem| match problem.kind() {
            Kind::NotFound => Problem::new(Kind::Unsupported, phrase!("run-again-file", name = run.name)),
            _ => problem,
        })?;
        let of = match (run.automation_id, run.version) {
            (Some(id), Some(version)) => Of::Automation { id, version },
            _ => Of::Tried,
        };
        let origin = (what == Again::Rest && !run.dry_run).then_some(run.origin);
        let variables = serde_json::from_str(&variables).map_err(Problem::internal)?;
        let started =
            Started { variables, dry_run: run.dry_run, origin, ..Started::new(of, text.checked()?, text) };
        self.queue(by, started, None).await
    }
}
