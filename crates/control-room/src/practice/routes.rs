//! The pretend mailbox over HTTP.

use crate::Result;
use crate::access::Permission;
use crate::app::{App, Known, Needs, Routes, Speaks};
use crate::automations::Automation;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(offered))
        .with(Needs::Permission(Permission::ManageSettings), routes!(practise))
}

/// Whether there is a pretend mailbox to try on.
#[derive(Serialize, ToSchema)]
struct PracticeOffered {
    /// Whether it can be had here.
    offered: bool,
    /// Whether somebody has begun with it.
    begun: bool,
}

/// Whether there is a pretend mailbox to try automations on.
#[utoipa::path(get, path = "/api/practice", responses((status = 200, body = PracticeOffered)))]
async fn offered(State(app): State<App>) -> Result<axum::Json<PracticeOffered>> {
    let (settings, _) = app.ground.settings().await?;
    Ok(axum::Json(PracticeOffered { offered: app.practice.is_there(), begun: settings.sandbox.is_some() }))
}

/// The automations that one begins with.
#[derive(Serialize, ToSchema)]
struct PracticeBegun {
    automations: Vec<Automation>,
}

/// Starts a pretend mailbox on this machine, with 200 messages, puts its password into the vault, lets runs reach this machine, and
/// makes three automations for it. Asked again, it makes what is missing.
#[utoipa::path(
    post,
    path = "/api/practice",
    responses(
        (status = 201, body = PracticeBegun),
        (status = 409, description = "Somebody has a locker of that name"),
        (status = 422, description = "There is none here")
    )
)]
async fn practise(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
) -> Result<(StatusCode, axum::Json<PracticeBegun>)> {
    let automations = app.practice.begin(&caller, language).await?;
    Ok((StatusCode::CREATED, axum::Json(PracticeBegun { automations })))
}
