//! OAuth 2.0 implicit grant (RFC 6749 §4.2). Legacy: use the authorization code with PKCE.

use super::Provider;
use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// OAuth2-Implicit (legacy): the browser hands over the token itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Implicit {
    /// Provider. Left out: Microsoft.
    #[serde(default)]
    pub provider: Provider,
    /// Tenant ID. Microsoft only: the directory's ID.
    pub tenant_id: Option<Value>,
    /// Client ID.
    pub client_id: Value,
    /// Redirect URI. Exactly as registered.
    pub redirect_uri: String,
    /// Scopes. Left out: what the connection needs.
    pub scopes: Option<Vec<String>>,
    /// User name. Who signs in; left out: the mailbox.
    pub username: Option<Value>,
}
