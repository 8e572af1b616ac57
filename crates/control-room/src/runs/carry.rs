//! Carrying out one run: whose rights it has now, its world, and what came of it.

use super::events::{self, Sink};
use super::journal::Journal;
use super::ledger::InDatabase;
use super::queue::{self, New};
use super::run::State;
use super::text::Of;
use super::writer::Work;
use super::{Here, Runs, Started, failure, missing};
use crate::access::{Caller, Permission};
use crate::audit::Way;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_engine::run::{Named, Outcome, rehearse_named, run_named};
use carteiro_engine::seen::OnDisk;
use carteiro_engine::vars::Given;
use carteiro_engine::{Checked, Events, Failure, Host, Stop};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use futures_util::future::BoxFuture;
use indexmap::IndexMap;
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::watch;

/// A run that a terminal carries out, in the world of that terminal.
pub struct Place {
    /// What it reaches. Journal, ledgers and events are put in here; credentials and tokens stay what they are.
    pub host: Host,
    /// Asks it to end.
    pub stop: Stop,
    /// Hears its events too.
    pub beside: Arc<dyn Events>,
    /// The ledgers that were gone by before there was a database: what is in them is known here too.
    pub before: Option<OnDisk>,
}

/// What came of a run that a terminal carried out.
pub struct Carried {
    /// Its row.
    pub id: String,
    /// How it ended.
    pub outcome: Outcome,
}

/// What is read of a run that is to be carried out.
#[derive(sqlx::FromRow)]
struct Taken {
    automation_id: Option<String>,
    digest: String,
    name: String,
    variables: String,
    dry_run: i64,
    origin: String,
    person_id: Option<String>,
}

/// A run that is about to begin.
struct Beginning {
    named: Named,
    checked: Arc<Checked>,
    variables: IndexMap<String, Given>,
    is_dry: bool,
    ledger: String,
    before: Option<OnDisk>,
}

impl Runs {
    /// Carries out a run that was taken out of the queue, to its end.
    pub(super) async fn carry_out(&self, id: &str) {
        let stop = Stop::default();
        let begun = self.begin(id).await;
        let (ended, left) = match begun {
            Ok((beginning, host)) => {
                let (outcome, lost) = self.carry(beginning, host, stop.clone(), None).await;
                (outcome.map(|outcome| outcome.summary), lost)
            }
            Err(problem) => (Err(failure(&problem)), None),
        };
        let end = match ended {
            Ok(summary) => {
                let is_ours = *self.0.ending.borrow() && summary.status == carteiro_engine::Status::Cancelled;
                let stopped =
                    is_ours.then(|| failure(&Problem::new(Kind::Cancelled, phrase!("run-stopped"))));
                let state = if is_ours { State::Interrupted } else { summary.status.into() };
                let failure = stopped.or(summary.failure.clone()).or(left);
                End { failure, summary: Some(summary), ..self.ended(id, state) }
            }
            Err(failure) => End { failure: Some(failure), ..self.ended(id, State::Failed) },
        };
        if let Err(problem) = self.0.writer.write(end).await {
            // Others take it for interrupted once this process is gone.
            tracing::error!(run = id, %problem, "the end of a run is not kept");
        }
        self.gone(id);
    }

    /// Carries out a run at once, here and in this world, that nobody has queued.
    ///
    /// - `Denied`, `InvalidInput` as [`Runs::queue`] has them.
    /// - `Exists`: another run of the automation goes by the same ledger now.
    pub async fn carry_here(
        &self,
        by: &Caller,
        what: Started,
        as_whom: Option<&str>,
        place: impl FnOnce(&Caller, super::Lent) -> Place,
    ) -> Result<Carried> {
        // Else it would be taken for one whose process is gone.
        self.beat().await?;
        self.sweep().await?;
        let New { id, caller } = self.insert(by, &what, as_whom, "running").await?;
        let Place { host, stop, beside, before } = place(&caller, self.0.lend.to(&caller, &id));
        let automation = match &what.of {
            Of::Automation { id, .. } => Some(id.as_str()),
            _ => None,
        };
        let name = what.checked.automation().name.clone();
        let beginning = Beginning {
            ledger: queue::ledger(automation, what.of == Of::File, &name, &id),
            named: Named { origin: what.origin.clone().unwrap_or_else(|| id.clone()), id: id.clone() },
            checked: what.checked,
            variables: what.variables,
            is_dry: what.dry_run,
            before,
        };
        let beating = self.clone();
        let beats = tokio::spawn(async move { beating.keep_beating().await });
        let (outcome, lost) = self.carry(beginning, host, stop, Some(beside)).await;
        beats.abort();
        let end = match &outcome {
            Ok(outcome) => End {
                failure: outcome.summary.failure.clone().or(lost),
                summary: Some(outcome.summary.clone()),
                ..self.ended(&id, outcome.summary.status.into())
            },
            Err(failure) => End { failure: Some(failure.clone()), ..self.ended(&id, State::Failed) },
        };
        self.0.writer.write(end).await?;
        self.gone(&id);
        self.0.ground.db.run("DELETE FROM runner WHERE id = $1", values![&self.0.runner]).await?;
        let outcome = outcome.map_err(|failure| super::problem(&failure))?;
        Ok(Carried { id, outcome })
    }

