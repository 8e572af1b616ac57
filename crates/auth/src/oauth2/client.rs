//! An application that is known to a provider.

use super::Certificate;
use crate::providers::Endpoints;
use carteiro_world::{Clock, Random, Secret, http};
use std::sync::Arc;

/// An application that is known to a provider, and everything it needs to ask it for tokens. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    /// Where the provider is asked.
    pub endpoints: Endpoints,
    /// What the provider calls the application.
    pub id: String,
    /// How it proves to be the one.
    pub authentication: Authentication,
    /// What its tokens are to allow.
    pub scopes: Vec<String>,
    /// Sends the requests.
    pub http: http::Client,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
}

/// How an application proves who it is (RFC 6749 §2.3).
#[derive(Clone, Debug)]
pub enum Authentication {
    /// Not at all: a public client, such as a program on somebody's machine.
    None,
    /// By a secret, in the body of the request (§2.3.1).
    Secret(Secret),
    /// By a signature with its certificate (RFC 7523 §2.2).
    Certificate(Arc<Certificate>),
}

impl Authentication {
    /// Whether something is shown that is kept elsewhere than with what it brings.
    pub fn proves(&self) -> bool {
        !matches!(self, Self::None)
    }
}

impl Client {
    /// The scopes in one text; `None` when nothing is asked for.
    pub(super) fn scope(&self) -> Option<String> {
        (!self.scopes.is_empty()).then(|| self.scopes.join(" "))
    }
}
