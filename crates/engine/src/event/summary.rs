//! What became of a run.

use crate::failure::Failure;
use carteiro_mail::backend::Cost;
use serde::{Deserialize, Serialize};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything was done.
    Ok,
    /// Some items failed; everything else was done.
    WithFailures,
    /// A step failed, and the run ended there.
    Failed,
    /// Somebody ended it.
    Cancelled,
}

/// A run in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// How it ended.
    pub status: Status,
    /// Why, when a step failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// Items that were done.
    pub done: u64,
    /// Items that failed.
    pub failed: u64,
    /// Files that were saved.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// What the sessions cost on the wire.
    #[serde(flatten)]
    pub cost: Cost,
    /// How long it took.
    pub elapsed_ms: u64,
}
