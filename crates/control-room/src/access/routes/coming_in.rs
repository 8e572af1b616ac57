//! The first administrator, and signing in and out.

use crate::app::{App, Attempt, Hidden, Json, Needs, Peer, Routes, Token, forgotten, kept};
use crate::audit::Actor;
use crate::{Problem, Result};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use carteiro_mail::Kind;
use carteiro_world::{Language, Secret, phrase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Nothing, routes!(is_set_up))
        .with(Needs::Nothing, routes!(set_up))
        .with(Needs::Nothing, routes!(sign_in))
        .with(Needs::Nothing, routes!(sign_out))
}

/// Whether there is an administrator.
#[derive(Serialize, ToSchema)]
struct SetUp {
    is_set_up: bool,
}

/// Whether there is an administrator.
#[utoipa::path(get, path = "/api/setup", responses((status = 200, body = SetUp)))]
async fn is_set_up(State(app): State<App>) -> Result<axum::Json<SetUp>> {
    Ok(axum::Json(SetUp { is_set_up: !app.access.is_empty().await? }))
}

/// Who becomes the administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct First {
    /// The set-up token that was printed where Carteiro was started.
    token: Hidden,
    name: String,
    password: Hidden,
    #[schema(value_type = Option<String>, example = "pt-BR")]
    #[serde(default)]
    language: Language,
}

/// Makes the first administrator.
#[utoipa::path(post, path = "/api/setup", request_body = First, responses((status = 201)))]
async fn set_up(
    State(app): State<App>,
    Attempt(address): Attempt,
    Json(first): Json<First>,
) -> Result<StatusCode> {
    let Some(invitation) = &app.invitation else {
        return Err(Problem::new(Kind::Exists, phrase!("setup-done")));
    };
    let (token, password) = (first.token.into(), first.password.into());
    let by = Actor::unknown(address);
    app.access.set_up(&by, invitation, &token, &first.name, &password, first.language).await?;
    Ok(StatusCode::CREATED)
}

/// Who comes in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SigningIn {
    name: String,
    password: Hidden,
    /// A code of the second factor, or a recovery code: where `sign-in-code-wanted` was answered.
    code: Option<Hidden>,
}

/// Begins a session.
///
/// Where a second factor is on, the answer is 401 with the words `sign-in-code-wanted`: the same is asked again with `code`.
#[utoipa::path(
    post,
    path = "/api/session",
    request_body = SigningIn,
    responses((status = 204), (status = 401), (status = 429, headers(("Retry-After" = i64))))
)]
async fn sign_in(
    State(app): State<App>,
    Attempt(address): Attempt,
    Token(before): Token,
    headers: HeaderMap,
    Json(who): Json<SigningIn>,
) -> Result<impl IntoResponse> {
    let (password, code) = (who.password.into(), who.code.map(Secret::from));
    let agent = agent(&headers);
    let token = app.access.sign_in_with_code(&who.name, &password, code.as_ref(), agent, address).await?;
    // Whatever this browser was known by before is nobody's any more.
    if let Some(before) = before {
        app.access.sign_out(&before, address).await?;
    }
    let cookie = kept(&token, app.is_secure);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie)])))
}

/// Ends the session.
#[utoipa::path(delete, path = "/api/session", responses((status = 204)))]
async fn sign_out(
    State(app): State<App>,
    Peer(address): Peer,
    Token(token): Token,
) -> Result<impl IntoResponse> {
    if let Some(token) = token {
        app.access.sign_out(&token, address).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, forgotten(app.is_secure))])))
}

/// The program that asks, by its own name.
pub(super) fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}
