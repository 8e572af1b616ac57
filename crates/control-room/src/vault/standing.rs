//! What somebody is in a locker.

use super::Vault;
use crate::access::Caller;
use crate::db::{Transaction, Values};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody is in a locker: each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LockerStanding)]
pub enum Standing {
    /// By a role: runs that act for them use the credentials; they give values of their own, and see names.
    Consumer,
    /// Adds credentials, and changes those; sees who is in the locker.
    Participant,
    /// Changes all credentials; decides who takes part and which roles consume.
    Manager,
    /// Decides who owns and manages the locker, describes it and removes it.
    Owner,
}

impl Standing {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Consumer, Self::Participant, Self::Manager, Self::Owner];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consumer => "consumer",
            Self::Participant => "participant",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A locker, as somebody stands in it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) standing: Standing,
}

type Row = (String, Option<String>);

/// Whoever may no longer come in is nothing anywhere.
const SEEN: &str = "SELECT locker.name, COALESCE(\
    (SELECT standing FROM locker_person WHERE locker_person.locker_id = locker.id AND locker_person.person_id = $2), \
    (SELECT 'consumer' FROM locker_role JOIN person_role ON person_role.role_id = locker_role.role_id \
     WHERE locker_role.locker_id = locker.id AND person_role.person_id = $2 LIMIT 1)) \
    FROM locker WHERE locker.id = $1 AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = $2 AND disabled = 1)";

impl Vault {
    /// The locker, for whoever is something in it. `NotFound` for anybody else.
    pub(super) async fn seen(&self, caller: &Caller, locker: &str) -> Result<Seen> {
        seen(caller, self.ground.db.one(SEEN, of(caller, locker)).await?)
    }
}

impl Seen {
    /// The same, within a change.
    pub(super) async fn within(change: &mut Transaction, caller: &Caller, locker: &str) -> Result<Self> {
        seen(caller, change.one(SEEN, of(caller, locker)).await?)
    }

    /// `Denied`: they are less in it.
    pub(super) fn must(&self, least: Standing) -> Result<()> {
        if self.standing >= least {
            return Ok(());
        }
        let words = phrase!("locker-denied", locker = self.name, standing = least.name());
        Err(Problem::new(Kind::Denied, words))
    }
}

fn of(caller: &Caller, locker: &str) -> Values {
    values![locker, &caller.person.id]
}

fn seen(caller: &Caller, row: Option<Row>) -> Result<Seen> {
    let (name, standing) = row.ok_or_else(missing)?;
    let standing = standing.as_deref().and_then(Standing::named);
    let standing = if caller.is_holder() { Some(Standing::Owner) } else { standing };
    Ok(Seen { name, standing: standing.ok_or_else(missing)? })
}

pub(super) fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("locker-missing"))
}
