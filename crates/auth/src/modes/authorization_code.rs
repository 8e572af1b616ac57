//! OAuth 2.0 authorization code with PKCE (RFC 6749 §4.1, RFC 7636).

use super::Provider;
use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// OAuth2 – Authorization code with PKCE: a person signs in once, in a browser.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorizationCode {
    /// Provider. Who signs the person in.
    pub provider: Provider,
    /// Tenant ID. Microsoft only: the directory's ID, `common`, or `consumers` for personal accounts.
    pub tenant_id: Option<Value>,
    /// Client ID. Of the application registered at the provider.
    pub client_id: Value,
    /// Client secret. Google asks for it with a client of type Web application.
    pub client_secret: Option<Value>,
    /// Redirect URI. Exactly as registered.
    pub redirect_uri: Option<String>,
    /// Scopes. Left out: what the connection needs.
    pub scopes: Option<Vec<String>>,
    /// User name. Who signs in; left out: the mailbox.
    pub username: Option<Value>,
}
