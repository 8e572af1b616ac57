//! What Exchange's refusals mean, and those of HTTP around them.
//!
//! Source of the codes: learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode.

use super::xml::Element;
use crate::reaching::{not_secure, unreachable};
use crate::{Error, FolderPath, Kind, Retry};
use carteiro_world::http::{self, Failed, StatusCode};
use carteiro_world::{Phrase, phrase};
use std::fmt;
use std::time::Duration;

/// What a server asks for at most before it is asked again; more than that is for a person to know.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

/// Exchange says no: to all of a request, or to one item in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Refusal {
    /// The response code, such as `ErrorItemNotFound`.
    pub(super) code: String,
    /// In its words.
    pub(super) text: String,
    /// How long it asks to be left alone.
    pub(super) wait: Option<Duration>,
}

impl Refusal {
    /// What a response message, or the detail of a fault, says.
    pub(super) fn of(element: &Element) -> Self {
        let text = |name: &str| element.text(name).unwrap_or_default().trim().to_owned();
        let wait = element.child("MessageXml").and_then(back_off);
        Self { code: text("ResponseCode"), text: [text("MessageText"), text("Message")].concat(), wait }
    }

    /// What a response message refuses. A warning stands for what was not processed, but for a name that several people have
    /// (learn.microsoft.com/exchange/client-developer/web-service-reference/deleteitemresponsemessage).
    pub(super) fn in_answer(message: &Element) -> Option<Self> {
        let refusal = || Some(Self::of(message));
        match message.attribute("ResponseClass") {
            Some("Error") => refusal(),
            Some("Warning") => refusal()
                .filter(|it| !matches!(it.code.as_str(), "NoError" | "ErrorNameResolutionMultipleResults")),
            _ => None,
        }
    }

    /// What a SOAP fault says (SOAP 1.1 §4.4): with a code of Exchange's, or without.
    pub(super) fn of_fault(fault: &Element) -> Self {
        let mut refusal = fault.child("detail").map(Self::of).unwrap_or_default();
        let said = |name: &str| fault.text(name).unwrap_or_default().trim().to_owned();
        if refusal.text.is_empty() {
            refusal.text = said("faultstring");
        }
        if refusal.code.is_empty() {
            // `a:ErrorSchemaValidation`
            said("faultcode").rsplit(':').next().unwrap_or_default().clone_into(&mut refusal.code);
        }
        refusal
    }

    /// Whether the server knows no such version of the service, or nothing of what that version brought.
    pub(super) fn is_version(&self) -> bool {
        matches!(
            self.code.as_str(),
            "ErrorInvalidServerVersion" | "ErrorIncorrectSchemaVersion" | "ErrorSchemaValidation"
        )
    }

    /// Whether a subscription is to be made anew.
    pub(super) fn ends_subscription(&self) -> bool {
        matches!(
            self.code.as_str(),
            "ErrorSubscriptionNotFound"
                | "ErrorExpiredSubscription"
                | "ErrorInvalidSubscription"
                | "ErrorMissedNotificationEvents"
                | "ErrorReadEventsFailed"
                | "ErrorSubscriptionUnsubscribed"
        )
    }

    /// As an error of a message in `folder`.
    pub(super) fn of_message(&self, folder: &FolderPath) -> Error {
        match self.code.as_str() {
            "ErrorItemNotFound" => self.error_as(Meaning {
                kind: Kind::NotFound,
                retry: Retry::Never,
                words: phrase!("message-gone", folder = folder),
            }),
            _ => self.of_folder(folder),
        }
    }

    /// As an error of `folder`.
    pub(super) fn of_folder(&self, folder: &FolderPath) -> Error {
        let (kind, words) = match self.code.as_str() {
            "ErrorFolderNotFound"
            | "ErrorParentFolderNotFound"
            | "ErrorToFolderNotFound"
            | "ErrorSavedItemFolderNotFound" => (Kind::NotFound, phrase!("folder-missing", folder = folder)),
            "ErrorFolderExists" => (Kind::Exists, phrase!("folder-exists", folder = folder)),
            _ => return self.error(),
        };
        self.error_as(Meaning { kind, retry: Retry::Never, words })
    }

