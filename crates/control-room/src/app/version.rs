//! Two people change the same thing: the second is told (RFC 9110 §13.1.1).

use super::App;
use crate::{Problem, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;
use carteiro_mail::Kind;
use carteiro_world::phrase;

/// The version that whoever asks has seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IfMatch(pub(crate) i64);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let given = parts.headers.get(header::IF_MATCH).and_then(|given| given.to_str().ok());
        let version = given.and_then(|given| given.trim().trim_matches('"').parse().ok());
        version.map(Self).ok_or_else(|| Problem::new(Kind::InvalidInput, phrase!("version-wanted")))
    }
}

/// Tells which version an answer shows.
pub(crate) fn etag(version: i64) -> AppendHeaders<[(HeaderName, HeaderValue); 1]> {
    let tag = HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
    AppendHeaders([(header::ETAG, tag)])
}

/// The problem of whoever has seen another version.
pub(crate) fn changed() -> Problem {
    Problem::new(Kind::Changed, phrase!("version-changed"))
}
