//! What is known of providers, and what ends.

use crate::Result;
use crate::access::Permission;
use crate::app::{App, Known, Needs, Routes, Speaks};
use crate::connections::ProviderType;
use crate::connections::expiries::ExpiryShown;
use crate::connections::forms::Form;
use axum::extract::State;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let view = Needs::Permission(Permission::ViewConnections);
    Routes::new().with(view, routes!(providers)).with(view, routes!(expiries))
}

/// The types of provider: what a form asks for, and what is known of each.
#[utoipa::path(get, path = "/api/providers", responses((status = 200, body = Vec<Form>)))]
async fn providers() -> axum::Json<Vec<Form>> {
    axum::Json(ProviderType::ALL.map(Form::of).into())
}

/// What ends, the soonest first, and what to do about each.
#[utoipa::path(get, path = "/api/expiries", responses((status = 200, body = Vec<ExpiryShown>)))]
async fn expiries(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
) -> Result<axum::Json<Vec<ExpiryShown>>> {
    let all = app.connections.expiries(&caller).await?;
    Ok(axum::Json(all.into_iter().map(|expiry| ExpiryShown::of(expiry, language)).collect()))
}
