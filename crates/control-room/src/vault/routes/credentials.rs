//! Credentials, without their values.

use crate::Result;
use crate::app::{App, Asked, IfMatch, Json, Known, Needs, Page, Path, Query, Routes, Speaks, etag};
use crate::audit::Recorded;
use crate::vault::{Credential, NewAttribute, NewCredential};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use carteiro_auth::AllowedHosts;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(credentials))
        .with(Needs::Person, routes!(add_credential))
        .with(Needs::Person, routes!(credential))
        .with(Needs::Person, routes!(change_credential))
        .with(Needs::Person, routes!(remove_credential))
        .with(Needs::Person, routes!(credential_reads))
}

/// The credentials in a locker, by name.
#[utoipa::path(
    get,
    path = "/api/lockers/{id}/credentials",
    params(("id" = String, Path), Asked),
    responses((status = 200, body = Page<Credential>))
)]
async fn credentials(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Page<Credential>>> {
    app.vault.credentials(&caller, &id, &asked).await.map(axum::Json)
}

/// A credential to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CredentialInLocker {
    /// As automations write it: `a-z`, `0-9`, `_`, `-`. It stays.
    #[schema(example = "invoices")]
    name: String,
    /// What it is for.
    #[serde(default)]
    description: String,
    /// To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any.
    #[serde(default)]
    #[schema(value_type = Vec<String>, example = json!(["imap.example.org", "*.example.com"]))]
    allowed_hosts: AllowedHosts,
    /// What it has values for.
    attributes: Vec<NewAttribute>,
}

/// Puts a credential without values into a locker: who takes part in it does.
#[utoipa::path(
    post,
    path = "/api/lockers/{id}/credentials",
    params(("id" = String, Path)),
    request_body = CredentialInLocker,
    responses((status = 201, body = Credential, headers(("ETag" = String))), (status = 409, description = "There is one of this name"))
)]
async fn add_credential(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Json(made): Json<CredentialInLocker>,
) -> Result<impl IntoResponse> {
    let CredentialInLocker { name, description, allowed_hosts, attributes } = made;
    let new = NewCredential { description, allowed_hosts, attributes };
    let credential = app.vault.add_credential(&caller, &id, &name, &new).await?;
    Ok((StatusCode::CREATED, etag(credential.version), axum::Json(credential)))
}

/// A credential, without its values.
#[utoipa::path(
    get,
    path = "/api/credentials/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = Credential, headers(("ETag" = String))), (status = 404))
)]
async fn credential(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<impl IntoResponse> {
    let credential = app.vault.credential(&caller, &id).await?;
    Ok((etag(credential.version), axum::Json(credential)))
}

/// Changes what a credential is. Values of attributes that go, or that somebody else gives from now on, are removed.
#[utoipa::path(
    put,
    path = "/api/credentials/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = NewCredential,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn change_credential(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(new): Json<NewCredential>,
) -> Result<impl IntoResponse> {
    let version = app.vault.change_credential(&caller, &id, version, &new).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// Removes a credential with all its values.
#[utoipa::path(delete, path = "/api/credentials/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove_credential(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.vault.remove_credential(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who read values of a credential, and in which run, the latest first.
#[utoipa::path(
    get,
    path = "/api/credentials/{id}/reads",
    params(("id" = String, Path), Asked),
    responses((status = 200, body = Page<Recorded>))
)]
async fn credential_reads(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Recorded>>> {
    app.vault.reads(&caller, &id, &asked, language).await.map(axum::Json)
}
