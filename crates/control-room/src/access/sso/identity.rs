//! Who somebody is here, whom a provider sends: known by what it never gives to another, and never by a name it claims.

use super::Provider;
use super::provider::missing;
use crate::access::{Access, Caller, people};
use crate::audit::{Actor, Way};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use serde::Serialize;
use serde_json::{Map, Value};
use std::net::IpAddr;
use utoipa::ToSchema;

/// That somebody signs in at a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Identity {
    /// The provider, by its row.
    pub provider: String,
    /// What people call it.
    pub name: String,
    /// What it knows them by.
    pub subject: String,
}

impl Access {
    /// Begins a session for whoever the provider has sent.
    pub(super) async fn come_in_by_sso(
        &self,
        provider: &Provider,
        claims: &Map<String, Value>,
        agent: &str,
        address: Option<IpAddr>,
    ) -> Result<Secret> {
        let came = self.sso_session(provider, claims, agent, address).await;
        if let Err(problem) = &came {
            let subject = text(claims, "sub").unwrap_or_default();
            let words = phrase!("audit-sso-sign-in", name = subject, provider = provider.details.name);
            let entry = people::entry("", words).refused(problem);
            self.ground.note(&Actor::unknown(address), entry).await?;
        }
        came
    }

    async fn sso_session(
        &self,
        provider: &Provider,
        claims: &Map<String, Value>,
        agent: &str,
        address: Option<IpAddr>,
    ) -> Result<Secret> {
        let groups = provider.groups(claims)?;
        let subject = subject(claims)?;
        let mut change = self.ground.db.begin().await?;
        let sql = "SELECT person.id, person.name, disabled FROM sso_identity \
                   JOIN person ON person.id = sso_identity.person_id WHERE provider_id = $1 AND subject = $2";
        let known: Option<(String, String, i64)> = change.one(sql, values![&provider.id, subject]).await?;
        let (id, name) = match known {
            Some((_, name, 1..)) => {
                return Err(Problem::new(Kind::Denied, phrase!("person-disabled", name = name)));
            }
            Some((id, name, _)) => (id, name),
            None => self.newcomer(&mut change, provider, claims, subject).await?,
        };
        let by = Actor { person: Some((id.clone(), name.clone())), way: Way::Session, address };
        if let Some(groups) = groups {
            self.hold_by_groups(&mut change, provider, &id, &name, &groups).await?;
        }
        let token = self.begin(&mut change, &id, agent).await?;
        let words = phrase!("audit-sso-sign-in", name = name, provider = provider.details.name);
        self.ground.audit(&mut change, &by, people::entry(&id, words)).await?;
        change.commit().await?;
        Ok(token)
    }

    /// Somebody whom nobody here knows. A name is taken from nobody: whoever has it links the sign-in themselves.
    async fn newcomer(
        &self,
        change: &mut Transaction,
        provider: &Provider,
        claims: &Map<String, Value>,
        subject: &str,
    ) -> Result<(String, String)> {
        let details = &provider.details;
        let denied = |words| Problem::new(Kind::Denied, words);
        let named = || denied(phrase!("sso-no-name", claim = details.name_claim));
        let name = text(claims, &details.name_claim).ok_or_else(named)?;
        if details.name_claim == "email" && claims.get("email_verified") != Some(&Value::Bool(true)) {
            return Err(denied(phrase!("sso-unverified", name = name)));
        }
        if !details.makes_people {
            return Err(denied(phrase!("sso-unknown", name = name)));
        }
        let person =
            self.insert_person(change, name, None).await.map_err(|problem| match problem.kind() {
                Kind::Exists => denied(phrase!("sso-taken", name = name, provider = details.name)),
                Kind::InvalidInput => named(),
                _ => problem,
            })?;
        self.insert_identity(change, &provider.id, subject, &person.id).await?;
        let words = phrase!("audit-sso-made", name = person.name, provider = details.name);
        self.ground.audit(change, &Actor::SYSTEM, people::entry(&person.id, words)).await?;
        Ok((person.id, person.name))
    }

