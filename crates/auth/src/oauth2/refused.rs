//! What a provider says when it hands out nothing.

use crate::advice::{self, Refusal, What};
use crate::credential::{Refused, Why};
use carteiro_world::dial::{self, Fault};
use carteiro_world::http::{Error, Failed, HeaderMap, StatusCode, header};
use carteiro_world::{Phrase, phrase};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde::Deserialize;
use std::time::Duration;

/// An error of the token endpoint (RFC 6749 §5.2), as far as it is used.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) error: String,
    #[serde(default)]
    pub(super) error_description: Option<String>,
    /// What Entra ID and Google add to tell one `invalid_grant` from another.
    #[serde(default, alias = "error_subtype")]
    pub(super) suberror: Option<String>,
}

/// As much of what a provider says is told.
const TOLD: usize = 500;

impl Answer {
    /// An error by this name.
    pub(super) fn named(error: &str, description: Option<&str>) -> Self {
        Self { error: error.to_owned(), error_description: description.map(str::to_owned), suberror: None }
    }

    /// What it means. RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5, OpenID Connect Core §3.1.2.6.
    pub(super) fn refused(&self, host: &str) -> Refused {
        let (why, reason) = match self.error.as_str() {
            "invalid_grant"
            | "interaction_required"
            | "login_required"
            | "consent_required"
            | "account_selection_required" => {
                (Why::SignInNeeded, phrase!("oauth-sign-in-again", host = host))
            }
            "access_denied" | "authorization_declined" => (Why::SignInNeeded, phrase!("oauth-declined")),
            "expired_token" | "code_expired" => (Why::SignInNeeded, phrase!("oauth-code-expired")),
            "invalid_client" => (Why::Denied, phrase!("oauth-client-unknown", host = host)),
            "unauthorized_client" | "unsupported_grant_type" | "unsupported_response_type" => {
                (Why::Denied, phrase!("oauth-client-not-allowed", host = host))
            }
            "invalid_scope" | "invalid_target" | "invalid_resource" => {
                (Why::Denied, phrase!("oauth-scope-refused", host = host))
            }
            "temporarily_unavailable" | "server_error" => {
                (Why::Unavailable, phrase!("oauth-down", host = host))
            }
            "slow_down" => (Why::Throttled(None), phrase!("oauth-busy", host = host)),
            _ => (Why::Denied, phrase!("oauth-refused", host = host)),
        };
        let description = self.error_description.as_deref().unwrap_or_default();
        let said: Vec<&str> =
            [self.error.as_str(), self.suberror.as_deref().unwrap_or_default(), description]
                .into_iter()
                .filter(|text| !text.trim().is_empty())
                .collect();
        let said = shown(&said.join(": "));
        let advice = advice::find(&Refusal { host, said: &said, what: What::Token(None) });
        Refused::new(why, reason).because(said).advised(advice.map(|(_, words)| words))
    }
}

/// On one line, and not longer than a person reads.
fn shown(text: &str) -> String {
    let one_line: Vec<&str> = text.split_whitespace().collect();
    one_line.join(" ").chars().filter(|letter| !letter.is_control()).take(TOLD).collect()
}

/// What an answer means that carries no error by name.
pub(super) fn of_status(host: &str, status: StatusCode, headers: &HeaderMap) -> Refused {
    let (why, reason) = match status.as_u16() {
        429 => (Why::Throttled(pause(headers)), phrase!("oauth-busy", host = host)),
        503 => (Why::Throttled(pause(headers)), phrase!("oauth-down", host = host)),
        500.. => (Why::Unavailable, phrase!("oauth-down", host = host)),
        _ => (Why::Protocol, phrase!("oauth-no-answer", host = host)),
    };
    Refused::new(why, reason).because(format_args!("HTTP {}", status.as_u16()))
}

