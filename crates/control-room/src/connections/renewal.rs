//! The next token: whoever finds that one is due takes a lease, asks the provider, and stores what comes of it; all others
//! watch the row. A lease is written before the request and no transaction is open during it, so that of all processes one
//! asks; what is stored is stored by whoever holds the lease, all at once.

use super::client::unread;
use super::reason::{Reason, is_final, of_connection};
use super::store::moment;
use super::token::{Held, Row};
use super::{Connection, Connections, Grant, Whose, told};
use crate::audit::{Actor, Entry};
use crate::{Result, values};
use carteiro_auth::advice::{self, Refusal, What};
use carteiro_auth::oauth2::Granted;
use carteiro_auth::{Refused, Why};
use carteiro_world::phrase;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::time::Duration;

/// Longer than a request for a token may take.
const LEASE: Duration = Duration::from_mins(1);
/// Whoever waits so long for others goes without.
const PATIENCE: Duration = Duration::from_secs(150);
/// Between two looks at the row, at first and at most.
const LOOK: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(500));
/// After a renewal that failed nobody asks for so long; twice as long each time.
const PAUSE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_mins(5));
/// What a provider refuses is not asked again sooner.
const REFUSED: Duration = Duration::from_mins(1);
/// However long it wants to be left alone.
const LONGEST: Duration = Duration::from_hours(1);
/// So often what was handed out is written down again when the database does not take it, and so long after.
const STORING: [Duration; 4] =
    [Duration::from_millis(100), Duration::from_millis(400), Duration::from_secs(2), Duration::from_secs(8)];

/// How a token stands.
enum Standing {
    /// It can be shown.
    Ready(Held),
    /// Somebody is asking for the next one.
    Awaited,
    /// Somebody has to.
    Due(Box<Row>),
}

/// The right to ask for the next token.
struct Lease {
    by: String,
    row: Row,
}

impl Connections {
    /// A token that is fresh, and not the one that was just refused: `unfit` is its generation.
    ///
    /// - `SignInNeeded`: nobody has signed in, or the provider takes what they brought no longer.
    /// - What is temporary is said to everybody until it is tried again.
    pub(super) async fn fresh(
        &self,
        connection: &Connection,
        whose: &Whose,
        unfit: Option<i64>,
    ) -> Result<Held, Refused> {
        if let Standing::Ready(held) = self.standing(connection, whose, unfit).await? {
            return Ok(held);
        }
        let gate = self.gates.of(&whose.id());
        let _first = gate.lock().await;
        let (begun, mut pause) = (self.ground.clock.now(), LOOK.0);
        loop {
            match self.standing(connection, whose, unfit).await? {
                Standing::Ready(held) => return Ok(held),
                Standing::Awaited if self.ground.clock.since(begun) >= PATIENCE => {
                    return Err(Refused::new(
                        Why::Timeout,
                        phrase!("connection-awaited", name = connection.name),
                    ));
                }
                Standing::Awaited => {
                    self.ground.clock.sleep(pause).await;
                    pause = (pause * 2).min(LOOK.1);
                }
                Standing::Due(row) => {
                    let Some(lease) = self.take(whose, *row).await.map_err(unread)? else { continue };
                    // Whoever asked may go away: what the provider hands out has to be stored all the same.
                    let (this, of, by) = (self.clone(), connection.clone(), whose.clone());
                    let work = tokio::spawn(async move { this.renew(&of, &by, lease).await });
                    let answer = work.await.unwrap_or_else(|error| {
                        Err(Refused::new(Why::Unavailable, phrase!("login-unread")).because(error))
                    });
                    let Err(refused) = answer else { return answer };
                    // Ahead of its end the token at hand serves all the same.
                    return match self.standing(connection, whose, unfit).await {
                        Ok(Standing::Ready(held)) => Ok(held),
                        _ => Err(refused),
                    };
                }
            }
        }
    }

    async fn standing(
        &self,
        connection: &Connection,
        whose: &Whose,
        unfit: Option<i64>,
    ) -> Result<Standing, Refused> {
        let Some(row) = self.row(whose).await.map_err(unread)? else {
            if connection.details.grant.is_of_person() {
                return Err(nobody_yet(connection, whose));
            }
            return self.first(connection, whose).await.map_err(unread);
        };
        if row.needs_sign_in() {
            let reason = row.reason().unwrap_or_else(|| phrase!("connection-sign-in-again").into());
            return Err(reason.refused(Why::SignInNeeded));
        }
        let now = self.ground.clock.now();
        let is_fit = unfit != Some(row.generation);
        if is_fit && row.is_fresh(now) {
            return self.held(&row).map(Standing::Ready);
        }
        let can_wait = is_fit && row.is_usable(now);
        if row.not_before.is_some_and(|at| moment(at) > now) {
            if can_wait {
                return self.held(&row).map(Standing::Ready);
            }
            let reason = row.reason().unwrap_or_else(|| phrase!("connection-fails").into());
            let left = row.not_before.map(|at| moment(at).duration_since(now));
            let left = left.and_then(|left| Duration::try_from(left).ok());
            let why = if reason.lasts { Why::Denied } else { Why::Throttled(left) };
            return Err(reason.refused(why));
        }
        if row.lease_until.is_some_and(|until| moment(until) > now) {
            return if can_wait { self.held(&row).map(Standing::Ready) } else { Ok(Standing::Awaited) };
        }
        // What cannot be renewed is shown until it ends.
        if can_wait && connection.details.grant.is_of_person() && !row.has_refresh() {
            return self.held(&row).map(Standing::Ready);
        }
        Ok(Standing::Due(Box::new(row)))
    }

