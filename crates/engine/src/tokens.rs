//! Tokens that a person has brought, before the run or in the Control Room.

use crate::failure::Failure;
use carteiro_auth::CredentialSource;
use carteiro_auth::logins::Logins;
use carteiro_auth::modes::Managed;
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Gives out what people brought when they signed in.
pub trait Tokens: Send + Sync {
    /// Where it is kept that they did. An error says why nothing is kept here.
    fn logins(&self) -> Result<Arc<dyn Logins>, Failure>;

    /// The tokens of a connection that a Control Room keeps.
    fn managed<'a>(
        &'a self,
        managed: &'a Managed,
    ) -> BoxFuture<'a, Result<Arc<dyn CredentialSource>, Failure>>;
}

/// Logins alone, without a Control Room.
pub struct OfLogins(Result<Arc<dyn Logins>, Phrase>);

impl OfLogins {
    /// These logins; `Err` says why there are none, to whoever asks for one.
    pub fn new(logins: Result<Arc<dyn Logins>, Phrase>) -> Self {
        Self(logins)
    }
}

impl Tokens for OfLogins {
    fn logins(&self) -> Result<Arc<dyn Logins>, Failure> {
        self.0.clone().map_err(Failure::invalid)
    }

    fn managed<'a>(
        &'a self,
        managed: &'a Managed,
    ) -> BoxFuture<'a, Result<Arc<dyn CredentialSource>, Failure>> {
        let words = phrase!("managed-nowhere", connection = managed.connection);
        Box::pin(std::future::ready(Err(Failure::new(Kind::SignInNeeded, words))))
    }
}
