//! People.

use super::{Access, Permission, folded};
use crate::app::{Asked, Page};
use crate::audit::{Actor, Entry};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, Phrase, Secret, phrase};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Somebody who may come in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    /// The row's name.
    pub id: String,
    /// What they sign in with, often an address.
    pub name: String,
    /// Nobody comes in so.
    pub disabled: bool,
    /// What they read; none: what their browser asks for.
    #[schema(value_type = Option<String>, example = "pt-BR")]
    pub language: Option<Language>,
    /// Where they are, by the name of a time zone; none: not said.
    #[schema(example = "America/Sao_Paulo")]
    pub time_zone: Option<String>,
    /// Where they get mail; none: not said.
    #[schema(example = "ana@example.org")]
    pub email: Option<String>,
    /// Which change of it this is: `If-Match` of the next one.
    pub version: i64,
}

/// As it is read: `id, name, disabled, language, time_zone, email, version`.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    name: String,
    disabled: i64,
    language: Option<String>,
    time_zone: Option<String>,
    email: Option<String>,
    version: i64,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            disabled: row.disabled != 0,
            language: row.language.as_deref().map(Language::from_locale),
            time_zone: row.time_zone,
            email: row.email,
            version: row.version,
        }
    }
}

impl Access {
    /// Adds somebody, with a password. `Exists`: there is one of this name. `InvalidInput`: the name or the password is none.
    pub async fn add_person(&self, by: &Actor, name: &str, password: &Secret) -> Result<Person> {
        let kept = self.passwords.kept(password).await?;
        let mut change = self.ground.db.begin().await?;
        let person = self.insert_person(&mut change, name, Some(kept)).await?;
        let words = phrase!("audit-person-added", name = person.name);
        self.ground.audit(&mut change, by, entry(&person.id, words)).await?;
        change.commit().await?;
        Ok(person)
    }

    pub(super) async fn insert_person(
        &self,
        change: &mut Transaction,
        name: &str,
        password: Option<String>,
    ) -> Result<Person> {
        let (name, folded) = folded(name)?;
        let person = Person { id: self.ground.id(), name, version: 1, ..Person::default() };
        let sql = "INSERT INTO person (id, name, folded, password, made_at) VALUES ($1, $2, $3, $4, $5)";
        let row = values![&person.id, &person.name, folded, password, self.ground.clock.now()];
        change.run(sql, row).await.map_err(|problem| taken(problem, &person.name))?;
        Ok(person)
    }

    /// People by name, a page of them.
    pub async fn people(&self, asked: &Asked) -> Result<Page<Person>> {
        let after = asked.after::<1>()?.map(|[folded]| folded);
        let sql = "SELECT id, name, disabled, language, time_zone, email, version FROM person \
                   WHERE ($1 IS NULL OR folded > $1) ORDER BY folded LIMIT $2";
        let rows: Vec<Row> = self.ground.db.all(sql, values![after, asked.rows()]).await?;
        let people = rows.into_iter().map(Person::from).collect();
        Ok(asked.page(people, |person: &Person| [person.name.to_lowercase()]))
    }

    /// Somebody. `NotFound`.
    pub async fn person(&self, id: &str) -> Result<Person> {
        let sql = "SELECT id, name, disabled, language, time_zone, email, version FROM person WHERE id = $1";
        let row: Option<Row> = self.ground.db.one(sql, values![id]).await?;
        row.map(Person::from).ok_or_else(missing)
    }

    /// Somebody, by what they sign in with. `NotFound`.
    pub async fn person_named(&self, name: &str) -> Result<Person> {
        let (_, folded) = folded(name).map_err(|_| missing())?;
        let sql =
            "SELECT id, name, disabled, language, time_zone, email, version FROM person WHERE folded = $1";
        let row: Option<Row> = self.ground.db.one(sql, values![folded]).await?;
        row.map(Person::from).ok_or_else(missing)
    }

    /// What somebody may do, by all of their roles.
    pub async fn permissions(&self, person: &str) -> Result<BTreeSet<Permission>> {
        let sql = "SELECT DISTINCT permission FROM role_permission \
                   JOIN person_role ON person_role.role_id = role_permission.role_id WHERE person_id = $1";
        let names: Vec<(String,)> = self.ground.db.all(sql, values![person]).await?;
        Ok(names.iter().filter_map(|(name,)| Permission::named(name)).collect())
    }
}

/// What a refused row means where a name has to be the only one.
pub(super) fn taken(problem: Problem, name: &str) -> Problem {
    match problem.kind() {
        Kind::Exists => Problem::new(Kind::Exists, phrase!("person-exists", name = name)).at("/name"),
        _ => problem,
    }
}

pub(super) fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("person-missing"))
}

pub(super) fn entry(person: &str, words: Phrase) -> Entry {
    Entry::about("person", person, words)
}

/// Refuses a change after which nobody could manage people any more.
pub(super) async fn somebody_manages(change: &mut Transaction) -> Result<()> {
    // One after the other: of two who disable each other at once the second sees what the first has done.
    change.run("UPDATE once SET what = what WHERE what = 'set_up'", values![]).await?;
    let sql = "SELECT COUNT(*) FROM person JOIN person_role ON person_role.person_id = person.id \
               JOIN role_permission ON role_permission.role_id = person_role.role_id \
               WHERE disabled = 0 AND permission = $1";
    let manage = Permission::ManagePeople.name();
    let left: Option<(i64,)> = change.one(sql, values![manage]).await?;
    match left {
        Some((1..,)) => Ok(()),
        _ => Err(Problem::new(Kind::Rejected, phrase!("person-last"))),
    }
}
