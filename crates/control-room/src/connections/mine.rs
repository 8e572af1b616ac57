//! One's own connections over HTTP: those in which each person signs in for themselves.

use super::routes::{ProgressShown, SignedOut};
use super::shown::{BegunShown, StatusShown, TriedShown};
use super::{Browser, Connection, Connections, ProviderType};
use crate::Result;
use crate::access::Caller;
use crate::app::{App, Known, Needs, Path, Routes, Speaks, Token};
use axum::extract::State;
use carteiro_auth::modes::Token as TokenType;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new()
        .with(Needs::Person, routes!(mine))
        .with(Needs::Session, routes!(sign_in))
        .with(Needs::Person, routes!(sign_out))
        .with(Needs::Person, routes!(test))
        .with(Needs::Person, routes!(progress))
}

/// A connection in which each person signs in, as one of them sees it.
#[derive(Serialize, ToSchema)]
struct Own {
    id: String,
    /// As automations write it.
    name: String,
    /// As people read it.
    title: String,
    provider: ProviderType,
    /// How your token stands.
    status: StatusShown,
}

impl Connections {
    /// Those in which somebody may sign in for themselves, or has, by name.
    pub async fn mine(&self, caller: &Caller) -> Result<Vec<Connection>> {
        let mut mine = Vec::new();
        for connection in self.every().await? {
            let is_own = connection.details.token == TokenType::UserSpecific && !caller.is_holder();
            if is_own
                && (self.is_usable(caller, &connection).await?
                    || self.own(caller, &connection).await?.is_some())
            {
                mine.push(connection);
            }
        }
        Ok(mine)
    }

    /// One of those. `NotFound`: it is none of them.
    async fn my(&self, caller: &Caller, id: &str) -> Result<Connection> {
        let connection = self.load(id).await?;
        let is_own = connection.details.token == TokenType::UserSpecific;
        if is_own && !caller.is_holder() && self.is_usable(caller, &connection).await? {
            return Ok(connection);
        }
        Err(super::missing())
    }
}

/// The connections in which you sign in for yourself, or have, and how you stand there.
#[utoipa::path(get, path = "/api/me/connections", responses((status = 200, body = Vec<Own>)))]
async fn mine(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
) -> Result<axum::Json<Vec<Own>>> {
    let mut all = Vec::new();
    for connection in app.connections.mine(&caller).await? {
        let status = app.own_status(&connection, &caller.person.id).await?;
        all.push(Own {
            id: connection.id,
            name: connection.name,
            title: connection.title,
            provider: connection.provider,
            status: StatusShown::of(&status, language),
        });
    }
    Ok(axum::Json(all))
}

/// Begins to sign in for yourself.
#[utoipa::path(
    post,
    path = "/api/me/connections/{id}/sign-in",
    params(("id" = String, Path)),
    responses((status = 200, body = BegunShown))
)]
async fn sign_in(
    State(app): State<App>,
    Known { caller }: Known,
    Token(session): Token,
    Path(id): Path<String>,
) -> Result<axum::Json<BegunShown>> {
    let connection = app.connections.my(&caller, &id).await?;
    let browser = session.as_ref().map(Browser::of);
    let begun = app.connections.begin(&caller, &connection.id, browser.as_ref(), &app.callback_url()).await?;
    Ok(axum::Json(begun.into()))
}

/// Signs out: forgets your token, and gives it back where the provider takes it.
#[utoipa::path(
    delete,
    path = "/api/me/connections/{id}/sign-in",
    params(("id" = String, Path)),
    responses((status = 200, body = SignedOut))
)]
async fn sign_out(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<axum::Json<SignedOut>> {
    let connection = app.connections.mine(&caller).await?.into_iter().find(|mine| mine.id == id);
    let connection = connection.ok_or_else(super::missing)?;
    let was_revoked = app.connections.sign_out(&caller, &connection.id).await?;
    Ok(axum::Json(SignedOut { was_revoked }))
}

/// Asks for a token of yours now, and tells what happened.
#[utoipa::path(
    post,
    path = "/api/me/connections/{id}/test",
    params(("id" = String, Path)),
    responses((status = 200, body = TriedShown))
)]
async fn test(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(id): Path<String>,
) -> Result<axum::Json<TriedShown>> {
    let connection = app.connections.my(&caller, &id).await?;
    let tried = app.connections.test(&caller, &connection.id, None).await?;
    Ok(axum::Json(TriedShown::of(tried, language)))
}

/// How your sign-in on another device stands.
#[utoipa::path(
    get,
    path = "/api/me/connections/sign-ins/{attempt}",
    params(("attempt" = String, Path)),
    responses((status = 200, body = ProgressShown))
)]
async fn progress(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(attempt): Path<String>,
) -> Result<axum::Json<ProgressShown>> {
    app.progress(&caller, &attempt, language).await
}
