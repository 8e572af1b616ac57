//! OAuth 2.0 device authorization grant (RFC 8628).

use super::Provider;
use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// OAuth2 – Device code: a person types a short code on another device.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceCode {
    /// Provider. Who signs the person in.
    pub provider: Provider,
    /// Tenant ID. Microsoft only.
    pub tenant_id: Option<Value>,
    /// Client ID. Of the application registered at the provider.
    pub client_id: Value,
    /// Scopes. Left out: what the connection needs.
    pub scopes: Option<Vec<String>>,
    /// User name. Who signs in; left out: the mailbox.
    pub username: Option<Value>,
}