    fn ended(&self, id: &str, state: State) -> End {
        let (id, runner, at) = (id.to_owned(), self.0.runner.clone(), self.0.ground.clock.now());
        End { id, runner, state, at, failure: None, summary: None }
    }

    /// Nothing more comes of it here.
    fn gone(&self, id: &str) {
        self.here().remove(id);
        self.0.bell.notify_one();
    }

    /// What is to be carried out, and in which world.
    async fn begin(&self, id: &str) -> Result<(Beginning, Host)> {
        let sql = "SELECT automation_id, digest, name, variables, dry_run, origin, person_id FROM run WHERE id = $1";
        let taken: Option<Taken> = self.0.ground.db.one(sql, values![id]).await?;
        let taken = taken.ok_or_else(missing)?;
        let caller = match &taken.person_id {
            // What they may do, and whether they may come in at all, is looked up now.
            Some(person) => self.0.access.absent(person, Way::Run).await?,
            None => Caller::holder(),
        };
        caller.must(Permission::RunAutomations)?;
        let checked = self.text(&taken.digest).await?.checked()?;
        let is_dry = taken.dry_run != 0;
        let folder = taken.automation_id.as_deref().unwrap_or(&taken.origin);
        let host = self.host(self.0.lend.to(&caller, id), folder, is_dry).await?;
        let beginning = Beginning {
            ledger: queue::ledger(taken.automation_id.as_deref(), false, &taken.name, &taken.origin),
            named: Named { id: id.to_owned(), origin: taken.origin },
            checked,
            variables: serde_json::from_str(&taken.variables).map_err(Problem::internal)?,
            is_dry,
            before: None,
        };
        Ok((beginning, host))
    }

    /// Runs it, with journal, ledgers and events in the database; what of its events is lost.
    async fn carry(
        &self,
        beginning: Beginning,
        host: Host,
        stop: Stop,
        beside: Option<Arc<dyn Events>>,
    ) -> (std::result::Result<Outcome, Failure>, Option<Failure>) {
        let Beginning { named, checked, variables, is_dry, ledger, before } = beginning;
        let id = named.id.clone();
        let written = watch::Sender::new(0);
        self.here().insert(id.clone(), Here { stop: stop.clone(), written: written.clone() });
        // Somebody may have wanted it to end before this process knew how.
        if let Err(problem) = self.beat().await {
            tracing::error!(run = %id, %problem, "nobody knows that this process is alive");
        }
        let sink = Sink::new(beside);
        let keeping = tokio::spawn(events::keep(self.clone(), id.clone(), Arc::clone(&sink), written));
        let host = Host {
            journal: Arc::new(Journal::new(self, &id, &sink)),
            seen: Arc::new(InDatabase::new(self, &id, ledger, before)),
            events: Arc::clone(&sink) as _,
            ..host
        };
        let run = async {
            if is_dry {
                let rehearsed = rehearse_named(named, checked, &variables, host, stop).await;
                return rehearsed.map_err(Failure::from);
            }
            Ok(run_named(named, checked, &variables, host, stop).await)
        };
        let outcome = run.await;
        sink.end();
        let kept = keeping.await.unwrap_or_default();
        (outcome, kept.problem())
    }

    async fn keep_beating(&self) {
        loop {
            self.0.ground.clock.sleep(std::time::Duration::from_secs(5)).await;
            if let Err(problem) = self.beat().await {
                tracing::error!(%problem, "nobody knows that this process is alive");
            }
        }
    }
}

/// The end of a run.
struct End {
    id: String,
    runner: String,
    state: State,
    at: Timestamp,
    failure: Option<Failure>,
    summary: Option<carteiro_engine::Summary>,
}

impl Work for End {
    type Answer = ();

    fn write<'a>(&'a mut self, change: &'a mut Transaction) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let failure = self.failure.as_ref().map(serde_json::to_string).transpose();
            let failure = failure.map_err(Problem::internal)?.map(|json| super::items::plain(&json));
            // One that was taken for interrupted stays so.
            let sql = "UPDATE run SET state = $1, ended_at = $2, failure = $3 \
                       WHERE id = $4 AND state = 'running' AND runner = $5";
            let row = values![self.state.name(), self.at, failure, &self.id, &self.runner];
            change.run(sql, row).await?;
            let sql = "UPDATE run_item SET outcome = 'unknown' WHERE run_id = $1 AND outcome = 'begun'";
            change.run(sql, values![&self.id]).await?;
            let Some(summary) = &self.summary else { return Ok(()) };
            let cost = serde_json::to_string(&summary.cost).map_err(Problem::internal)?;
            let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            let sql =
                "UPDATE run SET done = $1, failed = $2, files = $3, bytes = $4, cost = $5 WHERE id = $6";
            let row = values![
                number(summary.done),
                number(summary.failed),
                number(summary.files),
                number(summary.bytes),
                cost,
                &self.id,
            ];
            change.run(sql, row).await.map(drop)
        })
    }
}
