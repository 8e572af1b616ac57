//! `carteiro run AUTOMATION --server URL`: a Control Room runs it, and its events are shown here as they come.

mod room;
mod sse;

use super::{Args, ended, view, watch};
use crate::exit::{Exit, Signal};
use crate::out;
use crate::surroundings::Surroundings;
use crate::terminal::{Stdout, Told, View};
use crate::trouble::Trouble;
use carteiro_engine::file::Source;
use carteiro_engine::{Event, Events as _, Outcome, Report, Status, Stop, Summary};
use carteiro_world::words::Language;
use carteiro_world::{Phrase, phrase};
use room::Room;
use serde_json::{Value, json};
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// So often the connection may break without anything having come over it.
const TRIES: u32 = 5;
/// Before it is connected to again.
const PAUSE: Duration = Duration::from_secs(2);

/// Has it run to its end, or to the first Ctrl-C.
pub async fn run(
    args: Args,
    server: &str,
    language: Language,
    surroundings: Surroundings,
) -> Result<Exit, Trouble> {
    let colours = surroundings.colours && io::stderr().is_terminal();
    let room = Room::at(server, args.token_file.as_deref(), language, &surroundings)?;
    let name = args.file.display().to_string();
    let variables: serde_json::Map<String, Value> = args
        .var
        .into_iter()
        .map(super::given::Variable::pair)
        .map(|(name, value)| (name, value.into()))
        .collect();
    let wanted = json!({ "automation": name, "variables": variables, "dry_run": args.dry_run });
    let run = room.post("/api/runs", &wanted).await?;
    let id = run.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();

    let stop = Stop::default();
    let stdout = Arc::new(Stdout::new(stop.clone()));
    let view = view(args.json, !args.dry_run, language, colours, &stdout);
    let signal = watch(stop.clone(), Arc::clone(&view), language)?;
    let followed = Following { room: &room, id: &id, view: &view, stop: &stop }.to_its_end().await;
    let tally = view.finish();
    let (summary, run) = followed?;
    let Some(summary) = summary else { return Ok(untold(&run, language)) };
    let (source, folder) =
        (Source::new(&name, b""), PathBuf::from(room.page(&format!("/api/runs/{id}/files"))));
    let told = Told { language, colours, source: &source, files: &folder };
    if !args.json {
        out::complain(&told.summary(&summary, &tally));
    } else if let Some(failure) = summary.failure.as_ref().filter(|_| summary.status == Status::Failed) {
        out::complain(&told.failure(failure));
    }
    let signal: Option<Signal> = *signal.borrow();
    ended(&stdout, &Outcome { run: id, summary }, signal)
}

/// It ended before it began, or its process ended before it did.
fn untold(run: &Value, language: Language) -> Exit {
    let said = run.pointer("/failure/said").and_then(Value::as_str).unwrap_or_default();
    let state = run.get("state").and_then(Value::as_str).unwrap_or_default();
    let words = match state {
        "cancelled" => phrase!("run-cancelled"),
        _ => phrase!("ui-run-untold", state = state, why = out::visible(said)),
    };
    out::complain(&format!("{}\n", language.say(&words)));
    if state == "cancelled" { Exit::Signal(Signal::Interrupt) } else { Exit::Failed }
}

struct Following<'a> {
    room: &'a Room,
    id: &'a str,
    view: &'a View,
    stop: &'a Stop,
}

impl Following<'_> {
    /// Shows the events of the run; its summary, once it was told, and the run as it ended.
    async fn to_its_end(&self) -> Result<(Option<Summary>, Value), Trouble> {
        let (mut last, mut summary, mut tries, mut cancelled) = (0, None, 0, false);
        loop {
            let mut events = match self.room.events(self.id, last).await {
                Ok(Some(events)) => events,
                // Nothing comes after the last one.
                Ok(None) => return Ok((summary, self.room.get(&format!("/api/runs/{}", self.id)).await?)),
                Err(trouble) if tries >= TRIES => return Err(trouble),
                Err(_) => {
                    tries += 1;
                    self.room.pause(PAUSE).await;
                    continue;
                }
            };
            loop {
                let next = tokio::select! {
                    next = events.next() => next,
                    () = self.stop.asked(), if !cancelled => {
                        cancelled = true;
                        self.cancel().await?;
                        continue;
                    }
                };
                let Ok(Some((name, data))) = next else { break };
                let Ok(mut told) = serde_json::from_str::<Value>(&data) else { continue };
                if name == "end" {
                    return Ok((summary, told.get_mut("run").map(Value::take).unwrap_or_default()));
                }
                tries = 0;
                last = told.get("number").and_then(Value::as_i64).unwrap_or(last);
                let Ok(report) = serde_json::from_value::<Report>(
                    told.get_mut("event").map(Value::take).unwrap_or_default(),
                ) else {
                    continue;
                };
                if let Event::RunFinished(ended) = &report.event {
                    summary = Some(ended.clone());
                }
                self.view.report(report);
            }
            tries += 1;
            if tries > TRIES {
                return Err(Trouble::Said(Exit::NotConnected, lost(self.id), None));
            }
            self.room.pause(PAUSE).await;
        }
    }

    async fn cancel(&self) -> Result<(), Trouble> {
        let cancelled = self.room.post(&format!("/api/runs/{}/cancel", self.id), &Value::Null).await;
        // It may have ended meanwhile.
        cancelled.map(drop).or_else(|trouble| match trouble {
            Trouble::Said(Exit::Failed, ..) => Ok(()),
            other => Err(other),
        })
    }
}

fn lost(id: &str) -> Phrase {
    phrase!("ui-server-lost", run = id)
}
