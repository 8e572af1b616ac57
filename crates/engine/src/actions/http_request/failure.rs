//! What it means when a web server refuses or says nothing: one table.

use super::HttpMethod;
use crate::failure::Failure;
use carteiro_mail::{Kind, reaching};
use carteiro_world::http::{Error, Failed, HeaderMap, StatusCode, header};
use carteiro_world::tls::Reason;
use carteiro_world::{Clock, phrase};

/// Kinds by status (RFC 9110 §15, RFC 6585).
fn kind(status: StatusCode, asks_to_wait: bool) -> Kind {
    match status.as_u16() {
        401 | 403 | 407 | 451 => Kind::Denied,
        404 | 410 => Kind::NotFound,
        405 | 501 | 505 => Kind::Unsupported,
        408 => Kind::Timeout,
        412 => Kind::Changed,
        413 | 507 => Kind::Quota,
        429 => Kind::Throttled,
        503 if asks_to_wait => Kind::Throttled,
        502..=504 => Kind::Unreachable,
        _ => Kind::Rejected,
    }
}

/// The server answered, and the status is none of those expected.
pub(super) fn refused(
    host: &str,
    status: StatusCode,
    headers: &HeaderMap,
    clock: &Clock,
    method: HttpMethod,
    repeatable: bool,
) -> Failure {
    let wait = headers.get(header::RETRY_AFTER).and_then(|value| seconds(value.to_str().ok()?, clock));
    let reason = status.canonical_reason().unwrap_or("?");
    let words = match wait {
        Some(seconds) => {
            phrase!("http-wait", host = host, status = status.as_u16(), reason = reason, seconds = seconds)
        }
        None => phrase!("http-status", host = host, status = status.as_u16(), reason = reason),
    };
    // A gateway that got no answer does not know whether the server behind it has done it (§15.6.3, §15.6.5).
    if matches!(status.as_u16(), 502 | 504) && !repeatable {
        return unknown(host, method).because(words);
    }
    Failure::new(kind(status, wait.is_some()), words)
}

/// How long the server asks to wait: seconds, or a date (RFC 9110 §10.2.3).
fn seconds(text: &str, clock: &Clock) -> Option<u64> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(seconds);
    }
    let until = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp();
    Some(u64::try_from(until.duration_since(clock.now()).as_secs()).unwrap_or(0))
}

/// There is no answer, or not all of it.
pub(super) fn unanswered(failed: &Failed, method: HttpMethod, repeatable: bool) -> Failure {
    let why = reason(failed);
    if failed.sent && !repeatable { unknown(&failed.host, method).because(why) } else { why }
}

/// The server has done it, and what it answered cannot be kept.
pub(super) fn lost(failure: Failure, method: HttpMethod, repeatable: bool) -> Failure {
    if repeatable {
        return failure;
    }
    let words = phrase!("http-answer-lost", method = method.name());
    Failure::new(Kind::OutcomeUnknown, words).because(failure)
}

fn unknown(host: &str, method: HttpMethod) -> Failure {
    let words = phrase!("http-outcome-unknown", host = host, method = method.name());
    Failure::new(Kind::OutcomeUnknown, words)
}

fn reason(failed: &Failed) -> Failure {
    let (host, port) = (failed.host.as_str(), failed.port);
    match &failed.error {
        Error::Dial(error) => reaching::unreachable(host, port, error).into(),
        Error::Tls(failure) => match failure.reason {
            Reason::NotTls | Reason::Closed => {
                Failure::new(Kind::Tls, phrase!("http-not-secure", host = host, port = port))
            }
            _ => reaching::not_secure(host, port, failure).into(),
        },
        Error::Setup(why) => Failure::new(Kind::Tls, phrase!("tls-setup")).because(why),
        Error::ProxySetting(name) => Failure::invalid(phrase!("http-proxy-setting", name = name)),
        Error::Timeout(after) => {
            let words = phrase!("http-silent", host = host, seconds = after.as_secs());
            Failure::new(Kind::Timeout, words)
        }
        Error::Broken(why) => {
            Failure::new(Kind::Unreachable, phrase!("http-broken", host = host)).because(why)
        }
        Error::NotHttp(why) => {
            Failure::new(Kind::Protocol, phrase!("http-nonsense", host = host, port = port)).because(why)
        }
        Error::TooLarge(cap) => Failure::invalid(phrase!("http-too-large", host = host, cap = cap)),
        Error::Coding(why) => Failure::new(Kind::Protocol, phrase!("http-coding", host = host)).because(why),
        Error::TooManyRedirects => {
            Failure::new(Kind::Protocol, phrase!("http-redirects", host = host))
        }
        Error::Downgrade => Failure::new(Kind::Denied, phrase!("http-downgrade", host = host)),
        Error::BadRedirect => Failure::new(Kind::Protocol, phrase!("http-redirect-nowhere", host = host)),
        Error::InTheClear => Failure::new(Kind::Denied, phrase!("http-in-the-clear", host = host)),
        Error::BadAddress => Failure::invalid(phrase!("url-form", found = host)),
        Error::File(error) => std::io::Error::new(error.kind(), error.to_string()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_world::clock::Manual;

    #[test]
    fn a_server_says_how_long_to_wait_in_seconds_or_by_a_date() {
        let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap()).clock();
        assert_eq!(seconds("120", &clock), Some(120));
        assert_eq!(seconds("Sun, 22 Nov 2026 12:01:30 GMT", &clock), Some(90));
        assert_eq!(seconds("Sun, 22 Nov 2020 12:01:30 GMT", &clock), Some(0));
        assert_eq!(seconds("soon", &clock), None);
    }

    #[test]
    fn every_status_has_its_kind() {
        for (status, expected) in [
            (400, Kind::Rejected),
            (401, Kind::Denied),
            (403, Kind::Denied),
            (404, Kind::NotFound),
            (405, Kind::Unsupported),
            (409, Kind::Rejected),
            (412, Kind::Changed),
            (413, Kind::Quota),
            (422, Kind::Rejected),
            (429, Kind::Throttled),
            (500, Kind::Rejected),
            (502, Kind::Unreachable),
            (503, Kind::Unreachable),
        ] {
            assert_eq!(kind(StatusCode::from_u16(status).unwrap(), false), expected, "{status}");
        }
        assert_eq!(kind(StatusCode::SERVICE_UNAVAILABLE, true), Kind::Throttled);
    }
}
