//! Sessions: who has come in, by a cookie.

use super::{Access, Permission, Person, digest, people};
use crate::audit::{Actor, Way};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeSet;
use std::net::IpAddr;
use utoipa::ToSchema;

/// Who does nothing for so long is out.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// Nobody stays longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);
/// A look is written down no more often.
pub(super) const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// Somebody who has come in, and what they may do.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub person: Person,
    /// What they may do.
    pub permissions: BTreeSet<Permission>,
    /// How they came.
    pub way: Way,
    /// From where.
    pub address: Option<IpAddr>,
    /// The digest of the session's or the API token that they came in by; none: they are not here themselves.
    pub(super) came_by: Option<String>,
}

impl Caller {
    /// Whoever holds the key of the database, at a terminal: they may do everything, and are nobody.
    pub fn holder() -> Self {
        Self {
            person: Person::default(),
            permissions: Permission::ALL.into(),
            way: Way::Terminal,
            address: None,
            came_by: None,
        }
    }

    /// Whether it is whoever holds the key of the database.
    pub fn is_holder(&self) -> bool {
        self.person.id.is_empty()
    }

    /// As the audit log has them.
    pub fn actor(&self) -> Actor {
        let Person { id, name, .. } = &self.person;
        let person = (!self.is_holder()).then(|| (id.clone(), name.clone()));
        Actor { person, way: self.way, address: self.address }
    }

    /// `Denied`: they may not.
    pub fn must(&self, permission: Permission) -> Result<()> {
        if self.permissions.contains(&permission) {
            return Ok(());
        }
        Err(Problem::new(Kind::Denied, phrase!("permission-missing", permission = permission.label())))
    }
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Session {
    /// What it is revoked by: no token.
    pub id: String,
    /// The program that it was begun with.
    pub agent: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// When it was used last, to the minute.
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: Timestamp,
    /// Whether it is the one by which this was asked.
    pub current: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    person: people::Row,
    made_at: i64,
    seen_at: i64,
}

impl Access {
    /// Begins a session; its token is told once.
    pub(super) async fn begin(&self, change: &mut Transaction, person: &str, agent: &str) -> Result<Secret> {
        let (token, now) = (self.token(), self.ground.clock.now());
        let agent: String = agent.chars().filter(|letter| !letter.is_control()).take(200).collect();
        change.run("DELETE FROM session WHERE ends_at <= $1", values![now]).await?;
        let sql = "INSERT INTO session (digest, person_id, agent, made_at, seen_at, ends_at) \
                   VALUES ($1, $2, $3, $4, $4, $5)";
        change.run(sql, values![digest(&token), person, agent, now, now + IDLE]).await?;
        Ok(token)
    }

    /// Whose session it is; `None`: it has ended, or never was.
    pub async fn caller(&self, token: &Secret, address: Option<IpAddr>) -> Result<Option<Caller>> {
        let (digest, now) = (digest(token), self.ground.clock.now());
        let Some(row) = self.lasting(&digest).await? else { return Ok(None) };
        if now.duration_since(moment(row.seen_at)) >= NOTED {
            let ends_at = (now + IDLE).min(moment(row.made_at) + LONGEST);
            let sql = "UPDATE session SET seen_at = $1, ends_at = $2 WHERE digest = $3";
            self.ground.db.run(sql, values![now, ends_at, &digest]).await?;
        }
        self.within(row, digest, address).await.map(Some)
    }

    /// Whoever has come in, as they are now, who does nothing but stay; `None`: they may stay no longer.
    pub async fn still(&self, caller: &Caller) -> Result<Option<Caller>> {
        let Some(digest) = caller.came_by.clone() else {
            return match self.absent(&caller.person.id, caller.way).await {
                Ok(absent) => Ok(Some(absent)),
                Err(problem) if matches!(problem.kind(), Kind::NotFound | Kind::Denied) => Ok(None),
                Err(problem) => Err(problem),
            };
        };
        if caller.way == Way::Token {
            let Some(row) = self.valid(&digest).await? else { return Ok(None) };
            return self.by_token(row, digest, caller.address).await.map(Some);
        }
        let Some(row) = self.lasting(&digest).await? else { return Ok(None) };
        self.within(row, digest, caller.address).await.map(Some)
    }

