//! What is asked.

use crate::{Secret, Spool};
use base64::Engine as _;
use http::{HeaderMap, HeaderValue, Method};
use std::time::Duration;
use url::Url;
use zeroize::Zeroizing;

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to do.
    pub method: Method,
    /// With what: from [`super::address`].
    pub url: Url,
    /// Header fields. Those that are [secret](secret) stay with the origin they are sent to first.
    pub headers: HeaderMap,
    /// What is sent along: read as it is sent.
    pub body: Option<Spool>,
    /// Bounds.
    pub limits: Limits,
}

/// What an exchange may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the first dial to the last byte.
    pub total: Duration,
    /// How long the server may be silent while it owes an answer, or the rest of one. A body has the time besides that
    /// it takes over a slow line.
    pub silence: Duration,
    /// The answer, in bytes, after decompression.
    pub size: u64,
    /// How many redirects are followed; with none, a redirect is an answer like others.
    pub redirects: usize,
}

impl Request {
    /// A request for `url`, within `limits`.
    pub fn new(method: Method, url: Url, limits: Limits) -> Self {
        Self { method, url, headers: HeaderMap::new(), body: None, limits }
    }

    /// Whether it holds a secret that is known as one.
    pub fn has_secrets(&self) -> bool {
        self.headers.values().any(HeaderValue::is_sensitive)
    }
}

/// A field of a header that nobody else gets to see; `None` when it cannot be written in a header.
pub fn secret(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// `Authorization` by name and password (RFC 7617).
pub fn basic(user: &str, password: &Secret) -> Option<HeaderValue> {
    // A colon ends the name (§2).
    if user.contains(':') {
        return None;
    }
    let both = Zeroizing::new(format!("{user}:{}", password.expose()));
    let coded = base64::engine::general_purpose::STANDARD.encode(both.as_bytes());
    secret(&Zeroizing::new(format!("Basic {}", *Zeroizing::new(coded))))
}

/// `Authorization` by a token (RFC 6750 §2.1).
pub fn bearer(token: &Secret) -> Option<HeaderValue> {
    secret(&Zeroizing::new(format!("Bearer {}", token.expose())))
}

/// Names and values as a browser sends a form (url.spec.whatwg.org §5.2).
pub fn form<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    form.finish()
}
