//! What automations were before.

use super::{Automations, missing};
use crate::app::{Asked, Page};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A text that an automation has had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Version {
    /// The first is 1.
    pub version: i64,
    /// What was said about it.
    pub note: String,
    /// Who made it, by their row.
    pub person_id: Option<String>,
    /// Who made it, by the name they had then; none: somebody at the terminal.
    pub person: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

type Row = (i64, String, Option<String>, Option<String>, i64);

impl Automations {
    /// What it was, the newest first. `NotFound`: there is no such automation.
    pub async fn versions(&self, id: &str, asked: &Asked) -> Result<Page<Version>> {
        self.get(id).await?;
        let none = || Problem::new(Kind::InvalidInput, phrase!("page-cursor"));
        let after = asked.after::<1>()?.map(|[version]| version.parse::<i64>().map_err(|_| none()));
        let after = after.transpose()?;
        let sql = "SELECT version, note, person_id, person, at FROM automation_version \
                   WHERE automation_id = $1 AND ($2 IS NULL OR version < $2) ORDER BY version DESC LIMIT $3";
        let rows: Vec<Row> = self.ground.db.all(sql, values![id, after, asked.rows()]).await?;
        let version = |(version, note, person_id, person, at)| {
            let at = Timestamp::from_microsecond(at).unwrap_or_default();
            Version { version, note, person_id, person, at }
        };
        Ok(asked.page(rows.into_iter().map(version).collect(), |one: &Version| [one.version.to_string()]))
    }

    /// A text of it: of this version, or the newest, and which one that is. `NotFound`.
    pub async fn text(&self, id: &str, version: Option<i64>) -> Result<(String, i64)> {
        let sql = "SELECT text, version FROM automation_version WHERE automation_id = $1 \
                   AND version = COALESCE($2, (SELECT version FROM automation WHERE id = $1))";
        let row: Option<(String, i64)> = self.ground.db.one(sql, values![id, version]).await?;
        row.ok_or_else(missing)
    }
}
