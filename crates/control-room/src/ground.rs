//! What every slice stands on.

use crate::audit::{self, Actor, Entry};
use crate::db::{Db, Transaction};
use crate::seal::Seal;
use crate::{Result, id};
use carteiro_world::{Clock, Random};

/// The database, what seals the secrets in it, time and chance. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The database.
    pub db: Db,
    /// Seals secrets.
    pub seal: Seal,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
}

impl Ground {
    /// The name of a new row.
    pub(crate) fn id(&self) -> String {
        id::fresh(&self.clock, &self.random)
    }

    /// Tells the audit log, together with the change that it tells of.
    pub(crate) async fn audit(&self, change: &mut Transaction, by: &Actor, entry: Entry) -> Result<()> {
        let (sql, row) = audit::row(self.id(), self.clock.now(), by, entry);
        change.run(sql, row).await.map(drop)
    }

    /// Tells the audit log of what changes nothing: a look, a refusal.
    pub async fn note(&self, by: &Actor, entry: Entry) -> Result<()> {
        let (sql, row) = audit::row(self.id(), self.clock.now(), by, entry);
        self.db.run(sql, row).await.map(drop)
    }
}
