//! Automations as they are kept.

use super::check::Checkup;
use super::{Automations, Path, missing};
use crate::access::Caller;
use crate::app::{self, Asked, Page};
use crate::audit::{Entry, literal};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, Phrase, phrase};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// An automation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Automation {
    /// The row's name.
    pub id: String,
    /// By which others run it: `invoices/archive.yaml`.
    pub path: String,
    /// As its text calls it.
    pub name: String,
    /// Which text of it is the newest: `If-Match` of the next change.
    pub version: i64,
    /// When it was changed.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
}

/// What came of saving a text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Saved {
    /// The automation as it is now; none: the text has mistakes, and nothing was saved.
    pub automation: Option<Automation>,
    /// What is wrong with the text.
    pub checkup: Checkup,
}

type Row = (String, String, String, i64, i64);

impl From<Row> for Automation {
    fn from((id, path, name, version, changed_at): Row) -> Self {
        let changed_at = Timestamp::from_microsecond(changed_at).unwrap_or_default();
        Self { id, path, name, version, changed_at }
    }
}

/// A text that somebody gives.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The automation.
    pub text: &'a str,
    /// What they say about it.
    pub note: &'a str,
}

/// Notes are a line or two.
const LONGEST_NOTE: usize = 1000;

impl Automations {
    /// A page of them, by path; `text`: a piece of the path or the name, in any case.
    pub async fn list(&self, text: Option<&str>, asked: &Asked) -> Result<Page<Automation>> {
        let after = asked.after::<1>()?.map(|[path]| path);
        let text = text.map(|text| format!("%{}%", literal(&text.to_lowercase())));
        let sql = "SELECT id, path, name, version, changed_at FROM automation WHERE ($1 IS NULL OR path > $1) \
                   AND ($2 IS NULL OR path LIKE $2 ESCAPE '!' OR folded LIKE $2 ESCAPE '!') ORDER BY path LIMIT $3";
        let rows: Vec<Row> = self.ground.db.all(sql, values![after, text, asked.rows()]).await?;
        Ok(asked.page(rows.into_iter().map(Automation::from).collect(), |one| [one.path.clone()]))
    }

    /// One of them. `NotFound`.
    pub async fn get(&self, id: &str) -> Result<Automation> {
        self.one("SELECT id, path, name, version, changed_at FROM automation WHERE id = $1", id).await
    }

    /// The one of this path. `NotFound`.
    pub async fn at(&self, path: &Path) -> Result<Automation> {
        self.one("SELECT id, path, name, version, changed_at FROM automation WHERE path = $1", path.as_str())
            .await
    }

    /// The one of this row, or of this path. `NotFound`.
    pub async fn named(&self, name: &str) -> Result<Automation> {
        match self.get(name).await {
            Err(problem) if problem.kind() == Kind::NotFound => match name.parse() {
                Ok(path) => self.at(&path).await,
                Err(_) => Err(problem),
            },
            found => found,
        }
    }

    async fn one(&self, sql: &'static str, value: &str) -> Result<Automation> {
        let row: Option<Row> = self.ground.db.one(sql, values![value]).await?;
        row.map(Automation::from).ok_or_else(missing)
    }

    /// Makes an automation of a text; of one with mistakes, nothing. `Exists`: there is one at this path.
    pub async fn add(&self, by: &Caller, path: &Path, given: Text<'_>, language: Language) -> Result<Saved> {
        let (name, checkup) = self.looked_at(path, &given, language).await?;
        let Some(name) = name else { return Ok(Saved { automation: None, checkup }) };
        let now = self.ground.clock.now();
        let automation =
            Automation { id: self.ground.id(), path: path.to_string(), name, version: 1, changed_at: now };
        let mut change = self.ground.db.begin().await?;
        let sql = "INSERT INTO automation (id, path, name, folded, version, changed_at) VALUES ($1, $2, $3, $4, 1, $5)";
        let folded = automation.name.to_lowercase();
        let row = values![&automation.id, path.as_str(), &automation.name, folded, now];
        change.run(sql, row).await.map_err(|problem| taken(problem, path))?;
        self.keep(&mut change, by, &automation, &given).await?;
        let words = phrase!("audit-automation-added", path = path);
        self.tell(&mut change, by, &automation.id, words).await?;
        change.commit().await?;
        Ok(Saved { automation: Some(automation), checkup })
    }

