//! What was found at one step.

use crate::failure::Failure;
use crate::file::Located;
use crate::values::SessionName;
use carteiro_world::{Clock, Phrase};
use jiff::Timestamp;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

/// What is looked at, in this order; with STARTTLS the greeting comes before TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Host, user and secrets, as the automation names them.
    Values,
    /// The host's addresses.
    Names,
    /// One of them takes the connection.
    Connection,
    /// TLS, and the server's certificate.
    Tls,
    /// What the server says of itself.
    Greeting,
    /// The token, where one is shown.
    Token,
    /// The credential.
    SignIn,
    /// The list of folders.
    Folders,
    /// The header of one message.
    Message,
    /// The server that sends.
    Sending,
}

impl Step {
    /// Its name in words: `doctor-step-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Names => "names",
            Self::Connection => "connection",
            Self::Tls => "tls",
            Self::Greeting => "greeting",
            Self::Token => "token",
            Self::SignIn => "sign-in",
            Self::Folders => "folders",
            Self::Message => "message",
            Self::Sending => "sending",
        }
    }
}

/// What was found at one step.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The session.
    pub session: String,
    /// The step.
    pub step: Step,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// What shows that it works, never a secret.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Phrase>,
    /// Why it does not: then it is the last of its session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Tells findings, each with the time since the one before.
pub(super) struct Reporter {
    session: Located<SessionName>,
    clock: Clock,
    hear: Arc<dyn Fn(Finding) + Send + Sync>,
    since: Mutex<Timestamp>,
}

impl Reporter {
    pub(super) fn new(
        session: &Located<SessionName>,
        clock: Clock,
        hear: Arc<dyn Fn(Finding) + Send + Sync>,
    ) -> Self {
        let since = Mutex::new(clock.now());
        Self { session: session.clone(), clock, hear, since }
    }

    /// A step has ended.
    pub(super) fn tell<T>(
        &self,
        step: Step,
        ended: Result<T, Failure>,
        evidence: impl FnOnce(&T) -> Vec<Phrase>,
    ) -> Option<T> {
        let (evidence, failure, value) = match ended {
            Ok(value) => (evidence(&value), None, Some(value)),
            Err(failure) => (Vec::new(), Some(failure.at(&self.session.place)), None),
        };
        let began = {
            let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *since, self.clock.now())
        };
        let took_ms = self.clock.since(began).as_millis().try_into().unwrap_or(u64::MAX);
        (self.hear)(Finding { session: self.session.as_str().to_owned(), step, took_ms, evidence, failure });
        value
    }
}
