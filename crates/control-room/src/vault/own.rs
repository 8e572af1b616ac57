//! The values that people give for themselves: only the last one is kept, and nobody gives or sees that of another.

use super::attribute::Input;
use super::credentials::{HELD, HeldRow, hidden, missing};
use super::standing::Seen;
use super::versions::input;
use super::{Vault, names};
use crate::access::Caller;
use crate::app::{Asked, Page};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// An attribute whose value each person gives for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OwnCredential)]
pub struct Own {
    /// The credential's row.
    pub credential: String,
    /// The locker's name.
    pub locker: String,
    /// The credential's name.
    pub name: String,
    /// What the credential is for.
    pub description: String,
    /// The attribute.
    pub attribute: String,
    /// Whether what is typed is hidden.
    pub masked: bool,
    /// When the person gave their value; none: they have not.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub set_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    credential: String,
    locker: String,
    name: String,
    description: String,
    attribute: String,
    masked: i64,
    set_at: Option<i64>,
}

impl From<Row> for Own {
    fn from(row: Row) -> Self {
        let Row { credential, locker, name, description, attribute, masked, set_at } = row;
        let set_at = set_at.and_then(|at| Timestamp::from_microsecond(at).ok());
        Self { credential, locker, name, description, attribute, masked: masked != 0, set_at }
    }
}

impl Vault {
    /// A page of what whoever asks has given, or is yet to give, by locker, credential and attribute.
    pub async fn own(&self, caller: &Caller, asked: &Asked) -> Result<Page<Own>> {
        let [locker, name, attribute] = match asked.after::<3>()? {
            Some(after) => after.map(Some),
            None => [None, None, None],
        };
        let sql = "SELECT credential.id AS credential, locker.name AS locker, credential.name AS name, \
                   credential.description AS description, credential_attribute.name AS attribute, masked, \
                   credential_own.set_at AS set_at FROM credential_attribute \
                   JOIN credential ON credential.id = credential_attribute.credential_id \
                   JOIN locker ON locker.id = credential.locker_id \
                   LEFT JOIN credential_own ON credential_own.credential_id = credential.id \
                    AND credential_own.attribute = credential_attribute.name AND credential_own.person_id = $1 \
                   WHERE input = 'user_provided' AND (\
                    EXISTS (SELECT 1 FROM locker_person WHERE locker_id = locker.id AND person_id = $1) OR \
                    EXISTS (SELECT 1 FROM locker_role JOIN person_role ON person_role.role_id = locker_role.role_id \
                     WHERE locker_role.locker_id = locker.id AND person_role.person_id = $1)) AND ($2 IS NULL \
                    OR locker.name > $2 OR (locker.name = $2 AND (credential.name > $3 \
                     OR (credential.name = $3 AND credential_attribute.name > $4)))) \
                   ORDER BY locker.name, credential.name, credential_attribute.name LIMIT $5";
        let row = values![&caller.person.id, locker, name, attribute, asked.rows()];
        let rows: Vec<Row> = self.ground.db.all(sql, row).await?;
        let keys = |own: &Own| [own.locker.clone(), own.name.clone(), own.attribute.clone()];
        Ok(asked.page(rows.into_iter().map(Own::from).collect(), keys))
    }

    /// Gives a person's value of an attribute: the person does, or whoever holds the key.
    ///
    /// - `NotFound`: the credential or the attribute, or neither is for them.
    /// - `Denied`: it is somebody else's.
    /// - `InvalidInput`: it is empty, larger than 64 KiB, or has one value for all.
    pub async fn give(
        &self,
        caller: &Caller,
        person: &str,
        id: &str,
        attribute: &str,
        value: &Secret,
    ) -> Result<()> {
        let sealed = self.ground.seal.seal(&sealed_as(id, attribute, person), names::value(value)?)?;
        let mut change = self.ground.db.begin().await?;
        let (path, name) = of_person(&mut change, caller, person, id, attribute).await?;
        let sql = "INSERT INTO credential_own (credential_id, attribute, person_id, sealed, set_at) \
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (credential_id, attribute, person_id) \
                   DO UPDATE SET sealed = excluded.sealed, set_at = excluded.set_at";
        change.run(sql, values![id, attribute, person, sealed, self.ground.clock.now()]).await?;
        let words = phrase!("audit-credential-given", path = path, name = name);
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await
    }

    /// Takes it back. `NotFound`, `Denied`.
    pub async fn take_back(&self, caller: &Caller, person: &str, id: &str, attribute: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let (path, name) = of_person(&mut change, caller, person, id, attribute).await?;
        let sql = "DELETE FROM credential_own WHERE credential_id = $1 AND attribute = $2 AND person_id = $3";
        change.run(sql, values![id, attribute, person]).await?;
        let words = phrase!("audit-credential-taken-back", path = path, name = name);
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await
    }
}

/// What a person's value is sealed under.
pub(super) fn sealed_as(id: &str, attribute: &str, person: &str) -> String {
    format!("credential/{id}/{attribute}/{person}")
}

/// How people write the attribute, and what the person is called.
async fn of_person(
    change: &mut Transaction,
    caller: &Caller,
    person: &str,
    id: &str,
    attribute: &str,
) -> Result<(String, String)> {
    let row: Option<HeldRow> = change.one(HELD, values![id]).await?;
    let (locker, credential, _) = row.ok_or_else(missing)?;
    let seen = Seen::within(change, caller, &locker).await.map_err(hidden)?;
    if !caller.is_holder() && caller.person.id != person {
        return Err(Problem::new(Kind::Denied, phrase!("credential-own-denied")));
    }
    if input(change, id, attribute).await? != Input::UserProvided {
        return Err(Problem::new(Kind::InvalidInput, phrase!("credential-standard", attribute = attribute)));
    }
    let row: Option<(String,)> = change.one("SELECT name FROM person WHERE id = $1", values![person]).await?;
    let (name,) = row.ok_or_else(|| Problem::new(Kind::NotFound, phrase!("person-missing")))?;
    Ok((format!("{}/{credential}.{attribute}", seen.name), name))
}
