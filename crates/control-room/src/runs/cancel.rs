//! Ending a run before it ends.

use super::Runs;
use super::run::Run;
use crate::access::{Caller, Permission};
use crate::audit::Entry;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};

impl Runs {
    /// Ends a run that waits; one that runs is asked to: what it has begun it carries through.
    ///
    /// - `NotFound`: there is none that `by` may see.
    /// - `Denied`: they may not run automations.
    /// - `Rejected`: it has ended.
    pub async fn cancel(&self, by: &Caller, id: &str) -> Result<Run> {
        let run = self.seen(by, id, Language::English).await?;
        by.must(Permission::RunAutomations)?;
        let mut change = self.0.ground.db.begin().await?;
        let sql = "UPDATE run SET state = 'cancelled', ended_at = $1 WHERE id = $2 AND state = 'queued'";
        let was_queued = change.run(sql, values![self.0.ground.clock.now(), id]).await? == 1;
        let sql = "UPDATE run SET stop_asked = 1 WHERE id = $1 AND state = 'running'";
        if !was_queued && change.run(sql, values![id]).await? == 0 {
            return Err(Problem::new(Kind::Rejected, phrase!("run-ended", name = run.name)));
        }
        let words = phrase!("audit-run-cancelled", name = run.name);
        self.0.ground.audit(&mut change, &by.actor(), Entry::about("run", id, words)).await?;
        change.commit().await?;
        self.stop_here(id);
        self.row(id, Language::English).await
    }
}
