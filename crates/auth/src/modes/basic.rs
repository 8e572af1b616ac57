//! A user name and a password: the mode of servers of one's own, and of app passwords.

use crate::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// Basic: a user name and a password.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basic {
    /// User name. Often the whole address.
    pub username: Value,
    /// Password. For Gmail, Yahoo and others with two-step sign-in: an app password.
    pub password: Value,
}
