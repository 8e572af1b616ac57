//! NTLMv2, for Exchange on premises.

use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// NTLM: a Windows account, for Exchange on premises.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ntlm {
    /// User name.
    pub username: Value,
    /// Password.
    pub password: Value,
    /// Windows domain. Left out when the user name carries it (`DOMAIN\user`, `user@domain`).
    pub domain: Option<String>,
}
