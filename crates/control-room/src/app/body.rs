//! What comes in as JSON.

use super::App;
use super::problem::not_understood;
use crate::{Problem, Result};
use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// A body is there after this, or refused: who sends one byte at a time would hold memory for as long as they like.
const SLOWEST: Duration = Duration::from_mins(1);

/// The body of a request: an object. What is wrong with it is told with its place.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let read = Bytes::from_request(Request::from_parts(parts.clone(), body), app);
        let read = tokio::select! {
            biased;
            read = read => read,
            () = async { app.ground.clock.sleep(SLOWEST).await } => return Err(not_understood("it did not arrive in time")),
        };
        let whole = read.map_err(|rejected: BytesRejection| problem(rejected.status(), &rejected))?;
        let request = Request::from_parts(parts, Body::from(whole.clone()));
        let read = axum::Json::<T>::from_request(request, app).await;
        let axum::Json(body) =
            read.map_err(|rejected: JsonRejection| problem(rejected.status(), &rejected))?;
        // Serde takes a list of its values for a struct too.
        if whole.trim_ascii_start().first() != Some(&b'{') {
            return Err(not_understood("expected an object"));
        }
        if has_nul(&whole) {
            return Err(not_understood("\\u0000"));
        }
        Ok(Self(body))
    }
}

/// No text has one, and PostgreSQL takes none. As it is, JSON has none (RFC 8259 §7).
fn has_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"u0000") {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

fn problem(status: StatusCode, rejected: &dyn std::error::Error) -> Problem {
    let words = match status {
        StatusCode::PAYLOAD_TOO_LARGE => phrase!("request-too-large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => phrase!("request-no-json"),
        _ => return not_understood(&innermost(rejected)),
    };
    Problem::new(Kind::InvalidInput, words)
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::has_nul;

    #[test]
    fn a_zero_is_found_and_what_only_looks_like_one_is_not() {
        for json in
            [r#"{"a": "\u0000"}"#, r#"{"a\u0000": 1}"#, r#"{"a": "\\\u0000"}"#, r#"{"a": "\n\"\u0000"}"#]
        {
            assert!(has_nul(json.as_bytes()), "{json}");
        }
        for json in [r#"{"a": "\\u0000"}"#, r#"{"a": "u0000"}"#, r#"{"a": "\u0001"}"#, "", "\\"] {
            assert!(!has_nul(json.as_bytes()), "{json}");
        }
    }
}
