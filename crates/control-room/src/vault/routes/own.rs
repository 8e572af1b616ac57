//! What somebody gives for themselves.

use super::values::NewValue;
use crate::Result;
use crate::app::{App, Asked, Json, Known, Needs, Page, Path, Query, Routes};
use crate::vault::Own;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(my_credentials))
        .with(Needs::Person, routes!(give_my_value))
        .with(Needs::Person, routes!(take_my_value_back))
}

/// What whoever asks has given for themselves, or is yet to give.
#[utoipa::path(get, path = "/api/me/credentials", params(Asked), responses((status = 200, body = Page<Own>)))]
async fn my_credentials(
    State(app): State<App>,
    Known { caller }: Known,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Page<Own>>> {
    app.vault.own(&caller, &asked).await.map(axum::Json)
}

/// Gives the value of whoever asks.
#[utoipa::path(
    put,
    path = "/api/me/credentials/{id}/{attribute}",
    params(("id" = String, Path), ("attribute" = String, Path)),
    request_body = NewValue,
    responses((status = 204))
)]
async fn give_my_value(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, attribute)): Path<(String, String)>,
    Json(given): Json<NewValue>,
) -> Result<StatusCode> {
    app.vault.give(&caller, &caller.person.id, &id, &attribute, &given.value.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes it back.
#[utoipa::path(
    delete,
    path = "/api/me/credentials/{id}/{attribute}",
    params(("id" = String, Path), ("attribute" = String, Path)),
    responses((status = 204))
)]
async fn take_my_value_back(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, attribute)): Path<(String, String)>,
) -> Result<StatusCode> {
    app.vault.take_back(&caller, &caller.person.id, &id, &attribute).await?;
    Ok(StatusCode::NO_CONTENT)
}
