//! SASL (RFC 4422): how a credential is shown, one file a mechanism. Used by every protocol that has AUTHENTICATE.
//!
//! To add a mechanism: a file with its [`Mechanism`], a line in [`choose`].

mod login;
mod plain;

pub use login::Login;
pub use plain::Plain;

use crate::Credential;
use carteiro_world::Secret;

/// One side of a SASL dialogue. Everything it says is secret.
pub trait Mechanism: Send {
    /// Its registered name.
    fn name(&self) -> &'static str;
    /// What may go along with the command itself (RFC 4959), not yet in base64.
    fn initial(&mut self) -> Option<Secret>;
    /// The answer to a challenge, both not in base64; `None` when the server asks for more than the mechanism has.
    fn answer(&mut self, challenge: &[u8]) -> Option<Secret>;
}

/// The best mechanism for `credential` among those that `offered` accepts.
pub fn choose(credential: &Credential, offered: impl Fn(&str) -> bool) -> Option<Box<dyn Mechanism>> {
    match credential {
        Credential::Password { user, password } => {
            let plain: Box<dyn Mechanism> = Box::new(Plain::new(user, password));
            let login: Box<dyn Mechanism> = Box::new(Login::new(user, password));
            [plain, login].into_iter().find(|mechanism| offered(mechanism.name()))
        }
        Credential::Bearer { .. } => None,
    }
}
