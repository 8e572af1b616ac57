//! Looking at runs: which there were, what they do, and what they did to which message.

use crate::Result;
use crate::app::{App, Asked, Known, Needs, Page, Path, Query, Routes, Speaks};
use crate::runs::{Found, Item, Line, Opened, Outcome, Run, Search, Wanted};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::TryStreamExt as _;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(list))
        .with(Needs::Person, routes!(failing))
        .with(Needs::Person, routes!(get))
        .with(Needs::Person, routes!(items))
        .with(Needs::Person, routes!(item))
        .with(Needs::Person, routes!(events))
        .with(Needs::Person, routes!(messages))
}

/// The runs, the latest first: one's own, and those of others for who may see them.
#[utoipa::path(get, path = "/api/runs", params(Search, Asked), responses((status = 200, body = Page<Run>)))]
async fn list(
    State(app): State<App>,
    Known { caller }: Known,
    Query(search): Query<Search>,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Run>>> {
    app.runs.list(&caller, &search, &asked, language).await.map(axum::Json)
}

/// Of each automation the last run that has ended, where it did not go well.
#[utoipa::path(get, path = "/api/runs/failing", responses((status = 200, body = Vec<Run>)))]
async fn failing(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
) -> Result<axum::Json<Vec<Run>>> {
    app.runs.failing(&caller, language).await.map(axum::Json)
}

/// A run with all that is known of it.
#[utoipa::path(
    get,
    path = "/api/runs/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = Opened), (status = 404))
)]
async fn get(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Opened>> {
    app.runs.get(&caller, &id, language).await.map(axum::Json)
}

/// Which messages of a run.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Ended {
    /// What became of them; left out: all.
    #[param(inline)]
    outcome: Option<Outcome>,
}

/// The messages that a run has worked on, in their order.
#[utoipa::path(
    get,
    path = "/api/runs/{id}/items",
    params(("id" = String, Path), Ended, Asked),
    responses((status = 200, body = Page<Item>), (status = 404))
)]
async fn items(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Query(ended): Query<Ended>,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Item>>> {
    app.runs.items(&caller, &id, ended.outcome, &asked, language).await.map(axum::Json)
}

/// One message that a run has worked on.
#[utoipa::path(
    get,
    path = "/api/runs/{id}/items/{number}",
    params(("id" = String, Path), ("number" = i64, Path)),
    responses((status = 200, body = Item), (status = 404))
)]
async fn item(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, number)): Path<(String, i64)>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Item>> {
    app.runs.item(&caller, &id, number, language).await.map(axum::Json)
}

/// The messages that runs have worked on, the latest first.
#[utoipa::path(
    get,
    path = "/api/messages",
    params(Wanted, Asked),
    responses((status = 200, body = Page<Found>), (status = 400, description = "Nothing says which"))
)]
async fn messages(
    State(app): State<App>,
    Known { caller }: Known,
    Query(wanted): Query<Wanted>,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Found>>> {
    app.runs.messages(&caller, &wanted, &asked, language).await.map(axum::Json)
}

/// The events of a run, as they come, until it ends: server-sent events.
///
/// Each has its number as `id`, and as data `{ number, said, event }`; the last is called `end`, with `{ run }`. Whoever
/// comes back with `Last-Event-ID` is told what came after that one; 204: nothing does.
#[utoipa::path(
    get,
    path = "/api/runs/{id}/events",
    params(("id" = String, Path), ("Last-Event-ID" = Option<i64>, Header, description = "The last one that was heard")),
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 204), (status = 404))
)]
async fn events(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Speaks(language): Speaks,
    headers: HeaderMap,
) -> Result<Response> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    if let Some(last) = last {
        let opened = app.runs.get(&caller, &id, language).await?;
        if opened.run.state.is_ended() && opened.events <= last {
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
    }
    let lines = app.runs.follow(&caller, &id, last.unwrap_or_default(), language).await?;
    let lines =
        lines.inspect_err(move |problem| tracing::error!(run = id, %problem, "it is followed no further"));
    let events = lines.map_ok(|line| event(&line));
    Ok(Sse::new(events).keep_alive(KeepAlive::new()).into_response())
}

fn event(line: &Line) -> Event {
    let data = serde_json::to_string(line).unwrap_or_default();
    match line {
        Line::Event { number, .. } => Event::default().id(number.to_string()).data(data),
        Line::End { .. } => Event::default().event("end").data(data),
    }
}
