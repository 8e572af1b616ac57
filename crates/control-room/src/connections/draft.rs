//! A connection as somebody writes it.

use super::{Connection, Details, Grant, ProviderType};
use carteiro_auth::modes::Token;
use carteiro_auth::providers::{Cloud, Service};
use carteiro_world::Secret;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A connection as somebody writes it. What is secret stays as it is when it is left out, and goes when it is empty.
#[derive(Clone, Debug)]
pub struct Draft {
    /// As automations write it: `[a-z0-9_-]+`.
    pub name: String,
    /// As people read it; empty: its name.
    pub title: String,
    /// Whose server gives out the tokens.
    pub provider: ProviderType,
    /// The rest that is no secret.
    pub details: Details,
    /// The client secret.
    pub secret: Option<Secret>,
    /// The day on which it ends.
    pub secret_expires_on: Option<Date>,
    /// Certificate and private key (PEM), instead of a secret.
    pub certificate: Option<Secret>,
    /// The JSON key of a service account.
    pub service_account_key: Option<Secret>,
    /// Holders of these roles may use it.
    pub roles: BTreeSet<String>,
    /// Whether it serves automations that name no connection.
    pub is_default: bool,
}

impl Draft {
    /// One with nothing in it but what has to be.
    pub fn new(name: &str, provider: ProviderType, grant: Grant, client_id: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: String::new(),
            provider,
            details: Details {
                tenant: None,
                cloud: Cloud::Global,
                client_id: client_id.to_owned(),
                issuer: None,
                authorization_url: None,
                token_url: None,
                device_url: None,
                services: BTreeSet::from([Service::Imap]),
                scopes: None,
                grant,
                token: Token::Shared,
                allowed_hosts: Vec::new(),
                subject: None,
            },
            secret: None,
            secret_expires_on: None,
            certificate: None,
            service_account_key: None,
            roles: BTreeSet::new(),
            is_default: false,
        }
    }
}

/// What of a secret is kept after a change.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// What was.
    Same,
    /// Nothing.
    None,
    /// This.
    New(Secret),
}

impl Kept {
    pub(super) fn of(given: Option<&Secret>) -> Self {
        match given {
            None => Self::Same,
            Some(secret) if secret.is_empty() => Self::None,
            Some(secret) => Self::New(secret.clone()),
        }
    }

    /// Whether there is one after the change.
    pub(super) fn is_some(&self, before: bool) -> bool {
        match self {
            Self::Same => before,
            Self::None => false,
            Self::New(_) => true,
        }
    }
}

/// The same application at the same place: what was given out by it stays good.
pub(super) fn is_same_application(before: &Connection, provider: ProviderType, after: &Details) -> bool {
    let (own, other) = (&before.details, after);
    is_same_place(before, provider, after)
        && own.client_id == other.client_id
        && own.grant == other.grant
        && own.token == other.token
        && own.subject == other.subject
}

/// The same place: what is secret goes to nobody else.
pub(super) fn is_same_place(before: &Connection, provider: ProviderType, after: &Details) -> bool {
    let (own, other) = (&before.details, after);
    before.provider == provider
        && own.tenant == other.tenant
        && own.cloud == other.cloud
        && own.issuer == other.issuer
        && own.authorization_url == other.authorization_url
        && own.token_url == other.token_url
        && own.device_url == other.device_url
}
