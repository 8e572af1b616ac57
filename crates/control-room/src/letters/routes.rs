//! The automation by which notices go out, over HTTP.

use super::Chosen;
use crate::Result;
use crate::access::Permission;
use crate::app::{App, Json, Known, Needs, Routes};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let manage = Needs::Permission(Permission::ManageSettings);
    Routes::new().with(manage, routes!(chosen)).with(manage, routes!(choose))
}

/// The automation by which notices go out by mail; null: they do not.
#[utoipa::path(get, path = "/api/settings/notice-automation", responses((status = 200, body = Option<Chosen>)))]
async fn chosen(State(app): State<App>) -> Result<axum::Json<Option<Chosen>>> {
    app.letters.chosen().await.map(axum::Json)
}

/// The automation by which notices are to go out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNoticeAutomation {
    /// Its row, or its path. It has the variables `to`, `subject` and `text`, and requires no other. Null: notices do not go
    /// out by mail.
    automation: Option<String>,
}

/// Has notices go out by mail: the newest text of an automation runs with them, in your name.
#[utoipa::path(
    put,
    path = "/api/settings/notice-automation",
    request_body = NewNoticeAutomation,
    responses(
        (status = 204),
        (status = 400, description = "It does not take what notices are"),
        (status = 404, description = "There is no such automation"),
        (status = 422, description = "It has mistakes")
    )
)]
async fn choose(
    State(app): State<App>,
    Known { caller }: Known,
    Json(new): Json<NewNoticeAutomation>,
) -> Result<StatusCode> {
    app.letters.choose(&caller, new.automation.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}
