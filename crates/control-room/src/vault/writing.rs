//! Making, changing and removing credentials.

use super::attribute::{Input, NewAttribute, checked};
use super::credentials::{HELD, Held, HeldRow, NewCredential, hidden, missing};
use super::standing::Seen;
use super::{Credential, Standing, Vault, names};
use crate::access::Caller;
use crate::app;
use crate::audit::Entry;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_auth::AllowedHosts;
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};

/// As JSON no longer than this, in bytes.
const LONGEST_HOSTS: usize = 4000;

impl Vault {
    /// Puts a credential without values into a locker: who takes part in it does.
    ///
    /// - `NotFound`: the locker.
    /// - `Denied`: they consume and do not take part.
    /// - `Exists`: there is one of this name in it.
    /// - `InvalidInput`: the name, the description, the hosts or an attribute is none.
    pub async fn add_credential(
        &self,
        caller: &Caller,
        locker: &str,
        name: &str,
        new: &NewCredential,
    ) -> Result<Credential> {
        let name = names::name(name)?;
        let mut change = self.ground.db.begin().await?;
        let seen = Seen::within(&mut change, caller, locker).await?;
        let id = self.insert_credential(&mut change, caller, (locker, &seen), name, new).await?;
        change.commit().await?;
        self.credential(caller, &id).await
    }

    pub(super) async fn insert_credential(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        (locker, seen): (&str, &Seen),
        name: &str,
        new: &NewCredential,
    ) -> Result<String> {
        seen.must(Standing::Participant)?;
        checked(&new.attributes)?;
        let (description, hosts) = (names::description(&new.description)?, kept(&new.allowed_hosts)?);
        let id = self.ground.id();
        let maker = caller.actor().person.map(|(id, _)| id);
        let sql = "INSERT INTO credential (id, locker_id, name, description, maker_id, allowed_hosts, made_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let row = values![&id, locker, name, description, maker, hosts, self.ground.clock.now()];
        let path = format!("{}/{name}", seen.name);
        change.run(sql, row).await.map_err(|problem| match problem.kind() {
            Kind::Exists => Problem::new(Kind::Exists, phrase!("credential-exists", path = path)).at("/name"),
            _ => problem,
        })?;
        for (place, attribute) in (0..).zip(&new.attributes) {
            insert_attribute(change, &id, place, attribute).await?;
        }
        let words = added(&path, &new.allowed_hosts);
        self.tell_of_credential(change, caller, &id, words).await?;
        Ok(id)
    }

    /// Changes what a credential is. Values of attributes that go, or that somebody else gives from now on, are removed.
    ///
    /// - `NotFound`.
    /// - `Denied`: managers change all, participants their own.
    /// - `Changed`: it is another version now.
    /// - `InvalidInput`: the description, the hosts or an attribute is none.
    pub async fn change_credential(
        &self,
        caller: &Caller,
        id: &str,
        version: i64,
        new: &NewCredential,
    ) -> Result<i64> {
        checked(&new.attributes)?;
        let (description, hosts) = (names::description(&new.description)?, kept(&new.allowed_hosts)?);
        let mut change = self.ground.db.begin().await?;
        let held = Held::within(&mut change, caller, id).await?;
        let version = next(&mut change, id, Some(version)).await?;
        let sql = "UPDATE credential SET description = $1, allowed_hosts = $2 WHERE id = $3";
        change.run(sql, values![description, hosts, id]).await?;
        let sql = "SELECT name, input FROM credential_attribute WHERE credential_id = $1";
        let before: Vec<(String, String)> = change.all(sql, values![id]).await?;
        for (name, input) in &before {
            let stays =
                new.attributes.iter().any(|one| one.name == *name && one.input == Input::named(input));
            if !stays {
                let sql = "DELETE FROM credential_attribute WHERE credential_id = $1 AND name = $2";
                change.run(sql, values![id, name]).await?;
            }
        }
        for (place, attribute) in (0..).zip(&new.attributes) {
            insert_attribute(&mut change, id, place, attribute).await?;
        }
        let words = changed(&held.path(), &new.allowed_hosts);
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await?;
        Ok(version)
    }

