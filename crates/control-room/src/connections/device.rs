//! Somebody signs in on another device: the provider is asked about the code until they have, by whoever comes by.

use super::conclude::problem;
use super::reason::Reason;
use super::store::moment;
use super::{Begun, Connection, Connections, missing};
use crate::access::Caller;
use crate::audit::Way;
use crate::{Result, values};
use carteiro_auth::oauth2::device::{Polled, SLOWER};
use carteiro_world::{Secret, phrase};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;
use zeroize::Zeroize;

/// How an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Progress {
    /// Nobody has signed in yet.
    Pending,
    /// Somebody has.
    Done,
    /// The provider said no, or they allowed too little.
    Refused,
    /// Nobody has in time.
    Expired,
}

/// What only we know of an attempt on a device.
#[derive(Serialize, Deserialize)]
struct Kept {
    device_code: String,
    interval_seconds: u64,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.device_code.zeroize();
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    connection_id: String,
    version: i64,
    person_id: String,
    sealed: Vec<u8>,
    state: String,
    outcome: Option<String>,
    due_at: Option<i64>,
    ends_at: i64,
}

impl Connections {
    pub(super) async fn begin_on_device(&self, caller: &Caller, connection: &Connection) -> Result<Begun> {
        let client = self.client(connection).await.map_err(problem)?;
        let waiting = client.device().await.map_err(problem)?;
        let kept = Kept {
            device_code: waiting.device_code.expose().to_owned(),
            interval_seconds: waiting.interval.as_secs(),
        };
        let (id, now) = (self.ground.id(), self.ground.clock.now());
        let sealed = self.sealed_attempt(&id, &kept)?;
        let sql = "INSERT INTO connection_attempt (id, connection_id, version, person_id, sealed, state, due_at, \
                   made_at, ends_at) VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8)";
        let (due_at, ends_at) = (now + waiting.interval, waiting.expires_at);
        let (of, version) = (&connection.id, connection.version);
        self.ground
            .db
            .run(sql, values![&id, of, version, &caller.person.id, sealed, due_at, now, ends_at])
            .await?;
        self.ask_on(caller, &id, waiting.interval);
        Ok(Begun::Device {
            attempt: id,
            page: waiting.page,
            user_code: waiting.user_code,
            expires_at: waiting.expires_at,
        })
    }

    /// From now on it is asked about more seldom (RFC 8628 §3.5).
    async fn slow_down(&self, attempt: &str, mut kept: Kept, now: Timestamp) -> Result<()> {
        kept.interval_seconds += SLOWER.as_secs();
        let due_at = now + Duration::from_secs(kept.interval_seconds);
        let sql = "UPDATE connection_attempt SET due_at = $1, sealed = $2 WHERE id = $3";
        self.ground
            .db
            .run(sql, values![due_at, self.sealed_attempt(attempt, &kept)?, attempt])
            .await
            .map(drop)
    }

    /// Asks as long as there is something to ask, though nobody comes by.
    fn ask_on(&self, caller: &Caller, attempt: &str, interval: Duration) {
        let (this, person, way) = (self.clone(), caller.person.id.clone(), caller.way);
        let attempt = attempt.to_owned();
        tokio::spawn(async move {
            loop {
                this.ground.clock.sleep(interval).await;
                match this.progress_of_absent(&person, way, &attempt).await {
                    Ok((Progress::Pending, _)) => {}
                    Ok(_) => return,
                    Err(problem) => {
                        tracing::warn!(%problem, "a device's code is asked about no more");
                        return;
                    }
                }
            }
        });
    }

    /// The same as [`Self::progress`] for somebody who is not here: what they may do is looked up now.
    pub(super) async fn progress_of_absent(
        &self,
        person: &str,
        way: Way,
        attempt: &str,
    ) -> Result<(Progress, Option<Reason>)> {
        let caller = self.access.absent(person, way).await?;
        self.progress(&caller, attempt).await
    }

    /// How an attempt of theirs stands; the provider is asked when that is due. `NotFound`.
    pub(super) async fn progress(
        &self,
        caller: &Caller,
        attempt: &str,
    ) -> Result<(Progress, Option<Reason>)> {
        let row = self.attempt(caller, attempt).await?;
        let now = self.ground.clock.now();
        let is_due = row.due_at.is_some_and(|due| moment(due) <= now) && now < moment(row.ends_at);
        if row.state == "pending" && is_due {
            self.ask_once(caller, attempt, &row, now).await?;
            return self.attempt(caller, attempt).await.map(|row| stands(&row, now));
        }
        Ok(stands(&row, now))
    }

    async fn attempt(&self, caller: &Caller, attempt: &str) -> Result<Row> {
        let sql = "SELECT connection_id, version, person_id, sealed, state, outcome, due_at, ends_at \
                   FROM connection_attempt WHERE id = $1";
        let row: Option<Row> = self.ground.db.one(sql, values![attempt]).await?;
        row.filter(|row| row.person_id == caller.person.id).ok_or_else(missing)
    }

    async fn ask_once(&self, caller: &Caller, attempt: &str, row: &Row, now: Timestamp) -> Result<()> {
        let kept: Kept = self.unsealed_attempt(attempt, &row.sealed)?;
        let interval = Duration::from_secs(kept.interval_seconds);
        // Of two who come by one asks.
        let sql =
            "UPDATE connection_attempt SET due_at = $1 WHERE id = $2 AND state = 'pending' AND due_at = $3";
        if self.ground.db.run(sql, values![now + interval, attempt, row.due_at]).await? == 0 {
            return Ok(());
        }
        let connection = self.load(&row.connection_id).await?;
        let whose = self.whose_to_sign_in(caller, &connection).await?;
        let answered = match self.client(&connection).await {
            Ok(client) => {
                let polled = client.poll_device(&Secret::new(kept.device_code.as_str())).await;
                polled.map(|polled| (polled, client.endpoints.token.to_string()))
            }
            Err(refused) => Err(refused),
        };
        let answered = match answered {
            Ok((Polled::Pending, _)) => return Ok(()),
            Ok((Polled::Slower, _)) => return self.slow_down(attempt, kept, now).await,
            Ok((Polled::Granted(granted), endpoint)) => Ok((*granted, endpoint)),
            // The network may come back before the code has expired.
            Err(refused) if refused.is_temporary() => return Ok(()),
            Err(refused) => Err(refused),
        };
        let sql = "UPDATE connection_attempt SET state = 'used' WHERE id = $1 AND state = 'pending'";
        if self.ground.db.run(sql, values![attempt]).await? == 0 {
            return Ok(());
        }
        if connection.version != row.version {
            let reason = Reason::from(phrase!("connection-attempt-over"));
            return self.concluded(attempt, "refused", Some(&reason)).await;
        }
        self.conclude(caller, &connection, &whose, attempt, answered).await.map(drop)
    }
}

fn stands(row: &Row, now: Timestamp) -> (Progress, Option<Reason>) {
    let reason = row.outcome.as_deref().and_then(Reason::read);
    match row.state.as_str() {
        "done" => (Progress::Done, None),
        "refused" => (Progress::Refused, reason),
        _ if now >= moment(row.ends_at) => (Progress::Expired, Some(phrase!("oauth-code-expired").into())),
        _ => (Progress::Pending, None),
    }
}
