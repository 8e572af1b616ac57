//! The events of a run as they come: those that there are, and then those that are written, until the run ends.

use super::Runs;
use super::run::Run;
use crate::access::Caller;
use crate::{Result, values};
use carteiro_engine::{Report, told};
use carteiro_world::Language;
use futures_util::stream::{self, Stream};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::watch;

/// Events that are read at once.
const ROWS: i64 = 500;
/// So often it is looked for new ones of a run that another process carries out.
const LOOK: Duration = Duration::from_millis(500);
/// So often it is looked whether whoever follows still may.
const MAY: SignedDuration = SignedDuration::from_mins(1);

/// An event of a run, or its end.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Line {
    /// An event.
    Event {
        /// Which of the run, from 1.
        number: i64,
        /// The event in words, in the language of who asks; none: it says nothing that a person waits for.
        #[serde(skip_serializing_if = "Option::is_none")]
        said: Option<String>,
        /// The event, as it was reported.
        event: serde_json::Value,
    },
    /// The run has ended: there are no more.
    End {
        /// The run as it is now.
        run: Box<Run>,
    },
}

struct Following {
    runs: Runs,
    caller: Caller,
    run: String,
    is_dry: bool,
    language: Language,
    after: i64,
    ready: VecDeque<(i64, String)>,
    looked_at: Timestamp,
    written: Option<watch::Receiver<i64>>,
    ending: watch::Receiver<bool>,
    is_over: bool,
}

impl Runs {
    /// The events of a run after the one of this number, as they come. `NotFound`: there is none that `caller` may see.
    pub async fn follow(
        &self,
        caller: &Caller,
        id: &str,
        after: i64,
        language: Language,
    ) -> Result<impl Stream<Item = Result<Line>> + Send + use<>> {
        let run = self.seen(caller, id, language).await?;
        let following = Following::new(self, caller, &run, after, language);
        Ok(stream::try_unfold(following, async |mut following| {
            let line = following.next().await?;
            Ok(line.map(|line| (line, following)))
        }))
    }
}

impl Following {
    fn new(runs: &Runs, caller: &Caller, run: &Run, after: i64, language: Language) -> Self {
        Self {
            runs: runs.clone(),
            caller: caller.clone(),
            run: run.id.clone(),
            is_dry: run.dry_run,
            language,
            after,
            ready: VecDeque::new(),
            looked_at: runs.0.ground.clock.now(),
            written: runs.hear(&run.id),
            ending: runs.0.ending.subscribe(),
            is_over: false,
        }
    }

    async fn next(&mut self) -> Result<Option<Line>> {
        loop {
            if let Some((number, json)) = self.ready.pop_front() {
                self.after = number;
                return Ok(Some(self.line(number, &json)));
            }
            if self.is_over || !self.may_go_on().await? {
                return Ok(None);
            }
            // Before the rows: what is written after that was written before the run ended.
            let run = self.runs.row(&self.run, self.language).await?;
            let sql = "SELECT number, json FROM run_event WHERE run_id = $1 AND number > $2 \
                       ORDER BY number LIMIT $3";
            let row = values![&self.run, self.after, ROWS];
            self.ready = self.runs.0.ground.db.all(sql, row).await?.into();
            if !self.ready.is_empty() {
                continue;
            }
            if run.state.is_ended() {
                self.is_over = true;
                return Ok(Some(Line::End { run: Box::new(run) }));
            }
            if *self.ending.borrow() {
                return Ok(None);
            }
            self.wait().await;
        }
    }

    fn line(&self, number: i64, json: &str) -> Line {
        let report: Option<Report> = serde_json::from_str(json).ok();
        let said = report.and_then(|report| told::of(&report.event, self.is_dry, self.language));
        Line::Event { number, said, event: serde_json::from_str(json).unwrap_or_default() }
    }

    /// Until there may be more.
    async fn wait(&mut self) {
        if self.written.is_none() {
            self.written = self.runs.hear(&self.run);
            // What was written before it was heard is looked for.
            if self.written.is_some() {
                return;
            }
        }
        let clock = self.runs.0.ground.clock.clone();
        let written = async {
            let told = match &mut self.written {
                Some(written) => written.changed().await.is_ok(),
                None => false,
            };
            if !told {
                clock.sleep(LOOK).await;
            }
        };
        tokio::select! {
            () = written => {}
            _ = self.ending.changed() => {}
        }
    }

    /// Whether whoever follows still may see it.
    async fn may_go_on(&mut self) -> Result<bool> {
        let now = self.runs.0.ground.clock.now();
        if self.caller.is_holder() || now.duration_since(self.looked_at) < MAY {
            return Ok(true);
        }
        self.looked_at = now;
        let Some(caller) = self.runs.0.access.still(&self.caller).await? else { return Ok(false) };
        self.caller = caller;
        Ok(self.runs.seen(&self.caller, &self.run, self.language).await.is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Permission;
    use crate::runs::Here;
    use crate::runs::tests::room::Room;
    use crate::testing::{Standing, on_both};
    use carteiro_engine::Stop;
    use carteiro_world::Secret;

    on_both!(
        what_is_written_just_before_it_is_heard_is_not_waited_for,
        whoever_has_signed_out_or_whose_token_is_revoked_follows_no_longer,
    );

    async fn what_is_written_just_before_it_is_heard_is_not_waited_for(standing: &Standing) {
        let room = Room::idle(standing).await;
        let run = room.runs.queue(&Caller::holder(), room.tried(""), None).await.unwrap();
        let mut following = Following::new(&room.runs, &Caller::holder(), &run, 0, Language::English);
        assert!(following.written.is_none(), "it waits for its turn");
        // It begins, and tells all that it has to tell for a while.
        let written = watch::Sender::new(1);
        room.runs.here().insert(run.id, Here { stop: Stop::default(), written: written.clone() });
        let waited = room.ground.clock.within(Duration::from_secs(20), following.wait()).await;
        assert!(waited.is_ok(), "nothing more is written, and so nobody wakes it");
    }

    async fn whoever_has_signed_out_or_whose_token_is_revoked_follows_no_longer(standing: &Standing) {
        let room = Room::idle(standing).await;
        let run = room.runs.queue(&Caller::holder(), room.tried(""), None).await.unwrap();
        let cookie = room.access.sign_in("root", &Secret::new("correct horse"), "", None).await.unwrap();
        let within = room.access.caller(&cookie, None).await.unwrap().unwrap();
        let until = room.ground.clock.now() + SignedDuration::from_hours(1);
        let scopes = [Permission::ViewOthersRuns].into();
        let (token, bearer) = room.access.add_api_token(&within, "a screen", &scopes, until).await.unwrap();
        let by_token = room.access.bearer(&bearer, None).await.unwrap().unwrap();
        let follow = |caller| {
            let mut following = Following::new(&room.runs, caller, &run, 0, Language::English);
            following.looked_at -= MAY;
            following
        };

        let (mut at_desk, mut on_screen) = (follow(&within), follow(&by_token));
        assert!(at_desk.may_go_on().await.unwrap() && on_screen.may_go_on().await.unwrap());
        assert_eq!(on_screen.caller.permissions, scopes, "no more than the token may");

        room.access.sign_out(&cookie, None).await.unwrap();
        assert!(follow(&within).next().await.unwrap().is_none(), "the session has ended");
        assert!(follow(&by_token).may_go_on().await.unwrap(), "the token is still good");
        room.access.revoke_api_token(&within.actor(), &within.person.id, &token.id).await.unwrap();
        assert!(follow(&by_token).next().await.unwrap().is_none(), "the token is good for nothing");
    }
}