    /// Gives an automation another text; of one with mistakes, nothing.
    ///
    /// `NotFound`; `Changed`: `version` is not the newest.
    pub async fn save(
        &self,
        by: &Caller,
        id: &str,
        version: i64,
        given: Text<'_>,
        language: Language,
    ) -> Result<Saved> {
        let before = self.get(id).await?;
        let path: Path = before.path.parse()?;
        let (name, checkup) = self.looked_at(&path, &given, language).await?;
        let Some(name) = name else { return Ok(Saved { automation: None, checkup }) };
        let now = self.ground.clock.now();
        let mut change = self.ground.db.begin().await?;
        let sql = "UPDATE automation SET name = $1, folded = $2, version = version + 1, changed_at = $3 \
                   WHERE id = $4 AND version = $5";
        let row = values![&name, name.to_lowercase(), now, id, version];
        if change.run(sql, row).await? == 0 {
            return Err(app::changed());
        }
        let automation = Automation { name, version: version + 1, changed_at: now, ..before };
        self.keep(&mut change, by, &automation, &given).await?;
        let words = phrase!("audit-automation-saved", path = automation.path, version = automation.version);
        self.tell(&mut change, by, id, words).await?;
        change.commit().await?;
        Ok(Saved { automation: Some(automation), checkup })
    }

    /// Calls it by another path: those that run it by the old one do not find it any more. `NotFound`, `Exists`.
    pub async fn rename(&self, by: &Caller, id: &str, path: &Path) -> Result<()> {
        let before = self.get(id).await?;
        let mut change = self.ground.db.begin().await?;
        let sql = "UPDATE automation SET path = $1 WHERE id = $2";
        let changed =
            change.run(sql, values![path.as_str(), id]).await.map_err(|problem| taken(problem, path))?;
        if changed == 0 {
            return Err(missing());
        }
        let words = phrase!("audit-automation-renamed", path = before.path, to = path);
        self.tell(&mut change, by, id, words).await?;
        change.commit().await
    }

    /// Removes it with everything it was before. What it has run stays known. `NotFound`.
    pub async fn remove(&self, by: &Caller, id: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let gone: Option<(String,)> =
            change.one("DELETE FROM automation WHERE id = $1 RETURNING path", values![id]).await?;
        let (path,) = gone.ok_or_else(missing)?;
        self.tell(&mut change, by, id, phrase!("audit-automation-removed", path = path)).await?;
        change.commit().await
    }

    /// What a text calls itself, when it has no mistakes, and what is wrong with it.
    async fn looked_at(
        &self,
        path: &Path,
        given: &Text<'_>,
        language: Language,
    ) -> Result<(Option<String>, Checkup)> {
        if given.note.chars().count() > LONGEST_NOTE || given.text.contains('\0') || given.note.contains('\0')
        {
            let words = phrase!("automation-note", longest = LONGEST_NOTE);
            return Err(Problem::new(Kind::InvalidInput, words).at("/note"));
        }
        let loaded = self.load(path, given.text).await?;
        let name = loaded.checked.as_ref().ok().map(|checked| checked.automation().name.clone());
        Ok((name, Checkup::of(&loaded, language)))
    }

    async fn keep(
        &self,
        change: &mut Transaction,
        by: &Caller,
        automation: &Automation,
        given: &Text<'_>,
    ) -> Result<()> {
        let (person_id, person) = by.actor().person.unzip();
        let Automation { id, version, changed_at, .. } = automation;
        let sql = "INSERT INTO automation_version (automation_id, version, text, note, person_id, person, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let row = values![id, *version, given.text, given.note, person_id, person, *changed_at];
        change.run(sql, row).await.map(drop)
    }

    async fn tell(&self, change: &mut Transaction, by: &Caller, id: &str, words: Phrase) -> Result<()> {
        self.ground.audit(change, &by.actor(), Entry::about("automation", id, words)).await
    }
}

fn taken(problem: Problem, path: &Path) -> Problem {
    match problem.kind() {
        Kind::Exists => Problem::new(Kind::Exists, phrase!("automation-exists", path = path)).at("/path"),
        _ => problem,
    }
}
