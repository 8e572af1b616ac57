//! What went wrong: one error, with the closed kind that mailboxes have too.

use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};
use jiff::SignedDuration;
use std::fmt;

/// What went wrong, in words for a person, and the cause in its own words.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    kind: Kind,
    words: Phrase,
    cause: Option<String>,
    after: Option<SignedDuration>,
    at: Option<String>,
}

impl Problem {
    /// A problem in words.
    pub fn new(kind: Kind, words: Phrase) -> Self {
        Self(Box::new(Inner { kind, words, cause: None, after: None, at: None }))
    }

    /// A mistake of ours.
    pub(crate) fn internal(what: impl fmt::Display) -> Self {
        Self::new(Kind::Internal, phrase!("error-internal", what = what))
    }

    /// With what a library or the system said.
    #[must_use]
    pub(crate) fn because(mut self, cause: impl fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// Trying again is of use after this time only.
    #[must_use]
    pub(crate) fn after(mut self, wait: SignedDuration) -> Self {
        self.0.after = Some(wait);
        self
    }

    /// Of what stands there in the request, by a JSON Pointer (RFC 6901): `/name`.
    #[must_use]
    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.0.at = Some(pointer.into());
        self
    }

    /// The same, of what stands beneath this: `/details`.
    #[must_use]
    pub(crate) fn within(mut self, pointer: &str) -> Self {
        self.0.at = self.0.at.map(|at| format!("{pointer}{at}"));
        self
    }

    /// What in the request is wrong, where it is one thing.
    pub fn pointer(&self) -> Option<&str> {
        self.0.at.as_deref()
    }

    /// After which time trying again is of use, where that is known.
    pub fn wait(&self) -> Option<SignedDuration> {
        self.0.after
    }

    /// What sort.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// What to tell a person.
    pub fn words(&self) -> &Phrase {
        &self.0.words
    }

    /// What a library or the system said, for whoever looks closer.
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

/// In English, with the cause.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.cause {
            Some(cause) => write!(f, "{} ({cause})", self.0.words),
            None => self.0.words.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}
