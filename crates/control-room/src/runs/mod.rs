//! Runs: what is queued and carried out, what comes of it, and who may know of that.
//!
//! ```text
//! queue ── runner (one run for each ledger, so many at once) ── carry: rights, host, engine
//!            effects ─> journal, ledger ─┐
//!            events ── sink ── items ────┴─> writer: what waits together is written together
//!                                              └─> history, messages, files, live
//! ```

mod again;
mod alive;
mod cancel;
mod carry;
mod events;
mod files;
mod follow;
mod history;
mod host;
mod item;
mod items;
mod journal;
mod ledger;
mod messages;
mod numbers;
mod queue;
mod routes;
mod run;
mod runner;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub use again::Again;
pub use carry::{Carried, Place};
pub use files::SavedFile;
pub use follow::Line;
pub use history::{Opened, Search};
pub use host::{Lend, Lent};
pub use item::{Item, Outcome};
pub use messages::{Found, Wanted};
pub use numbers::Numbers;
pub use queue::Started;
pub(crate) use routes::routes;
pub use run::{Run, Said, State};
pub use text::{Of, Text};

use crate::Problem;
use crate::access::Access;
use crate::ground::Ground;
use alive::Alive;
use carteiro_engine::{Failure, Stop};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::{Notify, watch};
use writer::Writer;

/// The runs of a Control Room, as this process sees them. Cheap to clone.
#[derive(Clone)]
pub struct Runs(Arc<Inner>);

struct Inner {
    ground: Ground,
    access: Access,
    lend: Lend,
    /// Where automations have their folders.
    files: PathBuf,
    /// Where processes of this machine tell that they are alive.
    runners: PathBuf,
    alive: OnceLock<Option<Alive>>,
    /// What this process is known by.
    runner: String,
    writer: Writer,
    /// Rings when something was queued, or a run has ended.
    bell: Notify,
    here: Mutex<HashMap<String, Here>>,
    /// Whether the process ends.
    ending: watch::Sender<bool>,
}

/// A run that this process carries out.
struct Here {
    stop: Stop,
    /// How many of its events are written.
    written: watch::Sender<i64>,
}

impl Runs {
    /// Over a database. `data`: the folder of data, in which each automation has a folder of its own. `lend`: what a run may
    /// use in the name of its person.
    pub fn new(ground: Ground, access: Access, data: &Path, lend: Lend) -> Self {
        let runner = ground.random.id::<8>();
        let writer = Writer::new(ground.db.clone());
        Self(Arc::new(Inner {
            ground,
            access,
            lend,
            files: data.join("files"),
            runners: data.join("runners"),
            alive: OnceLock::new(),
            runner,
            writer,
            bell: Notify::new(),
            here: Mutex::default(),
            ending: watch::Sender::new(false),
        }))
    }

    /// Hears how far the events of a run are written, when this process carries it out.
    fn hear(&self, id: &str) -> Option<watch::Receiver<i64>> {
        let here = self.0.here.lock().unwrap_or_else(PoisonError::into_inner);
        here.get(id).map(|here| here.written.subscribe())
    }

    /// Asks a run to end, when this process carries it out.
    fn stop_here(&self, id: &str) {
        if let Some(here) = self.0.here.lock().unwrap_or_else(PoisonError::into_inner).get(id) {
            here.stop.now();
        }
    }
}

impl fmt::Debug for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Runs").field(&self.0.runner).finish()
    }
}

fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("run-missing"))
}

/// What a step of a run is told of a problem.
fn failure(problem: &Problem) -> Failure {
    let failure = Failure::new(problem.kind(), problem.words().clone());
    match problem.cause() {
        Some(cause) => failure.because(cause),
        None => failure,
    }
}

/// What a problem is of a failure.
fn problem(failure: &Failure) -> Problem {
    Problem::new(failure.kind, failure.words.clone())
}