    /// As an error.
    pub(super) fn error(&self) -> Error {
        self.error_as(self.meaning())
    }

    fn error_as(&self, Meaning { kind, retry, words }: Meaning) -> Error {
        let error = Error::new(kind, words).retrying(retry).because(self);
        match self.wait {
            Some(wait) if retry != Retry::Never => error.not_before(wait.min(LONGEST_WAIT)),
            _ => error,
        }
    }

    fn meaning(&self) -> Meaning {
        let (kind, retry, words) = match self.code.as_str() {
            "ErrorServerBusy"
            | "ErrorExceededConnectionCount"
            | "ErrorExceededSubscriptionCount"
            | "ErrorExceededFindCountLimit"
            | "ErrorSubmissionQuotaExceeded"
            | "ErrorTooManyObjectsOpened" => (Kind::Throttled, Retry::Later, phrase!("ews-busy")),
            "ErrorMailboxStoreUnavailable"
            | "ErrorBatchProcessingStopped"
            | "ErrorMailboxMoveInProgress"
            | "ErrorADUnavailable"
            | "ErrorADOperation"
            | "ErrorNoRespondingCASInDestinationSite"
            | "ErrorProxiedSubscriptionCallFailure" => {
                (Kind::Throttled, Retry::Later, phrase!("server-unavailable"))
            }
            // By then the store may have done it.
            "ErrorTimeoutExpired"
            | "ErrorInternalServerTransientError"
            | "ErrorConnectionFailed"
            | "ErrorMailboxFailover" => (Kind::Unreachable, Retry::Unsure, phrase!("server-unavailable")),
            "ErrorAccessDenied"
            | "ErrorSendAsDenied"
            | "ErrorImpersonateUserDenied"
            | "ErrorImpersonationDenied"
            | "ErrorImpersonationFailed"
            | "ErrorUserNotAllowedByPolicy"
            | "ErrorAccountDisabled"
            | "ErrorCrossMailboxMoveCopy" => (Kind::Denied, Retry::Never, phrase!("mailbox-denied")),
            // The servers of the organisation are not set up to pass requests on to each other.
            "ErrorProxyRequestNotAllowed" => (Kind::Denied, Retry::Never, phrase!("server-refused")),
            "ErrorNonExistentMailbox" | "ErrorMissingEmailAddress" | "ErrorInvalidSmtpAddress" => {
                (Kind::NotFound, Retry::Never, phrase!("ews-no-mailbox"))
            }
            "ErrorItemNotFound" | "ErrorFolderNotFound" | "ErrorParentFolderNotFound" => {
                (Kind::NotFound, Retry::Never, phrase!("ews-not-found"))
            }
            "ErrorQuotaExceeded" => (Kind::Quota, Retry::Never, phrase!("mailbox-full")),
            "ErrorMessageSizeExceeded" | "ErrorAttachmentSizeLimitExceeded" => {
                (Kind::Rejected, Retry::Never, phrase!("smtp-too-large"))
            }
            "ErrorInvalidRecipients" | "ErrorMissingRecipients" => {
                (Kind::Rejected, Retry::Never, phrase!("smtp-unknown"))
            }
            "ErrorMimeContentInvalid"
            | "ErrorMimeContentInvalidBase64String"
            | "ErrorContentConversionFailed" => (Kind::Content, Retry::Never, phrase!("ews-content")),
            "ErrorIrresolvableConflict" | "ErrorStaleObject" | "ErrorChangeKeyRequiredForWriteOperations" => {
                (Kind::Changed, Retry::Never, phrase!("ews-changed"))
            }
            _ if self.is_version() => (Kind::Unsupported, Retry::Never, phrase!("ews-version")),
            _ => (Kind::Rejected, Retry::Never, phrase!("server-refused")),
        };
        Meaning { kind, retry, words }
    }
}

struct Meaning {
    kind: Kind,
    retry: Retry,
    words: Phrase,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.text.is_empty() { f.write_str(&self.code) } else { write!(f, "{}: {}", self.code, self.text) }
    }
}

