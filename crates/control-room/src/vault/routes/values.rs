//! The values of standard attributes: they are given, and never told.

use crate::Result;
use crate::app::{App, Hidden, IfMatch, Json, Known, Needs, Path, Routes, etag};
use crate::vault::Version;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(set_value))
        .with(Needs::Person, routes!(clear_value))
        .with(Needs::Person, routes!(value_versions))
        .with(Needs::Person, routes!(restore_value))
}

/// A value.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewValue {
    /// At most 64 KiB.
    pub(super) value: Hidden,
}

/// Gives a standard attribute its value, the same for all.
#[utoipa::path(
    put,
    path = "/api/credentials/{id}/attributes/{attribute}/value",
    params(
        ("id" = String, Path),
        ("attribute" = String, Path),
        ("If-Match" = String, Header, description = "The version of the credential that is changed")
    ),
    request_body = NewValue,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn set_value(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, attribute)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Json(given): Json<NewValue>,
) -> Result<impl IntoResponse> {
    let version = app.vault.set_value(&caller, &id, &attribute, Some(version), &given.value.into()).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// Takes the value of a standard attribute away, with all that it had before.
#[utoipa::path(
    delete,
    path = "/api/credentials/{id}/attributes/{attribute}/value",
    params(
        ("id" = String, Path),
        ("attribute" = String, Path),
        ("If-Match" = String, Header, description = "The version of the credential that is changed")
    ),
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn clear_value(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, attribute)): Path<(String, String)>,
    IfMatch(version): IfMatch,
) -> Result<impl IntoResponse> {
    let version = app.vault.clear_value(&caller, &id, &attribute, Some(version)).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// The values that a standard attribute has and had: when, and by whom.
#[utoipa::path(
    get,
    path = "/api/credentials/{id}/attributes/{attribute}/versions",
    params(("id" = String, Path), ("attribute" = String, Path)),
    responses((status = 200, body = Vec<Version>))
)]
async fn value_versions(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, attribute)): Path<(String, String)>,
) -> Result<axum::Json<Vec<Version>>> {
    app.vault.versions(&caller, &id, &attribute).await.map(axum::Json)
}

/// Gives a standard attribute a value again that it had before.
#[utoipa::path(
    post,
    path = "/api/credentials/{id}/attributes/{attribute}/versions/{number}/restore",
    params(
        ("id" = String, Path),
        ("attribute" = String, Path),
        ("number" = i64, Path),
        ("If-Match" = String, Header, description = "The version of the credential that is changed")
    ),
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn restore_value(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, attribute, number)): Path<(String, String, i64)>,
    IfMatch(version): IfMatch,
) -> Result<impl IntoResponse> {
    let version = app.vault.restore_value(&caller, &id, &attribute, Some(version), number).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}
