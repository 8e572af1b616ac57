//! Lockers, and who is in them.

use crate::Result;
use crate::access::Permission;
use crate::app::{App, Asked, IfMatch, Json, Known, Needs, Page, Path, Query, Routes, etag};
use crate::vault::{Locker, Member, Members, Named, Standing};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(lockers))
        .with(Needs::Permission(Permission::ManageLockers), routes!(add_locker))
        .with(Needs::Person, routes!(locker))
        .with(Needs::Person, routes!(describe_locker))
        .with(Needs::Person, routes!(remove_locker))
        .with(Needs::Person, routes!(locker_members))
        .with(Needs::Person, routes!(locker_candidates))
        .with(Needs::Person, routes!(place_in_locker))
        .with(Needs::Person, routes!(take_out_of_locker))
        .with(Needs::Person, routes!(consume_locker))
        .with(Needs::Person, routes!(consume_locker_no_more))
}

/// The lockers in which whoever asks is something, by name.
#[utoipa::path(get, path = "/api/lockers", params(Asked), responses((status = 200, body = Page<Locker>)))]
async fn lockers(
    State(app): State<App>,
    Known { caller }: Known,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Page<Locker>>> {
    app.vault.lockers(&caller, &asked).await.map(axum::Json)
}

/// A locker to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLocker {
    /// As automations write it: `a-z`, `0-9`, `_`, `-`. It stays.
    #[schema(example = "finance")]
    name: String,
    /// What it is for.
    #[serde(default)]
    description: String,
}

/// Makes a locker, of which whoever asks is the first owner.
#[utoipa::path(
    post,
    path = "/api/lockers",
    request_body = NewLocker,
    responses((status = 201, body = Locker, headers(("ETag" = String))), (status = 409, description = "There is one of this name"))
)]
async fn add_locker(
    State(app): State<App>,
    Known { caller }: Known,
    Json(new): Json<NewLocker>,
) -> Result<impl IntoResponse> {
    let locker = app.vault.add_locker(&caller, &new.name, &new.description).await?;
    Ok((StatusCode::CREATED, etag(locker.version), axum::Json(locker)))
}

/// A locker.
#[utoipa::path(
    get,
    path = "/api/lockers/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = Locker, headers(("ETag" = String))), (status = 404))
)]
async fn locker(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<impl IntoResponse> {
    let locker = app.vault.locker(&caller, &id).await?;
    Ok((etag(locker.version), axum::Json(locker)))
}

/// What changes of a locker.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LockerChange {
    /// What it is for.
    description: String,
}

/// Describes a locker anew: its owners do.
#[utoipa::path(
    put,
    path = "/api/lockers/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = LockerChange,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn describe_locker(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(change): Json<LockerChange>,
) -> Result<impl IntoResponse> {
    let version = app.vault.describe_locker(&caller, &id, version, &change.description).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// Removes a locker with everything in it: its owners do.
#[utoipa::path(delete, path = "/api/lockers/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove_locker(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.vault.remove_locker(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is in a locker: whoever takes part in it sees that.
#[utoipa::path(
    get,
    path = "/api/lockers/{id}/members",
    params(("id" = String, Path)),
    responses((status = 200, body = Members<Member>))
)]
async fn locker_members(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<axum::Json<Members<Member>>> {
    app.vault.members(&caller, &id).await.map(axum::Json)
}

/// Who could be let into a locker: for whoever may do so.
#[utoipa::path(
    get,
    path = "/api/lockers/{id}/candidates",
    params(("id" = String, Path)),
    responses((status = 200, body = Members<Named>))
)]
async fn locker_candidates(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<axum::Json<Members<Named>>> {
    app.vault.candidates(&caller, &id).await.map(axum::Json)
}

/// What somebody is to be in a locker.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LockerPlace {
    /// Participant, manager or owner; consumers are so by a role.
    standing: Standing,
}

/// Makes somebody participant, manager or owner of a locker.
#[utoipa::path(
    put,
    path = "/api/lockers/{id}/people/{person}",
    params(("id" = String, Path), ("person" = String, Path)),
    request_body = LockerPlace,
    responses((status = 204), (status = 409, description = "No owner would be left"))
)]
async fn place_in_locker(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, person)): Path<(String, String)>,
    Json(placed): Json<LockerPlace>,
) -> Result<StatusCode> {
    app.vault.place(&caller, &id, &person, Some(placed.standing)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes somebody out of a locker.
#[utoipa::path(
    delete,
    path = "/api/lockers/{id}/people/{person}",
    params(("id" = String, Path), ("person" = String, Path)),
    responses((status = 204), (status = 409, description = "No owner would be left"))
)]
async fn take_out_of_locker(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, person)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.vault.place(&caller, &id, &person, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets the holders of a role consume what is in a locker.
#[utoipa::path(
    put,
    path = "/api/lockers/{id}/consumers/{role}",
    params(("id" = String, Path), ("role" = String, Path)),
    responses((status = 204))
)]
async fn consume_locker(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, role)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.vault.consume(&caller, &id, &role, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets them no more.
#[utoipa::path(
    delete,
    path = "/api/lockers/{id}/consumers/{role}",
    params(("id" = String, Path), ("role" = String, Path)),
    responses((status = 204))
)]
async fn consume_locker_no_more(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, role)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.vault.consume(&caller, &id, &role, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
