//! OAuth 2.0 client credentials (RFC 6749 §4.4): an application signs in as itself.

use super::Provider;
use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// OAuth2 – Client credentials: an application signs in as itself. Give a secret or a certificate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientCredentials {
    /// Provider. Who knows the application.
    pub provider: Provider,
    /// Tenant ID. Microsoft only: the directory's ID.
    pub tenant_id: Option<Value>,
    /// Client ID. Of the registered application.
    pub client_id: Value,
    /// Client secret.
    pub client_secret: Option<Value>,
    /// Certificate. With its private key (PEM), instead of a secret (RFC 7523).
    pub certificate: Option<Value>,
    /// Scopes. Left out: what the connection needs.
    pub scopes: Option<Vec<String>>,
    /// User name. Whose mailbox is opened; left out: the mailbox.
    pub username: Option<Value>,
}
