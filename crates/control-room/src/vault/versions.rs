//! The values of standard attributes, and what they were before.

use super::attribute::Input;
use super::credentials::{Held, missing};
use super::writing::next;
use super::{Vault, names};
use crate::access::Caller;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// So many values of an attribute are kept: the one that holds, and those before it.
const KEPT: i64 = 10;

/// A value that an attribute has or had. It is never shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ValueVersion)]
pub struct Version {
    /// The first is 1.
    pub number: i64,
    /// When it was given.
    #[schema(value_type = String, format = DateTime)]
    pub set_at: Timestamp,
    /// By whom, by the name they had then; none: whoever held the key.
    pub set_by: Option<String>,
    /// The number of the one that it repeats.
    pub restored: Option<i64>,
    /// Whether it is the one that holds.
    pub is_current: bool,
}

type Row = (i64, i64, Option<String>, Option<i64>);

impl Vault {
    /// Gives a standard attribute its value, of this version of the credential where somebody says which.
    ///
    /// - `NotFound`: the credential, or the attribute.
    /// - `Denied`: managers do so for all credentials, participants for their own.
    /// - `Changed`: it is another version now.
    /// - `InvalidInput`: it is empty, larger than 64 KiB, or each person gives their own.
    pub async fn set_value(
        &self,
        caller: &Caller,
        id: &str,
        attribute: &str,
        version: Option<i64>,
        value: &Secret,
    ) -> Result<i64> {
        let mut change = self.ground.db.begin().await?;
        let held = Held::within(&mut change, caller, id).await?;
        let version = next(&mut change, id, version).await?;
        self.insert_value(&mut change, caller, (id, &held), attribute, value).await?;
        change.commit().await?;
        Ok(version)
    }

    pub(super) async fn insert_value(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        (id, held): (&str, &Held),
        attribute: &str,
        value: &Secret,
    ) -> Result<()> {
        let sealed = self.ground.seal.seal(&sealed_as(id, attribute), names::value(value)?)?;
        is_standard(change, id, attribute).await?;
        self.keep(change, caller, (id, attribute), sealed, None).await?;
        let words = phrase!("audit-credential-value", path = format!("{}.{attribute}", held.path()));
        self.tell_of_credential(change, caller, id, words).await
    }

    async fn keep(
        &self,
        change: &mut Transaction,
        caller: &Caller,
        (id, attribute): (&str, &str),
        sealed: Vec<u8>,
        restored: Option<i64>,
    ) -> Result<()> {
        let sql = "SELECT COALESCE(MAX(number), 0) FROM credential_value WHERE credential_id = $1 AND attribute = $2";
        let last: Option<(i64,)> = change.one(sql, values![id, attribute]).await?;
        let number = last.map_or(0, |(last,)| last) + 1;
        let (person_id, person) = caller.actor().person.unzip();
        let sql = "INSERT INTO credential_value \
                   (credential_id, attribute, number, sealed, restored, person_id, person, set_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let now = self.ground.clock.now();
        change.run(sql, values![id, attribute, number, sealed, restored, person_id, person, now]).await?;
        let sql = "DELETE FROM credential_value WHERE credential_id = $1 AND attribute = $2 AND number <= $3";
        change.run(sql, values![id, attribute, number - KEPT]).await.map(drop)
    }

    /// Takes the value of a standard attribute away, with all that it had before. `NotFound`, `Denied`, `Changed`.
    pub async fn clear_value(
        &self,
        caller: &Caller,
        id: &str,
        attribute: &str,
        version: Option<i64>,
    ) -> Result<i64> {
        let mut change = self.ground.db.begin().await?;
        let held = Held::within(&mut change, caller, id).await?;
        let version = next(&mut change, id, version).await?;
        is_standard(&mut change, id, attribute).await?;
        let sql = "DELETE FROM credential_value WHERE credential_id = $1 AND attribute = $2";
        change.run(sql, values![id, attribute]).await?;
        let words = phrase!("audit-credential-value-removed", path = format!("{}.{attribute}", held.path()));
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await?;
        Ok(version)
    }

    /// The values that a standard attribute has and had, the latest first: for whoever may change it. `NotFound`, `Denied`.
    pub async fn versions(&self, caller: &Caller, id: &str, attribute: &str) -> Result<Vec<Version>> {
        self.held(caller, id).await?.must_change(caller)?;
        let sql = "SELECT name FROM credential_attribute WHERE credential_id = $1 AND name = $2";
        let attribute: Option<(String,)> = self.ground.db.one(sql, values![id, attribute]).await?;
        let (attribute,) = attribute.ok_or_else(missing)?;
        let sql = "SELECT number, set_at, person, restored FROM credential_value \
                   WHERE credential_id = $1 AND attribute = $2 ORDER BY number DESC";
        let rows: Vec<Row> = self.ground.db.all(sql, values![id, attribute]).await?;
        let version = |(at, (number, set_at, set_by, restored)): (usize, Row)| Version {
            number,
            set_at: Timestamp::from_microsecond(set_at).unwrap_or_default(),
            set_by,
            restored,
            is_current: at == 0,
        };
        Ok(rows.into_iter().enumerate().map(version).collect())
    }

    /// Gives a standard attribute a value again that it had before. `NotFound`, `Denied`, `Changed`.
    pub async fn restore_value(
        &self,
        caller: &Caller,
        id: &str,
        attribute: &str,
        version: Option<i64>,
        number: i64,
    ) -> Result<i64> {
        let mut change = self.ground.db.begin().await?;
        let held = Held::within(&mut change, caller, id).await?;
        let version = next(&mut change, id, version).await?;
        let sql =
            "SELECT sealed FROM credential_value WHERE credential_id = $1 AND attribute = $2 AND number = $3";
        let row: Option<(Vec<u8>,)> = change.one(sql, values![id, attribute, number]).await?;
        let nothing = || Problem::new(Kind::NotFound, phrase!("credential-no-version", number = number));
        let (sealed,) = row.ok_or_else(nothing)?;
        // It opens under this name, and with the newest key from now on.
        let name = sealed_as(id, attribute);
        let sealed = self.ground.seal.seal(&name, &self.ground.seal.unseal(&name, &sealed)?)?;
        self.keep(&mut change, caller, (id, attribute), sealed, Some(number)).await?;
        let path = format!("{}.{attribute}", held.path());
        let words = phrase!("audit-credential-value-restored", path = path, number = number);
        self.tell_of_credential(&mut change, caller, id, words).await?;
        change.commit().await?;
        Ok(version)
    }
}

/// What the value of a standard attribute is sealed under.
pub(super) fn sealed_as(id: &str, attribute: &str) -> String {
    format!("credential/{id}/{attribute}")
}

/// Who gives the value of an attribute. `NotFound`: there is no such attribute.
pub(super) async fn input(change: &mut Transaction, id: &str, attribute: &str) -> Result<Input> {
    let sql = "SELECT input FROM credential_attribute WHERE credential_id = $1 AND name = $2";
    let row: Option<(String,)> = change.one(sql, values![id, attribute]).await?;
    row.map(|(input,)| Input::named(&input)).ok_or_else(missing)
}

async fn is_standard(change: &mut Transaction, id: &str, attribute: &str) -> Result<()> {
    match input(change, id, attribute).await? {
        Input::Standard => Ok(()),
        Input::UserProvided => {
            Err(Problem::new(Kind::InvalidInput, phrase!("credential-user-provided", attribute = attribute)))
        }
    }
}
