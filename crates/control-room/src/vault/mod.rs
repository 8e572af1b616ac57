//! The vault: credentials in lockers. A value goes in and never comes out again, except into a run that may use it.
//!
//! ```text
//! standing      what somebody is in a locker, and what that lets them do
//! lockers       people, roles ── credentials ── values: one for all, or one for each person
//! own           what somebody has given, or is yet to give
//! secrets       what a run may use, for whom it acts
//! import        the command line's file of credentials
//! ```

mod attribute;
mod credentials;
mod import;
mod lockers;
mod members;
mod names;
mod own;
mod routes;
mod secrets;
mod standing;
#[cfg(test)]
mod tests;
mod versions;
mod writing;

pub use attribute::{Attribute, Input, NewAttribute};
pub use credentials::{Credential, NewCredential};
pub use import::Imported;
pub use lockers::Locker;
pub use members::{Member, Members, Named};
pub use own::Own;
pub(crate) use routes::routes;
pub use standing::Standing;
pub use versions::Version;

use crate::Ground;

/// Lockers and what is in them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Vault {
    ground: Ground,
}

impl Vault {
    /// That of this database.
    pub fn new(ground: Ground) -> Self {
        Self { ground }
    }
}
