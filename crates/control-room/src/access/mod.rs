//! Who may come in, and what they may do. Nothing is open before the first administrator exists.

mod api_token;
mod change;
mod holders;
mod password;
mod people;
mod permission;
mod proof;
mod roles;
mod routes;
mod second_factor;
mod session;
mod setup;
mod sign_in;
mod sso;
#[cfg(test)]
mod tests;

pub use api_token::ApiToken;
pub use change::Changes;
pub(crate) use change::is_zone;
pub use people::Person;
pub use permission::Permission;
pub use proof::Proof;
pub use roles::{Role, RoleName};
pub(crate) use routes::routes;
#[cfg(test)]
pub(crate) use second_factor::shown;
pub use second_factor::{Begun, SecondFactor};
pub use session::{Caller, Session};
pub use setup::Invitation;
pub use sso::{Details, Identity, Provider, Returned, Sent};

use crate::ground::Ground;
use crate::hex::hex;
use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use password::Passwords;
use sha2::{Digest, Sha256};

/// People, roles and sessions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Access {
    ground: Ground,
    passwords: Passwords,
}

impl Access {
    /// Over this database.
    pub fn new(ground: Ground) -> Self {
        Self { passwords: Passwords::new(&ground.random), ground }
    }

    /// A token that nobody guesses.
    fn token(&self) -> Secret {
        Secret::new(self.ground.random.id::<32>())
    }
}

/// What is kept of a token: it is random, so that one round of a digest hides it.
fn digest(token: &Secret) -> String {
    hex(&Sha256::digest(token.expose().as_bytes()))
}

/// A name as it is compared. `InvalidInput`: it is none.
fn folded(name: &str) -> Result<(String, String)> {
    let name = name.trim();
    let is_none = name.is_empty() || name.chars().count() > 200 || name.contains(char::is_control);
    if is_none {
        return Err(Problem::new(Kind::InvalidInput, phrase!("name-illegal")).at("/name"));
    }
    Ok((name.to_owned(), name.to_lowercase()))
}
