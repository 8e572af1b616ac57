//! SASL (RFC 4422): how a credential is shown, one file a mechanism. Used by every protocol that has AUTHENTICATE or AUTH.
//!
//! To add a mechanism: a file with its [`Mechanism`], its place in the order of [`choose`], a line in `made`.

mod choosing;
mod cram_md5;
mod fault;
mod login;
mod oauthbearer;
mod plain;
mod scram;
mod xoauth2;

pub use choosing::{Channel, Server, Unfit, choose};
pub use cram_md5::CramMd5;
pub use fault::Fault;
pub use login::Login;
pub use oauthbearer::OAuthBearer;
pub use plain::Plain;
pub use scram::{Hash, Scram};
pub use xoauth2::XOAuth2;

use carteiro_world::Secret;

/// One side of a SASL dialogue, from the first word to the server's verdict.
///
/// - Everything it says is secret, and so is every challenge: a transcript shows neither.
/// - What it says is said whole, however long.
/// - No challenge makes it panic or work without bounds.
pub trait Mechanism: Send {
    /// Its registered name.
    fn name(&self) -> &'static str;

    /// What may go along with the command itself (RFC 4959), not yet in base64. When it did not go along, it answers
    /// the first challenge.
    fn initial(&mut self) -> Option<Secret>;

    /// The answer to a challenge, both not in base64. After a fault the dialogue is to be cancelled.
    fn answer(&mut self, challenge: &[u8]) -> Result<Secret, Fault>;

    /// Asked once the server says that all is well: whether it may say so yet.
    fn verified(&self) -> Result<(), Fault> {
        Ok(())
    }

    /// What the server said of a refusal to come, in its words.
    fn refusal(&self) -> Option<&str> {
        None
    }
}

#[cfg(test)]
mod tests;
