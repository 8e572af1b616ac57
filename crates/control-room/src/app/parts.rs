//! What comes in with the address of a request.

use super::App;
use super::problem::not_understood;
use crate::{Problem, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// The parts of the path that are names.
pub(crate) struct Path<T>(pub(crate) T);

/// What stands behind the question mark.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        nul(parts.uri.path())?;
        let read = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        read.map(|axum::extract::Path(names)| Self(names)).map_err(|error| not_understood(&error.body_text()))
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        nul(parts.uri.query().unwrap_or_default())?;
        let read = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        read.map(|axum::extract::Query(asked)| Self(asked))
            .map_err(|error| not_understood(&error.body_text()))
    }
}

/// No name has one, and PostgreSQL takes none.
fn nul(encoded: &str) -> Result<()> {
    if encoded.contains("%00") { Err(not_understood("%00")) } else { Ok(()) }
}
