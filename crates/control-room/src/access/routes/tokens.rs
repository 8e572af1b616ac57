//! API tokens: one's own, and those of others for who manages people.

use crate::Result;
use crate::access::{ApiToken, Permission};
use crate::app::{App, Json, Known, Needs, Path, Routes, Told};
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let manage = Needs::InPerson(Permission::ManagePeople);
    Routes::new()
        .with(Needs::Session, routes!(mine))
        .with(Needs::Session, routes!(add))
        .with(Needs::Session, routes!(revoke_mine))
        .with(manage, routes!(of_somebody))
        .with(manage, routes!(revoke))
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// What it is for.
    name: String,
    /// What it may do: some of what you may.
    #[schema(value_type = Vec<String>)]
    scopes: BTreeSet<Permission>,
    /// Until when: a year at the most.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
struct Made {
    #[serde(flatten)]
    about: ApiToken,
    /// The token itself, told this once: `Authorization: Bearer carteiro_…`.
    token: Told,
}

/// One's API tokens, the latest first.
#[utoipa::path(get, path = "/api/me/tokens", responses((status = 200, body = Vec<ApiToken>)))]
async fn mine(State(app): State<App>, Known { caller }: Known) -> Result<axum::Json<Vec<ApiToken>>> {
    app.access.api_tokens(&caller.person.id).await.map(axum::Json)
}

/// Makes an API token.
#[utoipa::path(post, path = "/api/me/tokens", request_body = NewToken, responses((status = 201, body = Made)))]
async fn add(
    State(app): State<App>,
    Known { caller }: Known,
    Json(new): Json<NewToken>,
) -> Result<(StatusCode, axum::Json<Made>)> {
    let made = app.access.add_api_token(&caller, &new.name, &new.scopes, new.expires_at).await?;
    let (about, token) = made;
    Ok((StatusCode::CREATED, axum::Json(Made { about, token: token.into() })))
}

/// Makes one of them good for nothing.
#[utoipa::path(delete, path = "/api/me/tokens/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn revoke_mine(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.access.revoke_api_token(&caller.actor(), &caller.person.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody's API tokens, the latest first.
#[utoipa::path(
    get,
    path = "/api/people/{id}/tokens",
    params(("id" = String, Path)),
    responses((status = 200, body = Vec<ApiToken>))
)]
async fn of_somebody(State(app): State<App>, Path(id): Path<String>) -> Result<axum::Json<Vec<ApiToken>>> {
    app.access.person(&id).await?;
    app.access.api_tokens(&id).await.map(axum::Json)
}

/// Makes one of somebody's API tokens good for nothing.
#[utoipa::path(
    delete,
    path = "/api/people/{person}/tokens/{id}",
    params(("person" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
async fn revoke(
    State(app): State<App>,
    Known { caller }: Known,
    Path((person, id)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.access.revoke_api_token(&caller.actor(), &person, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
