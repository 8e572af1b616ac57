//! What a renewal has brought, or why it has brought nothing: stored by whoever holds the lease.

use super::client::unread;
use super::lease::Lease;
use super::reason::{Reason, is_final};
use super::token::{ACTIVE, Held, NEEDS_SIGN_IN};
use super::{Connection, Connections, Whose, told};
use crate::audit::{Actor, Entry};
use crate::{Result, values};
use carteiro_auth::oauth2::Granted;
use carteiro_auth::{Refused, Why};
use carteiro_world::phrase;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::time::Duration;

/// After a renewal that failed nobody asks for so long; twice as long each time.
const PAUSE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_mins(5));
/// What a provider refuses is not asked again sooner.
const REFUSED: Duration = Duration::from_mins(1);
/// However long it wants to be left alone.
const LONGEST: Duration = Duration::from_hours(1);
/// So often what was handed out is written down again when the database does not take it, and so long after.
const STORING: [Duration; 4] =
    [Duration::from_millis(100), Duration::from_millis(400), Duration::from_secs(2), Duration::from_secs(8)];

impl Connections {
    /// All that is new, at once, by whoever holds the lease. A database that does not answer is asked again: what the
    /// provider has handed out it may hand out once.
    pub(super) async fn store(
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
    pub(super) async fn failed(
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
        let state = if is_over { NEEDS_SIGN_IN } else { ACTIVE };
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
