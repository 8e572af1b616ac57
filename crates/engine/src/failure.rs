//! Why a step failed.

use crate::file::Place;
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Why a step failed: what sort, in words, and where in the automation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Failure {
    /// What sort: exit codes, advice and retries are chosen by it.
    pub kind: Kind,
    /// What to tell a person.
    #[serde(flatten)]
    pub words: Phrase,
    /// What the server or library said, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<str>>,
    /// What is known to help, beyond what the words say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<Box<Phrase>>,
    /// In which operation: the name of the verb, such as `move`. Empty outside of any.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub operation: Box<str>,
    /// Where in the automation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Box<Place>>,
    /// In which file, when it is not that of the automation that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Arc<str>>,
    /// In which mailbox, as it is known in the journal: whoever works in it will fail alike.
    #[serde(skip)]
    pub(crate) session: Option<Arc<str>>,
    /// It is no failure: the automation ends the run so.
    #[serde(skip)]
    pub(crate) ends: Option<Ends>,
}

/// How an automation ends its run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// All is well.
    #[default]
    Ok,
    /// Something is wrong.
    Failed,
    /// It was given up.
    Cancelled,
}

impl Failure {
    /// A failure in words.
    pub fn new(kind: Kind, words: Phrase) -> Self {
        Self {
            kind,
            words,
            detail: None,
            advice: None,
            operation: "".into(),
            place: None,
            file: None,
            session: None,
            ends: None,
        }
    }

    /// The run was asked to end.
    pub(crate) fn cancelled() -> Self {
        Self::new(Kind::Cancelled, phrase!("run-cancelled"))
    }

    /// The automation ends the run. `Cancelled`, so that nothing catches it and no further item begins.
    pub(crate) fn ending(how: Ends, words: Phrase) -> Self {
        Self { ends: Some(how), ..Self::new(Kind::Cancelled, words) }
    }

    /// Something an author or a sender wrote cannot be used.
    pub fn invalid(words: Phrase) -> Self {
        Self::new(Kind::InvalidInput, words)
    }

    /// The same failure, with the words of what caused it.
    #[must_use]
    pub fn because(mut self, detail: impl fmt::Display) -> Self {
        let detail = detail.to_string();
        self.detail = (!detail.is_empty()).then(|| detail.into());
        self
    }

    /// The same failure, at `place` unless a nearer one is known.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place.get_or_insert_with(|| Box::new(place.clone()));
        self
    }

    /// The same failure, its place being in `file` unless a nearer one is known.
    #[must_use]
    pub(crate) fn in_file(mut self, file: &Arc<str>) -> Self {
        if self.place.is_some() {
            self.file.get_or_insert_with(|| Arc::clone(file));
        }
        self
    }

    /// The same failure, found in `operation` unless it is known already.
    #[must_use]
    pub fn during(mut self, operation: &'static str) -> Self {
        if self.operation.is_empty() {
            self.operation = operation.into();
        }
        self
    }
}

impl From<carteiro_mail::Error> for Failure {
    fn from(error: carteiro_mail::Error) -> Self {
        Self {
            kind: error.kind(),
            words: error.words().clone(),
            detail: error.detail().map(Into::into),
            advice: error.advice().cloned().map(Box::new),
            operation: error.operation().into(),
            place: None,
            file: None,
            session: None,
            ends: None,
        }
    }
}

impl From<carteiro_auth::Refused> for Failure {
    fn from(refused: carteiro_auth::Refused) -> Self {
        carteiro_mail::Error::from(refused).into()
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        carteiro_mail::Error::from(error).into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.words)?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}
