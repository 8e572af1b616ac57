//! Credentials, as they are seen: their names, and never a value.

use super::attribute::{Attribute, Input, NewAttribute};
use super::standing::Seen;
use super::{Standing, Vault};
use crate::access::Caller;
use crate::app::{Asked, Page};
use crate::audit::{Audit, Filter, Recorded};
use crate::{Problem, Result, values};
use carteiro_auth::AllowedHosts;
use carteiro_auth::value::CredentialPath;
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// A credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Credential {
    /// The row's name.
    pub id: String,
    /// Its locker's row.
    pub locker_id: String,
    /// Its locker's name.
    pub locker: String,
    /// As automations write it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any.
    #[schema(value_type = Vec<String>)]
    pub allowed_hosts: AllowedHosts,
    /// What it has values for.
    pub attributes: Vec<Attribute>,
    /// Who made it, for whoever takes part in the locker.
    pub made_by: Option<String>,
    /// Whether whoever asks may change it.
    pub is_changeable: bool,
    /// Which change of it this is: `If-Match` of the next one.
    pub version: i64,
}

/// What a credential is to be.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCredential {
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any.
    #[serde(default)]
    #[schema(value_type = Vec<String>, example = json!(["imap.example.org", "*.example.com"]))]
    pub allowed_hosts: AllowedHosts,
    /// What it has values for. Who leaves one out removes its values.
    pub attributes: Vec<NewAttribute>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    description: String,
    allowed_hosts: String,
    maker_id: Option<String>,
    maker: Option<String>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct AttributeRow {
    credential_id: String,
    name: String,
    input: String,
    masked: i64,
    set_at: Option<i64>,
}

/// A credential, as somebody may work on it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) locker_id: String,
    pub(super) name: String,
    pub(super) maker_id: Option<String>,
    pub(super) seen: Seen,
}

impl Held {
    /// How people write it: `locker/name`.
    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.seen.name, self.name)
    }

    pub(super) fn is_changeable(&self, caller: &Caller) -> bool {
        changes(caller, &self.seen, self.maker_id.as_deref())
    }

    /// `Denied`: they may not change it, nor see who did.
    pub(super) fn must_change(&self, caller: &Caller) -> Result<()> {
        if self.is_changeable(caller) {
            return Ok(());
        }
        Err(Problem::new(
            Kind::Denied,
            phrase!("credential-denied", path = self.path(), locker = self.seen.name),
        ))
    }
}

/// Managers change all credentials of a locker, participants their own.
fn changes(caller: &Caller, seen: &Seen, maker: Option<&str>) -> bool {
    let is_own = maker == Some(caller.person.id.as_str());
    seen.standing >= Standing::Manager || (seen.standing == Standing::Participant && is_own)
}

pub(super) const HELD: &str = "SELECT locker_id, name, maker_id FROM credential WHERE id = $1";
pub(super) type HeldRow = (String, String, Option<String>);

pub(super) fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("credential-gone"))
}

/// Where a credential is, for whoever may not even know of its locker.
pub(super) fn hidden(problem: Problem) -> Problem {
    if problem.kind() == Kind::NotFound { missing() } else { problem }
}

impl Vault {
    /// A credential, for whoever is something in its locker. `NotFound` for anybody else.
    pub(super) async fn held(&self, caller: &Caller, id: &str) -> Result<Held> {
        let row: Option<HeldRow> = self.ground.db.one(HELD, values![id]).await?;
        let (locker_id, name, maker_id) = row.ok_or_else(missing)?;
        let seen = self.seen(caller, &locker_id).await.map_err(hidden)?;
        Ok(Held { locker_id, name, maker_id, seen })
    }

    /// A page of the credentials in a locker, by name. `NotFound`.
    pub async fn credentials(
        &self,
        caller: &Caller,
        locker: &str,
        asked: &Asked,
    ) -> Result<Page<Credential>> {
        let seen = self.seen(caller, locker).await?;
        let after = asked.after::<1>()?.map(|[name]| name);
        let sql = "SELECT credential.id, credential.name, description, allowed_hosts, maker_id, \
                   person.name AS maker, credential.version FROM credential LEFT JOIN person ON person.id = maker_id \
                   WHERE locker_id = $1 AND ($2 IS NULL OR credential.name > $2) ORDER BY credential.name LIMIT $3";
        let rows: Vec<Row> = self.ground.db.all(sql, values![locker, after, asked.rows()]).await?;
        let ends = rows.first().zip(rows.last());
        let (first, last) =
            ends.map(|(first, last)| (first.name.clone(), last.name.clone())).unwrap_or_default();
        let mut attributes = self.attributes(caller, locker, &first, &last).await?;
        let credentials: Result<Vec<Credential>> =
            rows.into_iter().map(|row| shown(caller, locker, &seen, row, &mut attributes)).collect();
        Ok(asked.page(credentials?, |credential| [credential.name.clone()]))
    }

