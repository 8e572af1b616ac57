//! The pages that are made of the structs, and committed: a check fails when they no longer fit.

use std::path::PathBuf;

/// Every page, by its path in the repository, with its contents.
pub fn files() -> Vec<(PathBuf, String)> {
    let schema = crate::schema::automation();
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    vec![(PathBuf::from("docs/automation.schema.json"), text)]
}
