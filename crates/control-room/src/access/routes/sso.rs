//! Signing in elsewhere.

use super::coming_in::agent;
use crate::Result;
use crate::access::{Identity, Permission, Returned, Sent};
use crate::app::{
    App, Attempt, Known, Needs, Path, Query, Routes, Token, Whoever, away, back, kept, kept_away,
};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use carteiro_world::Secret;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let manage = Needs::InPerson(Permission::ManagePeople);
    Routes::new()
        .with(Needs::Nothing, routes!(choices))
        .with(Needs::Nothing, routes!(begin))
        .with(Needs::Nothing, routes!(callback))
        .with(Needs::Session, routes!(mine))
        .with(Needs::Session, routes!(link_mine))
        .with(Needs::Session, routes!(unlink_mine))
        .with(manage, routes!(link))
        .with(manage, routes!(unlink))
}

/// Where one may sign in.
#[derive(Serialize, ToSchema)]
struct Choice {
    id: String,
    name: String,
}

/// Where one may sign in besides here.
#[utoipa::path(get, path = "/api/sso", responses((status = 200, body = Vec<Choice>)))]
async fn choices(State(app): State<App>) -> Result<axum::Json<Vec<Choice>>> {
    let providers = app.access.sso_providers().await?.into_iter();
    Ok(axum::Json(providers.map(|one| Choice { id: one.id, name: one.details.name }).collect()))
}

/// Where to go then.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct To {
    /// A path of this Control Room.
    #[serde(default)]
    to: String,
}

type SetCookie = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

/// Sends the browser to a provider, to sign in there.
#[utoipa::path(
    get,
    path = "/api/sso/{provider}/begin",
    params(("provider" = String, Path), To),
    responses((status = 303, description = "To the provider", headers(("Location" = String))))
)]
async fn begin(
    State(app): State<App>,
    _: Attempt,
    Path(provider): Path<String>,
    Query(To { to }): Query<To>,
) -> Result<(StatusCode, SetCookie)> {
    let sent = app.access.send_to_sso(&provider, &app.sso_callback(), &to, None).await?;
    let cookie = (header::SET_COOKIE, kept_away(&sent.browser, app.is_secure));
    Ok((StatusCode::SEE_OTHER, AppendHeaders([to_url(&sent.url), cookie])))
}

/// What a provider tells by the browser that it sends back (OpenID Connect Core 1.0 §3.1.2.5).
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// Takes the browser back from a provider, and begins a session.
#[utoipa::path(
    get,
    path = "/api/sso/callback",
    params(Answer),
    responses((status = 303, description = "Into the Control Room", headers(("Location" = String))), (status = 401))
)]
async fn callback(
    State(app): State<App>,
    Attempt(address): Attempt,
    Whoever(caller): Whoever,
    Token(before): Token,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<impl IntoResponse> {
    let returned = Returned {
        state: Secret::new(answer.state),
        code: answer.code.map(Secret::new).ok_or_else(|| answer.error.unwrap_or_default()),
        issuer: answer.iss,
        browser: away(&headers),
        agent: agent(&headers).to_owned(),
        address,
    };
    let arrived = app.access.return_from_sso(returned, &app.sso_callback(), caller.as_ref()).await?;
    let mut told = vec![to_url(&arrived.to), (header::SET_COOKIE, back(app.is_secure))];
    if let Some(session) = arrived.session {
        // Whatever this browser was known by before is nobody's any more.
        if let Some(before) = before {
            app.access.sign_out(&before, address).await?;
        }
        told.push((header::SET_COOKIE, kept(&session, app.is_secure)));
    }
    Ok((StatusCode::SEE_OTHER, AppendHeaders(told)))
}

/// Where one signs in.
#[utoipa::path(get, path = "/api/me/sso", responses((status = 200, body = Vec<Identity>)))]
async fn mine(State(app): State<App>, Known { caller }: Known) -> Result<axum::Json<Vec<Identity>>> {
    app.access.identities(&caller.person.id).await.map(axum::Json)
}

/// Where the browser has to go.
#[derive(Serialize, ToSchema)]
#[schema(as = SignInAddress)]
struct Way {
    url: String,
}

/// Begins to link a sign-in at a provider to oneself: the browser goes where this answers, and comes back.
#[utoipa::path(
    post,
    path = "/api/me/sso/{provider}",
    params(("provider" = String, Path), To),
    responses((status = 200, body = Way))
)]
async fn link_mine(
    State(app): State<App>,
    Known { caller }: Known,
    Path(provider): Path<String>,
    Query(To { to }): Query<To>,
) -> Result<impl IntoResponse> {
    let sent = app.access.send_to_sso(&provider, &app.sso_callback(), &to, Some(&caller)).await?;
    let Sent { url, browser } = sent;
    let cookie = kept_away(&browser, app.is_secure);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), axum::Json(Way { url })))
}

/// Signs in there no more.
#[utoipa::path(
    delete,
    path = "/api/me/sso/{provider}",
    params(("provider" = String, Path)),
    responses((status = 204))
)]
async fn unlink_mine(
    State(app): State<App>,
    Known { caller }: Known,
    Path(provider): Path<String>,
) -> Result<StatusCode> {
    app.access.unlink_sso(&caller.actor(), &caller.person.id, &provider).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a provider knows somebody by.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Subject {
    /// The claim `sub`.
    subject: String,
}

/// Links somebody to what a provider knows them by.
#[utoipa::path(
    put,
    path = "/api/people/{person}/sso/{provider}",
    params(("person" = String, Path), ("provider" = String, Path)),
    request_body = Subject,
    responses((status = 204))
)]
async fn link(
    State(app): State<App>,
    Known { caller }: Known,
    Path((person, provider)): Path<(String, String)>,
    crate::app::Json(subject): crate::app::Json<Subject>,
) -> Result<StatusCode> {
    app.access.link_sso(&caller.actor(), &person, &provider, &subject.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Undoes that.
#[utoipa::path(
    delete,
    path = "/api/people/{person}/sso/{provider}",
    params(("person" = String, Path), ("provider" = String, Path)),
    responses((status = 204))
)]
async fn unlink(
    State(app): State<App>,
    Known { caller }: Known,
    Path((person, provider)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.access.unlink_sso(&caller.actor(), &person, &provider).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn to_url(url: &str) -> (HeaderName, HeaderValue) {
    (header::LOCATION, HeaderValue::from_str(url).unwrap_or(HeaderValue::from_static("/")))
}

impl App {
    /// Where providers send browsers back to.
    fn sso_callback(&self) -> String {
        format!("{}/api/sso/callback", self.public_url)
    }
}
