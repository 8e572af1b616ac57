use std::{fmt, sync::Arc};

use crate::Protocol;

type Introspect = dyn Fn(&str, Protocol) -> Result<TokenOwner, TokenError> + Send + Sync;

/// Says whose a bearer token is, as an authorization server does when a mail server asks it (RFC 7662).
///
/// - It is asked at each sign-in by token, with the protocol, since providers have a scope for each.
/// - It must not block: it runs within the session.
#[derive(Clone)]
pub struct Introspection(Arc<Introspect>);

/// Whose mailbox a token opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenOwner {
    /// The user's of this name.
    User(String),
    /// That of whomever the client names: the token is an app's with permissions of its own.
    Anyone,
}

impl From<String> for TokenOwner {
    fn from(user: String) -> Self {
        Self::User(user)
    }
}

/// Why a token was refused (RFC 6750 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenError {
    /// `invalid_token`: unknown, expired or revoked.
    Invalid,
    /// `insufficient_scope`: good, but not for this protocol.
    InsufficientScope,
}

impl Introspection {
    /// Asks this function, which answers the owner: a name is a user's.
    pub fn new<Owner: Into<TokenOwner>>(
        ask: impl Fn(&str, Protocol) -> Result<Owner, TokenError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(move |token, protocol| ask(token, protocol).map(Into::into)))
    }

    /// Knows one token, which is this user's and good for everything.
    pub fn of(token: impl Into<String>, user: impl Into<String>) -> Self {
        let (token, user) = (token.into(), user.into());
        Self::new(move |shown, _| if shown == token { Ok(user.clone()) } else { Err(TokenError::Invalid) })
    }

    /// Whose the token is.
    pub fn introspect(&self, token: &str, protocol: Protocol) -> Result<TokenOwner, TokenError> {
        (self.0)(token, protocol)
    }
}

impl fmt::Debug for Introspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Introspection")
    }
}
