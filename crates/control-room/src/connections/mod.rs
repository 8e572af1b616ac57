//! OAuth connections: applications that are known to providers, and the tokens that people have signed in for. A run gets
//! access tokens; a refresh token never leaves.
//!
//! ```text
//! Connection (an application at a provider) ─ sign_in (browser, device) ─> Token: Active ⇄ NeedsSignIn
//!    └─ runs ask by `tokens` ─> renewal: one process at a time holds the lease, all others watch the row
//! ```

mod attempt;
mod callback;
mod change;
mod checking;
mod client;
mod conclude;
mod connection;
mod daily;
mod device;
mod draft;
mod expiries;
mod forms;
mod gates;
mod import;
mod lease;
mod mine;
mod numbers;
mod pages;
mod reason;
mod renewal;
mod revoke;
mod routes;
mod runs;
mod shown;
mod sign_in;
mod standing;
mod state;
mod store;
mod storing;
#[cfg(test)]
pub(crate) mod tests;
mod token;
mod told;
mod trying;
mod whose;

pub use attempt::Browser;
pub use conclude::Signed;
pub use connection::{Connection, Details, Grant, ProviderType};
pub use draft::Draft;
pub use reason::Reason;
pub(crate) use routes::routes;
pub use sign_in::Begun;
pub use state::{State, Status};
pub use token::Held;
pub use trying::Tried;
pub use whose::Whose;

use crate::access::{Access, Caller, Permission};
use crate::ground::Ground;
use crate::notices::Notices;
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use gates::Gates;

/// OAuth connections. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Connections {
    ground: Ground,
    access: Access,
    notices: Notices,
    /// In this process, one at a time watches a token.
    gates: Gates,
}

impl Connections {
    /// Those of this database.
    pub fn new(ground: Ground, access: Access, notices: Notices) -> Self {
        Self { ground, access, notices, gates: Gates::default() }
    }

    /// `Denied`: they may not make or change connections, which takes seeing them too.
    fn managed_by(caller: &Caller) -> Result<()> {
        caller.must(Permission::ViewConnections)?;
        caller.must(Permission::ManageConnections)
    }

    /// `Denied`: they may not change connections. `NotFound`: they may, and see none.
    fn changed_by(caller: &Caller) -> Result<()> {
        caller.must(Permission::ManageConnections)?;
        caller.must(Permission::ViewConnections).map_err(|_| missing())
    }

    /// Whether automations of theirs may use it: roles decide. Whoever holds the key is nobody, and may.
    async fn is_usable(&self, caller: &Caller, connection: &Connection) -> Result<bool> {
        if caller.is_holder() {
            return Ok(true);
        }
        let roles = self.access.roles_of(&caller.person.id).await?;
        Ok(!roles.is_disjoint(&connection.roles))
    }
}

fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("connection-missing"))
}
