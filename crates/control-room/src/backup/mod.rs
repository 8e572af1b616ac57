//! All of a database in a file, for either kind of database: a line of JSON that says what it is, then each table and its
//! rows, then a line that tells whether all is there. Secrets stay sealed in it, and the master key is not in it.

mod restore;
#[cfg(test)]
mod tests;
mod write;

pub use restore::restore;
pub use write::write;

use crate::db::{Holds, Table, Value, Values};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// The form of the file: another number, another form.
const FORM: u32 = 1;
/// Bytes of a line. No row is longer: nothing that comes into the database is.
const LONGEST_LINE: usize = 64 * 1024 * 1024;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The form of the file.
    carteiro_backup: u32,
    /// The version of Carteiro that has written it.
    pub version: String,
    /// The last change of the tables that was made.
    pub schema: i64,
    /// When.
    pub made_at: Timestamp,
    /// How many rows of each table.
    pub tables: BTreeMap<String, i64>,
}

impl About {
    /// How many rows all tables have.
    pub fn rows(&self) -> i64 {
        self.tables.values().sum()
    }
}

/// A line that is no row.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// The rows of this table follow.
    Table { name: String, columns: Vec<(String, Holds)> },
    /// All was there.
    End { rows: i64, sha256: String },
}

/// A row: texts, numbers and nulls; bytes are in Base64.
fn line(values: &Values) -> serde_json::Value {
    let value = |value: &Value| match value {
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Bytes(bytes) => json!(bytes.as_ref().map(|bytes| STANDARD.encode(bytes))),
    };
    values.iter().map(value).collect()
}

/// `None`: it is no row of this table.
fn values(line: &[u8], table: &Table) -> Option<Values> {
    let read: Vec<serde_json::Value> = serde_json::from_slice(line).ok()?;
    if read.len() != table.columns.len() {
        return None;
    }
    let value = |(value, (_, holds)): (serde_json::Value, &(String, Holds))| {
        use serde_json::Value::{Null, Number, String};
        Some(match (holds, value) {
            (Holds::Text, Null) => Value::Text(None),
            (Holds::Text, String(text)) => Value::Text(Some(text)),
            (Holds::Number, Null) => Value::Number(None),
            (Holds::Number, Number(number)) => Value::Number(Some(number.as_i64()?)),
            (Holds::Bytes, Null) => Value::Bytes(None),
            (Holds::Bytes, String(text)) => Value::Bytes(Some(STANDARD.decode(text).ok()?)),
            _ => return None,
        })
    };
    read.into_iter().zip(&table.columns).map(value).collect()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
