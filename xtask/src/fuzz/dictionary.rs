//! The words of what a target reads, which chance would take long to find.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use super::Target;
use crate::failure::{Doing as _, Result};
use crate::place;

/// The file with the words; that of automations is made of their schema.
pub fn of(target: &Target) -> Result<PathBuf> {
    let written = place::fuzz().join("dictionaries").join(target.name);
    if written.exists() {
        return Ok(written);
    }
    let schema = place::root().join("docs/automation.schema.json");
    let schema = std::fs::read(&schema).doing(|| format!("read {}", schema.display()))?;
    let schema: Value = serde_json::from_slice(&schema).doing(|| "read the schema".to_owned())?;
    let mut words = BTreeSet::new();
    collect(&schema, &mut words);
    let lines = words.iter().fold(String::new(), |mut lines, word| {
        let _ = writeln!(lines, "\"{word}\"");
        lines
    });
    let made = place::fuzz().join("target").join("seeds").join(format!("{}.dictionary", target.name));
    std::fs::write(&made, lines).doing(|| format!("write {}", made.display()))?;
    Ok(made)
}

/// The names of fields, with a colon, and the words they take.
fn collect(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        words.extend(properties.keys().map(|key| format!("{key}: ")));
                    }
                    ("const", Value::String(word)) => _ = words.insert(word.clone()),
                    ("enum", Value::Array(all)) => {
                        words.extend(all.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
                collect(value, words);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| collect(one, words)),
        _ => {}
    }
    words.retain(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || "_-: ".contains(c)));
}
