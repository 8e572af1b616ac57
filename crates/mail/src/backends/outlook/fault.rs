//! What refusals of Microsoft Graph mean, and those of HTTP around them.
//!
//! Source of the codes: learn.microsoft.com/graph/errors, learn.microsoft.com/graph/resolve-auth-errors, and for those that
//! begin with `Error` learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode.

use crate::reaching::{not_secure, unreachable};
use crate::{Error, FolderPath, Kind, Retry};
use carteiro_world::http::{self, Failed, HeaderMap, StatusCode, Url, header};
use carteiro_world::{Phrase, phrase};
use serde::Deserialize;
use std::fmt;
use std::time::Duration;

/// What a server asks for at most before it is asked again; more than that is for a person to know.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

const FOLDER_GONE: [&str; 3] =
    ["ErrorParentFolderNotFound", "ErrorToFolderNotFound", "ErrorSavedItemFolderNotFound"];

/// `error` in an answer (learn.microsoft.com/graph/errors#error-resource-type).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Said {
    code: Option<String>,
    message: Option<String>,
    #[serde(alias = "innererror")]
    inner_error: Option<Inner>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Inner {
    code: Option<String>,
    #[serde(rename = "request-id")]
    request_id: Option<String>,
}

/// Graph says no.
#[derive(Clone, Debug, Default)]
pub(super) struct Refusal {
    pub(super) status: u16,
    /// Such as `ErrorItemNotFound`.
    pub(super) code: String,
    /// In its words.
    pub(super) text: String,
    /// By which its support finds it.
    pub(super) request_id: String,
    /// How long it asks to be left alone.
    pub(super) wait: Option<Duration>,
    /// Whether what it refuses must not happen twice.
    pub(super) once: bool,
    /// Whether the same was asked for before, and was put off.
    pub(super) repeated: bool,
    /// The error that it is, with what is known to help.
    pub(super) advised: Option<Error>,
}

impl Refusal {
    pub(super) fn of(status: u16, said: Option<&Said>, headers: &HeaderMap) -> Self {
        let field = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut refusal =
            Self { status, wait: retry_after(field(header::RETRY_AFTER).as_deref()), ..Self::default() };
        if let Some(said) = said {
            (refusal.code, refusal.text) = (text(&said.code), text(&said.message));
            if let Some(inner) = &said.inner_error {
                refusal.request_id = text(&inner.request_id);
                // `BadRequest` says nothing that what is in it does not say better.
                let better = inner.code.clone().filter(|code| code.starts_with("Error"));
                refusal.code = better.unwrap_or(refusal.code);
            }
        }
        if refusal.request_id.is_empty() {
            refusal.request_id = field(http::HeaderName::from_static("request-id")).unwrap_or_default();
        }
        refusal
    }

    pub(super) fn is(&self, codes: &[&str]) -> bool {
        codes.iter().any(|code| self.code.eq_ignore_ascii_case(code))
    }

    /// Whether the request was not done, and will be at another time. What was put off with 503 was done all the same at
    /// times (learn.microsoft.com/answers/questions/1465421): of what must not happen twice that says nothing.
    pub(super) fn is_throttled(&self) -> bool {
        self.status == 429 || !self.once && matches!(self.status, 503 | 509)
    }

    /// Whether the server finds a filter, or a filter with an order, too much work.
    pub(super) fn is_inefficient(&self) -> bool {
        self.is(&["InefficientFilter", "ErrorInefficientFilter"])
            || self.text.contains("restriction or sort order is too complex")
    }

    /// Whether a state of a delta query means nothing any more.
    pub(super) fn ends_state(&self) -> bool {
        self.status == 410
            || self.is(&[
                "SyncStateNotFound",
                "SyncStateInvalid",
                "ErrorInvalidSyncStateData",
                "resyncRequired",
            ])
    }

    /// Whether the server knows no such action.
    pub(super) fn is_unknown_action(&self) -> bool {
        matches!(self.status, 405 | 501) || self.text.contains("Resource not found for the segment")
    }