/// `<Value Name="BackOffMilliseconds">` (learn.microsoft.com/exchange/client-developer/exchange-web-services/
/// ews-throttling-in-exchange).
fn back_off(xml: &Element) -> Option<Duration> {
    let told = |child: &&Element| child.attribute("Name") == Some("BackOffMilliseconds");
    xml.children.iter().find(told)?.text.trim().parse().ok().map(Duration::from_millis)
}

/// What answered is no Exchange, or is out of order: `what` is for whoever looks closer.
pub(super) fn nonsense(what: impl fmt::Display) -> Error {
    Error::new(Kind::Protocol, phrase!("ews-nonsense")).retrying(Retry::Unsure).because(what)
}

/// No answer, or not all of it.
pub(super) fn failed(failed: &Failed) -> Error {
    let Failed { error, host, port, sent, .. } = failed;
    let retry = if *sent { Retry::Unsure } else { Retry::Reconnect };
    match error {
        http::Error::Dial(error) => unreachable(host, *port, error),
        http::Error::Tls(failure) => not_secure(host, *port, failure),
        http::Error::Setup(_) => Error::new(Kind::Tls, phrase!("ews-connection")).because(error),
        http::Error::Timeout(after) => {
            let words = phrase!("ews-silent", host = host, seconds = after.as_secs());
            Error::new(Kind::Timeout, words).retrying(retry)
        }
        http::Error::Broken(why) => {
            Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(retry).because(why)
        }
        http::Error::InTheClear => Error::new(Kind::Tls, phrase!("ews-in-the-clear")),
        http::Error::File(error) => Error::from(std::io::Error::new(error.kind(), error.to_string())),
        _ => Error::new(Kind::Protocol, phrase!("ews-nonsense")).retrying(retry).because(error),
    }
}

/// A status that comes without an answer of Exchange's: from it, or from something before it.
pub(super) fn status(status: StatusCode, wait: Option<Duration>, location: Option<&str>) -> Error {
    let (kind, retry, words) = match status.as_u16() {
        429 | 503 => (Kind::Throttled, Retry::Later, phrase!("ews-busy")),
        // What stands before a server may have handed the request on.
        500 | 502 | 504 => (Kind::Unreachable, Retry::Unsure, phrase!("server-unavailable")),
        301 | 302 | 303 | 307 | 308 => {
            let to = location.unwrap_or("?");
            (Kind::NotFound, Retry::Never, phrase!("ews-moved", to = to))
        }
        403 => (Kind::Denied, Retry::Never, phrase!("ews-forbidden")),
        413 => (Kind::Rejected, Retry::Never, phrase!("smtp-too-large")),
        404 | 405 | 410 => (Kind::NotFound, Retry::Never, phrase!("ews-not-here")),
        _ => (Kind::Protocol, Retry::Never, phrase!("ews-nonsense")),
    };
    let error = Error::new(kind, words).retrying(retry).because(format!("HTTP {}", status.as_u16()));
    match wait {
        Some(wait) if retry == Retry::Later => error.not_before(wait.min(LONGEST_WAIT)),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_of_its_kind_and_tried_again_only_where_that_can_help() {
        for (code, kind, retry) in [
            ("ErrorServerBusy", Kind::Throttled, Retry::Later),
            ("ErrorSubmissionQuotaExceeded", Kind::Throttled, Retry::Later),
            ("ErrorBatchProcessingStopped", Kind::Throttled, Retry::Later),
            ("ErrorTimeoutExpired", Kind::Unreachable, Retry::Unsure),
            ("ErrorInternalServerTransientError", Kind::Unreachable, Retry::Unsure),
            ("ErrorConnectionFailed", Kind::Unreachable, Retry::Unsure),
            ("ErrorMailboxFailover", Kind::Unreachable, Retry::Unsure),
            ("ErrorProxyRequestNotAllowed", Kind::Denied, Retry::Never),
            ("ErrorQuotaExceeded", Kind::Quota, Retry::Never),
            ("ErrorMailboxHoldNotFound", Kind::Rejected, Retry::Never),
            ("ErrorMessageTrackingNoSuchDomain", Kind::Rejected, Retry::Never),
        ] {
            let refusal = Refusal { code: code.to_owned(), ..Refusal::default() };
            let error = refusal.of_message(&FolderPath::inbox());
            assert_eq!((error.kind(), error.retry()), (kind, retry), "{code}");
        }
    }
}
