//! One's second factor.

use crate::access::{Permission, Proof};
use crate::app::{App, Hidden, Json, Known, Needs, Path, Routes, Told};
use crate::{Problem, Result};
use axum::extract::State;
use axum::http::StatusCode;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Session, routes!(begin))
        .with(Needs::Session, routes!(confirm))
        .with(Needs::Session, routes!(renew))
        .with(Needs::Session, routes!(remove))
        .with(Needs::InPerson(Permission::ManagePeople), routes!(reset))
}

/// What an app is told, this once.
#[derive(Serialize, ToSchema)]
struct Begun {
    /// To be typed, in Base32.
    secret: Told,
    /// To be shown as a QR code.
    url: Told,
}

/// Makes a secret for an app; it is of use once a code has confirmed it.
#[utoipa::path(
    post,
    path = "/api/me/second-factor",
    responses((status = 201, body = Begun), (status = 409, description = "There is one already"))
)]
async fn begin(State(app): State<App>, Known { caller }: Known) -> Result<(StatusCode, axum::Json<Begun>)> {
    let begun = app.access.begin_second_factor(&caller).await?;
    Ok((StatusCode::CREATED, axum::Json(Begun { secret: begun.secret.into(), url: begun.url.into() })))
}

/// What the app shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    code: Hidden,
}

/// Codes that open once each, and are told this once.
#[derive(Serialize, ToSchema)]
struct RecoveryCodes {
    recovery_codes: Vec<Told>,
}

impl RecoveryCodes {
    fn of(codes: Vec<carteiro_world::Secret>) -> axum::Json<Self> {
        axum::Json(Self { recovery_codes: codes.into_iter().map(Told::from).collect() })
    }
}

/// Turns the second factor on, by a code that the app shows.
#[utoipa::path(
    put,
    path = "/api/me/second-factor",
    request_body = Confirmation,
    responses((status = 200, body = RecoveryCodes), (status = 403, description = "The app shows another code"))
)]
async fn confirm(
    State(app): State<App>,
    Known { caller }: Known,
    Json(confirmation): Json<Confirmation>,
) -> Result<axum::Json<RecoveryCodes>> {
    app.access.confirm_second_factor(&caller, &confirmation.code.into()).await.map(RecoveryCodes::of)
}

/// That it is really you: the password or a code, one of both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Shown {
    password: Option<Hidden>,
    code: Option<Hidden>,
}

impl Shown {
    fn proof(self) -> Result<Proof> {
        match (self.password, self.code) {
            (Some(password), None) => Ok(Proof::Password(password.into())),
            (None, Some(code)) => Ok(Proof::Code(code.into())),
            _ => Err(Problem::new(Kind::InvalidInput, phrase!("proof-one"))),
        }
    }
}

/// Makes new recovery codes; those of before open nothing any more.
#[utoipa::path(
    post,
    path = "/api/me/second-factor/recovery-codes",
    request_body = Shown,
    responses((status = 200, body = RecoveryCodes))
)]
async fn renew(
    State(app): State<App>,
    Known { caller }: Known,
    Json(shown): Json<Shown>,
) -> Result<axum::Json<RecoveryCodes>> {
    app.access.renew_recovery_codes(&caller, &shown.proof()?).await.map(RecoveryCodes::of)
}

/// Turns the second factor off.
#[utoipa::path(delete, path = "/api/me/second-factor", request_body = Shown, responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Known { caller }: Known,
    Json(shown): Json<Shown>,
) -> Result<StatusCode> {
    app.access.remove_second_factor(&caller, &shown.proof()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Turns somebody's second factor off, who has lost it.
#[utoipa::path(
    delete,
    path = "/api/people/{id}/second-factor",
    params(("id" = String, Path)),
    responses((status = 204))
)]
async fn reset(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.access.reset_second_factor(&caller.actor(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
