//! What a server is shown, and where it comes from.

use carteiro_world::{Phrase, Secret};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::fmt::Display;
use std::time::Duration;

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
    /// A Windows account, which shows that it knows its password by NTLMv2 and says it to nobody.
    Ntlm {
        /// Who signs in, as it is written: `user`, `DOMAIN\user`, `user@domain`.
        user: String,
        /// The domain, where the user name does not say it.
        domain: Option<String>,
        /// The password.
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
            Self::Password { user, .. } | Self::Ntlm { user, .. } | Self::Bearer { user, .. } => user,
        }
    }

    /// What nobody else may see: the password, or the token.
    pub fn secret(&self) -> &Secret {
        match self {
            Self::Password { password, .. } | Self::Ntlm { password, .. } => password,
            Self::Bearer { token, .. } => token,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What kind of failure it is.
    pub why: Why,
    /// In words.
    pub reason: Phrase,
    /// In the words of whoever refused.
    pub detail: Option<String>,
    /// What helps, where that is known.
    pub advice: Option<Phrase>,
}

/// What kind of failure it is that no credential could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A person must sign in, or sign in again.
    SignInNeeded,
    /// What was shown is refused, and will be the next time.
    Denied,
    /// Somebody on the way, such as a proxy, lets nobody through.
    Barred,
    /// Something is written wrong.
    Invalid,
    /// The provider cannot be reached.
    Unreachable,
    /// It does not answer in time.
    Timeout,
    /// TLS did not come about.
    Tls,
    /// It does not want to be asked now; when it says, for so long.
    Throttled(Option<Duration>),
    /// It cannot answer now.
    Unavailable,
    /// What it answers is no answer.
    Protocol,
}

impl Refused {
    /// For this reason.
    pub fn new(why: Why, reason: Phrase) -> Self {
        Self { why, reason, detail: None, advice: None }
    }

    /// The same, in the words of whoever refused.
    #[must_use]
    pub fn because(mut self, detail: impl Display) -> Self {
        self.detail = Some(detail.to_string()).filter(|detail| !detail.is_empty());
        self
    }

    /// The same, with what helps.
    #[must_use]
    pub fn advised(mut self, advice: Option<Phrase>) -> Self {
        self.advice = advice.or(self.advice);
        self
    }

    /// Whether it may pass by itself.
    pub fn is_temporary(&self) -> bool {
        matches!(self.why, Why::Unreachable | Why::Timeout | Why::Throttled(_) | Why::Unavailable)
    }
}

/// A password is what it is: renewing changes nothing.
impl CredentialSource for Credential {
    fn credential(&self, _: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}
