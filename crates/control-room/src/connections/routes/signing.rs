//! Signing in for all runs, signing out, and asking for a token now.

use crate::Result;
use crate::access::{Caller, Permission};
use crate::app::{App, Json, Known, Needs, Path, Routes, Speaks, Token};
use crate::connections::device::Progress;
use crate::connections::shown::{BegunShown, ReasonShown, TriedShown};
use crate::connections::state::Status;
use crate::connections::{Browser, Connection, Whose};
use axum::extract::State;
use carteiro_world::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let manage = Needs::Permission(Permission::ManageConnections);
    Routes::new()
        .with(manage, routes!(test))
        .with(Needs::InPerson(Permission::ManageConnections), routes!(sign_in))
        .with(manage, routes!(sign_out))
        .with(manage, routes!(progress))
}

/// For whom a service account acts in a test.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Testing {
    /// Service account only.
    #[serde(default)]
    subject: Option<String>,
}

/// Asks for a token now, and tells what happened.
#[utoipa::path(
    post,
    path = "/api/connections/{id}/test",
    params(("id" = String, Path)),
    request_body = Testing,
    responses((status = 200, body = TriedShown))
)]
async fn test(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(id): Path<String>,
    Json(testing): Json<Testing>,
) -> Result<axum::Json<TriedShown>> {
    let tried = app.connections.test(&caller, &id, testing.subject.as_deref()).await?;
    Ok(axum::Json(TriedShown::of(tried, language)))
}

/// Begins to sign in, for all runs.
#[utoipa::path(
    post,
    path = "/api/connections/{id}/sign-in",
    params(("id" = String, Path)),
    responses((status = 200, body = BegunShown))
)]
async fn sign_in(
    State(app): State<App>,
    Known { caller }: Known,
    Token(session): Token,
    Path(id): Path<String>,
) -> Result<axum::Json<BegunShown>> {
    let browser = session.as_ref().map(Browser::of);
    let begun = app.connections.begin(&caller, &id, browser.as_ref(), &app.callback_url()).await?;
    Ok(axum::Json(begun.into()))
}

/// Whether the provider was told.
#[derive(Serialize, ToSchema)]
pub(in crate::connections) struct SignedOut {
    /// The provider was told that the token is not wanted any more; otherwise it is forgotten here, and ends there by itself.
    pub(in crate::connections) was_revoked: bool,
}

/// Signs out: forgets the token, and gives it back where the provider takes it.
#[utoipa::path(
    delete,
    path = "/api/connections/{id}/sign-in",
    params(("id" = String, Path)),
    responses((status = 200, body = SignedOut))
)]
async fn sign_out(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<axum::Json<SignedOut>> {
    let was_revoked = app.connections.sign_out(&caller, &id).await?;
    Ok(axum::Json(SignedOut { was_revoked }))
}

/// How a sign-in stands.
#[derive(Serialize, ToSchema)]
pub(in crate::connections) struct ProgressShown {
    state: Progress,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonShown>,
}

impl App {
    pub(in crate::connections) async fn progress(
        &self,
        caller: &Caller,
        attempt: &str,
        language: Language,
    ) -> Result<axum::Json<ProgressShown>> {
        let (state, reason) = self.connections.progress(caller, attempt).await?;
        let reason = reason.map(|reason| ReasonShown::of(&reason, language));
        Ok(axum::Json(ProgressShown { state, reason }))
    }

    pub(in crate::connections) async fn own_status(
        &self,
        connection: &Connection,
        person: &str,
    ) -> Result<Status> {
        self.connections.status(connection, &Whose::of(connection, person)).await
    }
}

/// How a sign-in on another device stands.
#[utoipa::path(
    get,
    path = "/api/connections/sign-ins/{attempt}",
    params(("attempt" = String, Path)),
    responses((status = 200, body = ProgressShown))
)]
async fn progress(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(attempt): Path<String>,
) -> Result<axum::Json<ProgressShown>> {
    app.progress(&caller, &attempt, language).await
}
