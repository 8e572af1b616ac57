//! People, for who manages them.

use crate::Result;
use crate::access::{Changes, Permission, Person, Role, SecondFactor, Session};
use crate::app::{App, Asked, Hidden, IfMatch, Json, Known, Needs, Page, Path, Query, Routes, Token, etag};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let manage = Needs::Permission(Permission::ManagePeople);
    let in_person = Needs::InPerson(Permission::ManagePeople);
    Routes::new()
        .with(manage, routes!(people))
        .with(manage, routes!(add_person))
        .with(manage, routes!(person))
        .with(manage, routes!(change_person))
        .with(in_person, routes!(set_password))
        .with(manage, routes!(sessions))
        .with(manage, routes!(revoke_sessions))
        .with(manage, routes!(revoke_session))
}

/// People by name.
#[utoipa::path(get, path = "/api/people", params(Asked), responses((status = 200, body = Page<Person>)))]
async fn people(State(app): State<App>, Query(asked): Query<Asked>) -> Result<axum::Json<Page<Person>>> {
    app.access.people(&asked).await.map(axum::Json)
}

/// Somebody to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    name: String,
    password: Hidden,
}

/// Adds somebody.
#[utoipa::path(
    post,
    path = "/api/people",
    request_body = NewPerson,
    responses((status = 201, body = Person, headers(("ETag" = String))))
)]
async fn add_person(
    State(app): State<App>,
    Known { caller }: Known,
    Json(who): Json<NewPerson>,
) -> Result<impl IntoResponse> {
    let person = app.access.add_person(&caller.actor(), &who.name, &who.password.into()).await?;
    Ok((StatusCode::CREATED, etag(person.version), axum::Json(person)))
}

/// Somebody, and what they hold.
#[derive(Serialize, ToSchema)]
struct Somebody {
    #[serde(flatten)]
    person: Person,
    roles: Vec<Role>,
    second_factor: SecondFactor,
}

/// Somebody with their roles.
#[utoipa::path(
    get,
    path = "/api/people/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = Somebody, headers(("ETag" = String))))
)]
async fn person(State(app): State<App>, Path(id): Path<String>) -> Result<impl IntoResponse> {
    let person = app.access.person(&id).await?;
    let (roles, second_factor) = (app.access.roles_held(&id).await?, app.access.second_factor(&id).await?);
    Ok((etag(person.version), axum::Json(Somebody { person, roles, second_factor })))
}

/// What changes of somebody; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonChange {
    name: Option<String>,
    /// Nobody comes in so, and all sessions end.
    disabled: Option<bool>,
    /// Where they get mail; empty: it is not said any more.
    email: Option<String>,
}

/// Renames somebody, lets them in no more, or again, and says where they get mail.
#[utoipa::path(
    patch,
    path = "/api/people/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = PersonChange,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn change_person(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(change): Json<PersonChange>,
) -> Result<impl IntoResponse> {
    let PersonChange { name, disabled, email } = change;
    let email = email.map(|email| Some(email).filter(|email| !email.is_empty()));
    let changes = Changes { name, disabled, email, ..Changes::default() };
    let version = app.access.change_person(&caller.actor(), &id, Some(version), &changes).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// Another password for somebody.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GivenPassword {
    password: Hidden,
}

/// Gives somebody another password; all sessions of theirs end.
#[utoipa::path(
    put,
    path = "/api/people/{id}/password",
    params(("id" = String, Path)),
    request_body = GivenPassword,
    responses((status = 204))
)]
async fn set_password(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Json(given): Json<GivenPassword>,
) -> Result<StatusCode> {
    app.access.set_password(&caller.actor(), &id, &given.password.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody's sessions, the latest first.
#[utoipa::path(
    get,
    path = "/api/people/{id}/sessions",
    params(("id" = String, Path)),
    responses((status = 200, body = Vec<Session>))
)]
async fn sessions(
    State(app): State<App>,
    Path(id): Path<String>,
    Token(token): Token,
) -> Result<axum::Json<Vec<Session>>> {
    app.access.person(&id).await?;
    app.access.sessions(&id, token.as_ref()).await.map(axum::Json)
}

/// Ends all of somebody's sessions.
#[utoipa::path(
    delete,
    path = "/api/people/{id}/sessions",
    params(("id" = String, Path)),
    responses((status = 204))
)]
async fn revoke_sessions(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.access.revoke_all(&caller.actor(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of somebody's sessions.
#[utoipa::path(
    delete,
    path = "/api/people/{person}/sessions/{id}",
    params(("person" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
async fn revoke_session(
    State(app): State<App>,
    Known { caller }: Known,
    Path((person, id)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.access.revoke(&caller.actor(), &person, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