    /// Whether there is nothing of this name, or the name is none of this server's.
    pub(super) fn is_missing(&self) -> bool {
        let is_known = self.is(&[
            "ErrorItemNotFound",
            "ErrorInvalidIdMalformed",
            "ErrorInvalidId",
            "ErrorInvalidMailboxItemId",
            "ErrorMessageNotFound",
            "ErrorFolderNotFound",
        ]);
        is_known || self.status == 404 && !self.is_of_mailbox() && !self.is_unknown_action()
    }

    /// Whether the server says of a message that it is gone: what else is not found may be there all the same.
    pub(super) fn is_gone(&self) -> bool {
        self.is(&["ErrorItemNotFound"])
    }

    fn is_of_mailbox(&self) -> bool {
        self.is(&[
            "ErrorInvalidUser",
            "ErrorNonExistentMailbox",
            "ResourceNotFound",
            "Request_ResourceNotFound",
            "MailboxNotEnabledForRESTAPI",
            "MailboxNotSupportedForRESTAPI",
        ])
    }

    /// As an error of a message in `folder`.
    pub(super) fn of_message(&self, folder: &FolderPath) -> Error {
        if self.is_missing() {
            let words = phrase!("message-gone", folder = folder);
            return self.error_as(Kind::NotFound, Retry::Never, words);
        }
        self.of_folder(folder)
    }

    /// As an error of `folder`.
    pub(super) fn of_folder(&self, folder: &FolderPath) -> Error {
        if self.is(&["ErrorFolderExists"]) || self.status == 409 && self.code.contains("Exist") {
            let words = phrase!("folder-exists", folder = folder);
            return self.error_as(Kind::Exists, Retry::Never, words);
        }
        if self.is_missing() || self.is(&FOLDER_GONE) {
            let words = phrase!("folder-missing", folder = folder);
            return self.error_as(Kind::NotFound, Retry::Never, words);
        }
        self.error()
    }

    /// As an error.
    pub(super) fn error(&self) -> Error {
        if let Some(advised) = &self.advised {
            return advised.clone();
        }
        let (kind, retry, words) = self.meaning();
        self.error_as(kind, retry, words)
    }

    fn error_as(&self, kind: Kind, retry: Retry, words: Phrase) -> Error {
        let error = Error::new(kind, words).retrying(retry).because(self);
        match self.wait {
            Some(wait) if retry == Retry::Later => error.not_before(wait.min(LONGEST_WAIT)),
            _ => error,
        }
    }

