//! OAuth 2.0 resource owner password credentials (RFC 6749 §4.3). Legacy: it cannot do a second factor.

use super::Provider;
use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// OAuth2-ROPC (legacy): a user name and a password, exchanged for a token.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ropc {
    /// Provider. Left out: Microsoft.
    #[serde(default)]
    pub provider: Provider,
    /// Tenant ID. Microsoft only: the directory's ID.
    pub tenant_id: Option<Value>,
    /// Client ID.
    pub client_id: Value,
    /// Client secret.
    pub client_secret: Option<Value>,
    /// User name.
    pub username: Value,
    /// Password.
    pub password: Value,
    /// Scopes. Left out: what the connection needs.
    pub scopes: Option<Vec<String>>,
}
