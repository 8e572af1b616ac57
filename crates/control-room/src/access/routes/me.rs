//! Whoever is signed in, about themselves.

use super::coming_in::agent;
use crate::Result;
use crate::access::{Changes, Permission, SecondFactor, Session};
use crate::app::{App, Hidden, IfMatch, Json, Known, Needs, Path, Routes, Token, etag, kept};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use carteiro_world::Language;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(me))
        .with(Needs::Person, routes!(change_me))
        .with(Needs::Session, routes!(change_password))
        .with(Needs::Session, routes!(my_sessions))
        .with(Needs::Session, routes!(revoke_my_session))
}

/// Whoever is signed in.
#[derive(Serialize, ToSchema)]
struct Me {
    id: String,
    name: String,
    #[schema(value_type = Vec<String>)]
    permissions: BTreeSet<Permission>,
    #[schema(value_type = Option<String>, example = "pt-BR")]
    language: Option<Language>,
    #[schema(example = "America/Sao_Paulo")]
    time_zone: Option<String>,
    /// Where notices go by mail.
    #[schema(example = "ana@example.org")]
    email: Option<String>,
    second_factor: SecondFactor,
    version: i64,
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/me", responses((status = 200, body = Me, headers(("ETag" = String)))))]
async fn me(State(app): State<App>, Known { caller }: Known) -> Result<impl IntoResponse> {
    let second_factor = app.access.second_factor(&caller.person.id).await?;
    let (person, permissions) = (caller.person, caller.permissions);
    let me = Me {
        id: person.id,
        name: person.name,
        permissions,
        language: person.language,
        time_zone: person.time_zone,
        email: person.email,
        second_factor,
        version: person.version,
    };
    Ok((etag(person.version), axum::Json(me)))
}

/// What changes; what is left out stays, and what is null is not said any more.
#[expect(clippy::option_option, reason = "left out, null and a value are three things (RFC 7396)")]
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Profile {
    /// What Carteiro answers in: `en` or `pt-BR`.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, example = "pt-BR")]
    language: Option<Option<Language>>,
    /// Where you are, by the name of a time zone.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, example = "America/Sao_Paulo")]
    time_zone: Option<Option<String>>,
    /// Where notices go by mail.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, example = "ana@example.org")]
    email: Option<Option<String>>,
}

/// Null, and not left out.
#[expect(clippy::option_option, reason = "left out, null and a value are three things (RFC 7396)")]
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// Changes one's language, time zone and address.
#[utoipa::path(
    patch,
    path = "/api/me",
    params(("If-Match" = String, Header, description = "The version that is changed")),
    request_body = Profile,
    responses((status = 204, headers(("ETag" = String))), (status = 412, description = "It is another version now"))
)]
async fn change_me(
    State(app): State<App>,
    Known { caller }: Known,
    IfMatch(version): IfMatch,
    Json(profile): Json<Profile>,
) -> Result<impl IntoResponse> {
    let Profile { language, time_zone, email } = profile;
    let changes = Changes { language, time_zone, email, ..Changes::default() };
    let (by, id) = (caller.actor(), &caller.person.id);
    let version = app.access.change_person(&by, id, Some(version), &changes).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}

/// Another password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// The one of now.
    old: Hidden,
    new: Hidden,
}

/// Changes one's password; all other sessions end, and this one goes on by another cookie.
#[utoipa::path(
    post,
    path = "/api/me/password",
    request_body = NewPassword,
    responses((status = 204), (status = 403, description = "The old password is wrong"))
)]
async fn change_password(
    State(app): State<App>,
    Known { caller }: Known,
    headers: HeaderMap,
    Json(password): Json<NewPassword>,
) -> Result<impl IntoResponse> {
    let (old, new) = (password.old.into(), password.new.into());
    let token = app.access.change_password(&caller, old, &new, agent(&headers)).await?;
    let cookie = kept(&token, app.is_secure);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie)])))
}

/// One's sessions, the latest first.
#[utoipa::path(get, path = "/api/me/sessions", responses((status = 200, body = Vec<Session>)))]
async fn my_sessions(
    State(app): State<App>,
    Known { caller }: Known,
    Token(token): Token,
) -> Result<axum::Json<Vec<Session>>> {
    app.access.sessions(&caller.person.id, token.as_ref()).await.map(axum::Json)
}

/// Ends one of them.
#[utoipa::path(delete, path = "/api/me/sessions/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn revoke_my_session(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.access.revoke(&caller.actor(), &caller.person.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
