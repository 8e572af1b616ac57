//! Connections over HTTP.

use super::device::Progress;
use super::expiries::ExpiryShown;
use super::forms::Form;
use super::shown::{BegunShown, ConnectionShown, People, ReasonShown, TriedShown};
use super::state::{State as Standing, Status};
use super::{Browser, Connection, Details, Draft, Grant, ProviderType, Whose, mine, pages};
use crate::Result;
use crate::access::Permission;
use crate::app::{App, Hidden, IfMatch, Json, Known, Needs, Path, Routes, Speaks, Token, etag};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use carteiro_auth::modes::Token as TokenType;
use carteiro_auth::providers::{Cloud, Service};
use carteiro_world::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes() -> Routes {
    let view = Needs::Permission(Permission::ViewConnections);
    let manage = Needs::Permission(Permission::ManageConnections);
    Routes::new()
        .with(view, routes!(list))
        .with(manage, routes!(add))
        .with(view, routes!(get))
        .with(manage, routes!(change))
        .with(manage, routes!(remove))
        .with(manage, routes!(test))
        .with(Needs::InPerson(Permission::ManageConnections), routes!(sign_in))
        .with(manage, routes!(sign_out))
        .with(manage, routes!(progress))
        .with(view, routes!(providers))
        .with(view, routes!(expiries))
        .and(mine::routes())
        .and(pages::routes())
}

/// A connection as it is to be. What is secret stays as it is when it is left out, and goes when it is empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "finance", "title": "Finance", "provider": "microsoft", "tenant": "contoso.example", "client_id": "…",
    "secret": "…", "secret_expires_on": "2027-11-30", "services": ["graph"], "grant": "authorization_code",
    "token": "shared", "roles": []
}))]
struct Written {
    /// As automations write it: a-z, 0-9, _ and -.
    name: String,
    /// As people read it; left out: its name.
    #[serde(default)]
    title: String,
    provider: ProviderType,
    /// Microsoft only: the directory's ID or domain, `common`, or `consumers` for personal accounts.
    #[serde(default)]
    tenant: Option<String>,
    /// Microsoft only.
    #[serde(default)]
    #[schema(value_type = Value)]
    cloud: Cloud,
    /// Of the application registered at the provider. A service account has its own.
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    secret: Option<Hidden>,
    /// The day on which the secret ends.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    secret_expires_on: Option<Date>,
    /// Certificate and private key (PEM), instead of a secret.
    #[serde(default)]
    certificate: Option<Hidden>,
    /// The JSON key of a service account.
    #[serde(default)]
    service_account_key: Option<Hidden>,
    /// Custom only: its discovery document names the addresses.
    #[serde(default)]
    issuer: Option<String>,
    #[serde(default)]
    authorization_url: Option<String>,
    #[serde(default)]
    token_url: Option<String>,
    #[serde(default)]
    device_url: Option<String>,
    /// What its tokens are for: imap, pop3, smtp, ews, graph.
    #[schema(value_type = Vec<String>)]
    services: BTreeSet<Service>,
    /// Left out: what the provider wants for the services.
    #[serde(default)]
    scopes: Option<Vec<String>>,
    grant: Grant,
    /// One token for all runs, or each person's own.
    #[schema(value_type = String)]
    token: TokenType,
    /// Custom only: to whom its tokens may be shown.
    #[serde(default)]
    allowed_hosts: Vec<String>,
    /// Service account only: whom alone it acts for.
    #[serde(default)]
    subject: Option<String>,
    /// Holders of these roles may use it.
    #[serde(default)]
    roles: BTreeSet<String>,
    /// Whether it serves automations that name no connection.
    #[serde(default)]
    is_default: bool,
}

