//! Notices by mail: an automation that an administrator has chosen runs with them, and sends them by a session of its own.
//!
//! ```text
//! notice ── waits for its person ── one letter for all that wait ── a run ── ok: they have arrived
//!                    └── at most so many letters an hour              └── failed: later and later, and not for ever
//! ```
//!
//! That a letter does not go out makes no notice.

mod choice;
mod post;
mod routes;
#[cfg(test)]
mod tests;
mod written;

pub use choice::Chosen;
pub(crate) use routes::routes;

use crate::access::Access;
use crate::automations::Automations;
use crate::ground::Ground;
use crate::runs::Runs;

/// Notices on their way out by mail. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Letters {
    ground: Ground,
    access: Access,
    automations: Automations,
    runs: Runs,
}

impl Letters {
    /// Sent by these runs.
    pub fn new(ground: Ground, access: Access, automations: Automations, runs: Runs) -> Self {
        Self { ground, access, automations, runs }
    }
}