    /// The row of a token that takes no person.
    async fn first(&self, connection: &Connection, whose: &Whose) -> Result<Standing> {
        let sql = "INSERT INTO connection_token (id, connection_id, subject, state) VALUES ($1, $2, $3, 'active') \
                   ON CONFLICT (id) DO NOTHING";
        self.ground.db.run(sql, values![whose.id(), &connection.id, whose.subject.clone()]).await?;
        let row = self.row(whose).await?.ok_or_else(super::missing)?;
        Ok(Standing::Due(Box::new(row)))
    }

    /// Takes the right to ask; `None`: somebody else was first.
    async fn take(&self, whose: &Whose, row: Row) -> Result<Option<Lease>> {
        let (by, now) = (self.ground.random.id::<16>(), self.ground.clock.now());
        let sql = "UPDATE connection_token SET refreshing_by = $1, lease_until = $2, \
                   renewing_since = COALESCE(renewing_since, $3) \
                   WHERE id = $4 AND generation = $5 AND state = 'active' \
                   AND (lease_until IS NULL OR lease_until <= $3) AND (not_before IS NULL OR not_before <= $3)";
        let taken =
            self.ground.db.run(sql, values![&by, now + LEASE, now, whose.id(), row.generation]).await?;
        Ok((taken > 0).then_some(Lease { by, row }))
    }

    /// Asks for the next token, and stores what comes of it.
    async fn renew(&self, connection: &Connection, whose: &Whose, lease: Lease) -> Result<Held, Refused> {
        let at = self.ground.clock.now();
        match self.ask(connection, whose, &lease.row).await {
            Ok((granted, token_endpoint)) => {
                self.store(connection, whose, &lease, &granted, &token_endpoint, at).await
            }
            Err(refused) => {
                let refused = of_connection(Self::explained(connection, &lease.row, refused, at));
                let told = self.failed(connection, whose, &lease, &refused, at).await;
                told.map_err(unread).and(Err(refused))
            }
        }
    }

    async fn ask(
        &self,
        connection: &Connection,
        whose: &Whose,
        row: &Row,
    ) -> Result<(Granted, String), Refused> {
        let client = match (&row.token_endpoint, connection.details.grant.is_of_person()) {
            // What a person has brought goes back to whom it came from.
            (Some(endpoint), true) => self.client_back_at(connection, endpoint).await?,
            _ => self.client(connection).await?,
        };
        let granted = match connection.details.grant {
            Grant::AuthorizationCode | Grant::DeviceCode => {
                let refresh_token = self.refresh_token(row).map_err(unread)?;
                let ended = || Refused::new(Why::SignInNeeded, phrase!("connection-ended"));
                client.refresh(&refresh_token.ok_or_else(ended)?).await?
            }
            Grant::ClientCredentials => client.client_credentials().await?,
            Grant::ServiceAccount => {
                let account = self.service_account(connection)?;
                client.delegated(&account, whose.subject.as_deref().unwrap_or_default()).await?
            }
        };
        Ok((granted, client.endpoints.token.to_string()))
    }

    /// What is known of an end by how long it lasted; and of a token that was lost on its way here.
    fn explained(connection: &Connection, row: &Row, refused: Refused, now: Timestamp) -> Refused {
        if !connection.details.grant.is_of_person() || refused.why != Why::SignInNeeded || !row.has_refresh()
        {
            return refused;
        }
        if row.renewing_since.is_some() {
            let words = phrase!("connection-renewal-lost");
            return Refused { reason: words, ..refused };
        }
        let lasted = row.signed_in_at.map(|at| now.duration_since(moment(at)));
        let host = row.token_endpoint.as_deref().and_then(|url| carteiro_world::http::Url::parse(url).ok());
        let host = host.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
        let said = refused.detail.clone().unwrap_or_default();
        let found = advice::find(&Refusal { host, said: &said, what: What::Token(lasted) });
        refused.advised(found.map(|(_, words)| words))
    }