    async fn lasting(&self, digest: &str) -> Result<Option<Row>> {
        let sql = "SELECT person.id, person.name, disabled, language, time_zone, email, version, \
                   session.made_at, session.seen_at FROM session \
                   JOIN person ON person.id = session.person_id \
                   WHERE digest = $1 AND ends_at > $2 AND disabled = 0";
        self.ground.db.one(sql, values![digest, self.ground.clock.now()]).await
    }

    async fn within(&self, row: Row, digest: String, address: Option<IpAddr>) -> Result<Caller> {
        let person = Person::from(row.person);
        let permissions = self.permissions(&person.id).await?;
        Ok(Caller { person, permissions, way: Way::Session, address, came_by: Some(digest) })
    }

    /// What somebody may do who is not here, in whose name `way` acts. `NotFound`; `Denied`: they may no longer come in.
    pub async fn absent(&self, person: &str, way: Way) -> Result<Caller> {
        let person = self.person(person).await?;
        if person.disabled {
            return Err(Problem::new(Kind::Denied, phrase!("person-disabled", name = person.name)));
        }
        let permissions = self.permissions(&person.id).await?;
        Ok(Caller { person, permissions, way, address: None, came_by: None })
    }

    /// Ends the session of a token; of one that has ended, nothing.
    pub async fn sign_out(&self, token: &Secret, address: Option<IpAddr>) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let sql = "DELETE FROM session WHERE digest = $1 RETURNING person_id, \
                   (SELECT name FROM person WHERE id = person_id)";
        let gone: Option<(String, String)> = change.one(sql, values![digest(token)]).await?;
        if let Some((id, name)) = gone {
            let words = phrase!("audit-sign-out", name = name);
            let by = Actor { person: Some((id.clone(), name)), way: Way::Session, address };
            self.ground.audit(&mut change, &by, people::entry(&id, words)).await?;
        }
        change.commit().await
    }

    /// The sessions of somebody, the latest first; that of `token` is marked.
    pub async fn sessions(&self, person: &str, token: Option<&Secret>) -> Result<Vec<Session>> {
        let sql = "SELECT digest, agent, made_at, seen_at FROM session WHERE person_id = $1 AND ends_at > $2 \
                   ORDER BY seen_at DESC LIMIT 100";
        let rows: Vec<(String, String, i64, i64)> =
            self.ground.db.all(sql, values![person, self.ground.clock.now()]).await?;
        let current = token.map(digest);
        let session = |(id, agent, made_at, seen_at)| Session {
            current: current.as_ref() == Some(&id),
            id,
            agent,
            made_at: moment(made_at),
            seen_at: moment(seen_at),
        };
        Ok(rows.into_iter().map(session).collect())
    }

    /// Ends all of somebody's sessions. `NotFound`: there is nobody like that.
    pub async fn revoke_all(&self, by: &Actor, person: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let named: Option<(String,)> =
            change.one("SELECT name FROM person WHERE id = $1", values![person]).await?;
        let (name,) = named.ok_or_else(people::missing)?;
        change.run("DELETE FROM session WHERE person_id = $1", values![person]).await?;
        let words = phrase!("audit-sessions-revoked", name = name);
        self.ground.audit(&mut change, by, people::entry(person, words)).await?;
        change.commit().await
    }

    /// Ends one of somebody's sessions. `NotFound`.
    pub async fn revoke(&self, by: &Actor, person: &str, session: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let sql = "DELETE FROM session WHERE digest = $1 AND person_id = $2";
        if change.run(sql, values![session, person]).await? == 0 {
            return Err(Problem::new(Kind::NotFound, phrase!("session-missing-here")));
        }
        self.ground.audit(&mut change, by, people::entry(person, phrase!("audit-session-revoked"))).await?;
        change.commit().await
    }
}

pub(super) fn moment(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}
