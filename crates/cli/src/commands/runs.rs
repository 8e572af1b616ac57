//! `carteiro runs`: what the Control Room of this machine has run.

mod list;
mod search;
mod show;

use crate::commands::room::{self, told};
use crate::exit::Exit;
use crate::out::{self, visible};
use crate::surroundings::Surroundings;
use crate::trouble::Trouble;
use carteiro_control_room::Ground;
use carteiro_control_room::access::{Access, Caller};
use carteiro_control_room::runs::{Item, Outcome, Run, Runs, State};
use carteiro_world::words::Language;
use carteiro_world::{Phrase, phrase};
use jiff::Timestamp;
use serde::Serialize;

/// What it takes.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    room: room::Args,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    List(list::Args),
    Show(show::Args),
    Search(search::Args),
}

/// The runs of a database, and how they are told.
struct Past {
    ground: Ground,
    runs: Runs,
    by: Caller,
    language: Language,
    json: bool,
}

impl Past {
    async fn open(
        room: room::Args,
        json: bool,
        language: Language,
        surroundings: &Surroundings,
    ) -> Result<Self, Trouble> {
        let data = room.folder(surroundings)?;
        if !room.is_there(surroundings) {
            return Err(Trouble::usage(phrase!("ui-runs-nowhere", folder = data.display())));
        }
        let ground = room.open(surroundings).await?;
        let runs = Runs::over(ground.clone(), Access::new(ground.clone()), &data);
        Ok(Self { ground, runs, by: Caller::holder(), language, json })
    }

    /// A line of JSON, or of words.
    fn say(&self, of: &impl Serialize, words: &Phrase) -> Result<(), Trouble> {
        let line =
            if self.json { serde_json::to_string(of).unwrap_or_default() } else { self.language.say(words) };
        Ok(out::say(&format!("{line}\n"))?)
    }

    async fn end(self) -> Exit {
        self.ground.db.close().await;
        Exit::Done
    }
}

fn at(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// A run in one line.
fn line(run: &Run) -> Phrase {
    phrase!(
        "ui-runs-one",
        id = run.id,
        at = at(run.queued_at),
        name = visible(&run.name),
        state = state(run.state),
        done = run.done,
        failed = run.failed,
        known = if run.person.is_some() { "yes" } else { "no" },
        person = visible(run.person.as_deref().unwrap_or_default())
    )
}

fn state(state: State) -> &'static str {
    state.name()
}

/// A message in one line.
fn message(item: &Item) -> Phrase {
    let why = item.failure.as_ref().map(|failure| visible(&failure.said)).unwrap_or_default();
    phrase!(
        "ui-runs-message",
        subject = visible(&item.subject),
        from = visible(&item.from),
        outcome = outcome(item.outcome),
        told = if item.effects.is_empty() { "no" } else { "yes" },
        what = visible(&item.effects.join(", ")),
        failed = if why.is_empty() { "no" } else { "yes" },
        why = why
    )
}

fn outcome(outcome: Outcome) -> &'static str {
    outcome.name()
}

/// Tells it.
pub async fn run(args: Args, language: Language, surroundings: Surroundings) -> Result<Exit, Trouble> {
    let open = async |json| Past::open(args.room, json, language, &surroundings).await;
    match args.verb {
        Verb::List(args) => list::run(&args.search(), args.limit, open(args.json).await?).await,
        Verb::Show(args) => show::run(&args.id, open(args.json).await?).await,
        Verb::Search(args) => search::run(args.wanted(), args.limit, open(args.json).await?).await,
    }
}

/// What was asked for and is no problem of this machine.
fn refused(problem: carteiro_control_room::Problem) -> Trouble {
    match told(problem) {
        Trouble::Said(_, words, detail) => Trouble::Said(Exit::Failed, words, detail),
        other @ Trouble::Output(_) => other,
    }
}
