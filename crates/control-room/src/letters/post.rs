//! From notices that wait to a run that sends them.

use super::{Chosen, Letters, choice, written};
use crate::audit::Way;
use crate::notices::{Notices, Waiting, next_try};
use crate::runs::{Of, Run, Started, State, Text};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, Phrase, phrase};
use std::time::Duration;

/// Between two letters to one person: six an hour at most.
pub(super) const APART: Duration = Duration::from_mins(10);
/// People who are written to at a time.
const PEOPLE: i64 = 20;
/// Notices in one letter.
const NOTICES: usize = 50;
/// A letter that was begun is in the queue by then, or whoever began it has died over it.
const QUEUED: Duration = Duration::from_mins(2);

/// Somebody who is written to.
struct Addressee {
    id: String,
    to: String,
    language: Language,
    time_zone: Option<String>,
}

/// A run that has a letter.
#[derive(sqlx::FromRow)]
struct Letter {
    run_id: String,
    tried_at: i64,
    state: Option<String>,
    failure: Option<String>,
    /// Whether anything took place in it.
    has_done: bool,
}

impl Letters {
    /// Sees what became of letters, and writes those that are due; how many these are. `url`: where browsers find all this.
    pub async fn post(&self, url: &str) -> Result<usize> {
        self.settle().await?;
        let now = self.ground.clock.now();
        let sql = "SELECT person_id FROM notice_delivery AS waiting WHERE channel = 'mail' AND done_at IS NULL \
                   AND run_id IS NULL AND due_at <= $1 AND NOT EXISTS (SELECT 1 FROM notice_delivery AS other \
                    WHERE other.person_id = waiting.person_id AND other.tried_at > $2) \
                   GROUP BY person_id ORDER BY MIN(due_at) LIMIT $3";
        let people: Vec<(String,)> = self.ground.db.all(sql, values![now, now - APART, PEOPLE]).await?;
        if people.is_empty() {
            return Ok(0);
        }
        let Some(chosen) = self.chosen().await? else {
            self.give_up(None, &phrase!("notice-mail-off")).await?;
            return Ok(0);
        };
        let mut begun = 0;
        for (person,) in people {
            begun += usize::from(self.write(&person, &chosen, url).await?);
        }
        Ok(begun)
    }

    /// Writes to one person of all that waits for them; whether a run has it now.
    async fn write(&self, person: &str, chosen: &Chosen, url: &str) -> Result<bool> {
        let who = self.access.person(person).await?;
        let to = Notices::address(&who.name, who.email.as_deref()).filter(|_| !who.disabled);
        let Some(to) = to else {
            self.give_up(Some(person), &phrase!("notice-mail-address", name = who.name)).await?;
            return Ok(false);
        };
        let language = who.language.unwrap_or(Language::English);
        let addressee = Addressee { id: who.id, to, language, time_zone: who.time_zone };
        let run = self.ground.id();
        let (notices, more) = self.claim(&addressee.id, &run).await?;
        if notices.is_empty() {
            return Ok(false);
        }
        let queued = self.queue(&run, &addressee, chosen, (&notices, more), url).await;
        if let Err(problem) = &queued {
            self.failed(&run, problem.words(), false).await?;
        }
        Ok(queued.is_ok())
    }

    /// What waits for somebody, which this run has from now on: nobody else writes of it, and whoever dies over it has tried.
    pub(super) async fn claim(&self, person: &str, run: &str) -> Result<(Vec<Waiting>, usize)> {
        let now = self.ground.clock.now();
        let mut change = self.ground.db.begin().await?;
        let mut notices = Waiting::due(&mut change, person, now).await?;
        let more = notices.len().saturating_sub(NOTICES);
        notices.truncate(NOTICES);
        let mut taken = Vec::new();
        for notice in notices {
            let sql = "UPDATE notice_delivery SET tries = tries + 1, run_id = $1, tried_at = $2, due_at = $3 \
                       WHERE id = $4 AND run_id IS NULL AND tries = $5";
            let row = values![run, now, next_try(notice.tries, now), &notice.id, notice.tries];
            if change.run(sql, row).await? == 1 {
                taken.push(notice);
            }
        }
        change.commit().await?;
        Ok((taken, more))
    }

