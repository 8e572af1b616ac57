//! Automations: their texts, checked whenever one is saved, and every text they had before.

mod check;
mod differ;
mod exchange;
mod load;
mod path;
mod routes;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod versions;

pub use check::{Checkup, Said};
pub use exchange::{Bundle, Imported, Taken};
pub use load::Loaded;
pub use path::Path;
pub(crate) use routes::routes;
pub use store::{Automation, Saved};
pub use versions::Version;

use crate::Problem;
use crate::ground::Ground;
use carteiro_mail::Kind;
use carteiro_world::phrase;

/// The automations of a Control Room. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Automations {
    ground: Ground,
}

impl Automations {
    /// Those of this database.
    pub fn new(ground: Ground) -> Self {
        Self { ground }
    }
}

fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("automation-missing"))
}
