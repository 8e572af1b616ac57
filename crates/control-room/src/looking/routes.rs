//! Looking over HTTP.

use super::found::FolderFound;
use super::{Line, Looked, Preview};
use crate::Result;
use crate::access::Permission;
use crate::app::{App, Json, Known, Needs, Query, Routes, Speaks};
use crate::automations::Checkup;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let run = Needs::Permission(Permission::RunAutomations);
    Routes::new().with(run, routes!(connection)).with(run, routes!(folders)).with(run, routes!(messages))
}

/// Which session.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfSession {
    /// Its name in the automation.
    session: String,
}

/// Tests the connection of a session, step by step: newline-delimited JSON, a line as each step ends, and the verdict at the
/// end. Whoever closes the answer ends the look.
#[utoipa::path(
    post,
    path = "/api/looks/connection",
    params(OfSession),
    request_body = Looked,
    responses(
        (status = 200, body = Line, content_type = "application/x-ndjson"),
        (status = 404, description = "There is no such automation, or no such session in it"),
        (status = 422, body = Checkup, description = "The text has mistakes"),
        (status = 429, description = "Too many looks are under way")
    )
)]
async fn connection(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Query(OfSession { session }): Query<OfSession>,
    Json(looked): Json<Looked>,
) -> Result<Response> {
    let subject = match app.looks.subject(&caller, looked, language).await? {
        Ok(subject) => subject,
        Err(checkup) => return Ok(broken(checkup)),
    };
    let lines = app.looks.connection(&caller, subject, &session, language).await?;
    let lines = lines.map(|line| Ok::<Bytes, Infallible>(written(&line)));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response())
}

fn written(line: &Line) -> Bytes {
    let mut written = serde_json::to_vec(line).unwrap_or_default();
    written.push(b'\n');
    written.into()
}

fn broken(checkup: Checkup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(checkup)).into_response()
}

/// The folders of a mailbox.
#[derive(Serialize, ToSchema)]
struct FoldersFound {
    folders: Vec<FolderFound>,
}

/// The folders that a session finds.
#[utoipa::path(
    post,
    path = "/api/looks/folders",
    params(OfSession),
    request_body = Looked,
    responses(
        (status = 200, body = FoldersFound),
        (status = 404, description = "There is no such automation, or no such session in it"),
        (status = 409, description = "The server refuses"),
        (status = 422, body = Checkup, description = "The text has mistakes"),
        (status = 429, description = "Too many looks are under way")
    )
)]
async fn folders(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Query(OfSession { session }): Query<OfSession>,
    Json(looked): Json<Looked>,
) -> Result<Response> {
    let subject = match app.looks.subject(&caller, looked, language).await? {
        Ok(subject) => subject,
        Err(checkup) => return Ok(broken(checkup)),
    };
    let folders = app.looks.folders(&caller, subject, &session).await?;
    Ok(axum::Json(FoldersFound { folders }).into_response())
}

/// Which step, and how much of what it finds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfStep {
    /// Where it stands, such as `steps[1].for_each_mail`.
    step: String,
    /// At most so many messages: 1 to 100, or 20 when it is left out.
    #[serde(default = "usual")]
    most: usize,
}

fn usual() -> usize {
    20
}

/// The messages that a step would find now, with what other steps do left undone.
#[utoipa::path(
    post,
    path = "/api/looks/messages",
    params(OfStep),
    request_body = Looked,
    responses(
        (status = 200, body = Preview),
        (status = 404, description = "There is no such automation, or no step there that looks for messages"),
        (status = 409, description = "The server refuses"),
        (status = 422, body = Checkup, description = "The text has mistakes"),
        (status = 429, description = "Too many looks are under way")
    )
)]
async fn messages(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Query(OfStep { step, most }): Query<OfStep>,
    Json(looked): Json<Looked>,
) -> Result<Response> {
    let subject = match app.looks.subject(&caller, looked, language).await? {
        Ok(subject) => subject,
        Err(checkup) => return Ok(broken(checkup)),
    };
    let preview = app.looks.messages(&caller, subject, &step, most).await?;
    Ok(axum::Json(preview).into_response())
}
