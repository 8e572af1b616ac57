//! "What happened to the mail from X?": messages of all runs.

use super::Runs;
use super::history::Whose;
use super::item::{self, Item};
use super::run::{Row, Run, reading_runs};
use crate::Result;
use crate::access::Caller;
use crate::app::{Asked, Page};
use crate::audit::literal;
use crate::db::Value;
use crate::{Problem, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};

/// Which messages; what is left out may be anything.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Wanted {
    /// A piece of the subject or of the sender's address, in any case.
    pub text: Option<String>,
    /// Its Message-ID, with or without the brackets.
    pub message_id: Option<String>,
    /// Its sender: a whole address, or a piece of one.
    pub from: Option<String>,
}

/// A message, and the run that has worked on it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Found {
    /// The run.
    pub run: Run,
    /// The message in it.
    pub item: Item,
}

/// The statement of a search by these columns.
macro_rules! searching {
    ($($by:literal),*) => {
        concat!(
            "SELECT run_id, number, place, step, subject, sender, message_id, received_at, folder, outcome, \
             run_item.failure, effects, at FROM run_item WHERE ",
            $($by, " AND ",)*
            "($4 IS NULL OR folded LIKE $4 ESCAPE '!') \
             AND ($5 IS NULL OR EXISTS (SELECT 1 FROM run WHERE run.id = run_id AND run.person_id = $5)) \
             AND (run_id < $6 OR (run_id = $6 AND number < $7)) ORDER BY run_id DESC, number DESC LIMIT $8"
        )
    };
}

impl Runs {
    /// Messages that runs have worked on, the latest first: of those runs that `caller` may see.
    ///
    /// `InvalidInput`: nothing says which.
    pub async fn messages(
        &self,
        caller: &Caller,
        wanted: &Wanted,
        asked: &Asked,
        language: Language,
    ) -> Result<Page<Found>> {
        let none = || Problem::new(Kind::InvalidInput, phrase!("page-cursor"));
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let id = given(&wanted.message_id).map(|id| id.trim_matches(['<', '>']).to_owned());
        let (text, from) = (given(&wanted.text), given(&wanted.from).map(|from| from.to_lowercase()));
        if id.is_none() && text.is_none() && from.is_none() {
            return Err(Problem::new(Kind::InvalidInput, phrase!("messages-which")));
        }
        let keys = |found: &Found| [found.run.id.clone(), found.item.number.to_string()];
        let person = match Whose::of(caller) {
            Whose::Nobody => return Ok(asked.page(Vec::new(), keys)),
            Whose::Everybody => None,
            Whose::Their(person) => Some(person),
        };
        let (run, number) = match asked.after::<2>()? {
            Some([run, number]) => (run, number.parse::<i64>().map_err(|_| none())?),
            None => ("g".to_owned(), 0),
        };
        // A whole address is found by the index.
        let is_whole = |from: &String| from.find('@').is_some_and(|at| at > 0) && !from.ends_with('@');
        let (whole, piece) = match from {
            Some(from) if is_whole(&from) => (Some(from), None),
            other => (None, other),
        };
        let like = |text: &str| format!("%{}%", literal(&text.to_lowercase()));
        let sql = match (id.is_some(), whole.is_some(), piece.is_some()) {
            (true, ..) => searching!(
                "message_id = $1",
                "($2 IS NULL OR sender = $2)",
                "($3 IS NULL OR sender LIKE $3 ESCAPE '!')"
            ),
            (_, true, _) => searching!("$1 IS NULL", "sender = $2", "$3 IS NULL"),
            (_, _, true) => searching!("$1 IS NULL", "$2 IS NULL", "sender LIKE $3 ESCAPE '!'"),
            _ => searching!("$1 IS NULL", "$2 IS NULL", "$3 IS NULL"),
        };
        let (piece, text) = (piece.as_deref().map(like), text.as_deref().map(like));
        let row = values![id, whole, piece, text, person, run, number, asked.rows()];
        let rows: Vec<item::Row> = self.0.ground.db.all(sql, row).await?;
        let runs = self.named(rows.iter().map(|row| row.run_id.clone()).collect(), language).await?;
        let found = rows.into_iter().filter_map(|row| {
            let run = runs.get(&row.run_id)?.clone();
            let item = row.item(run.dry_run, language);
            Some(Found { run, item })
        });
        Ok(asked.page(found.collect(), keys))
    }

    /// The runs of these names.
    async fn named(&self, mut names: Vec<String>, language: Language) -> Result<HashMap<String, Run>> {
        names.dedup();
        let names = names.into_iter().map(Value::from).collect();
        let rows: Vec<Row> = self.0.ground.db.among(reading_runs!("WHERE id IN"), values![], names).await?;
        Ok(rows.into_iter().map(|row| (row.id.clone(), row.run(language))).collect())
    }
}
