//! Tokens that a person has brought, before the run or in the Control Room.

use crate::failure::Failure;
use carteiro_auth::CredentialSource;
use carteiro_auth::logins::Logins;
use carteiro_auth::modes::{Managed, Provider};
use carteiro_auth::providers::{Cloud, Service};
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Gives out what people brought when they signed in.
pub trait Tokens: Send + Sync {
    /// Where it is kept that they did. An error says why nothing is kept here.
    fn logins(&self) -> Result<Arc<dyn Logins>, Failure>;

    /// The tokens of a connection that a Control Room keeps.
    ///
    /// - `SignInNeeded`: nobody has signed in there, or not any more.
    /// - `Denied`: whoever the run acts for may not use it, or its tokens are not for this host.
    /// - `NotFound`, `InvalidInput`: what the automation says of it is not so.
    fn managed<'a>(
        &'a self,
        managed: &'a Managed,
        purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Handed, Failure>>;

    /// The tokens of the connection that serves where an automation names none; `None`: it is a login that serves.
    fn usual<'a>(
        &'a self,
        _provider: &'a Provider,
        _purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Option<Handed>, Failure>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

/// What the tokens of a connection are wanted for.
#[derive(Clone, Debug)]
pub struct Purpose<'a> {
    /// What is spoken there.
    pub service: Service,
    /// In which cloud.
    pub cloud: &'a Cloud,
    /// To whom they would be shown.
    pub host: &'a str,
    /// A proxy on the way that could read them, as far as nobody but the automation says otherwise.
    pub through: Option<&'a str>,
    /// Who signs in, where the automation says so.
    pub username: Option<&'a str>,
    /// Whose mailbox is opened, where that is another's.
    pub mailbox: Option<&'a str>,
}

impl Purpose<'_> {
    /// Whose mailbox is opened, as far as the automation says so.
    pub fn user(&self) -> Option<&str> {
        self.mailbox.or(self.username)
    }
}

/// The tokens of a connection.
#[derive(Clone)]
pub struct Handed {
    /// Where they come from, one after the other.
    pub credentials: Arc<dyn CredentialSource>,
    /// Whose mailbox is opened.
    pub user: String,
    /// Whether an application acts for itself: it has no mailbox of its own.
    pub is_application: bool,
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
        _: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Handed, Failure>> {
        let words = phrase!("managed-nowhere", connection = managed.connection);
        Box::pin(std::future::ready(Err(Failure::new(Kind::SignInNeeded, words))))
    }
}
