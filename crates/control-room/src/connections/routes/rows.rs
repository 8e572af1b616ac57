//! Seeing, making, changing and removing connections.

use super::written::Written;
use crate::Result;
use crate::access::Permission;
use crate::app::{App, IfMatch, Json, Known, Needs, Path, Routes, Speaks, etag};
use crate::connections::Connection;
use crate::connections::shown::{ConnectionShown, People};
use crate::connections::state::{State as Standing, Status};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use carteiro_auth::modes::Token;
use carteiro_world::Language;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    let view = Needs::Permission(Permission::ViewConnections);
    let manage = Needs::Permission(Permission::ManageConnections);
    Routes::new()
        .with(view, routes!(list))
        .with(manage, routes!(add))
        .with(view, routes!(get))
        .with(manage, routes!(change))
        .with(manage, routes!(remove))
}

impl App {
    /// Where browsers come back to from a provider.
    pub(in crate::connections) fn callback_url(&self) -> String {
        format!("{}/api/oauth/callback", self.public_url.trim_end_matches('/'))
    }

    async fn shown(&self, connection: Connection, language: Language) -> Result<ConnectionShown> {
        let (now, callback) = (self.ground.clock.now(), self.callback_url());
        if connection.details.token == Token::Shared {
            let rows = self.connections.rows_of(&connection.id).await?;
            // A service account has one for each whom it acts for: the worst stands for all.
            let rank = |status: &Status| match status.state {
                Standing::NeedsSignIn => 0,
                Standing::Failing => 1,
                Standing::NotSignedIn => 2,
                Standing::Active => 3,
            };
            let all = rows.iter().map(|row| Status::of(Some(row), &connection, now));
            let status = all.min_by_key(rank).unwrap_or_else(|| Status::of(None, &connection, now));
            return Ok(ConnectionShown::of(connection, Some(&status), None, callback, now, language));
        }
        let mut people = People::default();
        for row in self.connections.rows_of(&connection.id).await? {
            match Status::of(Some(&row), &connection, now).state {
                Standing::Active => people.active += 1,
                Standing::NeedsSignIn => people.needs_sign_in += 1,
                Standing::Failing => people.failing += 1,
                Standing::NotSignedIn => {}
            }
        }
        Ok(ConnectionShown::of(connection, None, Some(people), callback, now, language))
    }
}

/// All connections, by name.
#[utoipa::path(get, path = "/api/connections", responses((status = 200, body = Vec<ConnectionShown>)))]
async fn list(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
) -> Result<axum::Json<Vec<ConnectionShown>>> {
    let mut shown = Vec::new();
    for connection in app.connections.list(&caller).await? {
        shown.push(app.shown(connection, language).await?);
    }
    Ok(axum::Json(shown))
}

/// Makes a connection; it takes seeing them too.
#[utoipa::path(
    post,
    path = "/api/connections",
    request_body = Written,
    responses((status = 201, body = ConnectionShown, headers(("ETag" = String))))
)]
async fn add(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Json(written): Json<Written>,
) -> Result<impl IntoResponse> {
    let connection = app.connections.add(&caller, written.into()).await?;
    let shown = app.shown(connection, language).await?;
    Ok((StatusCode::CREATED, etag(shown.version), axum::Json(shown)))
}

/// One connection.
#[utoipa::path(
    get,
    path = "/api/connections/{id}",
    params(("id" = String, Path)),
    responses((status = 200, body = ConnectionShown, headers(("ETag" = String))))
)]
async fn get(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(id): Path<String>,
) -> Result<impl IntoResponse> {
    let connection = app.connections.get(&caller, &id).await?;
    let shown = app.shown(connection, language).await?;
    Ok((etag(shown.version), axum::Json(shown)))
}

/// Changes a connection. Where it is another application then, nobody is signed in any more.
#[utoipa::path(
    put,
    path = "/api/connections/{id}",
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is changed")),
    request_body = Written,
    responses(
        (status = 200, body = ConnectionShown, headers(("ETag" = String))),
        (status = 412, description = "It is another version now")
    )
)]
async fn change(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(written): Json<Written>,
) -> Result<impl IntoResponse> {
    let connection = app.connections.change(&caller, &id, version, written.into()).await?;
    let shown = app.shown(connection, language).await?;
    Ok((etag(shown.version), axum::Json(shown)))
}

/// Removes a connection, with all that people have signed in for.
#[utoipa::path(delete, path = "/api/connections/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    app.connections.remove(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
