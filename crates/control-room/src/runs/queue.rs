//! Starting a run: who acts in it is fixed here, and what it runs.

use super::run::{Row, Run, reading_runs};
use super::text::{Of, Text};
use super::{Runs, missing, problem};
use crate::access::{Caller, Permission};
use crate::audit::{Entry, Way};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_engine::Checked;
use carteiro_engine::vars::Given;
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use indexmap::IndexMap;
use std::sync::Arc;

/// What is started.
#[derive(Clone, Debug)]
pub struct Started {
    /// Where it comes from.
    pub of: Of,
    /// What it is.
    pub checked: Arc<Checked>,
    /// Its texts; none are kept of a file at a terminal, but what they digest to.
    pub text: Text,
    /// Its variables.
    pub variables: IndexMap<String, Given>,
    /// Nothing is to happen.
    pub dry_run: bool,
    /// The run whose effects it does not repeat; none: it is a new one.
    pub origin: Option<String>,
    /// What its row is to be called: whoever says so queues it once. None: anything.
    pub id: Option<String>,
}

impl Started {
    /// A new run of this, in which things happen.
    pub fn new(of: Of, checked: Arc<Checked>, text: Text) -> Self {
        Self { of, checked, text, variables: IndexMap::new(), dry_run: false, origin: None, id: None }
    }
}

/// Variables in one run.
const LONGEST_VARIABLES: usize = 256 * 1024;

/// A row that is about to be made.
pub(super) struct New {
    pub(super) id: String,
    /// In whose name it acts.
    pub(super) caller: Caller,
}

impl Runs {
    /// Starts a run: it is carried out as soon as there is room for it, in the name of whoever starts it.
    ///
    /// - `as_whom`: in the name of this person instead. Only who holds the key may.
    /// - `Denied`: they may not run automations.
    /// - `InvalidInput`: the variables do not fit.
    pub async fn queue(&self, by: &Caller, what: Started, as_whom: Option<&str>) -> Result<Run> {
        let new = self.insert(by, &what, as_whom, "queued").await?;
        self.0.bell.notify_one();
        self.row(&new.id, Language::English).await
    }

    pub(super) async fn insert(
        &self,
        by: &Caller,
        what: &Started,
        as_whom: Option<&str>,
        state: &'static str,
    ) -> Result<New> {
        by.must(Permission::RunAutomations)?;
        let caller = match as_whom {
            None => by.clone(),
            Some(person) if person == by.person.id => by.clone(),
            Some(person) if by.is_holder() => self.0.access.absent(person, Way::Run).await?,
            Some(_) => return Err(Problem::new(Kind::Denied, phrase!("run-as-another"))),
        };
        let (settings, _) = self.0.ground.settings().await?;
        let takes = what.checked.takes(&what.variables, &settings.zone());
        takes.map_err(|failure| problem(&failure))?;
        let variables = serde_json::to_string(&what.variables).map_err(Problem::internal)?;
        if variables.len() > LONGEST_VARIABLES {
            let words = phrase!("run-variables-large", longest = LONGEST_VARIABLES / 1024);
            return Err(Problem::new(Kind::InvalidInput, words));
        }
        let mut change = self.0.ground.db.begin().await?;
        let new = New { id: what.id.clone().unwrap_or_else(|| self.0.ground.id()), caller };
        let digest = match what.of {
            Of::File => what.text.digest(),
            _ => self.keep_text(&mut change, &what.text).await?,
        };
        self.put(&mut change, by, &new, what, (digest, variables), state).await?;
        change.commit().await?;
        Ok(new)
    }

    async fn put(
        &self,
        change: &mut Transaction,
        by: &Caller,
        New { id, caller }: &New,
        what: &Started,
        (digest, variables): (String, String),
        state: &'static str,
    ) -> Result<()> {
        let name = what.checked.automation().name.clone();
        let (automation_id, version) = match &what.of {
            Of::Automation { id, version } => (Some(id.clone()), Some(*version)),
            Of::Tried | Of::File => (None, None),
        };
        let origin = what.origin.clone().unwrap_or_else(|| id.clone());
        let (person_id, person) = caller.actor().person.unzip();
        let (by_id, by_name) = by.actor().person.unzip();
        let is_mine = state == "running";
        let now = self.0.ground.clock.now();
        let sql = "INSERT INTO run (id, automation_id, version, name, digest, variables, dry_run, origin, \
                   person_id, person, by_id, by_name, way, state, alone, runner, queued_at, began_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
        let row = values![
            id,
            automation_id,
            version,
            super::items::plain(&name),
            digest,
            variables,
            what.dry_run,
            &origin,
            person_id,
            person,
            by_id,
            by_name,
            by.way.name(),
            state,
            alone(what, id, &origin),
            is_mine.then(|| self.0.runner.clone()),
            now,
            is_mine.then_some(now),
        ];
        change.run(sql, row).await.map_err(|problem| match problem.kind() {
            Kind::Exists => Problem::new(Kind::Exists, phrase!("seen-in-use", automation = name)),
            _ => problem,
        })?;
        let is_as = caller.person.id != by.person.id;
        let (known, whom) = if is_as { ("yes", caller.person.name.as_str()) } else { ("no", "") };
        let words = phrase!("audit-run-started", name = name, known = known, person = whom);
        self.0.ground.audit(change, &by.actor(), Entry::about("run", id, words)).await
    }

    /// The run of this name, whoever asks. `NotFound`.
    pub(super) async fn row(&self, id: &str, language: Language) -> Result<Run> {
        let row: Option<Row> = self.0.ground.db.one(reading_runs!("WHERE id = $1"), values![id]).await?;
        row.map(|row| row.run(language)).ok_or_else(missing)
    }
}

/// What the ledger of an automation is called.
pub(super) fn ledger(automation: Option<&str>, is_file: bool, name: &str, origin: &str) -> String {
    match automation {
        Some(id) => format!("automation/{id}"),
        None if is_file => format!("file/{name}"),
        None => format!("run/{origin}"),
    }
}

/// What one run has at a time: its automation, the ledger that it goes by, or the run that it tries again.
fn alone(what: &Started, id: &str, origin: &str) -> Option<String> {
    if what.dry_run {
        return None;
    }
    let name = &what.checked.automation().name;
    match &what.of {
        Of::Automation { id, .. } => Some(ledger(Some(id), false, name, origin)),
        of if what.checked.remembers() => Some(ledger(None, *of == Of::File, name, origin)),
        _ => (origin != id).then(|| format!("run/{origin}")),
    }
}