    /// Changes only to which hosts the values of a credential may go. `NotFound`, `Denied`, `Changed`, `InvalidInput`.
    pub async fn allow(&self, caller: &Caller, id: &str, version: i64, hosts: AllowedHosts) -> Result<i64> {
        let text = kept(&hosts)?;
        let mut change = self.ground.db.begin().await?;
        let held = Held::within(&mut change, caller, id).await?;
        let version = next(&mut change, id, Some(version)).await?;
        change.run("UPDATE credential SET allowed_hosts = $1 WHERE id = $2", values![text, id]).await?;
        let words = changed(&held.path(), &hosts);
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await?;
        Ok(version)
    }

    /// Removes a credential with all its values. `NotFound`; `Denied`: managers remove all, participants their own.
    pub async fn remove_credential(&self, caller: &Caller, id: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let held = Held::within(&mut change, caller, id).await?;
        change.run("DELETE FROM credential WHERE id = $1", values![id]).await?;
        let words = phrase!("audit-credential-removed", path = held.path());
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await
    }

    pub(super) async fn tell_of_credential(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        id: &str,
        words: Phrase,
    ) -> Result<()> {
        self.ground.audit(change, &caller.actor(), Entry::about("credential", id, words)).await
    }
}

impl Held {
    /// A credential for whoever may change it, within a change.
    pub(super) async fn within(change: &mut Transaction, caller: &Caller, id: &str) -> Result<Self> {
        let row: Option<HeldRow> = change.one(HELD, values![id]).await?;
        let (locker_id, name, maker_id) = row.ok_or_else(missing)?;
        let seen = Seen::within(change, caller, &locker_id).await.map_err(hidden)?;
        let held = Self { locker_id, name, maker_id, seen };
        held.must_change(caller)?;
        Ok(held)
    }
}

/// Makes the next version of a credential, of this one where somebody says which; whoever does so at the same time waits.
pub(super) async fn next(change: &mut Transaction, id: &str, version: Option<i64>) -> Result<i64> {
    let sql = "UPDATE credential SET version = version + 1 WHERE id = $1 AND ($2 IS NULL OR version = $2) \
               RETURNING version";
    let row: Option<(i64,)> = change.one(sql, values![id, version]).await?;
    row.map(|(version,)| version).ok_or_else(app::changed)
}

pub(super) async fn insert_attribute(
    change: &mut Transaction,
    credential: &str,
    place: i64,
    attribute: &NewAttribute,
) -> Result<()> {
    let sql = "INSERT INTO credential_attribute (credential_id, name, place, input, masked) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (credential_id, name) DO UPDATE SET place = excluded.place, masked = excluded.masked";
    let row = values![credential, &attribute.name, place, attribute.input.name(), attribute.masked];
    change.run(sql, row).await.map(drop)
}

fn added(path: &str, hosts: &AllowedHosts) -> Phrase {
    phrase!("audit-credential-added", path = path, bound = bound(hosts), hosts = hosts)
}

fn changed(path: &str, hosts: &AllowedHosts) -> Phrase {
    phrase!("audit-credential-changed", path = path, bound = bound(hosts), hosts = hosts)
}

/// As words have it.
fn bound(hosts: &AllowedHosts) -> &'static str {
    if hosts.is_any() { "no" } else { "yes" }
}

fn kept(hosts: &AllowedHosts) -> Result<String> {
    let text = serde_json::to_string(hosts).map_err(Problem::internal)?;
    if text.len() > LONGEST_HOSTS {
        return Err(Problem::new(Kind::InvalidInput, phrase!("credential-hosts", longest = LONGEST_HOSTS))
            .at("/allowed_hosts"));
    }
    Ok(text)
}
