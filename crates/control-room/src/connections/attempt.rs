//! An attempt to sign in, as it is kept until it is answered.

use super::Connections;
use super::store::moment;
use crate::access::Caller;
use crate::hex::hex;
use crate::{Problem, Result, values};
use carteiro_auth::oauth2::authorize::Parked;
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::SignedDuration;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// Nobody takes longer.
pub(super) const LIFE: SignedDuration = SignedDuration::from_mins(10);
/// So long it is known what became of an attempt.
const KNOWN: SignedDuration = SignedDuration::from_hours(24);
/// Attempts of one person at a time.
const MOST: i64 = 20;

/// The session of a browser, as attempts know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser(String);

impl Browser {
    /// The session of this token.
    pub fn of(session: &Secret) -> Self {
        Self(digest("browser", session))
    }

    pub(super) fn as_kept(&self) -> &str {
        &self.0
    }
}

/// What only we know of an attempt in a browser.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    state: String,
    nonce: String,
    verifier: String,
    redirect: String,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.state.zeroize();
        self.nonce.zeroize();
        self.verifier.zeroize();
    }
}

impl Kept {
    pub(super) fn of(parked: &Parked) -> Self {
        Self {
            state: parked.state.expose().to_owned(),
            nonce: parked.nonce.expose().to_owned(),
            verifier: parked.verifier.expose().to_owned(),
            redirect: parked.redirect.clone(),
        }
    }

    pub(super) fn parked(&self) -> Parked {
        Parked {
            state: Secret::new(self.state.as_str()),
            nonce: Secret::new(self.nonce.as_str()),
            verifier: Secret::new(self.verifier.as_str()),
            redirect: self.redirect.clone(),
        }
    }
}

impl Connections {
    /// What only we know of an attempt, as it is kept.
    pub(super) fn sealed_attempt(&self, attempt: &str, kept: &impl Serialize) -> Result<Vec<u8>> {
        let plain = Zeroizing::new(serde_json::to_vec(kept).map_err(Problem::internal)?);
        self.ground.seal.seal(&sealed_name(attempt), &plain)
    }

    pub(super) fn unsealed_attempt<Kept: DeserializeOwned>(
        &self,
        attempt: &str,
        sealed: &[u8],
    ) -> Result<Kept> {
        let plain = self.ground.seal.unseal(&sealed_name(attempt), sealed)?;
        serde_json::from_slice(&plain).map_err(Problem::internal)
    }

    /// `Throttled`: of so many attempts somebody has ended none.
    pub(super) async fn not_too_many(&self, caller: &Caller) -> Result<()> {
        let now = self.ground.clock.now();
        let sql = "SELECT COUNT(*), MIN(ends_at) FROM connection_attempt \
                   WHERE person_id = $1 AND state = 'pending' AND ends_at > $2";
        let pending: Option<(i64, Option<i64>)> =
            self.ground.db.one(sql, values![&caller.person.id, now]).await?;
        match pending {
            Some((MOST.., Some(first))) => {
                let wait = moment(first).duration_since(now);
                Err(Problem::new(Kind::Throttled, phrase!("request-too-often")).after(wait))
            }
            _ => Ok(()),
        }
    }

    /// Of what ended a day ago nobody knows any more.
    pub(super) async fn forget_attempts(&self) -> Result<()> {
        let old = self.ground.clock.now() - KNOWN;
        let sql = "DELETE FROM connection_attempt WHERE ends_at <= $1";
        self.ground.db.run(sql, values![old]).await.map(drop)
    }
}

/// What is kept of what nobody may know: it is random, so that one round of a digest hides it.
pub(super) fn digest(what: &str, secret: &Secret) -> String {
    let mut hash = Sha256::new();
    hash.update(what.as_bytes());
    hash.update([0]);
    hash.update(secret.expose().as_bytes());
    hex(&hash.finalize())
}

fn sealed_name(attempt: &str) -> String {
    format!("connection_attempt/{attempt}")
}
