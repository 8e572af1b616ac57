//! What can go wrong with a mailbox: one error, with a closed kind.

use carteiro_world::{Phrase, phrase};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// The result of an operation on a mailbox.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something went wrong: what (kind and words), in which operation, whether it may be tried again, and the cause.
#[derive(Debug, Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    kind: Kind,
    operation: &'static str,
    retry: Retry,
    words: Phrase,
    detail: Option<String>,
    advice: Option<Phrase>,
    wait: Option<Duration>,
}

/// The kinds of error. Retry, exit code, HTTP status and words are chosen from the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What was asked for makes no sense.
    InvalidInput,
    /// This mailbox cannot do it.
    Unsupported,
    /// The folder, message or part is not there.
    NotFound,
    /// It is there already.
    Exists,
    /// The server refuses it to this user.
    Denied,
    /// The server did not accept the credential.
    SignInFailed,
    /// A person must sign in again.
    SignInNeeded,
    /// TLS did not come about.
    Tls,
    /// No connection, or it broke.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// Too many requests: the server asks to wait.
    Throttled,
    /// The mailbox, or the disk here, is full.
    Quota,
    /// The server took the request and refused it.
    Rejected,
    /// The server said something that its protocol does not allow.
    Protocol,
    /// A message is damaged beyond reading.
    Content,
    /// The folder or message is no longer what it was (UIDVALIDITY changed, edited elsewhere).
    Changed,
    /// The connection broke after an effect was sent, and nothing can tell whether it took place.
    OutcomeUnknown,
    /// Given up on request.
    Cancelled,
    /// A mistake of ours.
    Internal,
}

/// Whether the operation may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// It would fail again.
    Never,
    /// The server says it is passing. Nothing has happened.
    Later,
    /// The connection is gone, and nothing of the operation was sent: a new one may do it.
    Reconnect,
    /// The connection is gone, and the operation was sent: it may have taken place.
    Unsure,
    /// A fresh credential may be accepted where this one was refused. Nothing has happened.
    Renew,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 19] = [
        Self::InvalidInput,
        Self::Unsupported,
        Self::NotFound,
        Self::Exists,
        Self::Denied,
        Self::SignInFailed,
        Self::SignInNeeded,
        Self::Tls,
        Self::Unreachable,
        Self::Timeout,
        Self::Throttled,
        Self::Quota,
        Self::Rejected,
        Self::Protocol,
        Self::Content,
        Self::Changed,
        Self::OutcomeUnknown,
        Self::Cancelled,
        Self::Internal,
    ];

    /// Whether it passes by itself, so that trying again later makes sense.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::Unreachable | Self::Timeout | Self::Throttled)
    }
}

/// As it is written in automations: `not_found`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Error {
    /// An error in words. It is not to be tried again unless [`Error::retry`] says so.
    pub fn new(kind: Kind, words: Phrase) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: "",
            retry: Retry::Never,
            words,
            detail: None,
            advice: None,
            wait: None,
        }))
    }

    /// A mistake of ours: `what` is for the log.
    pub fn internal(what: impl fmt::Display) -> Self {
        Self::new(Kind::Internal, phrase!("error-internal", what = what))
    }

    /// The same error, found in `operation` unless it is known already.
    #[must_use]
    pub fn during(mut self, operation: &'static str) -> Self {
        if self.0.operation.is_empty() {
            self.0.operation = operation;
        }
        self
    }

    /// The same error, to be retried so.
    #[must_use]
    pub fn retrying(mut self, retry: Retry) -> Self {
        self.0.retry = retry;
        self
    }

    /// The same error, not to be retried before this time has passed: the server asks for it.
    #[must_use]
    pub fn not_before(mut self, wait: Duration) -> Self {
        self.0.wait = Some(wait);
        self
    }

    /// The same error, with the words of the server or library that caused it.
    #[must_use]
    pub fn because(mut self, detail: impl fmt::Display) -> Self {
        let detail = detail.to_string();
        self.0.detail = (!detail.trim().is_empty()).then(|| detail.trim().to_owned());
        self
    }

    /// The same error, with what is known to help against it.
    #[must_use]
    pub fn advised(mut self, advice: Option<Phrase>) -> Self {
        self.0.advice = self.0.advice.or(advice);
        self
    }

    /// What sort of error.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// In which operation: the name of the verb, such as `move`.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Whether to try again.
    pub fn retry(&self) -> Retry {
        self.0.retry
    }

    /// How long the server asks to be left alone.
    pub fn wait(&self) -> Option<Duration> {
        self.0.wait
    }

    /// Whether the connection is gone.
    pub fn is_connection(&self) -> bool {
        matches!(self.0.retry, Retry::Reconnect | Retry::Unsure)
    }

    /// What to tell a person.
    pub fn words(&self) -> &Phrase {
        &self.0.words
    }

    /// What is known to help, beyond what [`Error::words`] say.
    pub fn advice(&self) -> Option<&Phrase> {
        self.0.advice.as_ref()
    }

    /// What the server or library said, in its own words.
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.words)?;
        match &self.0.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// Local files and spools.
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let kind = match error.kind() {
            Io::StorageFull | Io::QuotaExceeded => Kind::Quota,
            Io::PermissionDenied | Io::ReadOnlyFilesystem => Kind::Denied,
            Io::NotFound | Io::NotADirectory => Kind::NotFound,
            Io::AlreadyExists => Kind::Exists,
            Io::InvalidInput | Io::InvalidFilename | Io::FileTooLarge => Kind::InvalidInput,
            _ => Kind::Internal,
        };
        Self::new(kind, phrase!("error-file")).because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn the_list_of_kinds_lacks_none() {
        let unknown = serde_json::from_str::<Kind>("\"x\"").unwrap_err().to_string();
        let listed: Vec<String> = Kind::ALL.iter().map(|kind| format!("`{kind}`")).collect();
        assert!(unknown.contains(&listed.join(", ")), "{unknown}");
    }
}
