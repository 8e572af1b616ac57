//! The rows of tokens.

use super::client::unread;
use super::reason::Reason;
use super::store::moment;
use super::{Connection, Connections, Whose};
use crate::audit::{Actor, Entry};
use crate::db::Transaction;
use crate::{Problem, Result, app, values};
use carteiro_auth::Refused;
use carteiro_auth::oauth2::source::is_fresh;
use carteiro_auth::oauth2::{Granted, lacks};
use carteiro_world::{Phrase, Secret, phrase};
use jiff::{SignedDuration, Timestamp};

/// A token that can be shown.
#[derive(Clone, Debug)]
pub struct Held {
    /// The access token.
    pub token: Secret,
    /// Who signed in, where the provider says so.
    pub account: Option<String>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Which one it is, of those that were stored there.
    pub generation: i64,
}

#[derive(Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) connection_id: String,
    pub(super) person_id: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) state: String,
    pub(super) reason: Option<String>,
    pub(super) since: Option<i64>,
    access: Option<Vec<u8>>,
    refresh: Option<Vec<u8>>,
    obtained_at: Option<i64>,
    pub(super) expires_at: Option<i64>,
    pub(super) refresh_ends_at: Option<i64>,
    pub(super) account: Option<String>,
    scopes: Option<String>,
    pub(super) token_endpoint: Option<String>,
    pub(super) signed_in_at: Option<i64>,
    pub(super) generation: i64,
    pub(super) lease_until: Option<i64>,
    pub(super) renewing_since: Option<i64>,
    pub(super) not_before: Option<i64>,
    pub(super) failures: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT connection_id, person_id, subject, state, reason, since, access, refresh, obtained_at, expires_at, ",
            "refresh_ends_at, account, scopes, token_endpoint, signed_in_at, generation, lease_until, renewing_since, ",
            "not_before, failures FROM connection_token ",
            $rest
        )
    };
}

/// Of a short life nobody is to meet the end on the way, nor of a long one.
const MARGIN: SignedDuration = SignedDuration::from_secs(30);

pub(super) const ACTIVE: &str = "active";
pub(super) const NEEDS_SIGN_IN: &str = "needs_sign_in";

impl Row {
    pub(super) fn whose(&self) -> Whose {
        Whose {
            connection: self.connection_id.clone(),
            person: self.person_id.clone(),
            subject: self.subject.clone(),
        }
    }

    pub(super) fn needs_sign_in(&self) -> bool {
        self.state == NEEDS_SIGN_IN
    }

    pub(super) fn reason(&self) -> Option<Reason> {
        self.reason.as_deref().and_then(Reason::read)
    }

    pub(super) fn has_refresh(&self) -> bool {
        self.refresh.is_some()
    }

    /// What is wanted and was not allowed, as far as the provider has said what was.
    pub(super) fn lacks(&self, wanted: &[String]) -> Vec<String> {
        let scopes =
            self.scopes.as_deref().and_then(|scopes| serde_json::from_str::<Vec<String>>(scopes).ok());
        scopes
            .map_or_else(Vec::new, |allowed| lacks(&allowed, wanted).into_iter().map(str::to_owned).collect())
    }

    /// Whether enough is left of it that nobody need ask for the next.
    pub(super) fn is_fresh(&self, now: Timestamp) -> bool {
        let obtained_at = self.obtained_at.map_or(now, moment);
        self.access.is_some() && is_fresh(obtained_at, self.expires_at.map(moment), now)
    }

    /// Whether it can be shown while the next one is on its way.
    pub(super) fn is_usable(&self, now: Timestamp) -> bool {
        let Some(end) = self.expires_at.map(moment) else { return self.access.is_some() };
        let life = end.duration_since(self.obtained_at.map_or(now, moment));
        self.access.is_some() && end.duration_since(now) > MARGIN.min(life / 10)
    }
}

/// What a sign-in has brought.
pub(super) struct Brought<'a> {
    pub(super) granted: &'a Granted,
    pub(super) token_endpoint: &'a str,
    pub(super) at: Timestamp,
}

impl Connections {
    /// The row of a token; `None`: there was never one.
    pub(super) async fn row(&self, whose: &Whose) -> Result<Option<Row>> {
        self.ground.db.one(select!("WHERE id = $1"), values![whose.id()]).await
    }

    /// All of a connection.
    pub(super) async fn rows_of(&self, connection: &str) -> Result<Vec<Row>> {
        self.ground.db.all(select!("WHERE connection_id = $1 ORDER BY id"), values![connection]).await
    }

    /// All of them.
    pub(super) async fn every_row(&self) -> Result<Vec<Row>> {
        self.ground.db.all(select!("ORDER BY id"), values![]).await
    }

    /// The token of a row that has one.
    pub(super) fn held(&self, row: &Row) -> Result<Held, Refused> {
        let token = self.unsealed(row, "access", row.access.as_deref()).map_err(unread)?;
        let token = token.ok_or_else(|| unread(Problem::internal("a row without a token")))?;
        Ok(Held {
            token,
            account: row.account.clone(),
            expires_at: row.expires_at.map(moment),
            generation: row.generation,
        })
    }