impl From<Written> for Draft {
    fn from(written: Written) -> Self {
        Self {
            name: written.name,
            title: written.title,
            provider: written.provider,
            details: Details {
                tenant: written.tenant,
                cloud: written.cloud,
                client_id: written.client_id,
                issuer: written.issuer,
                authorization_url: written.authorization_url,
                token_url: written.token_url,
                device_url: written.device_url,
                services: written.services,
                scopes: written.scopes,
                grant: written.grant,
                token: written.token,
                allowed_hosts: written.allowed_hosts,
                subject: written.subject,
            },
            secret: written.secret.map(Into::into),
            secret_expires_on: written.secret_expires_on,
            certificate: written.certificate.map(Into::into),
            service_account_key: written.service_account_key.map(Into::into),
            roles: written.roles,
            is_default: written.is_default,
        }
    }
}

impl App {
    /// Where browsers come back to from a provider.
    pub(super) fn callback_url(&self) -> String {
        format!("{}/api/oauth/callback", self.public_url.trim_end_matches('/'))
    }

    async fn shown(&self, connection: Connection, language: Language) -> Result<ConnectionShown> {
        let (now, callback) = (self.ground.clock.now(), self.callback_url());
        if connection.details.token == TokenType::Shared {
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

/// For whom a service account acts in a test.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Testing {
    /// Service account only.
    #[serde(default)]
    subject: Option<String>,
}

/// Asks for a token now, and tells what happened.
#[utoipa::path(
    post,
    path = "/api/connections/{id}/test",
    params(("id" = String, Path)),
    request_body = Testing,
    responses((status = 200, body = TriedShown))
)]
async fn test(
    State(app): State<App>,
    Known { caller }: Known,
    Speaks(language): Speaks,
    Path(id): Path<String>,
    Json(testing): Json<Testing>,
) -> Result<axum::Json<TriedShown>> {
    let tried = app.connections.test(&caller, &id, testing.subject.as_deref()).await?;
    Ok(axum::Json(TriedShown::of(tried, language)))
}

/// Begins to sign in, for all runs.
#[utoipa::path(
    post,
    path = "/api/connections/{id}/sign-in",
    params(("id" = String, Path)),
    responses((status = 200, body = BegunShown))
)]
async fn sign_in(
    State(app): State<App>,
    Known { caller }: Known,
    Token(session): Token,
    Path(id): Path<String>,
) -> Result<axum::Json<BegunShown>> {
    let browser = session.as_ref().map(Browser::of);
    let begun = app.connections.begin(&caller, &id, browser.as_ref(), &app.callback_url()).await?;
    Ok(axum::Json(begun.into()))
}

/// Whether the provider was told.
#[derive(Serialize, ToSchema)]
pub(super) struct SignedOut {
    /// The provider was told that the token is not wanted any more; otherwise it is forgotten here, and ends there by itself.
    pub(super) was_revoked: bool,
}

/// Signs out: forgets the token, and gives it back where the provider takes it.
#[utoipa::path(
    delete,
    path = "/api/connections/{id}/sign-in",
    params(("id" = String, Path)),
    responses((status = 200, body = SignedOut))
)]
async fn sign_out(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
) -> Result<axum::Json<SignedOut>> {
    let was_revoked = app.connections.sign_out(&caller, &id).await?;
    Ok(axum::Json(SignedOut { was_revoked }))
}

/// How a sign-in stands.
#[derive(Serialize, ToSchema)]
pub(super) struct ProgressShown {
    state: Progress,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonShown>,
}

impl App {
    pub(super) async fn progress(
        &self,
        caller: &crate::access::Caller,
        attempt: &str,
        language: Language,
    ) -> Result<axum::Json<ProgressShown>> {
        let (state, reason) = self.connections.progress(caller, attempt).await?;
        let reason = reason.map(|reason| ReasonShown::of(&reason, language));
        Ok(axum::Json(ProgressShown { state, reason }))
    }

    pub(super) async fn own_status(&self, connection: &Connection, person: &str) -> Result<Status> {
        self.connections.status(connection, &Whose::of(connection, person)).await
    }
}

/// How a sign-in on another device stands.
#[utoipa::path(
    get,
    path = "/api/connections/sign-ins/{attempt}",
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
