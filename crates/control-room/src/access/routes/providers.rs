//! Providers of single sign-on, for who manages people: a provider decides who comes in, and by its groups what they may do.

use crate::Result;
use crate::access::{Details, Permission, Provider};
use crate::app::{App, Hidden, IfMatch, Json, Known, Needs, Path, Routes, etag};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use carteiro_world::Secret;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let manage = Needs::InPerson(Permission::ManagePeople);
    Routes::new()
        .with(manage, routes!(providers))
        .with(manage, routes!(add))
        .with(manage, routes!(provider))
        .with(manage, routes!(change))
        .with(manage, routes!(remove))
}

/// A provider, and our secret there.
#[expect(clippy::option_option, reason = "left out, null and a value are three things (RFC 7396)")]
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Given {
    details: Details,
    /// Our secret there. Left out: as it is; null: there is none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = Password)]
    secret: Option<Option<Hidden>>,
}

/// Null, and not left out.
#[expect(clippy::option_option, reason = "left out, null and a value are three things (RFC 7396)")]
fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<Hidden>>, D::Error> {
    Option::deserialize(value).map(Some)
}

impl Given {
    #[expect(clippy::option_option, reason = "left out, null and a value are three things (RFC 7396)")]
    fn split(self) -> (Details, Option<Option<Secret>>) {
        (self.details, self.secret.map(|secret| secret.map(Secret::from)))
    }
}

/// All providers, by name.
#[utoipa::path(get, path = "/api/sso-providers", responses((status = 200, body = Vec<Provider>)))]
async fn providers(State(app): State<App>) -> Result<axum::Json<Vec<Provider>>> {
    app.access.sso_providers().await.map(axum::Json)
}

/// Adds a provider.
#[utoipa::path(
    post,
    path = "/api/sso-providers",
    request_body = Given,
    responses((status = 201, body = Provider, headers(("ETag" = String))))
)]
async fn add(
    State(app): State<App>,
    Known { caller }: Known,
    Json(given): Json<Given>,
) -> Result<impl IntoResponse> {
    let (details, secret) = given.split();
    let secret = secret.flatten();
    let provider = app.access.add_sso_provider(&caller.actor(), &details, secret.as_ref()).await?;
    Ok((StatusCode::CREATED, etag(provider.version), axum::Json(provider)))
}

/// A provider.
#[utoipa::path(
    get,
    path = "/api/sso-providers/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = Provider, headers(("ETag" = String))))
)]
async fn provider(State(app): State<App>, Path(id): Path<String>) -> Result<impl IntoResponse> {
    let provider = app.access.sso_provider(&id).await?;
    Ok((etag(provider.version), axum::Json(provider)))
}

/// Changes a provider.
#[utoipa::path(
    put,
    path = "/api/sso-providers/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = Given,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn change(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(given): Json<Given>,
) -> Result<impl IntoResponse> {
    let (details, secret) = given.split();
    let version = app.access.change_sso_provider(&caller.actor(), &id, version, &details, secret).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// Removes a provider: nobody comes in by it any more.
#[utoipa::path(delete, path = "/api/sso-providers/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.access.remove_sso_provider(&caller.actor(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
