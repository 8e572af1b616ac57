//! OAuth 2.0 resource owner password credentials (RFC 6749 §4.3). Legacy: it cannot do a second factor.

use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// OAuth2-ROPC (legacy): a user name and a password, exchanged for a token.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ropc {
    /// Tenant ID.
    pub tenant_id: Value,
    /// Client ID.
    pub client_id: Value,
    /// Client secret.
    pub client_secret: Option<Value>,
    /// User name.
    pub username: Value,
    /// Password.
    pub password: Value,
}
