//! Who is in a locker.

use super::standing::Seen;
use super::{Standing, Vault};
use crate::access::Caller;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody in a locker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = LockerMember)]
pub struct Member {
    /// The person's row.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// They may no longer come in.
    pub disabled: bool,
    /// What they are in it.
    pub standing: Standing,
}

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Its row.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// Who is in a locker, or could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Members<P> {
    /// The people.
    pub people: Vec<P>,
    /// The roles whose holders consume.
    pub roles: Vec<Named>,
}

fn named((id, name): (String, String)) -> Named {
    Named { id, name }
}

impl Vault {
    /// Who is in a locker: who takes part in it sees that. `NotFound`, `Denied`.
    pub async fn members(&self, caller: &Caller, locker: &str) -> Result<Members<Member>> {
        self.seen(caller, locker).await?.must(Standing::Participant)?;
        let sql = "SELECT person.id, name, disabled, standing FROM locker_person \
                   JOIN person ON person.id = person_id WHERE locker_id = $1 ORDER BY folded";
        let people: Vec<(String, String, i64, String)> = self.ground.db.all(sql, values![locker]).await?;
        let member = |(id, name, disabled, standing): (String, String, i64, String)| {
            Some(Member { id, name, disabled: disabled != 0, standing: Standing::named(&standing)? })
        };
        let sql = "SELECT role.id, name FROM locker_role JOIN role ON role.id = role_id \
                   WHERE locker_id = $1 ORDER BY folded";
        let roles: Vec<(String, String)> = self.ground.db.all(sql, values![locker]).await?;
        let people = people.into_iter().filter_map(member).collect();
        Ok(Members { people, roles: roles.into_iter().map(named).collect() })
    }

    /// Who could be let into a locker: for whoever may do so. `NotFound`, `Denied`.
    pub async fn candidates(&self, caller: &Caller, locker: &str) -> Result<Members<Named>> {
        self.seen(caller, locker).await?.must(Standing::Manager)?;
        let sql = "SELECT id, name FROM person WHERE disabled = 0 ORDER BY folded";
        let people: Vec<(String, String)> = self.ground.db.all(sql, values![]).await?;
        let sql = "SELECT id, name FROM role ORDER BY folded";
        let roles: Vec<(String, String)> = self.ground.db.all(sql, values![]).await?;
        let people = people.into_iter().map(named).collect();
        Ok(Members { people, roles: roles.into_iter().map(named).collect() })
    }

    /// Makes somebody participant, manager or owner of a locker, or nothing in it any more (`None`).
    ///
    /// - `NotFound`: the locker, or the person.
    /// - `Denied`: managers decide about participants, owners about all.
    /// - `Rejected`: no owner would be left.
    /// - `InvalidInput`: consumers are so by a role.
    pub async fn place(
        &self,
        caller: &Caller,
        locker: &str,
        person: &str,
        standing: Option<Standing>,
    ) -> Result<()> {
        if standing == Some(Standing::Consumer) {
            return Err(Problem::new(Kind::InvalidInput, phrase!("locker-consumer-role")));
        }
        let mut change = self.ground.db.begin().await?;
        // Of two owners who remove each other at once, one is late.
        change.run("UPDATE locker SET version = version + 1 WHERE id = $1", values![locker]).await?;
        let seen = Seen::within(&mut change, caller, locker).await?;
        let sql = "SELECT standing FROM locker_person WHERE locker_id = $1 AND person_id = $2";
        let before: Option<(String,)> = change.one(sql, values![locker, person]).await?;
        let before = before.and_then(|(name,)| Standing::named(&name));
        let is_higher = [standing, before].into_iter().flatten().any(|one| one > Standing::Participant);
        seen.must(if is_higher { Standing::Owner } else { Standing::Manager })?;
        let named: Option<(String,)> =
            change.one("SELECT name FROM person WHERE id = $1", values![person]).await?;
        let (name,) = named.ok_or_else(|| Problem::new(Kind::NotFound, phrase!("person-missing")))?;
        let words = if let Some(standing) = standing {
            let sql = "INSERT INTO locker_person (locker_id, person_id, standing) VALUES ($1, $2, $3) \
                       ON CONFLICT (locker_id, person_id) DO UPDATE SET standing = excluded.standing";
            change.run(sql, values![locker, person, standing.name()]).await?;
            phrase!("audit-locker-person", locker = seen.name, name = name, standing = standing.name())
        } else {
            let sql = "DELETE FROM locker_person WHERE locker_id = $1 AND person_id = $2";
            change.run(sql, values![locker, person]).await?;
            phrase!("audit-locker-person-removed", locker = seen.name, name = name)
        };
        if before == Some(Standing::Owner) && standing != before {
            an_owner_is_left(&mut change, locker).await?;
        }
        self.tell_of_locker(&mut change, caller, locker, words).await?;
        change.commit().await
    }

    /// Lets the holders of a role consume what is in a locker, or no more: managers do. `NotFound`, `Denied`.
    pub async fn consume(&self, caller: &Caller, locker: &str, role: &str, consumes: bool) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let seen = Seen::within(&mut change, caller, locker).await?;
        seen.must(Standing::Manager)?;
        let named: Option<(String,)> =
            change.one("SELECT name FROM role WHERE id = $1", values![role]).await?;
        let (name,) = named.ok_or_else(|| Problem::new(Kind::NotFound, phrase!("role-missing")))?;
        let words = if consumes {
            let sql = "INSERT INTO locker_role (locker_id, role_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            change.run(sql, values![locker, role]).await?;
            phrase!("audit-locker-role", locker = seen.name, role = name)
        } else {
            let sql = "DELETE FROM locker_role WHERE locker_id = $1 AND role_id = $2";
            change.run(sql, values![locker, role]).await?;
            phrase!("audit-locker-role-removed", locker = seen.name, role = name)
        };
        self.tell_of_locker(&mut change, caller, locker, words).await?;
        change.commit().await
    }
}

/// Refuses a change after which nobody who may come in would own the locker.
async fn an_owner_is_left(change: &mut Transaction, locker: &str) -> Result<()> {
    let sql = "SELECT COUNT(*) FROM locker_person JOIN person ON person.id = person_id \
               WHERE locker_id = $1 AND standing = 'owner' AND disabled = 0";
    let left: Option<(i64,)> = change.one(sql, values![locker]).await?;
    match left {
        Some((1..,)) => Ok(()),
        _ => Err(Problem::new(Kind::Rejected, phrase!("locker-last-owner"))),
    }
}