    async fn queue(
        &self,
        run: &str,
        addressee: &Addressee,
        chosen: &Chosen,
        (notices, more): (&[Waiting], usize),
        url: &str,
    ) -> Result<Run> {
        let Addressee { to, language, time_zone, .. } = addressee;
        let by = self.access.absent(&chosen.person_id, Way::Run).await?;
        let (text, version) = self.automations.text(&chosen.automation_id, Some(chosen.version)).await?;
        let loaded = self.automations.load(&chosen.path.parse()?, &text).await?;
        let checked = loaded.checked()?;
        let text = Text { path: chosen.path.clone(), text, others: loaded.others };
        let of = Of::Automation { id: chosen.automation_id.clone(), version };
        let said = written::text(notices, more, time_zone.as_deref(), url, *language);
        let variables = choice::variables(to, written::subject(notices, *language), said);
        let started = Started { variables, id: Some(run.to_owned()), ..Started::new(of, checked, text) };
        self.runs.queue(&by, started, None).await
    }

    /// Sees what became of the runs that have letters.
    pub(super) async fn settle(&self) -> Result<()> {
        let now = self.ground.clock.now();
        // An effect that did not take place is in no journal.
        let sql = "SELECT run_id, MAX(tried_at) AS tried_at, MAX(run.state) AS state, MAX(run.failure) AS failure, \
                   EXISTS (SELECT 1 FROM effect WHERE effect.origin = notice_delivery.run_id) AS has_done \
                   FROM notice_delivery LEFT JOIN run ON run.id = run_id WHERE channel = 'mail' AND done_at IS NULL \
                   AND run_id IS NOT NULL GROUP BY run_id LIMIT 1000";
        let letters: Vec<Letter> = self.ground.db.all(sql, values![]).await?;
        for Letter { run_id: run, tried_at, state, failure, has_done } in letters {
            let words = phrase!("notice-mail-run", run = run);
            match state.as_deref().map(State::named) {
                Some(State::Queued | State::Running) => {}
                Some(State::Ok) => {
                    let sql = "UPDATE notice_delivery SET done_at = $1, due_at = NULL, failed = NULL WHERE run_id = $2";
                    self.ground.db.run(sql, values![now, &run]).await?;
                }
                Some(state) => {
                    let is_unknown = failure.is_some_and(|failure| of_unknown_outcome(&failure));
                    let may_be_there = is_unknown || has_done || state == State::Interrupted;
                    self.failed(&run, &words, may_be_there).await?;
                }
                // Nobody has queued it.
                None if tried_at < (now - QUEUED).as_microsecond() => {
                    self.failed(&run, &words, false).await?;
                }
                None => {}
            }
        }
        Ok(())
    }

    /// It did not arrive. What may have arrived is not sent again by itself.
    async fn failed(&self, run: &str, words: &Phrase, is_unknown: bool) -> Result<()> {
        tracing::warn!(run, is_unknown, why = %words, "a letter was not sent");
        let failed = serde_json::to_string(words).map_err(Problem::internal)?;
        let sql = "UPDATE notice_delivery SET run_id = NULL, failed = $1, \
                   due_at = CASE WHEN $2 = 1 THEN NULL ELSE due_at END WHERE run_id = $3 AND done_at IS NULL";
        self.ground.db.run(sql, values![failed, is_unknown, run]).await.map(drop)
    }

    /// Nothing that waits is tried any more; or nothing that waits for this person.
    async fn give_up(&self, person: Option<&str>, words: &Phrase) -> Result<()> {
        tracing::warn!(person, why = %words, "letters are not sent");
        let failed = serde_json::to_string(words).map_err(Problem::internal)?;
        let sql = "UPDATE notice_delivery SET due_at = NULL, failed = $1 WHERE channel = 'mail' AND done_at IS NULL \
                   AND run_id IS NULL AND ($2 IS NULL OR person_id = $2)";
        self.ground.db.run(sql, values![failed, person]).await.map(drop)
    }
}

fn of_unknown_outcome(failure: &str) -> bool {
    let failure = serde_json::from_str::<carteiro_engine::Failure>(failure);
    failure.is_ok_and(|failure| failure.kind == Kind::OutcomeUnknown)
}
