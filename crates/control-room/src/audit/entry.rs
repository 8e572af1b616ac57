//! What is told to the log.

use super::Actor;
use crate::Problem;
use crate::db::Values;
use crate::values;
use carteiro_world::Phrase;
use jiff::Timestamp;

/// Something that was done, or refused.
#[derive(Clone, Debug)]
pub struct Entry {
    kind: &'static str,
    about: String,
    words: Phrase,
    refused: Option<String>,
}

impl Entry {
    /// In words, about a row: `Entry::about("credential", id, phrase!("audit-credential-changed", …))`. Nothing secret is in
    /// the words.
    pub fn about(kind: &'static str, id: impl Into<String>, words: Phrase) -> Self {
        Self { kind, about: id.into(), words, refused: None }
    }

    /// It was refused so.
    #[must_use]
    pub fn refused(mut self, problem: &Problem) -> Self {
        self.refused = Some(problem.kind().to_string());
        self
    }
}

pub(crate) fn row(id: String, at: Timestamp, by: &Actor, entry: Entry) -> (&'static str, Values) {
    let sql = "INSERT INTO audit (id, at, person_id, person, way, address, kind, about, code, args, refused) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let (person_id, person) = by.person.clone().unzip();
    let address = by.address.map(|address| address.to_canonical().to_string());
    let args = serde_json::to_string(&*entry.words.args).unwrap_or_default();
    let (way, code) = (by.way.name(), entry.words.code.into_owned());
    (
        sql,
        values![id, at, person_id, person, way, address, entry.kind, entry.about, code, args, entry.refused],
    )
}
