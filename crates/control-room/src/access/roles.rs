//! Roles: names for what some people may do.

use super::change::touch;
use super::people::{self, somebody_manages};
use super::{Access, Caller, Permission, folded};
use crate::app;
use crate::audit::{Actor, Entry};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What some people may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Role {
    /// The row's name.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What its holders may do.
    #[schema(value_type = Vec<String>)]
    pub permissions: BTreeSet<Permission>,
    /// Which change of it this is: `If-Match` of the next one.
    pub version: i64,
}

/// What a role is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoleName {
    /// The row's name.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Who gives something to the holders of roles.
const GIVING: [Permission; 3] =
    [Permission::ManagePeople, Permission::ManageConnections, Permission::ManageLockers];

impl Access {
    /// Makes a role. `Exists`: there is one of this name.
    pub async fn add_role(&self, by: &Actor, name: &str, permissions: &BTreeSet<Permission>) -> Result<Role> {
        let mut change = self.ground.db.begin().await?;
        let role = self.insert_role(&mut change, name, permissions).await?;
        let words = phrase!("audit-role-added", name = role.name, permissions = names(permissions));
        self.ground.audit(&mut change, by, Entry::about("role", &role.id, words)).await?;
        change.commit().await?;
        Ok(role)
    }

    pub(super) async fn insert_role(
        &self,
        change: &mut Transaction,
        name: &str,
        permissions: &BTreeSet<Permission>,
    ) -> Result<Role> {
        let (name, folded) = folded(name)?;
        let role = Role { id: self.ground.id(), name, permissions: permissions.clone(), version: 1 };
        let row = values![&role.id, &role.name, folded, self.ground.clock.now()];
        let sql = "INSERT INTO role (id, name, folded, made_at) VALUES ($1, $2, $3, $4)";
        change.run(sql, row).await.map_err(|problem| match problem.kind() {
            Kind::Exists => Problem::new(Kind::Exists, phrase!("role-exists", name = role.name)).at("/name"),
            _ => problem,
        })?;
        allow(change, &role.id, permissions).await?;
        Ok(role)
    }

    /// Changes what the holders of a role may do, of this version of it.
    ///
    /// - `NotFound`.
    /// - `Changed`: it is another version now.
    /// - `Rejected`: nobody would be left who manages people.
    pub async fn change_role(
        &self,
        by: &Actor,
        role: &str,
        version: i64,
        permissions: &BTreeSet<Permission>,
    ) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let there: Option<(i64,)> =
            change.one("SELECT version FROM role WHERE id = $1", values![role]).await?;
        there.ok_or_else(missing)?;
        let sql = "UPDATE role SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING name";
        let changed: Option<(String,)> = change.one(sql, values![role, version]).await?;
        let (name,) = changed.ok_or_else(app::changed)?;
        change.run("DELETE FROM role_permission WHERE role_id = $1", values![role]).await?;
        allow(&mut change, role, permissions).await?;
        somebody_manages(&mut change).await?;
        let words = phrase!("audit-role-changed", name = name, permissions = names(permissions));
        self.ground.audit(&mut change, by, Entry::about("role", role, words)).await?;
        change.commit().await
    }

    /// Removes a role. `NotFound`; `Rejected`: nobody would be left who manages people.
    pub async fn remove_role(&self, by: &Actor, role: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let gone: Option<(String,)> =
            change.one("DELETE FROM role WHERE id = $1 RETURNING name", values![role]).await?;
        let (name,) = gone.ok_or_else(missing)?;
        somebody_manages(&mut change).await?;
        let words = phrase!("audit-role-removed", name = name);
        self.ground.audit(&mut change, by, Entry::about("role", role, words)).await?;
        change.commit().await
    }

    /// All roles, by name.
    pub async fn roles(&self) -> Result<Vec<Role>> {
        let sql = "SELECT role.id, role.name, version, COALESCE(permission, '') FROM role \
                   LEFT JOIN role_permission ON role_permission.role_id = role.id ORDER BY role.folded";
        let rows: Vec<(String, String, i64, String)> = self.ground.db.all(sql, values![]).await?;
        let mut order: Vec<String> = Vec::new();
        let mut roles: BTreeMap<String, Role> = BTreeMap::new();
        for (id, name, version, permission) in rows {
            let role = roles.entry(id.clone()).or_insert_with(|| {
                order.push(id.clone());
                Role { id, name, permissions: BTreeSet::new(), version }
            });
            role.permissions.extend(Permission::named(&permission));
        }
        Ok(order.iter().filter_map(|id| roles.remove(id)).collect())
    }

    /// The names of roles, by name: of all for whoever gives something to their holders, of their own for others.
    pub async fn role_names(&self, caller: &Caller) -> Result<Vec<RoleName>> {
        let is_giving = GIVING.iter().any(|one| caller.permissions.contains(one));
        let sql = "SELECT id, name FROM role WHERE $1 = 1 OR EXISTS (SELECT 1 FROM person_role \
                   WHERE role_id = role.id AND person_id = $2) ORDER BY folded";
        let row = values![is_giving, &caller.person.id];
        let rows: Vec<(String, String)> = self.ground.db.all(sql, row).await?;
        Ok(rows.into_iter().map(|(id, name)| RoleName { id, name }).collect())
    }

    /// The roles of somebody, by name.
    pub async fn roles_held(&self, person: &str) -> Result<Vec<Role>> {
        let held: Vec<(String,)> = self
            .ground
            .db
            .all("SELECT role_id FROM person_role WHERE person_id = $1", values![person])
            .await?;
        let mut roles = self.roles().await?;
        roles.retain(|role| held.iter().any(|(id,)| *id == role.id));
        Ok(roles)
    }

    /// Gives somebody a role, or takes it away. `NotFound`; `Rejected`: nobody would be left who manages people.
    pub async fn assign(&self, by: &Actor, person: &str, role: &str, holds: bool) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let named: Option<(String,)> =
            change.one("SELECT name FROM person WHERE id = $1", values![person]).await?;
        let (name,) = named.ok_or_else(people::missing)?;
        let titled: Option<(String,)> =
            change.one("SELECT name FROM role WHERE id = $1", values![role]).await?;
        let (title,) = titled.ok_or_else(missing)?;
        let sql = if holds {
            "INSERT INTO person_role (person_id, role_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM person_role WHERE person_id = $1 AND role_id = $2"
        };
        change.run(sql, values![person, role]).await?;
        somebody_manages(&mut change).await?;
        touch(&mut change, person).await?;
        let words = if holds {
            phrase!("audit-role-given", name = name, role = title)
        } else {
            phrase!("audit-role-taken", name = name, role = title)
        };
        self.ground.audit(&mut change, by, people::entry(person, words)).await?;
        change.commit().await
    }
}

async fn allow(change: &mut Transaction, role: &str, permissions: &BTreeSet<Permission>) -> Result<()> {
    for permission in permissions {
        let sql = "INSERT INTO role_permission (role_id, permission) VALUES ($1, $2)";
        change.run(sql, values![role, permission.name()]).await?;
    }
    Ok(())
}

pub(super) fn names(permissions: &BTreeSet<Permission>) -> String {
    permissions.iter().map(|one| one.name()).collect::<Vec<_>>().join(" ")
}

fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("role-missing"))
}
