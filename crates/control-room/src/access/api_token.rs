//! API tokens: programs come in as the person who made the token, for what the token is for and no longer than it lasts.

use super::session::{NOTED, moment};
use super::{Access, Caller, Permission, Person, digest, people};
use crate::audit::{Actor, Way};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeSet;
use std::net::IpAddr;
use utoipa::ToSchema;

/// What each begins with, so that it is known for what it is where it should not be.
const PREFIX: &str = "carteiro_";
/// A year, and a leap day.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 366);
/// Nobody has more.
const MOST: i64 = 100;

/// A token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ApiToken {
    /// What it is revoked by: no token.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do, as far as its owner may.
    #[schema(value_type = Vec<String>)]
    pub scopes: BTreeSet<Permission>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// It is good for nothing from then on.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// When it was used last, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub used_at: Option<Timestamp>,
}

impl Access {
    /// Makes a token for whoever is signed in; it is told once.
    ///
    /// - `Denied`: they may not do themselves what it is to do.
    /// - `InvalidInput`: this is no name, or it would last for no time, or for more than a year.
    /// - `Quota`: they have a hundred.
    pub async fn add_api_token(
        &self,
        caller: &Caller,
        name: &str,
        scopes: &BTreeSet<Permission>,
        expires_at: Timestamp,
    ) -> Result<(ApiToken, Secret)> {
        let (name, _) = super::folded(name)?;
        scopes.iter().try_for_each(|scope| caller.must(*scope))?;
        let now = self.ground.clock.now();
        if expires_at <= now || expires_at.duration_since(now) > LONGEST {
            return Err(Problem::new(Kind::InvalidInput, phrase!("api-token-time")).at("/expires_at"));
        }
        let secret = Secret::new(format!("{PREFIX}{}", self.token().expose()));
        let (id, person) = (self.ground.id(), &caller.person.id);
        let scopes = scopes.clone();
        let token = ApiToken { id, name, scopes, made_at: now, expires_at, used_at: None };
        let mut change = self.ground.db.begin().await?;
        let sql = "INSERT INTO api_token (id, person_id, name, digest, scopes, made_at, ends_at) \
                   SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT COUNT(*) FROM api_token WHERE person_id = $2) < $8";
        let names = super::roles::names(&token.scopes);
        let row = values![&token.id, person, &token.name, digest(&secret), &names, now, expires_at, MOST];
        if change.run(sql, row).await? == 0 {
            return Err(Problem::new(Kind::Quota, phrase!("api-token-many", most = MOST)));
        }
        let words =
            phrase!("audit-api-token-made", name = token.name, permissions = names, until = expires_at);
        self.ground.audit(&mut change, &caller.actor(), people::entry(person, words)).await?;
        change.commit().await?;
        Ok((token, secret))
    }

    /// Somebody's tokens, the latest first; those that have ended too.
    pub async fn api_tokens(&self, person: &str) -> Result<Vec<ApiToken>> {
        let sql = "SELECT id, name, scopes, made_at, ends_at, used_at FROM api_token WHERE person_id = $1 \
                   ORDER BY id DESC";
        let rows: Vec<(String, String, String, i64, i64, Option<i64>)> =
            self.ground.db.all(sql, values![person]).await?;
        let token = |(id, name, scopes, made_at, ends_at, used_at): (
            String,
            String,
            String,
            i64,
            i64,
            Option<i64>,
        )| {
            let (made_at, expires_at, used_at) = (moment(made_at), moment(ends_at), used_at.map(moment));
            ApiToken { id, name, scopes: named(&scopes), made_at, expires_at, used_at }
        };
        Ok(rows.into_iter().map(token).collect())
    }

    /// Makes one of somebody's tokens good for nothing. `NotFound`.
    pub async fn revoke_api_token(&self, by: &Actor, person: &str, token: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let sql = "DELETE FROM api_token WHERE id = $1 AND person_id = $2 RETURNING name";
        let gone: Option<(String,)> = change.one(sql, values![token, person]).await?;
        let missing = || Problem::new(Kind::NotFound, phrase!("api-token-missing"));
        let (name,) = gone.ok_or_else(missing)?;
        let words = phrase!("audit-api-token-revoked", name = name);
        self.ground.audit(&mut change, by, people::entry(person, words)).await?;
        change.commit().await
    }

    /// Whose token it is, and what they and it may do; `None`: it has ended, or never was.
    pub async fn bearer(&self, token: &Secret, address: Option<IpAddr>) -> Result<Option<Caller>> {
        if !token.expose().starts_with(PREFIX) {
            return Ok(None);
        }
        let (digest, now) = (digest(token), self.ground.clock.now());
        let Some(row) = self.valid(&digest).await? else { return Ok(None) };
        if now.duration_since(moment(row.used_at)) >= NOTED {
            let sql = "UPDATE api_token SET used_at = $1 WHERE id = $2";
            self.ground.db.run(sql, values![now, &row.token]).await?;
        }
        self.by_token(row, digest, address).await.map(Some)
    }

    pub(super) async fn valid(&self, digest: &str) -> Result<Option<Row>> {
        let sql = "SELECT api_token.id AS token, scopes, COALESCE(used_at, 0) AS used_at, \
                   person.id, person.name, disabled, language, time_zone, email, version \
                   FROM api_token JOIN person ON person.id = api_token.person_id \
                   WHERE digest = $1 AND ends_at > $2 AND disabled = 0";
        self.ground.db.one(sql, values![digest, self.ground.clock.now()]).await
    }

    pub(super) async fn by_token(&self, row: Row, digest: String, address: Option<IpAddr>) -> Result<Caller> {
        let person = Person::from(row.person);
        let mut permissions = self.permissions(&person.id).await?;
        permissions.retain(|one| named(&row.scopes).contains(one));
        Ok(Caller { person, permissions, way: Way::Token, address, came_by: Some(digest) })
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    token: String,
    scopes: String,
    used_at: i64,
    #[sqlx(flatten)]
    person: people::Row,
}

fn named(scopes: &str) -> BTreeSet<Permission> {
    scopes.split(' ').filter_map(Permission::named).collect()
}
