//! Providers: where people may sign in, as administrators say.

use crate::access::{Access, folded};
use crate::app;
use crate::audit::{Actor, Entry};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::http::{Url, address};
use carteiro_world::{Secret, dial, phrase};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What administrators say of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// What people choose when they sign in.
    pub name: String,
    /// Its issuer: `https://login.example.org`, below which its description is.
    #[schema(example = "https://login.example.org")]
    pub issuer: String,
    /// What it knows this Control Room by.
    pub client_id: String,
    /// Our secret goes in the body of a request, and not in its header: some take it there only.
    #[serde(default)]
    pub secret_in_body: bool,
    /// What is asked for besides `openid`.
    #[serde(default = "scopes")]
    pub scopes: BTreeSet<String>,
    /// The claim that is the name of a new person. Of `email` the provider has to say that it is theirs.
    #[serde(default = "name_claim")]
    pub name_claim: String,
    /// The claim that holds groups; none: it tells none.
    #[serde(default)]
    pub groups_claim: Option<String>,
    /// Groups, as the provider names them, and the roles that those in them hold here, by the rows' names. These roles are
    /// given and taken at each sign-in; others are left alone.
    #[serde(default)]
    pub groups: BTreeMap<String, BTreeSet<String>>,
    /// Who is not known here is made when they sign in first.
    #[serde(default)]
    pub makes_people: bool,
    /// Who signs in there signs in by no password here.
    #[serde(default)]
    pub ends_passwords: bool,
}

fn scopes() -> BTreeSet<String> {
    ["email", "profile"].map(str::to_owned).into()
}

fn name_claim() -> String {
    "email".to_owned()
}

/// A provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Provider {
    /// The row's name.
    pub id: String,
    /// What administrators say of it.
    pub details: Details,
    /// Whether there is a secret, which nobody is told.
    pub has_secret: bool,
    /// Which change of it this is: `If-Match` of the next one.
    pub version: i64,
}

impl Access {
    /// All providers, by name.
    pub async fn sso_providers(&self) -> Result<Vec<Provider>> {
        let sql = "SELECT id, details, CAST(CASE WHEN secret IS NULL THEN 0 ELSE 1 END AS BIGINT), version FROM sso_provider \
                   ORDER BY folded LIMIT 100";
        let rows: Vec<(String, String, i64, i64)> = self.ground.db.all(sql, values![]).await?;
        rows.into_iter().map(read).collect()
    }

    /// A provider. `NotFound`.
    pub async fn sso_provider(&self, id: &str) -> Result<Provider> {
        let sql = "SELECT id, details, CAST(CASE WHEN secret IS NULL THEN 0 ELSE 1 END AS BIGINT), version FROM sso_provider \
                   WHERE id = $1";
        let row: Option<(String, String, i64, i64)> = self.ground.db.one(sql, values![id]).await?;
        read(row.ok_or_else(missing)?)
    }

    /// Adds a provider. `Exists`: there is one of this name. `InvalidInput`: something of it is none. `NotFound`: there is no
    /// such role.
    pub async fn add_sso_provider(
        &self,
        by: &Actor,
        details: &Details,
        secret: Option<&Secret>,
    ) -> Result<Provider> {
        let (details, folded) = checked(details)?;
        let id = self.ground.id();
        let sealed = secret.map(|secret| self.sealed(&id, secret)).transpose()?;
        let mut change = self.ground.db.begin().await?;
        let row =
            values![&id, folded, json(&details)?, sealed, details.ends_passwords, self.ground.clock.now()];
        let sql = "INSERT INTO sso_provider (id, folded, details, secret, ends_passwords, made_at) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        change.run(sql, row).await.map_err(|problem| taken(problem, &details))?;
        map(&mut change, &id, &details).await?;
        let words = phrase!("audit-sso-added", name = details.name, issuer = details.issuer);
        self.ground.audit(&mut change, by, Entry::about("sso_provider", &id, words)).await?;
        change.commit().await?;
        Ok(Provider { id, details, has_secret: secret.is_some(), version: 1 })
    }

    /// Changes a provider of this version; with a secret, or `Some(None)` for none any more. As [`Self::add_sso_provider`];
    /// `Changed`: it is another version now.
    pub async fn change_sso_provider(
        &self,
        by: &Actor,
        id: &str,
        version: i64,
        details: &Details,
        secret: Option<Option<Secret>>,
    ) -> Result<i64> {
        let (details, folded) = checked(details)?;
        self.sso_provider(id).await?;
        let mut change = self.ground.db.begin().await?;
        let sql = "UPDATE sso_provider SET folded = $1, details = $2, ends_passwords = $3, version = version + 1 \
                   WHERE id = $4 AND version = $5";
        let row = values![folded, json(&details)?, details.ends_passwords, id, version];
        if change.run(sql, row).await.map_err(|problem| taken(problem, &details))? == 0 {
            return Err(app::changed());
        }
        if let Some(secret) = secret {
            let sealed = secret.map(|secret| self.sealed(id, &secret)).transpose()?;
            change.run("UPDATE sso_provider SET secret = $1 WHERE id = $2", values![sealed, id]).await?;
        }
        change.run("DELETE FROM sso_group WHERE provider_id = $1", values![id]).await?;
        map(&mut change, id, &details).await?;
        let words = phrase!("audit-sso-changed", name = details.name, issuer = details.issuer);
        self.ground.audit(&mut change, by, Entry::about("sso_provider", id, words)).await?;
        change.commit().await?;
        Ok(version + 1)
    }

