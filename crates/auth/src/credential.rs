//! What a server is shown, and where it comes from.

use carteiro_world::{Phrase, Secret};
use futures_util::future::BoxFuture;
use jiff::Timestamp;

/// What is shown to a server. Backends see only this, so a new mode of signing in changes none of them.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A user name and a password.
    Password {
        /// Who signs in.
        user: String,
        /// The password, or an app password.
        password: Secret,
    },
    /// An OAuth 2.0 access token (RFC 6750).
    Bearer {
        /// Whose mailbox is opened.
        user: String,
        /// The access token.
        token: Secret,
        /// When it ends, if the provider said so.
        expires_at: Option<Timestamp>,
    },
}

impl Credential {
    /// Who signs in.
    pub fn user(&self) -> &str {
        match self {
            Self::Password { user, .. } | Self::Bearer { user, .. } => user,
        }
    }
}

/// How fresh a credential must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renew {
    /// The one at hand, as long as its time is not over.
    WhenExpired,
    /// A new one: the server has just refused the one at hand.
    Now,
}

/// Where credentials come from: a fixed password, a token that is refreshed, a connection of the Control Room.
pub trait CredentialSource: Send + Sync {
    /// A credential to sign in with.
    fn credential(&self, renew: Renew) -> BoxFuture<'_, Result<Credential, Refused>>;
}

/// No credential could be had.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Whether a person must sign in again; otherwise it is a passing failure.
    pub sign_in_needed: bool,
    /// Why, for people.
    pub reason: Phrase,
}

/// A password is what it is: renewing changes nothing.
impl CredentialSource for Credential {
    fn credential(&self, _: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}
