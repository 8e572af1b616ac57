//! How a token stands, for people.

use super::reason::Reason;
use super::store::moment;
use super::token::Row;
use super::{Connection, Connections, Whose};
use crate::Result;
use carteiro_world::{Phrase, phrase};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A secret or a certificate that ends so soon is warned of.
pub(super) const SOON: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TokenState)]
pub enum State {
    /// Nobody has signed in, or nobody has asked for one yet.
    NotSignedIn,
    /// Runs get one.
    Active,
    /// Somebody has to sign in again.
    NeedsSignIn,
    /// There is none just now: it is tried again.
    Failing,
}

/// How a token stands, why, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// How it stands.
    pub state: State,
    /// Why, where it does not stand well.
    pub reason: Option<Reason>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// When the token at hand ends, if that is known; where it is renewed, nobody need do anything.
    pub expires_at: Option<Timestamp>,
    /// When somebody has to sign in again, as far as it is known.
    pub ends_at: Option<Timestamp>,
    /// Who signed in, where the provider says so.
    pub account: Option<String>,
    /// When they did.
    pub signed_in_at: Option<Timestamp>,
}

impl Status {
    const NONE: Self = Self {
        state: State::NotSignedIn,
        reason: None,
        since: None,
        expires_at: None,
        ends_at: None,
        account: None,
        signed_in_at: None,
    };

    pub(super) fn of(row: Option<&Row>, connection: &Connection, now: Timestamp) -> Self {
        let Some(row) = row else { return Self::NONE };
        let at = |microseconds: Option<i64>| microseconds.map(moment);
        let is_of_person = connection.details.grant.is_of_person();
        let (expires_at, refresh_ends_at) = (at(row.expires_at), at(row.refresh_ends_at));
        let ends_at = match (is_of_person, row.has_refresh()) {
            (false, _) => None,
            (true, true) => refresh_ends_at,
            (true, false) => expires_at,
        };
        let is_over = ends_at.is_some_and(|end| end <= now);
        let state = match (row.needs_sign_in() || is_over, row.reason(), row.generation) {
            (true, ..) => State::NeedsSignIn,
            (false, Some(_), _) => State::Failing,
            (false, None, 0) => State::NotSignedIn,
            (false, None, _) => State::Active,
        };
        let reason = row.reason().or_else(|| is_over.then(|| phrase!("connection-ended").into()));
        Self {
            state,
            reason,
            since: at(row.since),
            expires_at,
            ends_at,
            account: row.account.clone(),
            signed_in_at: at(row.signed_in_at),
        }
    }
}

impl Connections {
    /// How a token stands.
    pub async fn status(&self, connection: &Connection, whose: &Whose) -> Result<Status> {
        let row = self.row(whose).await?;
        Ok(Status::of(row.as_ref(), connection, self.ground.clock.now()))
    }
}

/// What ends soon or has ended, of the connection itself.
pub(super) fn warnings(connection: &Connection, now: Timestamp) -> Vec<Phrase> {
    let mut warnings = Vec::new();
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    if let Some(end) = connection.secret_ends_at.filter(|end| end.duration_since(now) <= SOON) {
        warnings.push(if end <= now {
            phrase!("connection-secret-ended", day = day(end))
        } else {
            phrase!("connection-secret-ends", day = day(end))
        });
    }
    if let Some(end) = connection.certificate_ends_at.filter(|end| end.duration_since(now) <= SOON) {
        warnings.push(if end <= now {
            phrase!("connection-certificate-ended", day = day(end))
        } else {
            phrase!("connection-certificate-ends", day = day(end))
        });
    }
    warnings
}
