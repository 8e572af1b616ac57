//! A Google Workspace service account with domain-wide delegation (a signed JWT, RFC 7523).

use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// Service account: a Google Workspace application that acts for a person of the domain.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceAccount {
    /// Key. The JSON key of the service account.
    pub key: Value,
    /// Subject. The address of the person it acts for.
    pub subject: Value,
    /// User name. Who signs in; left out: the mailbox.
    pub username: Option<Value>,
}