    fn meaning(&self) -> (Kind, Retry, Phrase) {
        match self.code.as_str() {
            _ if self.status == 429 || self.status == 509 && !self.once => {
                (Kind::Throttled, Retry::Later, phrase!("graph-busy"))
            }
            "MailboxNotEnabledForRESTAPI" | "MailboxNotSupportedForRESTAPI" => {
                (Kind::Unsupported, Retry::Never, phrase!("graph-mailbox-elsewhere"))
            }
            _ if self.is_of_mailbox() => (Kind::NotFound, Retry::Never, phrase!("graph-no-mailbox")),
            "ErrorSendAsDenied" | "ErrorSendOnBehalfOfDenied" => {
                (Kind::Denied, Retry::Never, phrase!("graph-send-as"))
            }
            "ErrorMessageSubmissionBlocked" | "ErrorAccountSuspend" | "ErrorAccountSuspended" => {
                (Kind::Denied, Retry::Never, phrase!("graph-account-blocked"))
            }
            "ErrorExceededMessageLimit" | "ErrorExceededRecipientLimit" => {
                (Kind::Rejected, Retry::Never, phrase!("graph-daily-limit"))
            }
            "ErrorQuotaExceeded" | "ErrorMailboxQuotaExceeded" | "QuotaExceeded" => {
                (Kind::Quota, Retry::Never, phrase!("mailbox-full"))
            }
            "ErrorMessageSizeExceeded"
            | "ErrorAttachmentSizeLimitExceeded"
            | "ErrorMimeContentSizeExceeded"
            | "MaximumSizeExceeded"
            | "RequestEntityTooLarge" => (Kind::Rejected, Retry::Never, phrase!("graph-too-large")),
            "ErrorInvalidRecipients" | "ErrorMissingRecipients" | "ErrorInvalidSmtpAddress" => {
                (Kind::Rejected, Retry::Never, phrase!("smtp-unknown"))
            }
            "ErrorMimeContentInvalid"
            | "ErrorMimeContentInvalidBase64String"
            | "ErrorMimeContentConversionFailed"
            | "ErrorContentConversionFailed"
            | "ErrorCorruptData" => (Kind::Content, Retry::Never, phrase!("graph-content")),
            "ErrorIrresolvableConflict" | "ErrorStaleObject" | "ErrorChangeKeyRequired" => {
                (Kind::Changed, Retry::Never, phrase!("graph-changed"))
            }
            // By then the store may have done it.
            "ErrorInternalServerTransientError" => {
                (Kind::Unreachable, Retry::Unsure, phrase!("server-unavailable"))
            }
            "ErrorMailboxStoreUnavailable" | "ErrorMailboxMoveInProgress" | "ErrorServerBusy"
                if !self.once =>
            {
                (Kind::Throttled, Retry::Later, phrase!("graph-busy"))
            }
            _ if self.is_missing() => (Kind::NotFound, Retry::Never, phrase!("graph-not-found")),
            _ if self.is_unknown_action() => (Kind::Unsupported, Retry::Never, phrase!("graph-unsupported")),
            "BadRequest" if self.text.contains("/me request is only valid with delegated") => {
                (Kind::InvalidInput, Retry::Never, phrase!("graph-needs-mailbox"))
            }
            _ => self.by_status(),
        }
    }

    fn by_status(&self) -> (Kind, Retry, Phrase) {
        match self.status {
            401 => (Kind::SignInFailed, Retry::Renew, phrase!("sign-in-token-refused")),
            403 => (Kind::Denied, Retry::Never, phrase!("graph-denied")),
            409 | 412 => (Kind::Changed, Retry::Never, phrase!("graph-changed")),
            413 => (Kind::Rejected, Retry::Never, phrase!("graph-too-large")),
            507 => (Kind::Quota, Retry::Never, phrase!("mailbox-full")),
            503 if !self.once => (Kind::Throttled, Retry::Later, phrase!("graph-busy")),
            // What stands before a server may have handed the request on.
            408 | 500 | 502..=504 | 509 => (Kind::Unreachable, Retry::Unsure, phrase!("server-unavailable")),
            _ if self.code.is_empty() => (Kind::Protocol, Retry::Never, phrase!("graph-nonsense")),
            _ => (Kind::Rejected, Retry::Never, phrase!("server-refused")),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code.is_empty() {
            write!(f, "HTTP {}", self.status)?;
        } else {
            f.write_str(&self.code)?;
        }
        if !self.text.is_empty() {
            write!(f, ": {}", self.text.chars().take(600).collect::<String>())?;
        }
        if self.request_id.is_empty() { Ok(()) } else { write!(f, " (request-id {})", self.request_id) }
    }
}

/// `Retry-After` in seconds (RFC 9110 §10.2.3), as far as anybody waits for it; as a date it is not used by Graph.
pub(super) fn retry_after(field: Option<&str>) -> Option<Duration> {
    field?.trim().parse().ok().map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT))
}

/// What answered is no Graph, or is out of order: `what` is for whoever looks closer.
pub(super) fn nonsense(what: impl fmt::Display) -> Error {
    Error::new(Kind::Protocol, phrase!("graph-nonsense")).retrying(Retry::Unsure).because(what)
}

