//! The events of a run as they come: those that there are, and then those that are written, until the run ends.

use super::Runs;
use super::run::Run;
use crate::access::{Caller, Permission};
use crate::audit::Way;
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
        let following = Following {
            runs: self.clone(),
            caller: caller.clone(),
            run: id.to_owned(),
            is_dry: run.dry_run,
            language,
            after,
            ready: VecDeque::new(),
            looked_at: self.0.ground.clock.now(),
            written: self.hear(id),
            ending: self.0.ending.subscribe(),
            is_over: false,
        };
        Ok(stream::try_unfold(following, async |mut following| {
            let line = following.next().await?;
            Ok(line.map(|line| (line, following)))
        }))
    }
}

impl Following {
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
        let Ok(caller) = self.runs.0.access.absent(&self.caller.person.id, Way::Session).await else {
            return Ok(false);
        };
        // A token may do less than its person, and no more than it could.
        let still = |permission: &Permission| caller.permissions.contains(permission);
        self.caller.permissions.retain(|permission| still(permission));
        Ok(self.runs.seen(&self.caller, &self.run, self.language).await.is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::Here;
    use crate::runs::tests::room::Room;
    use crate::testing::{Standing, on_both};
    use carteiro_engine::Stop;

    on_both!(what_is_written_just_before_it_is_heard_is_not_waited_for);

    async fn what_is_written_just_before_it_is_heard_is_not_waited_for(standing: &Standing) {
        let room = Room::idle(standing).await;
        let run = room.runs.queue(&Caller::holder(), room.tried(""), None).await.unwrap();
        let mut following = Following {
            runs: room.runs.clone(),
            caller: Caller::holder(),
            run: run.id.clone(),
            is_dry: false,
            language: Language::English,
            after: 0,
            ready: VecDeque::new(),
            looked_at: room.ground.clock.now(),
            written: room.runs.hear(&run.id),
            ending: room.runs.0.ending.subscribe(),
            is_over: false,
        };
        assert!(following.written.is_none(), "it waits for its turn");
        // It begins, and tells all that it has to tell for a while.
        let written = watch::Sender::new(1);
        room.runs.here().insert(run.id, Here { stop: Stop::default(), written: written.clone() });
        let waited = room.ground.clock.within(Duration::from_secs(20), following.wait()).await;
        assert!(waited.is_ok(), "nothing more is written, and so nobody wakes it");
    }
}
