//! An OAuth connection kept by the Control Room.

use crate::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Managed by the Control Room: a connection that an administrator has set up.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Managed {
    /// Connection. Its name in the Control Room.
    pub connection: String,
    /// Token type. Left out: the connection's own.
    pub token: Option<Token>,
    /// User name. Who signs in; left out: the mailbox.
    pub username: Option<Value>,
}

/// Whose token a managed connection uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Token {
    /// One token for all runs.
    Shared,
    /// The token of the person the run acts for.
    UserSpecific,
}