/// For how long it wants to be left alone, in seconds (RFC 9110 §10.2.3).
fn pause(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// So far apart, clocks are no reason for a refusal, in seconds: servers forgive as much, and so does what we sign.
const FORGIVEN: i64 = 300;

/// That our clock was off when something was signed, by that of who refuses it (RFC 9110 §6.6.1).
pub(super) fn clock_off(headers: &HeaderMap, signed_at: Timestamp) -> Option<Phrase> {
    let said = headers.get(header::DATE)?.to_str().ok()?;
    let theirs = rfc2822::parse(said).ok()?.timestamp();
    let ahead = signed_at.as_second() - theirs.as_second();
    let minutes = ahead.abs() / 60;
    (ahead.abs() > FORGIVEN).then(|| {
        let direction = if ahead > 0 { "fast" } else { "slow" };
        phrase!("advice-clock-off", direction = direction, minutes = minutes)
    })
}

/// What it means that there is no answer.
pub(super) fn unanswered(failed: &Failed) -> Refused {
    let host = &failed.host;
    let refused = |why, reason| Refused::new(why, reason).because(failed);
    match &failed.error {
        Error::Timeout(_) => refused(Why::Timeout, phrase!("oauth-silent", host = host)),
        Error::Tls(_) | Error::Setup(_) => refused(Why::Tls, phrase!("oauth-not-secure", host = host)),
        Error::TooLarge(_) | Error::NotHttp(_) | Error::Coding(_) => {
            refused(Why::Protocol, phrase!("oauth-no-answer", host = host))
        }
        Error::InTheClear | Error::BadAddress => refused(Why::Invalid, phrase!("oauth-url", url = host)),
        Error::Dial(error) => match &**error {
            dial::Error::Proxy(blocked) => refused(of_proxy(blocked), blocked.words()),
            _ => refused(Why::Unreachable, phrase!("oauth-unreachable", host = host)),
        },
        Error::Broken(_)
        | Error::ProxySetting(_)
        | Error::TooManyRedirects
        | Error::Downgrade
        | Error::BadRedirect
        | Error::File(_) => refused(Why::Unreachable, phrase!("oauth-unreachable", host = host)),
    }
}

fn of_proxy(blocked: &dial::Blocked) -> Why {
    match &blocked.fault {
        Fault::Reach(error) => match &**error {
            dial::Error::Refused { .. } => Why::Barred,
            dial::Error::Timeout { .. } => Why::Timeout,
            _ => Why::Unreachable,
        },
        Fault::Tls(_) | Fault::Setup(_) => Why::Tls,
        Fault::LoginWanted | Fault::LoginRefused | Fault::Forbidden(_) => Why::Barred,
        Fault::NoWay(_) | Fault::Closed => Why::Unreachable,
        Fault::Nonsense(_) => Why::Protocol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_by_name_are_of_a_kind() {
        for (error, why) in [
            ("invalid_grant", Why::SignInNeeded),
            ("interaction_required", Why::SignInNeeded),
            ("invalid_client", Why::Denied),
            ("temporarily_unavailable", Why::Unavailable),
            ("something_new", Why::Denied),
        ] {
            let answer = Answer::named(error, Some("AADSTS1: because\r\n of\u{7} it"));
            let refused = answer.refused("login.example.org");
            assert_eq!(refused.why, why, "{error}");
            assert_eq!(refused.detail, Some(format!("{error}: AADSTS1: because of it")));
        }
    }

    #[test]
    fn what_is_known_to_help_comes_along() {
        let answer = Answer::named(
            "invalid_client",
            Some("AADSTS7000222: The provided client secret keys are expired."),
        );
        let advice = answer.refused("login.microsoftonline.com").advice.unwrap();
        assert_eq!(advice.code, "advice-entra-secret-ended");
        let silent = Answer::named("something_new", None).refused("id.example.org");
        assert_eq!(silent.advice, None);
    }

    #[test]
    fn a_page_instead_of_an_answer_passes_when_the_server_is_to_blame() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, "7".parse().unwrap());
        let of = |status: u16, headers: &HeaderMap| {
            of_status("id.example.org", StatusCode::from_u16(status).unwrap(), headers)
        };
        assert_eq!(of(503, &headers).why, Why::Throttled(Some(Duration::from_secs(7))));
        assert!(of(500, &headers).is_temporary() && of(429, &headers).is_temporary());
        assert_eq!(of(404, &headers).why, Why::Protocol);
    }
}
