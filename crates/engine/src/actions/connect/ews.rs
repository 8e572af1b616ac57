//! Exchange Web Services.

use super::Proxy;
use carteiro_auth::Mode;
use carteiro_auth::providers::Cloud;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// EWS: Exchange Web Services.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ews {
    /// Endpoint. The address of the service; left out: found from the domain.
    pub endpoint: Option<String>,
    /// Domain name. Of the organisation; `smtp.office365.com` means Exchange in the cloud.
    pub domain: Option<String>,
    /// Exchange version. Left out: what the server says.
    #[serde(default)]
    pub version: EwsVersion,
    /// Azure cloud. Left out: global.
    pub cloud: Option<Cloud>,
    /// Mailbox. The address of a shared mailbox; left out: that of who signs in.
    pub mailbox: Option<String>,
    /// Impersonate. Act as the mailbox, not as who signs in.
    #[serde(default)]
    pub impersonate: bool,
    /// Authentication mode. How to sign in.
    pub auth: Mode,
    /// CA file. Certificates (PEM) of an authority of your own, beneath the folder of files.
    pub ca_file: Option<String>,
    /// Fingerprint. The SHA-256 of the one certificate that is accepted.
    pub fingerprint: Option<String>,
    /// Proxy. Leads to the server, and to whoever gives out its tokens. The proxies of the environment are for web requests only.
    pub proxy: Option<Proxy>,
}

/// Exchange version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EwsVersion {
    /// What the server says.
    #[default]
    Negotiate,
    /// Exchange 2007 SP1.
    #[serde(rename = "exchange2007_sp1")]
    Exchange2007Sp1,
    /// Exchange 2010.
    Exchange2010,
    /// Exchange 2010 SP1.
    #[serde(rename = "exchange2010_sp1")]
    Exchange2010Sp1,
    /// Exchange 2010 SP2.
    #[serde(rename = "exchange2010_sp2")]
    Exchange2010Sp2,
    /// Exchange 2013.
    Exchange2013,
    /// Exchange 2013 SP1.
    #[serde(rename = "exchange2013_sp1")]
    Exchange2013Sp1,
    /// Exchange 2016.
    Exchange2016,
}