    /// A credential. `NotFound`.
    pub async fn credential(&self, caller: &Caller, id: &str) -> Result<Credential> {
        let held = self.held(caller, id).await?;
        let sql = "SELECT credential.id, credential.name, description, allowed_hosts, maker_id, \
                   person.name AS maker, credential.version FROM credential LEFT JOIN person ON person.id = maker_id \
                   WHERE credential.id = $1";
        let row: Option<Row> = self.ground.db.one(sql, values![id]).await?;
        let mut attributes = self.attributes(caller, &held.locker_id, &held.name, &held.name).await?;
        shown(caller, &held.locker_id, &held.seen, row.ok_or_else(missing)?, &mut attributes)
    }

    /// The credential at `locker/name`, whatever the attribute. `NotFound`.
    pub async fn credential_at(&self, caller: &Caller, path: &CredentialPath) -> Result<Credential> {
        let sql = "SELECT credential.id FROM credential JOIN locker ON locker.id = locker_id \
                   WHERE locker.name = $1 AND credential.name = $2";
        let row: Option<(String,)> = self.ground.db.one(sql, values![&path.locker, &path.name]).await?;
        let (id,) = row.ok_or_else(missing)?;
        self.credential(caller, &id).await
    }

    /// Those of the credentials from `first` to `last`, by the credential's row.
    async fn attributes(
        &self,
        caller: &Caller,
        locker: &str,
        first: &str,
        last: &str,
    ) -> Result<HashMap<String, Vec<Attribute>>> {
        let sql = "SELECT credential_id, credential_attribute.name, input, masked, \
                   CASE input WHEN 'standard' THEN (SELECT MAX(set_at) FROM credential_value AS kept \
                     WHERE kept.credential_id = credential.id AND kept.attribute = credential_attribute.name) \
                   ELSE (SELECT MAX(set_at) FROM credential_own AS own WHERE own.credential_id = credential.id \
                     AND own.attribute = credential_attribute.name AND own.person_id = $4) END AS set_at \
                   FROM credential_attribute JOIN credential ON credential.id = credential_id \
                   WHERE locker_id = $1 AND credential.name >= $2 AND credential.name <= $3 ORDER BY place";
        let row = values![locker, first, last, &caller.person.id];
        let rows: Vec<AttributeRow> = self.ground.db.all(sql, row).await?;
        let mut found: HashMap<String, Vec<Attribute>> = HashMap::new();
        for AttributeRow { credential_id, name, input, masked, set_at } in rows {
            let set_at = set_at.and_then(|at| Timestamp::from_microsecond(at).ok());
            let attribute = Attribute { name, input: Input::named(&input), masked: masked != 0, set_at };
            found.entry(credential_id).or_default().push(attribute);
        }
        Ok(found)
    }

    /// Who read values of a credential, the latest first: for whoever may change it. `NotFound`, `Denied`.
    pub async fn reads(
        &self,
        caller: &Caller,
        id: &str,
        asked: &Asked,
        language: Language,
    ) -> Result<Page<Recorded>> {
        self.held(caller, id).await?.must_change(caller)?;
        let filter = Filter {
            about: Some(id.to_owned()),
            code: Some("audit-credential-read".to_owned()),
            ..Filter::default()
        };
        Audit::new(self.ground.clone()).search(&filter, asked, language).await
    }
}

fn shown(
    caller: &Caller,
    locker: &str,
    seen: &Seen,
    row: Row,
    attributes: &mut HashMap<String, Vec<Attribute>>,
) -> Result<Credential> {
    let Row { id, name, description, allowed_hosts, maker_id, maker, version } = row;
    let is_changeable = changes(caller, seen, maker_id.as_deref());
    Ok(Credential {
        locker_id: locker.to_owned(),
        locker: seen.name.clone(),
        allowed_hosts: serde_json::from_str(&allowed_hosts).map_err(Problem::internal)?,
        attributes: attributes.remove(&id).unwrap_or_default(),
        made_by: maker.filter(|_| seen.standing >= Standing::Participant),
        id,
        name,
        description,
        is_changeable,
        version,
    })
}
