//! Outlook, by Microsoft Graph.

use super::Proxy;
use carteiro_auth::Mode;
use carteiro_auth::providers::Cloud;
use schemars::JsonSchema;
use serde::Deserialize;

/// Outlook: Microsoft 365 and Outlook.com, by Microsoft Graph.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outlook {
    /// Mailbox. The address of a shared mailbox; left out: that of who signs in.
    pub mailbox: Option<String>,
    /// Azure cloud. Left out: global.
    pub cloud: Option<Cloud>,
    /// Authentication mode. Left out: the Microsoft account that is signed in.
    pub auth: Option<Mode>,
    /// CA file. Certificates (PEM) of an authority of your own, beneath the folder of files.
    pub ca_file: Option<String>,
    /// Fingerprint. The SHA-256 of the one certificate that is accepted.
    pub fingerprint: Option<String>,
    /// Proxy. Leads to the server, and to whoever gives out its tokens. The proxies of the environment are for web requests only.
    pub proxy: Option<Proxy>,
}
