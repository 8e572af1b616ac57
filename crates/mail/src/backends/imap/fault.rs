//! What the server's refusals mean, and the errors of the protocol itself.

use super::wire::response::{Code, Status};
use crate::{Error, Kind, Retry};
use carteiro_world::{Phrase, phrase};

/// The server broke the protocol: this connection cannot be trusted any further.
pub(super) fn protocol(words: Phrase) -> Error {
    Error::new(Kind::Protocol, words).retrying(Retry::Unsure)
}

/// A completion other than OK, as an error (RFC 9051 §7.1, RFC 5530).
pub(super) fn refused(status: Status, code: Option<&Code>, text: &str) -> Error {
    let (kind, retry, words) = match code {
        Some(Code::AuthenticationFailed) => (Kind::SignInFailed, Retry::Never, phrase!("sign-in-refused")),
        Some(Code::Expired) => (Kind::SignInFailed, Retry::Never, phrase!("sign-in-expired")),
        Some(Code::ContactAdmin) => (Kind::Denied, Retry::Never, phrase!("sign-in-contact-admin")),
        Some(Code::PrivacyRequired) => (Kind::Denied, Retry::Never, phrase!("imap-privacy-required")),
        Some(Code::NoPermission | Code::ReadOnly | Code::AuthorizationFailed) => {
            (Kind::Denied, Retry::Never, phrase!("mailbox-denied"))
        }
        Some(Code::NonExistent | Code::TryCreate) => {
            (Kind::NotFound, Retry::Never, phrase!("imap-not-found"))
        }
        Some(Code::AlreadyExists) => (Kind::Exists, Retry::Never, phrase!("imap-exists")),
        Some(Code::OverQuota) => (Kind::Quota, Retry::Never, phrase!("mailbox-full")),
        Some(Code::Unavailable | Code::InUse) => {
            (Kind::Throttled, Retry::Later, phrase!("server-unavailable"))
        }
        // The server has told meanwhile which of them are gone: it takes those that are left.
        Some(Code::ExpungeIssued) => (Kind::Changed, Retry::Later, phrase!("messages-removed-meanwhile")),
        Some(Code::Limit) => (Kind::Throttled, Retry::Later, phrase!("server-limit")),
        Some(Code::Cannot) => (Kind::Rejected, Retry::Never, phrase!("server-cannot")),
        _ if status == Status::Bad => (Kind::Protocol, Retry::Never, phrase!("server-bad")),
        _ => (Kind::Rejected, Retry::Never, phrase!("server-refused")),
    };
    Error::new(kind, words).retrying(retry).because(text)
}

/// The connection ended.
pub(super) fn lost(detail: impl std::fmt::Display) -> Error {
    Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Unsure).because(detail)
}
