//! The audit log over HTTP.

use super::{Filter, Recorded};
use crate::Result;
use crate::access::Permission;
use crate::app::{App, Asked, Needs, Page, Query, Routes, Speaks};
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let view = Needs::Permission(Permission::ViewAudit);
    Routes::new().with(view, routes!(search)).with(view, routes!(export))
}

/// What was done and refused, the latest first.
#[utoipa::path(get, path = "/api/audit", params(Filter, Asked), responses((status = 200, body = Page<Recorded>)))]
async fn search(
    State(app): State<App>,
    Query(filter): Query<Filter>,
    Query(asked): Query<Asked>,
    Speaks(language): Speaks,
) -> Result<axum::Json<Page<Recorded>>> {
    app.audit.search(&filter, &asked, language).await.map(axum::Json)
}

/// The same as a file: a line of JSON each.
#[utoipa::path(
    get,
    path = "/api/audit/export",
    params(Filter),
    responses((status = 200, body = String, content_type = "application/x-ndjson"))
)]
async fn export(
    State(app): State<App>,
    Query(filter): Query<Filter>,
    Speaks(language): Speaks,
) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.ndjson\""),
    ];
    (headers, Body::from_stream(app.audit.export(filter, language)))
}
