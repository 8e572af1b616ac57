//! Looking over HTTP.

use super::found::FolderFound;
use super::{Line, Looked, MessageShown, Preview, Subject};
use crate::Result;
use crate::access::{Caller, Permission};
use crate::app::{App, Json, Known, Needs, Query, Routes, Speaks};
use crate::automations::Checkup;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use carteiro_world::Language;
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let run = Needs::Permission(Permission::RunAutomations);
    // What is in a message is for who may have an automation tell it.
    let edit = Needs::Permission(Permission::EditAutomations);
    let all = Routes::new().with(run, routes!(connection)).with(run, routes!(folders));
    all.with(run, routes!(messages)).with(edit, routes!(message))
}

/// Who looks at what. A text with mistakes is answered with these (422).
struct Look {
    caller: Caller,
    subject: Subject,
    language: Language,
}

impl FromRequest<App> for Look {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let asked = async {
            let Known { caller } = Known::from_request_parts(&mut parts, app).await?;
            let Ok(Speaks(language)) = Speaks::from_request_parts(&mut parts, app).await;
            let Json(looked) = Json::from_request(Request::from_parts(parts, body), app).await?;
            let subject = app.looks.subject(&caller, looked, language).await?;
            Ok::<_, crate::Problem>(subject.map(|subject| Self { caller, subject, language }))
        };
        let broken =
            |checkup: Checkup| (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(checkup)).into_response();
        asked.await.map_err(IntoResponse::into_response)?.map_err(broken)
    }
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
    Query(OfSession { session }): Query<OfSession>,
    Look { caller, subject, language }: Look,
) -> Result<Response> {
    let lines = app.looks.connection(&caller, subject, &session, language).await?;
    let lines = lines.map(|line| Ok::<Bytes, Infallible>(written(&line)));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response())
}

fn written(line: &Line) -> Bytes {
    let mut written = serde_json::to_vec(line).unwrap_or_default();
    written.push(b'\n');
    written.into()
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
    Query(OfSession { session }): Query<OfSession>,
    Look { caller, subject, .. }: Look,
) -> Result<axum::Json<FoldersFound>> {
    let folders = app.looks.folders(&caller, subject, &session).await?;
    Ok(axum::Json(FoldersFound { folders }))
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
    Query(OfStep { step, most }): Query<OfStep>,
    Look { caller, subject, .. }: Look,
) -> Result<axum::Json<Preview>> {
    app.looks.messages(&caller, subject, &step, most).await.map(axum::Json)
}

/// Which message.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfMessage {
    /// Its `id` in the preview.
    id: String,
}

/// The text of one of the messages that a step would find now, and the names of its files. Nothing is marked as read.
#[utoipa::path(
    post,
    path = "/api/looks/message",
    params(OfStep, OfMessage),
    request_body = Looked,
    responses(
        (status = 200, body = MessageShown),
        (status = 404, description = "There is no such automation, no step there that looks for messages, or it does not find this one"),
        (status = 409, description = "The server refuses"),
        (status = 422, body = Checkup, description = "The text has mistakes"),
        (status = 429, description = "Too many looks are under way")
    )
)]
async fn message(
    State(app): State<App>,
    Query(OfStep { step, most }): Query<OfStep>,
    Query(OfMessage { id }): Query<OfMessage>,
    Look { caller, subject, .. }: Look,
) -> Result<axum::Json<MessageShown>> {
    app.looks.message(&caller, subject, (&step, most), &id).await.map(axum::Json)
}