    /// Links the sign-in of whoever is signed in here.
    pub(super) async fn link_by_sso(
        &self,
        caller: &Caller,
        provider: &Provider,
        claims: &Map<String, Value>,
    ) -> Result<()> {
        self.link_sso(&caller.actor(), &caller.person.id, &provider.id, subject(claims)?).await
    }

    /// Links somebody to what a provider knows them by. `NotFound`: there is nobody like that, or no such provider.
    /// `Exists`: it is another's, or they are linked already. `InvalidInput`: it is none.
    pub async fn link_sso(&self, by: &Actor, person: &str, provider: &str, subject: &str) -> Result<()> {
        // OpenID Connect Core 1.0 §2: no longer than 255 characters.
        if subject.is_empty() || subject.len() > 255 || subject.contains(char::is_control) {
            return Err(Problem::new(Kind::InvalidInput, phrase!("sso-word", word = "sub")).at("/subject"));
        }
        let named = self.sso_provider(provider).await?.details.name;
        let mut change = self.ground.db.begin().await?;
        let row: Option<(String,)> =
            change.one("SELECT name FROM person WHERE id = $1", values![person]).await?;
        let (name,) = row.ok_or_else(people::missing)?;
        self.insert_identity(&mut change, provider, subject, person).await?;
        let words = phrase!("audit-sso-linked", name = name, provider = named, subject = subject);
        self.ground.audit(&mut change, by, people::entry(person, words)).await?;
        change.commit().await
    }

    /// Undoes that. `NotFound`: they are not linked.
    pub async fn unlink_sso(&self, by: &Actor, person: &str, provider: &str) -> Result<()> {
        let named = self.sso_provider(provider).await?.details.name;
        let mut change = self.ground.db.begin().await?;
        let sql = "DELETE FROM sso_identity WHERE person_id = $1 AND provider_id = $2 \
                   RETURNING (SELECT name FROM person WHERE id = person_id)";
        let gone: Option<(String,)> = change.one(sql, values![person, provider]).await?;
        let (name,) = gone.ok_or_else(missing)?;
        let words = phrase!("audit-sso-unlinked", name = name, provider = named);
        self.ground.audit(&mut change, by, people::entry(person, words)).await?;
        change.commit().await
    }

    /// Where somebody signs in.
    pub async fn identities(&self, person: &str) -> Result<Vec<Identity>> {
        let sql = "SELECT provider_id, subject FROM sso_identity WHERE person_id = $1";
        let rows: Vec<(String, String)> = self.ground.db.all(sql, values![person]).await?;
        let mut identities = Vec::new();
        for (provider, subject) in rows {
            let name = self.sso_provider(&provider).await?.details.name;
            identities.push(Identity { provider, name, subject });
        }
        Ok(identities)
    }

    async fn insert_identity(
        &self,
        change: &mut Transaction,
        provider: &str,
        subject: &str,
        person: &str,
    ) -> Result<()> {
        let sql =
            "INSERT INTO sso_identity (provider_id, subject, person_id, made_at) VALUES ($1, $2, $3, $4)";
        let row = values![provider, subject, person, self.ground.clock.now()];
        change.run(sql, row).await.map(drop).map_err(|problem| match problem.kind() {
            Kind::Exists => Problem::new(Kind::Exists, phrase!("sso-linked")).at("/subject"),
            _ => problem,
        })
    }
}

fn subject(claims: &Map<String, Value>) -> Result<&str> {
    text(claims, "sub").ok_or_else(|| Problem::new(Kind::Protocol, phrase!("sso-nonsense")))
}

fn text<'a>(claims: &'a Map<String, Value>, claim: &str) -> Option<&'a str> {
    claims.get(claim).and_then(Value::as_str).filter(|text| !text.is_empty())
}
