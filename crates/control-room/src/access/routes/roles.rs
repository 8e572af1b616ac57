//! Roles, and who holds them.

use crate::Result;
use crate::access::{Permission, Role, RoleName};
use crate::app::{App, IfMatch, Json, Known, Needs, Path, Routes, etag};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let manage = Needs::Permission(Permission::ManagePeople);
    Routes::new()
        .with(manage, routes!(roles))
        .with(Needs::Person, routes!(role_names))
        .with(manage, routes!(add_role))
        .with(manage, routes!(change_role))
        .with(manage, routes!(remove_role))
        .with(manage, routes!(give_role))
        .with(manage, routes!(take_role))
}

/// All roles, by name.
#[utoipa::path(get, path = "/api/roles", responses((status = 200, body = Vec<Role>)))]
async fn roles(State(app): State<App>) -> Result<axum::Json<Vec<Role>>> {
    app.access.roles().await.map(axum::Json)
}

/// The names of roles, by name: of all for whoever manages people, connections or lockers, of their own for others.
#[utoipa::path(get, path = "/api/roles/names", responses((status = 200, body = Vec<RoleName>)))]
async fn role_names(State(app): State<App>, Known { caller }: Known) -> Result<axum::Json<Vec<RoleName>>> {
    app.access.role_names(&caller).await.map(axum::Json)
}

/// A role to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRole {
    name: String,
    #[schema(value_type = Vec<String>)]
    permissions: BTreeSet<Permission>,
}

/// Makes a role.
#[utoipa::path(post, path = "/api/roles", request_body = NewRole, responses((status = 201, body = Role, headers(("ETag" = String)))))]
async fn add_role(
    State(app): State<App>,
    Known { caller }: Known,
    Json(role): Json<NewRole>,
) -> Result<impl IntoResponse> {
    let role = app.access.add_role(&caller.actor(), &role.name, &role.permissions).await?;
    Ok((StatusCode::CREATED, etag(role.version), axum::Json(role)))
}

/// What the holders of a role may do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleChange {
    #[schema(value_type = Vec<String>)]
    permissions: BTreeSet<Permission>,
}

/// Changes what the holders of a role may do.
#[utoipa::path(
    put,
    path = "/api/roles/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = RoleChange,
    responses((status = 204), (status = 412, description = "It is another version now"))
)]
async fn change_role(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(change): Json<RoleChange>,
) -> Result<StatusCode> {
    app.access.change_role(&caller.actor(), &id, version, &change.permissions).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a role.
#[utoipa::path(delete, path = "/api/roles/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove_role(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.access.remove_role(&caller.actor(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives somebody a role.
#[utoipa::path(
    put,
    path = "/api/people/{person}/roles/{role}",
    params(("person" = String, Path), ("role" = String, Path)),
    responses((status = 204))
)]
async fn give_role(
    State(app): State<App>,
    Known { caller }: Known,
    Path((person, role)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.access.assign(&caller.actor(), &person, &role, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a role from somebody.
#[utoipa::path(
    delete,
    path = "/api/people/{person}/roles/{role}",
    params(("person" = String, Path), ("role" = String, Path)),
    responses((status = 204))
)]
async fn take_role(
    State(app): State<App>,
    Known { caller }: Known,
    Path((person, role)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.access.assign(&caller.actor(), &person, &role, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
