//! What comes in as JSON.

use super::App;
use crate::{Problem, Result};
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::de::DeserializeOwned;

/// The body of a request. What is wrong with it is told with its place.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let read = axum::Json::<T>::from_request(request, app).await;
        read.map(|axum::Json(body)| Self(body)).map_err(|rejected| problem(&rejected))
    }
}

fn problem(rejected: &JsonRejection) -> Problem {
    let words = match rejected.status() {
        StatusCode::PAYLOAD_TOO_LARGE => phrase!("request-too-large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => phrase!("request-no-json"),
        _ => phrase!("request-form", error = innermost(rejected)),
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
