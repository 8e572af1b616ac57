//! Who signs people and applications in.

use schemars::JsonSchema;
use serde::Deserialize;

/// Provider: who issues the tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Outlook / Office 365, and personal accounts with tenant `consumers`.
    #[default]
    Microsoft,
    /// Gmail and Google Workspace.
    Google,
    /// Yahoo.
    Yahoo,
    /// Any other OAuth 2.0 server.
    Custom(CustomProvider),
}

/// The addresses of an OAuth 2.0 server: its issuer, or the endpoints one by one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomProvider {
    /// Issuer. Its discovery document names the rest (RFC 8414).
    pub issuer: Option<String>,
    /// Authorization URL.
    pub authorization_url: Option<String>,
    /// Token URL.
    pub token_url: Option<String>,
    /// Device authorization URL.
    pub device_url: Option<String>,
}
