//! Settings over HTTP.

use super::Settings;
use crate::Result;
use crate::access::Permission;
use crate::app::{App, IfMatch, Json, Known, Needs, Routes, etag};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let manage = Needs::Permission(Permission::ManageSettings);
    Routes::new().with(manage, routes!(settings)).with(manage, routes!(change_settings))
}

/// How this Control Room works.
#[utoipa::path(get, path = "/api/settings", responses((status = 200, body = Settings, headers(("ETag" = String)))))]
async fn settings(State(app): State<App>) -> Result<impl IntoResponse> {
    let (settings, version) = app.ground.settings().await?;
    Ok((etag(version), axum::Json(settings)))
}

/// Changes how it works.
#[utoipa::path(
    put,
    path = "/api/settings",
    params(("If-Match" = String, Header, description = "The version that is changed")),
    request_body = Settings,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn change_settings(
    State(app): State<App>,
    Known { caller }: Known,
    IfMatch(version): IfMatch,
    Json(settings): Json<Settings>,
) -> Result<impl IntoResponse> {
    let version = app.ground.decide(&caller.actor(), version, &settings).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}
