//! Notices over HTTP.

use super::{Delivery, Notice};
use crate::Result;
use crate::access::Permission;
use crate::app::{App, Asked, Hidden, Json, Known, Needs, Page, Path, Query, Routes, Speaks};
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let manage = Needs::Permission(Permission::ManageSettings);
    Routes::new()
        .with(Needs::Person, routes!(mine))
        .with(Needs::Person, routes!(unread))
        .with(Needs::Person, routes!(read))
        .with(Needs::Person, routes!(read_all))
        .with(manage, routes!(signed, sign_with))
        .with(manage, routes!(deliveries))
        .with(manage, routes!(retry))
}

/// What you were told of, the latest first.
#[utoipa::path(get, path = "/api/me/notices", params(Asked), responses((status = 200, body = Page<Notice>)))]
async fn mine(
    State(app): State<App>,
    Known { caller }: Known,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Notice>>> {
    app.notices.of(&caller.person.id, &asked, language).await.map(axum::Json)
}

/// How much is new.
#[derive(Serialize, ToSchema)]
struct Unread {
    /// Notices that you have not read.
    unread: u64,
}

/// How many of them you have not read.
#[utoipa::path(get, path = "/api/me/notices/unread", responses((status = 200, body = Unread)))]
async fn unread(State(app): State<App>, Known { caller }: Known) -> Result<axum::Json<Unread>> {
    let unread = app.notices.unread(&caller.person.id).await?;
    Ok(axum::Json(Unread { unread }))
}

/// That you have read one.
#[utoipa::path(put, path = "/api/me/notices/{id}/read", params(("id" = String, Path)), responses((status = 204)))]
async fn read(State(app): State<App>, Known { caller }: Known, Path(id): Path<String>) -> Result<StatusCode> {
    app.notices.read(&caller.person.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// That you have read all of them.
#[utoipa::path(put, path = "/api/me/notices/read", responses((status = 204)))]
async fn read_all(State(app): State<App>, Known { caller }: Known) -> Result<StatusCode> {
    app.notices.read_all(&caller.person.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether notices to the webhook are signed.
#[derive(Serialize, ToSchema)]
struct Signed {
    /// They are: a secret is kept for it.
    is_signed: bool,
}

/// Whether notices to the webhook are signed. What they are signed with is never shown.
#[utoipa::path(get, path = "/api/settings/notice-webhook-secret", responses((status = 200, body = Signed)))]
async fn signed(State(app): State<App>) -> Result<axum::Json<Signed>> {
    let is_signed = app.notices.is_signed().await?;
    Ok(axum::Json(Signed { is_signed }))
}

/// What notices to the webhook are signed with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Signing {
    /// 24 bytes or more, as they are or in Base64 behind `whsec_` (Standard Webhooks); empty: nothing is signed.
    secret: Hidden,
}

/// Sets what notices to the webhook are signed with. It is never shown again.
#[utoipa::path(put, path = "/api/settings/notice-webhook-secret", request_body = Signing, responses((status = 204)))]
async fn sign_with(
    State(app): State<App>,
    Known { caller }: Known,
    Json(signing): Json<Signing>,
) -> Result<StatusCode> {
    app.notices.sign_with(&caller.actor(), &signing.secret.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Notices on their way out, and what became of them, the latest first.
#[utoipa::path(get, path = "/api/notices/deliveries", params(Asked), responses((status = 200, body = Page<Delivery>)))]
async fn deliveries(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Delivery>>> {
    app.notices.deliveries(&asked, language).await.map(axum::Json)
}

/// Tries one again that did not arrive.
#[utoipa::path(post, path = "/api/notices/deliveries/{id}/retry", params(("id" = String, Path)), responses((status = 204)))]
async fn retry(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode> {
    app.notices.retry(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}
