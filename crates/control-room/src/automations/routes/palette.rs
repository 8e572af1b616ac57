//! What automations are made of.

use crate::app::{Needs, Routes};
use axum::body::Bytes;
use axum::http::header;
use axum::response::IntoResponse;
use carteiro_engine::docs;
use std::sync::LazyLock;
use utoipa_axum::routes;

/// It is the same as long as the program is.
static PALETTE: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&docs::palette()).unwrap_or_default().into());

pub(super) fn routes() -> Routes {
    Routes::new().with(Needs::Person, routes!(actions))
}

/// The actions in their groups, the forms with their fields, labels and help in both languages, and the schema of an automation.
#[utoipa::path(get, path = "/api/actions", responses((status = 200, body = Object)))]
async fn actions() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], PALETTE.clone())
}