/// It leads elsewhere.
pub(super) fn moved(headers: &HeaderMap, status: StatusCode) -> Error {
    let to = headers.get(header::LOCATION).and_then(|to| Url::parse(to.to_str().ok()?).ok());
    // What follows the origin may let anybody in, as the address of an upload does.
    let origin = to.map(|to| to.origin().ascii_serialization()).filter(|origin| origin != "null");
    let known = if origin.is_some() { "yes" } else { "no" };
    let words = phrase!("graph-moved", known = known, to = origin.unwrap_or_default());
    Error::new(Kind::NotFound, words).because(format!("HTTP {}", status.as_u16()))
}

/// No answer, or not all of it.
pub(super) fn failed(failed: &Failed) -> Error {
    let Failed { error, host, port, sent, .. } = failed;
    let retry = if *sent { Retry::Unsure } else { Retry::Reconnect };
    match error {
        http::Error::Dial(error) => unreachable(host, *port, error),
        http::Error::Tls(failure) => not_secure(host, *port, failure),
        http::Error::Setup(_) => Error::new(Kind::Tls, phrase!("graph-connection")).because(error),
        http::Error::Timeout(after) => {
            let words = phrase!("graph-silent", host = host, seconds = after.as_secs());
            Error::new(Kind::Timeout, words).retrying(retry)
        }
        http::Error::Broken(why) => {
            Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(retry).because(why)
        }
        http::Error::InTheClear => Error::new(Kind::Tls, phrase!("graph-in-the-clear")),
        http::Error::File(error) => Error::from(std::io::Error::new(error.kind(), error.to_string())),
        _ => Error::new(Kind::Protocol, phrase!("graph-nonsense")).retrying(retry).because(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_world::http::HeaderValue;
    use carteiro_world::words::Language;

    #[test]
    fn of_where_a_server_points_only_the_origin_is_told() {
        for (location, expected) in [
            (
                "https://ana:canary@upload.example:8443/me/canary?authtoken=canary#canary",
                "https://upload.example:8443",
            ),
            ("/me?authtoken=canary", ""),
            ("data:canary", ""),
        ] {
            let headers = HeaderMap::from_iter([(header::LOCATION, HeaderValue::from_static(location))]);
            let error = moved(&headers, StatusCode::TEMPORARY_REDIRECT);
            assert_eq!(error.words().args["to"], expected, "{location}");
            for said in Language::ALL.map(|language| language.say(error.words())) {
                assert!(said.contains(expected) && !said.contains("canary"), "{said}");
            }
            assert!(!format!("{error:?}").contains("canary"), "{error:?}");
        }
    }

    fn refusal(status: u16, code: &str, once: bool) -> Refusal {
        Refusal { status, code: code.to_owned(), once, ..Refusal::default() }
    }

    #[test]
    fn what_must_not_happen_twice_was_not_done_only_where_429_says_so() {
        for (status, code) in [
            (503, ""),
            (503, "ErrorServerBusy"),
            (503, "serviceNotAvailable"),
            (500, "ErrorMailboxStoreUnavailable"),
            (500, "ErrorInternalServerTransientError"),
            (504, "UnknownError"),
            (509, ""),
        ] {
            let error = refusal(status, code, true).error();
            assert_eq!((error.kind(), error.retry()), (Kind::Unreachable, Retry::Unsure), "{status} {code}");
            assert!(!refusal(status, code, true).is_throttled(), "{status} {code}");
        }
        for once in [true, false] {
            let error = refusal(429, "ErrorServerBusy", once).error();
            assert_eq!((error.kind(), error.retry()), (Kind::Throttled, Retry::Later));
            assert!(refusal(429, "", once).is_throttled());
            assert_eq!(refusal(507, "", once).error().kind(), Kind::Quota);
        }
    }

    #[test]
    fn what_may_happen_twice_is_put_off_by_503_and_in_doubt_where_the_store_was_asked() {
        for code in ["", "ErrorServerBusy", "ErrorMailboxMoveInProgress"] {
            assert!(refusal(503, code, false).is_throttled());
            assert_eq!(refusal(503, code, false).error().retry(), Retry::Later, "{code}");
        }
        let transient = refusal(500, "ErrorInternalServerTransientError", false).error();
        assert_eq!(transient.retry(), Retry::Unsure);
    }
}