    /// All that is new, at once, by whoever holds the lease. A database that does not answer is asked again: what the
    /// provider has handed out it may hand out once.
    async fn store(
        &self,
        connection: &Connection,
        whose: &Whose,
        lease: &Lease,
        granted: &Granted,
        token_endpoint: &str,
        at: Timestamp,
    ) -> Result<Held, Refused> {
        let access = self.seal_token(whose, "access", &granted.access_token).map_err(unread)?;
        let refresh = granted.refresh_token.as_ref();
        let refresh =
            refresh.map(|token| self.seal_token(whose, "refresh", token)).transpose().map_err(unread)?;
        let account = granted.person.as_ref().and_then(|person| person.address()).map(str::to_owned);
        let sql = "UPDATE connection_token SET state = 'active', reason = NULL, since = NULL, access = $1, \
                   refresh = COALESCE($2, refresh), obtained_at = $3, expires_at = $4, \
                   refresh_ends_at = COALESCE($5, refresh_ends_at), account = COALESCE(account, $6), \
                   token_endpoint = $7, generation = generation + 1, refreshing_by = NULL, lease_until = NULL, \
                   renewing_since = NULL, not_before = NULL, failures = 0 WHERE id = $8 AND refreshing_by = $9";
        let mut pauses = STORING.into_iter();
        loop {
            let row = values![
                access.clone(),
                refresh.clone(),
                at,
                granted.expires_at,
                granted.refresh_expires_at,
                account.clone(),
                token_endpoint,
                whose.id(),
                &lease.by
            ];
            match self.ground.db.run(sql, row).await {
                Ok(0) => {
                    // Somebody has signed in meanwhile, or signed out.
                    let row = self.row(whose).await.map_err(unread)?;
                    let row = row.filter(|row| !row.needs_sign_in() && row.is_usable(at));
                    let words = phrase!("connection-overtaken", name = connection.name);
                    return row
                        .map_or_else(|| Err(Refused::new(Why::Unavailable, words)), |row| self.held(&row));
                }
                Ok(_) => break,
                Err(problem) => match pauses.next() {
                    Some(pause) => self.ground.clock.sleep(pause).await,
                    None => return Err(unread(problem)),
                },
            }
        }
        Ok(Held {
            token: granted.access_token.clone(),
            account: lease.row.account.clone().or(account),
            expires_at: granted.expires_at,
            generation: lease.row.generation + 1,
        })
    }

    /// Why there is none, and what is to be done: a person signs in, or it is tried again later. What a person has brought is
    /// touched in no case.
    async fn failed(
        &self,
        connection: &Connection,
        whose: &Whose,
        lease: &Lease,
        refused: &Refused,
        now: Timestamp,
    ) -> Result<()> {
        let reason = Reason::from(refused);
        let is_over = refused.why == Why::SignInNeeded && connection.details.grant.is_of_person();
        let is_unanswered = matches!(refused.why, Why::Timeout | Why::Unreachable | Why::Protocol);
        // Whether it was answered cannot be known when the answer did not come.
        let renewing = if is_unanswered {
            lease.row.renewing_since.or(Some(now.as_microsecond()))
        } else {
            lease.row.renewing_since
        };
        let to_tell =
            if is_final(refused) { self.concerned(connection, whose).await? } else { BTreeSet::new() };
        let mut change = self.ground.db.begin().await?;
        let sql = "UPDATE connection_token SET state = $1, reason = $2, \
                   since = CASE WHEN state = $1 THEN COALESCE(since, $3) ELSE $3 END, \
                   refreshing_by = NULL, lease_until = NULL, renewing_since = $4, not_before = $5, \
                   failures = failures + 1 WHERE id = $6 AND refreshing_by = $7";
        let state = if is_over { super::token::NEEDS_SIGN_IN } else { super::token::ACTIVE };
        let not_before = (!is_over).then(|| now + pause(refused, lease.row.failures));
        let row = values![state, reason.written(), now, renewing, not_before, whose.id(), &lease.by];
        if change.run(sql, row).await? == 0 {
            return Ok(());
        }
        if is_over {
            let why = refused.reason.code.as_ref();
            let words = phrase!("audit-connection-needs-sign-in", name = connection.name, why = why);
            let entry = Entry::about("connection", &connection.id, words);
            self.ground.audit(&mut change, &Actor::SYSTEM, entry).await?;
        }
        if is_final(refused) {
            let tell = if is_over { told::needs_sign_in } else { told::is_refused };
            let news = tell(connection, &lease.row, refused.reason.clone());
            self.notices.tell(&mut change, &to_tell, &news).await?;
        }
        change.commit().await
    }
}

/// Nobody has signed in yet.
fn nobody_yet(connection: &Connection, whose: &Whose) -> Refused {
    let words = match whose.person {
        Some(_) => phrase!("connection-not-signed-in-person", name = connection.name),
        None => phrase!("connection-not-signed-in", name = connection.name),
    };
    Refused::new(Why::SignInNeeded, words)
}

/// For how long nobody asks after a failure.
fn pause(refused: &Refused, failures: i64) -> Duration {
    let doublings = u32::try_from(failures.clamp(0, 10)).unwrap_or(0);
    let usual = PAUSE.0.saturating_mul(1 << doublings).min(PAUSE.1);
    match refused.why {
        Why::Throttled(Some(wanted)) => usual.max(wanted).min(LONGEST),
        _ if is_final(refused) => usual.max(REFUSED),
        _ => usual,
    }
}
