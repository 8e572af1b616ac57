//! What the server's refusals mean, and the errors of the protocol itself.

use super::wire::Refusal;
use crate::{Error, Kind, Retry};
use carteiro_world::{Phrase, phrase};

/// The server broke the protocol: this connection cannot be trusted any further.
pub(super) fn protocol(words: Phrase) -> Error {
    Error::new(Kind::Protocol, words).retrying(Retry::Unsure)
}

/// `-ERR`, by its response code (RFC 2449 §8, RFC 3206) where there is one.
pub(super) fn refused(refusal: &Refusal) -> Error {
    let (kind, retry, words) = match refusal.code() {
        Some("AUTH") => (Kind::SignInFailed, Retry::Never, phrase!("sign-in-refused")),
        Some("IN-USE") => (Kind::Throttled, Retry::Later, phrase!("pop3-in-use")),
        Some("LOGIN-DELAY") => (Kind::Throttled, Retry::Later, phrase!("pop3-login-delay")),
        Some("SYS/TEMP") => (Kind::Throttled, Retry::Later, phrase!("server-unavailable")),
        Some("SYS/PERM") => (Kind::Denied, Retry::Never, phrase!("pop3-needs-a-person")),
        _ => (Kind::Rejected, Retry::Never, phrase!("server-refused")),
    };
    Error::new(kind, words).retrying(retry).because(&refusal.text)
}

/// The connection ended.
pub(super) fn lost(detail: impl std::fmt::Display) -> Error {
    Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Unsure).because(detail)
}

/// The same error of something that only looked.
pub(super) fn nothing_done(error: Error) -> Error {
    if error.retry() == Retry::Unsure { error.retrying(Retry::Reconnect) } else { error }
}
