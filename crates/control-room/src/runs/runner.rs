//! Takes runs out of the queue, as many at once as the settings allow, and tells that this process is alive.

use super::alive::{self, Alive};
use super::{Runs, failure};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use jiff::SignedDuration;
use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;
use tokio::task::JoinSet;

/// So often the queue is looked at, whatever the bell says: other processes queue too.
const LOOK: Duration = Duration::from_secs(1);
/// So often a process says that it is alive, and learns what it is to end.
const BEAT: SignedDuration = SignedDuration::from_secs(5);
/// A process that has said nothing for so long is gone.
const GONE: SignedDuration = SignedDuration::from_secs(60);
/// What is begun has so long to end when the process is to.
const GRACE: Duration = Duration::from_secs(20);

/// The runs that are under way here.
#[derive(Default)]
struct Begun {
    tasks: JoinSet<()>,
    runs: HashMap<tokio::task::Id, String>,
}

impl Begun {
    fn begin(&mut self, run: String, carrying: impl Future<Output = ()> + Send + 'static) {
        self.runs.insert(self.tasks.spawn(carrying).id(), run);
    }

    /// Forgets those that have ended; the ones among them that came down.
    fn fallen(&mut self) -> Vec<String> {
        let mut fallen = Vec::new();
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            match ended {
                Ok((task, ())) => drop(self.runs.remove(&task)),
                Err(error) => fallen.extend(self.runs.remove(&error.id())),
            }
        }
        fallen
    }
}

impl Runs {
    /// Carries runs out until `end`; then those that are begun are asked to end, and get a while for it.
    pub async fn work(&self, end: impl Future<Output = ()>) -> Result<()> {
        let mut end = std::pin::pin!(end);
        let mut begun = Begun::default();
        let mut beaten = None;
        loop {
            let now = self.0.ground.clock.now();
            if beaten.is_none_or(|then| now.duration_since(then) >= BEAT) {
                beaten = Some(now);
                self.tolerate(self.beat().await);
                self.tolerate(self.sweep().await);
            }
            for id in begun.fallen() {
                self.tolerate(self.fell(&id).await);
            }
            match self.take(begun.tasks.len()).await {
                Ok(Some(id)) => {
                    let (runs, run) = (self.clone(), id.clone());
                    begun.begin(id, async move { runs.carry_out(&run).await });
                    continue;
                }
                Ok(None) => {}
                Err(problem) => self.tolerate(Err(problem)),
            }
            tokio::select! {
                () = &mut end => break,
                () = self.0.bell.notified() => {}
                () = self.0.ground.clock.sleep(LOOK) => {}
            }
        }
        self.end(begun.tasks).await
    }

    /// What carried it out has come down by a mistake of ours: nobody else will ever end it.
    async fn fell(&self, id: &str) -> Result<()> {
        self.here().remove(id);
        let mut change = self.0.ground.db.begin().await?;
        let words = failure(&Problem::internal("what carried it out has come down"));
        self.interrupt(&mut change, id, &words).await?;
        change.commit().await
    }

    /// The database may be there again the next time.
    #[expect(clippy::unused_self, reason = "it reads as what the process does")]
    fn tolerate(&self, done: Result<()>) {
        if let Err(problem) = done {
            tracing::error!(%problem, "the queue cannot be looked at");
        }
    }

    async fn end(&self, mut begun: JoinSet<()>) -> Result<()> {
        self.0.ending.send_replace(true);
        let ids: Vec<String> = self.here().keys().cloned().collect();
        for id in &ids {
            self.stop_here(id);
        }
        let all = async { while begun.join_next().await.is_some() {} };
        let _ = self.0.ground.clock.within(GRACE, all).await;
        begun.shutdown().await;
        self.interrupt_own().await?;
        self.0.ground.db.run("DELETE FROM runner WHERE id = $1", values![&self.0.runner]).await.map(drop)
    }

    /// Says that this process is alive, and asks those of its runs to end that are to.
    pub(super) async fn beat(&self) -> Result<()> {
        // Where it cannot be told, the time tells others.
        self.0.alive.get_or_init(|| Alive::tell(&self.0.runners, &self.0.runner).ok());
        let sql =
            "INSERT INTO runner (id, beat_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET beat_at = $2";
        self.0.ground.db.run(sql, values![&self.0.runner, self.0.ground.clock.now()]).await?;
        let ids: Vec<String> = self.here().keys().cloned().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let sql = "SELECT id FROM run WHERE runner = $1 AND state = 'running' AND stop_asked = 0";
        let going: Vec<(String,)> = self.0.ground.db.all(sql, values![&self.0.runner]).await?;
        // Also those that others took for dead.
        for id in ids.iter().filter(|id| !going.iter().any(|(going,)| going == *id)) {
            self.stop_here(id);
        }
        Ok(())
    }

