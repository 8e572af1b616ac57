//! How the Control Room is.

use super::{App, Needs, Routes};
use crate::Result;
use axum::extract::State;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new().with(Needs::Nothing, routes!(alive)).with(Needs::Nothing, routes!(ready))
}

/// That it runs.
#[utoipa::path(get, path = "/healthz", responses((status = 200, body = String)))]
async fn alive() -> &'static str {
    "ok"
}

/// That it can answer: its database does.
#[utoipa::path(get, path = "/readyz", responses((status = 200, body = String)))]
async fn ready(State(app): State<App>) -> Result<&'static str> {
    app.access.is_empty().await.map(|_| "ok")
}
