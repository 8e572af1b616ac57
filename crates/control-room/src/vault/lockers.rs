//! Lockers.

use super::standing::{Seen, missing};
use super::{Standing, Vault, names};
use crate::access::{Caller, Permission};
use crate::app::{self, Asked, Page};
use crate::audit::Entry;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};
use serde::Serialize;
use utoipa::ToSchema;

/// A locker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Locker {
    /// The row's name.
    pub id: String,
    /// As automations write it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What whoever asks is in it.
    pub standing: Standing,
    /// Which change of it this is: `If-Match` of the next one.
    pub version: i64,
}

type Row = (String, String, String, i64, Option<String>);

fn locker(caller: &Caller, (id, name, description, version, standing): Row) -> Option<Locker> {
    let standing = standing.as_deref().and_then(Standing::named);
    let standing = if caller.is_holder() { Some(Standing::Owner) } else { standing }?;
    Some(Locker { id, name, description, standing, version })
}

impl Vault {
    /// Makes a locker, of which whoever does is the first owner.
    ///
    /// - `Denied`: they may not make lockers.
    /// - `Exists`: there is one of this name.
    /// - `InvalidInput`: the name or the description is none.
    pub async fn add_locker(&self, caller: &Caller, name: &str, description: &str) -> Result<Locker> {
        let mut change = self.ground.db.begin().await?;
        let (name, description) = (names::name(name)?, names::description(description)?);
        let id = self.insert_locker(&mut change, caller, name, &description).await?;
        change.commit().await?;
        Ok(Locker { id, name: name.to_owned(), description, standing: Standing::Owner, version: 1 })
    }

    pub(super) async fn insert_locker(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        name: &str,
        description: &str,
    ) -> Result<String> {
        caller.must(Permission::ManageLockers)?;
        let id = self.ground.id();
        let sql = "INSERT INTO locker (id, name, description, made_at) VALUES ($1, $2, $3, $4)";
        let row = values![&id, name, description, self.ground.clock.now()];
        change.run(sql, row).await.map_err(|problem| match problem.kind() {
            Kind::Exists => Problem::new(Kind::Exists, phrase!("locker-exists", name = name)).at("/name"),
            _ => problem,
        })?;
        if !caller.is_holder() {
            let sql = "INSERT INTO locker_person (locker_id, person_id, standing) VALUES ($1, $2, 'owner')";
            change.run(sql, values![&id, &caller.person.id]).await?;
        }
        self.tell_of_locker(change, caller, &id, phrase!("audit-locker-added", name = name)).await?;
        Ok(id)
    }

    /// A page of the lockers in which whoever asks is something, by name.
    pub async fn lockers(&self, caller: &Caller, asked: &Asked) -> Result<Page<Locker>> {
        let after = asked.after::<1>()?.map(|[name]| name);
        let sql = "SELECT id, name, description, version, standing FROM (\
                   SELECT id, name, description, version, COALESCE(\
                   (SELECT standing FROM locker_person WHERE locker_id = locker.id AND person_id = $1), \
                   (SELECT 'consumer' FROM locker_role JOIN person_role ON person_role.role_id = locker_role.role_id \
                    WHERE locker_role.locker_id = locker.id AND person_role.person_id = $1 LIMIT 1)) AS standing \
                   FROM locker) AS seen WHERE ($2 = 1 OR standing IS NOT NULL) AND ($3 IS NULL OR name > $3) \
                   ORDER BY name LIMIT $4";
        let row = values![&caller.person.id, caller.is_holder(), after, asked.rows()];
        let rows: Vec<Row> = self.ground.db.all(sql, row).await?;
        let lockers = rows.into_iter().filter_map(|row| locker(caller, row)).collect();
        Ok(asked.page(lockers, |locker| [locker.name.clone()]))
    }

    /// A locker. `NotFound`: there is none, or whoever asks is nothing in it.
    pub async fn locker(&self, caller: &Caller, id: &str) -> Result<Locker> {
        let Seen { name, standing } = self.seen(caller, id).await?;
        let sql = "SELECT description, version FROM locker WHERE id = $1";
        let row: Option<(String, i64)> = self.ground.db.one(sql, values![id]).await?;
        let (description, version) = row.ok_or_else(missing)?;
        Ok(Locker { id: id.to_owned(), name, description, standing, version })
    }

    /// The same by its name.
    pub async fn locker_named(&self, caller: &Caller, name: &str) -> Result<Locker> {
        let row: Option<(String,)> =
            self.ground.db.one("SELECT id FROM locker WHERE name = $1", values![names::name(name)?]).await?;
        let (id,) = row.ok_or_else(missing)?;
        self.locker(caller, &id).await
    }

    /// Describes a locker anew: an owner does. `NotFound`, `Denied`; `Changed`: it is another version now.
    pub async fn describe_locker(
        &self,
        caller: &Caller,
        id: &str,
        version: i64,
        description: &str,
    ) -> Result<i64> {
        let description = names::description(description)?;
        let mut change = self.ground.db.begin().await?;
        let seen = Seen::within(&mut change, caller, id).await?;
        seen.must(Standing::Owner)?;
        let sql = "UPDATE locker SET description = $1, version = version + 1 WHERE id = $2 AND version = $3";
        if change.run(sql, values![description, id, version]).await? == 0 {
            return Err(app::changed());
        }
        self.tell_of_locker(&mut change, caller, id, phrase!("audit-locker-changed", name = seen.name))
            .await?;
        change.commit().await?;
        Ok(version + 1)
    }

    /// Removes a locker with everything in it: an owner does. `NotFound`, `Denied`.
    pub async fn remove_locker(&self, caller: &Caller, id: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let seen = Seen::within(&mut change, caller, id).await?;
        seen.must(Standing::Owner)?;
        let held: Option<(i64,)> =
            change.one("SELECT COUNT(*) FROM credential WHERE locker_id = $1", values![id]).await?;
        change.run("DELETE FROM locker WHERE id = $1", values![id]).await?;
        let count = held.map_or(0, |(count,)| count);
        let words = phrase!("audit-locker-removed", name = seen.name, count = count);
        self.tell_of_locker(&mut change, caller, id, words).await?;
        change.commit().await
    }

    pub(super) async fn tell_of_locker(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        id: &str,
        words: Phrase,
    ) -> Result<()> {
        self.ground.audit(change, &caller.actor(), Entry::about("locker", id, words)).await
    }
}
