//! What was run: who may see it, and finding it again.

use super::item::{self, Item, Outcome};
use super::run::{Row, Run, State, reading_runs};
use super::{Runs, missing};
use crate::access::{Caller, Permission};
use crate::app::{Asked, Page};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which runs; what is left out may be anything.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Search {
    /// Of which automation: its row.
    pub automation: Option<String>,
    /// How far they are.
    #[param(inline)]
    pub state: Option<State>,
    /// In whose name: a person's row.
    pub person: Option<String>,
    /// Started since then.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Started before then.
    #[param(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// A run with all that is known of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RunOpened)]
pub struct Opened {
    /// The run.
    #[serde(flatten)]
    pub run: Run,
    /// Its variables, as they were given.
    #[schema(value_type = Object)]
    pub variables: serde_json::Value,
    /// What its text digests to, in hexadecimal.
    pub digest: String,
    /// What its sessions cost on the wire, once it has ended.
    #[schema(value_type = Option<Object>)]
    pub cost: Option<serde_json::Value>,
    /// How many events there were so far.
    pub events: i64,
    /// How many of them, in the middle, are no longer kept.
    pub left_out: i64,
}

/// Whose runs somebody may see.
pub(super) enum Whose {
    Everybody,
    Their(String),
    Nobody,
}

impl Whose {
    pub(super) fn of(caller: &Caller) -> Self {
        if caller.permissions.contains(&Permission::ViewOthersRuns) {
            return Self::Everybody;
        }
        if caller.permissions.contains(&Permission::RunAutomations) {
            return Self::Their(caller.person.id.clone());
        }
        Self::Nobody
    }

    pub(super) fn sees(&self, run: &Run) -> bool {
        match self {
            Self::Everybody => true,
            Self::Their(person) => run.person_id.as_ref() == Some(person),
            Self::Nobody => false,
        }
    }
}

/// The statement of a list that is narrowed by these columns, each of which has an index.
macro_rules! narrowed {
    ($($by:literal),*) => {
        reading_runs!(
            "WHERE ",
            $($by, " AND ",)*
            "id < $4 AND id > $5 AND queued_at >= $6 AND queued_at < $7 ORDER BY id DESC LIMIT $8"
        )
    };
}

/// Names are times in milliseconds, and a run is named a little before it is queued.
fn named_at(at: Timestamp) -> String {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    format!("{:08x}-{:04x}", millis >> 16, millis & 0xffff)
}

impl Runs {
    /// The runs that `caller` may see, the latest first.
    pub async fn list(
        &self,
        caller: &Caller,
        search: &Search,
        asked: &Asked,
        language: Language,
    ) -> Result<Page<Run>> {
        let after = asked.after::<1>()?.map(|[id]| id);
        let person = match (Whose::of(caller), &search.person) {
            (Whose::Nobody, _) => return Ok(asked.page(Vec::new(), |run: &Run| [run.id.clone()])),
            (Whose::Everybody, person) => person.clone(),
            (Whose::Their(own), Some(person)) if *person != own => {
                return Ok(asked.page(Vec::new(), |run: &Run| [run.id.clone()]));
            }
            (Whose::Their(own), _) => Some(own),
        };
        let state = search.state.map(|state| state.name().to_owned());
        let sql = match (person.is_some(), search.automation.is_some(), state.is_some()) {
            (false, false, false) => narrowed!(),
            (true, false, false) => narrowed!("person_id = $1"),
            (false, true, false) => narrowed!("automation_id = $2"),
            (true, true, false) => narrowed!("person_id = $1", "automation_id = $2"),
            (false, false, true) => narrowed!("state = $3"),
            (true, false, true) => narrowed!("person_id = $1", "state = $3"),
            (false, true, true) => narrowed!("automation_id = $2", "state = $3"),
            (true, true, true) => narrowed!("person_id = $1", "automation_id = $2", "state = $3"),
        };
        let from = search.from.unwrap_or(Timestamp::MIN);
        let until = search.until.unwrap_or(Timestamp::MAX);
        let second = SignedDuration::from_secs(1);
        let first = search.from.and_then(|from| from.checked_sub(second).ok()).map(named_at);
        let last = search.until.and_then(|until| until.checked_add(second).ok()).map(named_at);
        let last = [after, last].into_iter().flatten().min().unwrap_or_else(|| "g".to_owned());
        let automation = search.automation.clone();
        let row =
            values![person, automation, state, last, first.unwrap_or_default(), from, until, asked.rows()];
        let rows: Vec<Row> = self.0.ground.db.all(sql, row).await?;
        let runs = rows.into_iter().map(|row| row.run(language)).collect();
        Ok(asked.page(runs, |run| [run.id.clone()]))
    }

    /// Of each automation the last run that has ended, where it did not go well: of those that `caller` may see, the latest
    /// first.
    pub async fn failing(&self, caller: &Caller, language: Language) -> Result<Vec<Run>> {
        let person = match Whose::of(caller) {
            Whose::Nobody => return Ok(Vec::new()),
            Whose::Everybody => None,
            Whose::Their(person) => Some(person),
        };
        let sql = reading_runs!(
            "WHERE state IN ('failed', 'with_failures', 'interrupted') AND id IN \
             (SELECT (SELECT last.id FROM run AS last WHERE last.automation_id = automation.id AND last.dry_run = 0 \
             AND last.state NOT IN ('queued', 'running') AND ($1 IS NULL OR last.person_id = $1) \
             ORDER BY last.id DESC LIMIT 1) FROM automation) ORDER BY id DESC LIMIT 500"
        );
        let rows: Vec<Row> = self.0.ground.db.all(sql, values![person]).await?;
        Ok(rows.into_iter().map(|row| row.run(language)).collect())
    }

    /// A run that `caller` may see. `NotFound`: there is none, and nothing is told of whether there is one for others.
    pub(super) async fn seen(&self, caller: &Caller, id: &str, language: Language) -> Result<Run> {
        let run = self.row(id, language).await?;
        if Whose::of(caller).sees(&run) { Ok(run) } else { Err(missing()) }
    }

    /// The same, with all that is known of it.
    pub async fn get(&self, caller: &Caller, id: &str, language: Language) -> Result<Opened> {
        let run = self.seen(caller, id, language).await?;
        let sql = "SELECT variables, digest, cost, events, left_out FROM run WHERE id = $1";
        let row: Option<(String, String, Option<String>, i64, i64)> =
            self.0.ground.db.one(sql, values![id]).await?;
        let (variables, digest, cost, events, left_out) = row.ok_or_else(missing)?;
        let read = |json: &str| serde_json::from_str(json).unwrap_or_default();
        let cost = cost.map(|cost| read(&cost));
        Ok(Opened { run, variables: read(&variables), digest, cost, events, left_out })
    }

    /// One message of a run. `NotFound`.
    pub async fn item(&self, caller: &Caller, id: &str, number: i64, language: Language) -> Result<Item> {
        let run = self.seen(caller, id, language).await?;
        let sql = item::reading_items!("WHERE run_id = $1 AND number = $2");
        let row: Option<item::Row> = self.0.ground.db.one(sql, values![id, number]).await?;
        let none = || Problem::new(Kind::NotFound, phrase!("run-item-missing"));
        row.map(|row| row.item(run.dry_run, language)).ok_or_else(none)
    }

    /// The messages of a run, in the order in which they were begun; those of one outcome, or all.
    pub async fn items(
        &self,
        caller: &Caller,
        id: &str,
        outcome: Option<Outcome>,
        asked: &Asked,
        language: Language,
    ) -> Result<Page<Item>> {
        let run = self.seen(caller, id, language).await?;
        let none = || Problem::new(Kind::InvalidInput, phrase!("page-cursor"));
        let after = asked.after::<1>()?.map(|[number]| number.parse::<i64>().map_err(|_| none()));
        let outcome = outcome.map(|outcome| outcome.name().to_owned());
        let sql = item::reading_items!(
            "WHERE run_id = $1 AND number > $2 AND ($3 IS NULL OR outcome = $3) ORDER BY number LIMIT $4"
        );
        let row = values![id, after.transpose()?.unwrap_or_default(), outcome, asked.rows()];
        let rows: Vec<item::Row> = self.0.ground.db.all(sql, row).await?;
        let items = rows.into_iter().map(|row| row.item(run.dry_run, language)).collect();
        Ok(asked.page(items, |item: &Item| [item.number.to_string()]))
    }
}
