//! Looking before running: whether the connections of an automation stand, which folders there are, what a step would find,
//! and what is in it. Values are those that a run of the same person would have, and nothing is changed on the server.

mod bounds;
mod connection;
mod found;
mod routes;
mod shown;
mod subject;
#[cfg(test)]
mod tests;

pub use connection::{Finding, Line, Verdict};
pub use found::{Preview, Previewed};
pub(crate) use routes::routes;
pub use shown::{FileShown, MessageShown};
pub use subject::{Looked, Subject};

use crate::automations::Automations;
use crate::ground::Ground;
use crate::runs::Runs;
use crate::{Problem, Result};
use bounds::Bounds;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// A look takes no longer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Looks at mailboxes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Looks {
    ground: Ground,
    automations: Automations,
    runs: Runs,
    under_way: Arc<Bounds>,
}

impl Looks {
    /// With what runs may use.
    pub fn new(ground: Ground, automations: Automations, runs: Runs) -> Self {
        Self { ground, automations, runs, under_way: Arc::default() }
    }

    /// `Timeout`: it takes too long.
    async fn within<T>(&self, looking: impl Future<Output = T>) -> Result<T> {
        self.ground.clock.within(PATIENCE, looking).await.map_err(|_| late())
    }
}

fn late() -> Problem {
    Problem::new(Kind::Timeout, phrase!("look-too-long", seconds = PATIENCE.as_secs()))
}
