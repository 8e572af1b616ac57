//! What lay in a file, as the command line takes it.

use super::attribute::{MOST, NewAttribute, illegal};
use super::credentials::{HELD, Held, HeldRow, NewCredential};
use super::standing::Seen;
use super::versions::{input, sealed_as};
use super::writing::{insert_attribute, next};
use super::{Input, Vault, names};
use crate::access::Caller;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_auth::AllowedHosts;
use carteiro_auth::value::CredentialPath;
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use serde::Serialize;

/// What was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Lockers that were made.
    pub lockers: usize,
    /// Credentials that were made.
    pub credentials: usize,
    /// Values that are new.
    pub values: usize,
    /// Values that were there already.
    pub unchanged: usize,
}

impl Vault {
    /// Takes values over: all of them, or none. What is missing on the way to one is made; `owner` (a person's row) owns
    /// lockers that whoever holds the key makes.
    ///
    /// - `InvalidInput`: a name or a value is none, or each person gives their own there.
    /// - `Denied`: they may not make a locker, or change a credential.
    /// - `NotFound`: they are nothing in a locker.
    pub async fn import(
        &self,
        caller: &Caller,
        given: &[(CredentialPath, Secret)],
        owner: Option<&str>,
    ) -> Result<Imported> {
        for (path, value) in given {
            for name in [&path.locker, &path.name, &path.attribute] {
                names::name(name)?;
            }
            names::value(value).map_err(|_| {
                let words = phrase!("import-value", path = path);
                Problem::new(Kind::InvalidInput, words)
            })?;
        }
        let mut change = self.ground.db.begin().await?;
        let mut imported = Imported::default();
        for (path, value) in given {
            self.take(&mut change, caller, owner, (path, value), &mut imported).await?;
        }
        change.commit().await?;
        Ok(imported)
    }

    async fn take(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        owner: Option<&str>,
        (path, value): (&CredentialPath, &Secret),
        imported: &mut Imported,
    ) -> Result<()> {
        let row: Option<(String,)> =
            change.one("SELECT id FROM locker WHERE name = $1", values![&path.locker]).await?;
        let locker = if let Some((id,)) = row {
            id
        } else {
            imported.lockers += 1;
            let id = self.insert_locker(change, caller, &path.locker, "").await?;
            if let Some(owner) = owner.filter(|_| caller.is_holder()) {
                let sql =
                    "INSERT INTO locker_person (locker_id, person_id, standing) VALUES ($1, $2, 'owner')";
                change.run(sql, values![&id, owner]).await?;
            }
            id
        };
        let seen = Seen::within(change, caller, &locker).await?;
        let sql = "SELECT id FROM credential WHERE locker_id = $1 AND name = $2";
        let row: Option<(String,)> = change.one(sql, values![&locker, &path.name]).await?;
        let attribute = NewAttribute::standard(&path.attribute);
        let id = if let Some((id,)) = row {
            id
        } else {
            imported.credentials += 1;
            let hosts = AllowedHosts::default();
            let (description, attributes) = (String::new(), vec![attribute.clone()]);
            let new = NewCredential { description, allowed_hosts: hosts, attributes };
            self.insert_credential(change, caller, (&locker, &seen), &path.name, &new).await?
        };
        let row: Option<HeldRow> = change.one(HELD, values![&id]).await?;
        let (locker_id, name, maker_id) = row.ok_or_else(super::credentials::missing)?;
        let held = Held { locker_id, name, maker_id, seen };
        held.must_change(caller)?;
        match input(change, &id, &path.attribute).await {
            Ok(Input::Standard) => {}
            Ok(Input::UserProvided) => {
                return Err(Problem::new(Kind::InvalidInput, phrase!("import-user-provided", path = path)));
            }
            Err(problem) if problem.kind() == Kind::NotFound => {
                let sql = "SELECT COUNT(*) FROM credential_attribute WHERE credential_id = $1";
                let held: Option<(i64,)> = change.one(sql, values![&id]).await?;
                let place = held.map_or(0, |(count,)| count);
                if usize::try_from(place).is_ok_and(|count| count >= MOST) {
                    return Err(illegal());
                }
                insert_attribute(change, &id, place, &attribute).await?;
            }
            Err(problem) => return Err(problem),
        }
        if self.is_there(change, &id, &path.attribute, value).await? {
            imported.unchanged += 1;
            return Ok(());
        }
        imported.values += 1;
        next(change, &id, None).await?;
        self.insert_value(change, caller, (&id, &held), &path.attribute, value).await
    }

    async fn is_there(
        &self,
        change: &mut Transaction,
        id: &str,
        attribute: &str,
        value: &Secret,
    ) -> Result<bool> {
        let sql = "SELECT sealed FROM credential_value WHERE credential_id = $1 AND attribute = $2 \
                   ORDER BY number DESC LIMIT 1";
        let row: Option<(Vec<u8>,)> = change.one(sql, values![id, attribute]).await?;
        let Some((sealed,)) = row else { return Ok(false) };
        let plain = self.ground.seal.unseal(&sealed_as(id, attribute), &sealed)?;
        Ok(plain.as_slice() == value.expose().as_bytes())
    }
}