    /// Removes a provider: nobody comes in by it any more. `NotFound`.
    pub async fn remove_sso_provider(&self, by: &Actor, id: &str) -> Result<()> {
        let name = self.sso_provider(id).await?.details.name;
        let mut change = self.ground.db.begin().await?;
        if change.run("DELETE FROM sso_provider WHERE id = $1", values![id]).await? == 0 {
            return Err(missing());
        }
        let words = phrase!("audit-sso-removed", name = name);
        self.ground.audit(&mut change, by, Entry::about("sso_provider", id, words)).await?;
        change.commit().await
    }

    /// Our secret there.
    pub(super) async fn sso_secret(&self, id: &str) -> Result<Option<Secret>> {
        let row: Option<(Option<Vec<u8>>,)> =
            self.ground.db.one("SELECT secret FROM sso_provider WHERE id = $1", values![id]).await?;
        let Some(sealed) = row.and_then(|(sealed,)| sealed) else { return Ok(None) };
        let plain = self.ground.seal.unseal(&name(id), &sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| Problem::internal("a secret is no text"))?;
        Ok(Some(Secret::new(text)))
    }

    fn sealed(&self, id: &str, secret: &Secret) -> Result<Vec<u8>> {
        self.ground.seal.seal(&name(id), secret.expose().as_bytes())
    }
}

/// Whether what is sent there is read by nobody else.
pub(super) fn is_private(url: &Url) -> bool {
    let here = |host: &str| dial::is_this_machine(host.trim_matches(['[', ']']));
    url.scheme() == "https" || url.host_str().is_some_and(here)
}

/// Groups that have roles here.
async fn map(change: &mut Transaction, id: &str, details: &Details) -> Result<()> {
    for (named, roles) in &details.groups {
        for role in roles {
            let sql = "INSERT INTO sso_group (provider_id, named, role_id) VALUES ($1, $2, $3)";
            change.run(sql, values![id, named, role]).await.map_err(|problem| match problem.kind() {
                Kind::NotFound => Problem::new(Kind::NotFound, phrase!("role-missing")),
                _ => problem,
            })?;
        }
    }
    Ok(())
}

fn checked(details: &Details) -> Result<(Details, String)> {
    let (name, folded) = folded(&details.name).map_err(|problem| problem.within("/details"))?;
    let issuer = details.issuer.trim().to_owned();
    if !address(&issuer).is_ok_and(|url| is_private(&url) && url.query().is_none()) {
        return Err(
            Problem::new(Kind::InvalidInput, phrase!("sso-issuer", issuer = issuer)).at("/details/issuer")
        );
    }
    let words = [("client_id", &details.client_id), ("name_claim", &details.name_claim)].into_iter();
    let words = words.chain(details.groups_claim.iter().map(|claim| ("groups_claim", claim)));
    let mut words = words.chain(details.scopes.iter().map(|scope| ("scopes", scope)));
    let is_none = |word: &String| word.is_empty() || word.len() > 500 || word.contains(char::is_whitespace);
    if let Some((field, word)) = words.find(|(_, word)| is_none(word)) {
        let problem = Problem::new(Kind::InvalidInput, phrase!("sso-word", word = word));
        return Err(problem.at(format!("/details/{field}")));
    }
    Ok((Details { name, issuer, ..details.clone() }, folded))
}

fn read((id, details, has_secret, version): (String, String, i64, i64)) -> Result<Provider> {
    let details = serde_json::from_str(&details).map_err(Problem::internal)?;
    Ok(Provider { id, details, has_secret: has_secret != 0, version })
}

fn json(details: &Details) -> Result<String> {
    serde_json::to_string(details).map_err(Problem::internal)
}

fn name(id: &str) -> String {
    format!("sso/{id}/secret")
}

fn taken(problem: Problem, details: &Details) -> Problem {
    match problem.kind() {
        Kind::Exists => {
            Problem::new(Kind::Exists, phrase!("sso-exists", name = details.name)).at("/details/name")
        }
        _ => problem,
    }
}

pub(super) fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("sso-missing"))
}
