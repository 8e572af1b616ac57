//! What the author of a session allows.

use super::operation::Operation;
use crate::{Error, Kind, Result};
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};

/// What a session may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// List folders, read messages.
    Read,
    /// Change flags.
    Mark,
    /// Move and copy messages.
    Move,
    /// Delete messages.
    Delete,
    /// Make, rename and delete folders.
    Folders,
    /// Store messages and drafts.
    Append,
    /// Send messages.
    Send,
}

/// The permissions of a session; all of them unless the author names some.
#[derive(Clone, Debug, Default)]
pub struct Permissions(pub Option<Vec<Permission>>);

impl Permissions {
    /// Whether `permission` is given.
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.as_ref().is_none_or(|given| given.contains(&permission))
    }

    /// Refuses what is not given.
    pub(crate) fn check(&self, operation: &Operation) -> Result<()> {
        if self.allow(operation.permission) {
            return Ok(());
        }
        let words = phrase!("session-not-allowed", operation = operation.name);
        Err(Error::new(Kind::Denied, words).during(operation.name))
    }
}
