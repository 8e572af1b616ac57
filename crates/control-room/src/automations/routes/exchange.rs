//! Automations in and out.

use crate::Result;
use crate::access::Permission;
use crate::app::{App, Json, Known, Needs, Query, Routes, Speaks};
use crate::automations::{Bundle, Imported};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;

/// No bundle is larger.
const LARGEST: usize = 16 * 1024 * 1024;

pub(super) fn routes() -> Routes {
    let view = Needs::Permission(Permission::ViewAutomations);
    let edit = Needs::Permission(Permission::EditAutomations);
    let (schemas, paths, import) = routes!(import);
    let import = (schemas, paths, import.layer(DefaultBodyLimit::max(LARGEST)));
    Routes::new().with(view, routes!(export)).with(edit, import)
}

/// Which automations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Rows, with commas between them; left out: all.
    ids: Option<String>,
}

/// The newest texts of automations, as a file.
#[utoipa::path(get, path = "/api/automations/export", params(Which), responses((status = 200, body = Bundle)))]
async fn export(State(app): State<App>, Query(which): Query<Which>) -> Result<impl IntoResponse> {
    let ids: Option<Vec<String>> = which.ids.map(|ids| ids.split(',').map(str::to_owned).collect());
    let bundle = app.automations.export(ids.as_deref()).await?;
    Ok(([(header::CONTENT_DISPOSITION, "attachment; filename=\"automations.json\"")], axum::Json(bundle)))
}

/// Takes automations: new ones, and new texts of those that are there. One with mistakes is left out.
#[utoipa::path(post, path = "/api/automations/import", request_body = Bundle, responses((status = 200, body = Imported)))]
async fn import(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Json(bundle): Json<Bundle>,
) -> Result<axum::Json<Imported>> {
    app.automations.import(&caller, &bundle, language).await.map(axum::Json)
}
