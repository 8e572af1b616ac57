//! Reading and writing automations.

use crate::Result;
use crate::access::Permission;
use crate::app::{App, Asked, IfMatch, Json, Known, Needs, Page, Path, Query, Routes, Speaks, etag};
use crate::automations::store::Text;
use crate::automations::{Automation, Checkup, Saved, Version};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let view = Needs::Permission(Permission::ViewAutomations);
    let edit = Needs::Permission(Permission::EditAutomations);
    Routes::new()
        .with(view, routes!(list))
        .with(view, routes!(get))
        .with(view, routes!(versions))
        .with(view, routes!(version))
        .with(view, routes!(difference))
        .with(view, routes!(check))
        .with(edit, routes!(add))
        .with(edit, routes!(save))
        .with(edit, routes!(rename))
        .with(edit, routes!(remove))
}

/// Which automations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// A piece of the path or the name.
    text: Option<String>,
}

/// The automations, by their paths.
#[utoipa::path(get, path = "/api/automations", params(Search, Asked), responses((status = 200, body = Page<Automation>)))]
async fn list(
    State(app): State<App>,
    Query(search): Query<Search>,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Page<Automation>>> {
    app.automations.list(search.text.as_deref(), &asked).await.map(axum::Json)
}

/// An automation and its newest text.
#[derive(Serialize, ToSchema)]
#[schema(as = AutomationOpened)]
struct Opened {
    #[serde(flatten)]
    automation: Automation,
    /// In YAML.
    text: String,
}

/// An automation with its text.
#[utoipa::path(
    get,
    path = "/api/automations/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = Opened, headers(("ETag" = String))), (status = 404))
)]
async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<impl IntoResponse> {
    let automation = app.automations.get(&id).await?;
    let (text, _) = app.automations.text(&id, Some(automation.version)).await?;
    Ok((etag(automation.version), axum::Json(Opened { automation, text })))
}

/// A text for an automation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewText {
    /// In YAML.
    text: String,
    /// What is to be said about the change.
    #[serde(default)]
    note: String,
}

/// A new automation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct New {
    /// By which others run it: plain names with `/` between them.
    #[schema(example = "invoices/archive.yaml")]
    path: String,
    /// In YAML.
    text: String,
    /// What is to be said about it.
    #[serde(default)]
    note: String,
}

/// Makes an automation. With mistakes it is not made, and they are told.
#[utoipa::path(
    post,
    path = "/api/automations",
    request_body = New,
    responses(
        (status = 201, body = Saved, headers(("ETag" = String))),
        (status = 422, body = Saved, description = "It has mistakes; nothing was saved"),
        (status = 409, description = "There is one at this path")
    )
)]
async fn add(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Json(new): Json<New>,
) -> Result<Response> {
    let (path, given) = (new.path.parse()?, Text { text: &new.text, note: &new.note });
    let saved = app.automations.add(&caller, &path, given, language).await?;
    Ok(told(StatusCode::CREATED, &saved))
}

/// Gives an automation another text. With mistakes nothing changes, and they are told.
#[utoipa::path(
    put,
    path = "/api/automations/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = NewText,
    responses(
        (status = 200, body = Saved, headers(("ETag" = String))),
        (status = 422, body = Saved, description = "It has mistakes; nothing was saved"),
        (status = 412, description = "It is another version now")
    )
)]
async fn save(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Speaks(language): Speaks,
    IfMatch(version): IfMatch,
    Json(new): Json<NewText>,
) -> Result<Response> {
    let given = Text { text: &new.text, note: &new.note };
    let saved = app.automations.save(&caller, &id, version, given, language).await?;
    Ok(told(StatusCode::OK, &saved))
}

fn told(status: StatusCode, saved: &Saved) -> Response {
    match &saved.automation {
        Some(automation) => (status, etag(automation.version), axum::Json(saved)).into_response(),
        None => (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(saved)).into_response(),
    }
}

/// Another path.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPath {
    #[schema(example = "invoices/archive.yaml")]
    path: String,
}

/// Calls an automation by another path.
#[utoipa::path(
    patch,
    path = "/api/automations/{id}",
    params(("id" = String, Path)),
    request_body = NewPath,
    responses((status = 204), (status = 409, description = "There is one at this path"))
)]
async fn rename(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Json(new): Json<NewPath>,
) -> Result<StatusCode> {
    app.automations.rename(&caller, &id, &new.path.parse()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes an automation with everything it was before.
#[utoipa::path(delete, path = "/api/automations/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.automations.remove(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an automation was before, the newest first.
#[utoipa::path(
    get,
    path = "/api/automations/{id}/versions",
    params(("id" = String, Path), Asked),
    responses((status = 200, body = Page<Version>))
)]
async fn versions(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Page<Version>>> {
    app.automations.versions(&id, &asked).await.map(axum::Json)
}

/// A text that an automation has had, as a file.
#[utoipa::path(
    get,
    path = "/api/automations/{id}/versions/{version}",
    params(("id" = String, Path), ("version" = i64, Path)),
    responses((status = 200, body = String, content_type = "application/yaml"))
)]
async fn version(
    State(app): State<App>,
    Path((id, version)): Path<(String, i64)>,
) -> Result<impl IntoResponse> {
    let (text, _) = app.automations.text(&id, Some(version)).await?;
    Ok(([(header::CONTENT_TYPE, "application/yaml")], text))
}

/// What is compared.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Between {
    /// The version before.
    from: i64,
    /// The version after it; left out: the newest.
    to: Option<i64>,
}

/// How one text of an automation became another: a unified diff.
#[utoipa::path(
    get,
    path = "/api/automations/{id}/diff",
    params(("id" = String, Path), Between),
    responses((status = 200, body = String, content_type = "text/x-diff"))
)]
async fn difference(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(between): Query<Between>,
) -> Result<impl IntoResponse> {
    let told = app.automations.difference(&id, between.from, between.to).await?;
    Ok(([(header::CONTENT_TYPE, "text/x-diff; charset=utf-8")], told))
}

/// A text to be looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Draft {
    /// In YAML.
    text: String,
    /// Where it is, or would be: whom it runs is looked for from there.
    #[serde(default = "draft")]
    path: String,
}

fn draft() -> String {
    "draft.yaml".to_owned()
}

/// What is wrong with a text. Nothing is saved.
#[utoipa::path(post, path = "/api/check", request_body = Draft, responses((status = 200, body = Checkup)))]
async fn check(
    State(app): State<App>,
    Speaks(language): Speaks,
    Json(draft): Json<Draft>,
) -> Result<axum::Json<Checkup>> {
    app.automations.check(&draft.path.parse()?, &draft.text, language).await.map(axum::Json)
}
