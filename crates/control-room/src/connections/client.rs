//! The application of a connection, ready to ask its provider.

use super::connection::ProviderType;
use super::{Connection, Connections};
use crate::{Problem, Result};
use carteiro_auth::oauth2::assertion::ServiceAccount;
use carteiro_auth::oauth2::{Authentication, Certificate, Client, discover};
use carteiro_auth::providers::{Endpoints, Known};
use carteiro_auth::{Refused, Why};
use carteiro_mail::Kind;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{self, Url};
use carteiro_world::spool::Spools;
use carteiro_world::{Secret, Transcript, phrase};
use std::sync::Arc;

impl Connections {
    /// The application, asked where the provider is asked.
    pub async fn client(&self, connection: &Connection) -> Result<Client, Refused> {
        let http = self.http().await.map_err(unread)?;
        let endpoints = endpoints(connection, &http).await?;
        self.client_at(connection, endpoints, http)
    }

    /// The same, asked for nothing but tokens, where they were given out before.
    pub(super) async fn client_back_at(
        &self,
        connection: &Connection,
        token_endpoint: &str,
    ) -> Result<Client, Refused> {
        let http = self.http().await.map_err(unread)?;
        let token = Url::parse(token_endpoint)
            .map_err(|_| Refused::new(Why::Invalid, phrase!("oauth-url", url = token_endpoint)))?;
        let endpoints = Endpoints { authorization: None, token, device: None, revocation: None };
        self.client_at(connection, endpoints, http)
    }

    fn client_at(
        &self,
        connection: &Connection,
        endpoints: Endpoints,
        http: http::Client,
    ) -> Result<Client, Refused> {
        let id = connection.details.client_id.clone();
        let authentication = self.authentication(connection)?;
        let (clock, random) = (self.ground.clock.clone(), self.ground.random.clone());
        Ok(Client { endpoints, id, authentication, scopes: connection.scopes(), http, clock, random })
    }

    fn authentication(&self, connection: &Connection) -> Result<Authentication, Refused> {
        let opened = |what: &str, sealed: &Option<Vec<u8>>| {
            sealed
                .as_ref()
                .map(|sealed| self.opened(&connection.id, what, sealed))
                .transpose()
                .map_err(unread)
        };
        if let Some(pem) = opened("certificate", &connection.sealed.certificate)? {
            let certificate = Certificate::read(&pem).map_err(|words| Refused::new(Why::Invalid, words))?;
            return Ok(Authentication::Certificate(Arc::new(certificate)));
        }
        let secret = opened("secret", &connection.sealed.secret)?;
        Ok(secret.map_or(Authentication::None, Authentication::Secret))
    }

    /// The service account of a connection.
    pub(super) fn service_account(&self, connection: &Connection) -> Result<ServiceAccount, Refused> {
        let invalid = |words| Refused::new(Why::Invalid, words);
        let sealed = connection.sealed.service_key.as_ref();
        let sealed = sealed.ok_or_else(|| invalid(phrase!("connection-key-missing")))?;
        let key = self.opened(&connection.id, "service_key", sealed).map_err(unread)?;
        ServiceAccount::read(&key).map_err(invalid)
    }

    fn opened(&self, connection: &str, what: &str, sealed: &[u8]) -> Result<Secret> {
        let plain = self.ground.seal.unseal(&super::store::sealed_name(connection, what), sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| Problem::internal("a secret is no text"))?;
        Ok(Secret::new(text))
    }

    /// Reaches whom the administrator lets be reached.
    pub(super) async fn http(&self) -> Result<http::Client> {
        let (settings, _) = self.ground.settings().await?;
        let dialer = Dialer::new(settings.egress(), self.ground.clock.clone());
        Ok(http::Client::new(dialer, Spools::default(), Transcript::default()))
    }
}

/// Where the provider of a connection is asked.
async fn endpoints(connection: &Connection, http: &http::Client) -> Result<Endpoints, Refused> {
    let (provider, details) = (connection.issuer(), &connection.details);
    let known = provider.definition().endpoints(details.tenant.as_deref(), &details.cloud);
    match known.map_err(|words| Refused::new(Why::Invalid, words))? {
        Known::Endpoints(endpoints) => Ok(*endpoints),
        Known::Issuer(issuer) => {
            debug_assert_eq!(connection.provider, ProviderType::Custom);
            discover(http, &issuer).await
        }
    }
}

/// What is kept here cannot be had now.
#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
pub(super) fn unread(problem: Problem) -> Refused {
    let why = match problem.kind() {
        Kind::Internal => Why::Invalid,
        Kind::NotFound => Why::SignInNeeded,
        _ => Why::Unavailable,
    };
    Refused::new(why, problem.words().clone()).because(problem.cause().unwrap_or_default())
}
