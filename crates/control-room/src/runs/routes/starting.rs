//! Starting runs, and ending them.

use crate::access::{Caller, Permission};
use crate::app::{App, Json, Known, Needs, Path, Routes};
use crate::runs::{Again, Of, Run, Started, Text};
use crate::{Problem, Result};
use axum::extract::State;
use axum::http::StatusCode;
use carteiro_engine::vars::Given;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use indexmap::IndexMap;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let run = Needs::Permission(Permission::RunAutomations);
    Routes::new().with(run, routes!(start)).with(run, routes!(cancel)).with(run, routes!(again))
}

/// What is to be run: an automation, or a text that is tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRun {
    /// The automation: its row, or its path.
    automation: Option<String>,
    /// Which text of it; left out: the newest.
    version: Option<i64>,
    /// A text to be tried, in YAML: for who may write automations. It remembers nothing beyond the run.
    text: Option<String>,
    /// What the text would be called by those that it runs.
    #[schema(example = "invoices/archive.yaml")]
    path: Option<String>,
    /// Values for its variables. Credentials are not among them.
    #[serde(default)]
    #[schema(value_type = Object)]
    variables: IndexMap<String, Given>,
    /// Nothing happens, and the events tell what would.
    #[serde(default)]
    dry_run: bool,
}

/// Starts a run. It acts in the name of whoever starts it.
#[utoipa::path(
    post,
    path = "/api/runs",
    request_body = NewRun,
    responses(
        (status = 202, body = Run, description = "It is carried out as soon as there is room for it"),
        (status = 404, description = "There is no such automation"),
        (status = 422, description = "The text has mistakes")
    )
)]
async fn start(
    State(app): State<App>,
    Known { caller }: Known,
    Json(new): Json<NewRun>,
) -> Result<(StatusCode, axum::Json<Run>)> {
    let started = started(&app, &caller, new).await?;
    let run = app.runs.queue(&caller, started, None).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(run)))
}

async fn started(app: &App, caller: &Caller, new: NewRun) -> Result<Started> {
    let (of, path, text) = match (new.automation, new.text) {
        (Some(id), None) => {
            let automation = app.automations.named(&id).await?;
            let (text, version) = app.automations.text(&automation.id, new.version).await?;
            (Of::Automation { id: automation.id, version }, automation.path, text)
        }
        (None, Some(text)) => {
            caller.must(Permission::EditAutomations)?;
            (Of::Tried, new.path.unwrap_or_else(|| "tried.yaml".to_owned()), text)
        }
        _ => return Err(Problem::new(Kind::InvalidInput, phrase!("run-what"))),
    };
    let loaded = app.automations.load(&path.parse()?, &text).await?;
    let checked = loaded.checked()?;
    let text = Text { path, text, others: loaded.others };
    Ok(Started { variables: new.variables, dry_run: new.dry_run, ..Started::new(of, checked, text) })
}

/// Ends a run: one that waits at once, one that runs when what it has begun is done.
#[utoipa::path(
    post,
    path = "/api/runs/{id}/cancel",
    params(("id" = String, Path)),
    responses((status = 202, body = Run), (status = 404), (status = 409, description = "It has ended"))
)]
async fn cancel(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<(StatusCode, axum::Json<Run>)> {
    let run = app.runs.cancel(&caller, &id).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(run)))
}

/// How it is run again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTry {
    /// `rest`: no effect that it had is repeated; `all`: as if it had never run.
    what: Again,
}

/// Runs the same again, in the name of whoever asks.
#[utoipa::path(
    post,
    path = "/api/runs/{id}/again",
    params(("id" = String, Path)),
    request_body = NewTry,
    responses((status = 202, body = Run), (status = 404), (status = 409, description = "It has not ended"))
)]
async fn again(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Json(new): Json<NewTry>,
) -> Result<(StatusCode, axum::Json<Run>)> {
    let run = app.runs.again(&caller, &id, new.what).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(run)))
}