    /// What brings the next one.
    pub(super) fn refresh_token(&self, row: &Row) -> Result<Option<Secret>> {
        self.unsealed(row, "refresh", row.refresh.as_deref())
    }

    fn unsealed(&self, row: &Row, what: &str, sealed: Option<&[u8]>) -> Result<Option<Secret>> {
        let Some(sealed) = sealed else { return Ok(None) };
        let plain = self.ground.seal.unseal(&sealed_name(&row.whose(), what), sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| Problem::internal("a token is no text"))?;
        Ok(Some(Secret::new(text)))
    }

    pub(super) fn seal_token(&self, whose: &Whose, what: &str, token: &Secret) -> Result<Vec<u8>> {
        self.ground.seal.seal(&sealed_name(whose, what), token.expose().as_bytes())
    }

    /// Keeps what a sign-in has brought, in place of what there was; whoever is asking for the next token by that finds
    /// another one. `Changed`: the connection is another version now.
    pub(super) async fn keep(
        &self,
        by: &Actor,
        connection: &Connection,
        whose: &Whose,
        brought: &Brought<'_>,
    ) -> Result<()> {
        let Brought { granted, token_endpoint, at } = brought;
        let access = self.seal_token(whose, "access", &granted.access_token)?;
        let refresh = granted.refresh_token.as_ref();
        let refresh = refresh.map(|token| self.seal_token(whose, "refresh", token)).transpose()?;
        let account = granted.person.as_ref().and_then(|person| person.address()).map(str::to_owned);
        let scopes = granted.scopes.as_ref().and_then(|scopes| serde_json::to_string(scopes).ok());
        let mut change = self.ground.db.begin().await?;
        self.still(&mut change, connection).await?;
        let sql = "INSERT INTO connection_token (id, connection_id, person_id, subject, state, access, refresh, \
                   obtained_at, expires_at, refresh_ends_at, account, scopes, token_endpoint, signed_in_at, generation) \
                   VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, $8, $9, $10, $11, $12, $7, 1) \
                   ON CONFLICT (id) DO UPDATE SET state = 'active', reason = NULL, since = NULL, \
                   access = excluded.access, refresh = excluded.refresh, obtained_at = excluded.obtained_at, \
                   expires_at = excluded.expires_at, refresh_ends_at = excluded.refresh_ends_at, \
                   account = excluded.account, scopes = excluded.scopes, token_endpoint = excluded.token_endpoint, \
                   signed_in_at = excluded.signed_in_at, generation = connection_token.generation + 1, \
                   refreshing_by = NULL, lease_until = NULL, renewing_since = NULL, not_before = NULL, failures = 0";
        let row = values![
            whose.id(),
            &whose.connection,
            whose.person.clone(),
            whose.subject.clone(),
            access,
            refresh,
            *at,
            granted.expires_at,
            granted.refresh_expires_at,
            account.clone(),
            scopes,
            *token_endpoint
        ];
        change.run(sql, row).await?;
        let account = account.unwrap_or_default();
        let words = phrase!("audit-connection-signed-in", name = connection.name, account = account);
        self.ground.audit(&mut change, by, Entry::about("connection", &connection.id, words)).await?;
        change.commit().await
    }

    /// Keeps that a sign-in brought too little. A token that is good stays.
    pub(super) async fn keep_lack(
        &self,
        by: &Actor,
        connection: &Connection,
        whose: &Whose,
        words: Phrase,
    ) -> Result<()> {
        let now = self.ground.clock.now();
        let mut change = self.ground.db.begin().await?;
        self.still(&mut change, connection).await?;
        let sql = "INSERT INTO connection_token (id, connection_id, person_id, subject, state, reason, since) \
                   VALUES ($1, $2, $3, $4, 'needs_sign_in', $5, $6) \
                   ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, since = excluded.since \
                   WHERE connection_token.state = 'needs_sign_in'";
        let reason = Reason::from(words.clone()).written();
        let (person, subject) = (whose.person.clone(), whose.subject.clone());
        change.run(sql, values![whose.id(), &whose.connection, person, subject, reason, now]).await?;
        self.ground.audit(&mut change, by, Entry::about("connection", &connection.id, words)).await?;
        change.commit().await
    }

    /// `Changed`: it is another version now, or gone.
    async fn still(&self, change: &mut Transaction, connection: &Connection) -> Result<()> {
        // Written to, so that whoever changes it waits.
        let sql = "UPDATE connection SET version = version WHERE id = $1 AND version = $2";
        match change.run(sql, values![&connection.id, connection.version]).await? {
            0 => Err(app::changed()),
            _ => Ok(()),
        }
    }
}

fn sealed_name(whose: &Whose, what: &str) -> String {
    format!("connection_token/{}/{what}", whose.id())
}