    /// Marks the runs of processes that are gone.
    pub(super) async fn sweep(&self) -> Result<()> {
        let alive_at = self.0.ground.clock.now() - GONE;
        let known: Vec<(String,)> = self.0.ground.db.all("SELECT id FROM runner", values![]).await?;
        let is_other = |id: &String| *id != self.0.runner;
        let ended = known.into_iter().map(|(id,)| id).filter(is_other);
        let ended: Vec<String> = ended.filter(|id| alive::has_ended(&self.0.runners, id)).collect();
        let mut change = self.0.ground.db.begin().await?;
        for id in ended {
            change.run("DELETE FROM runner WHERE id = $1", values![id]).await?;
        }
        change.run("DELETE FROM runner WHERE beat_at < $1", values![alive_at]).await?;
        let sql = "SELECT id FROM run WHERE state = 'running' AND NOT EXISTS \
                   (SELECT 1 FROM runner WHERE runner.id = run.runner)";
        let lost: Vec<(String,)> = change.all(sql, values![]).await?;
        let words = failure(&Problem::new(Kind::OutcomeUnknown, phrase!("run-interrupted")));
        for (id,) in &lost {
            self.interrupt(&mut change, id, &words).await?;
        }
        change.commit().await?;
        if !lost.is_empty() {
            self.0.bell.notify_one();
        }
        Ok(())
    }

    async fn interrupt_own(&self) -> Result<()> {
        let mut change = self.0.ground.db.begin().await?;
        let sql = "SELECT id FROM run WHERE state = 'running' AND runner = $1";
        let left: Vec<(String,)> = change.all(sql, values![&self.0.runner]).await?;
        let words = failure(&Problem::new(Kind::OutcomeUnknown, phrase!("run-stopped")));
        for (id,) in &left {
            self.interrupt(&mut change, id, &words).await?;
        }
        change.commit().await
    }

    pub(super) async fn interrupt(
        &self,
        change: &mut crate::db::Transaction,
        id: &str,
        words: &carteiro_engine::Failure,
    ) -> Result<()> {
        let words = serde_json::to_string(words).map_err(Problem::internal)?;
        let sql = "UPDATE run SET state = 'interrupted', ended_at = $1, failure = $2 \
                   WHERE id = $3 AND state = 'running'";
        change.run(sql, values![self.0.ground.clock.now(), words, id]).await?;
        let sql = "UPDATE run_item SET outcome = 'unknown' WHERE run_id = $1 AND outcome = 'begun'";
        change.run(sql, values![id]).await.map(drop)
    }

    /// Takes the first run that may begin, unless so many are begun already.
    async fn take(&self, begun: usize) -> Result<Option<String>> {
        let (settings, _) = self.0.ground.settings().await?;
        if begun >= usize::from(settings.runs_at_once) {
            return Ok(None);
        }
        let sql = "SELECT id FROM run WHERE state = 'queued' AND (alone IS NULL OR NOT EXISTS \
                   (SELECT 1 FROM run other WHERE other.state = 'running' AND other.alone = run.alone)) \
                   ORDER BY id LIMIT 1";
        loop {
            let first: Option<(String,)> = self.0.ground.db.one(sql, values![]).await?;
            let Some((id,)) = first else { return Ok(None) };
            let take = "UPDATE run SET state = 'running', runner = $1, began_at = $2 \
                        WHERE id = $3 AND state = 'queued'";
            let row = values![&self.0.runner, self.0.ground.clock.now(), &id];
            match self.0.ground.db.run(take, row).await {
                Ok(1) => return Ok(Some(id)),
                // Another process has taken it, or another that goes by the same ledger.
                Ok(_) => {}
                Err(problem) if problem.kind() == Kind::Exists => {}
                Err(problem) => return Err(problem),
            }
        }
    }

    pub(super) fn here(&self) -> std::sync::MutexGuard<'_, std::collections::HashMap<String, super::Here>> {
        self.0.here.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
