//! Proving who one is: by a password or a code, and what becomes of wrong ones.

use super::{Access, Caller, people};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use jiff::{SignedDuration, Timestamp};

/// So many wrong passwords and codes are nobody's guessing.
const FREE: i64 = 5;
/// How long none is looked at after that: doubled with each further one.
const LOCK: SignedDuration = SignedDuration::from_mins(1);
/// And no longer: who wants to keep somebody out can do so only as long as they go on.
const LONGEST_LOCK: SignedDuration = SignedDuration::from_hours(1);

/// What somebody who is signed in shows, before what they sign in by changes.
#[derive(Debug)]
pub enum Proof {
    /// Their password.
    Password(Secret),
    /// A code of their app, or a recovery code.
    Code(Secret),
}

impl Access {
    /// Looks whether whoever is signed in is who they were: a cookie alone may be somebody else's.
    ///
    /// - `Denied`: the password or the code is wrong.
    /// - `Throttled`: too many were.
    pub(super) async fn prove(&self, caller: &Caller, proof: &Proof) -> Result<()> {
        let id = &caller.person.id;
        let sql = "SELECT password, COALESCE(locked_until, 0) FROM person WHERE id = $1";
        let row: Option<(Option<String>, i64)> = self.ground.db.one(sql, values![id]).await?;
        let (kept, locked_until) = row.ok_or_else(people::missing)?;
        self.unlocked(locked_until)?;
        let is_right = match proof {
            Proof::Password(password) => self.passwords.is(password, kept).await?,
            Proof::Code(_) => true,
        };
        let mut change = self.ground.db.begin().await?;
        if is_right && self.is_looked_at(&mut change, id).await? {
            let is_right = match proof {
                Proof::Password(_) => true,
                Proof::Code(code) => self.take_code(&mut change, id, code).await?,
            };
            if is_right {
                return change.commit().await;
            }
        }
        drop(change);
        self.miss(id).await?;
        Err(Problem::new(Kind::Denied, phrase!("proof-wrong")))
    }

    /// `Throttled`: nothing is looked at before then.
    pub(super) fn unlocked(&self, until: i64) -> Result<()> {
        let left = until - self.ground.clock.now().as_microsecond();
        if left <= 0 {
            return Ok(());
        }
        let wait = SignedDuration::from_micros(left);
        Err(Problem::new(Kind::Throttled, phrase!("sign-in-locked")).after(wait))
    }

    /// Forgets what was wrong before; whether what is right counts now: those who guess many at once learn no more by it
    /// than those who guess one after the other.
    pub(super) async fn is_looked_at(
        &self,
        change: &mut crate::db::Transaction,
        person: &str,
    ) -> Result<bool> {
        let sql = "UPDATE person SET wrong = 0, locked_until = NULL WHERE id = $1 AND COALESCE(locked_until, 0) <= $2";
        Ok(change.run(sql, values![person, self.ground.clock.now()]).await? == 1)
    }

    /// Counts what was wrong. `Throttled`: too much was by now, and this was not looked at.
    pub(super) async fn miss(&self, person: &str) -> Result<()> {
        let now = self.ground.clock.now();
        let mut change = self.ground.db.begin().await?;
        let sql = "UPDATE person SET wrong = wrong + 1 WHERE id = $1 AND COALESCE(locked_until, 0) <= $2 \
                   RETURNING wrong";
        let counted: Option<(i64,)> = change.one(sql, values![person, now]).await?;
        let Some((wrong,)) = counted else {
            return self.unlocked((now + LOCK).as_microsecond());
        };
        if let Some(until) = lock(wrong, now) {
            let sql = "UPDATE person SET locked_until = $1 WHERE id = $2";
            change.run(sql, values![until, person]).await?;
        }
        change.commit().await
    }
}

fn lock(wrong: i64, now: Timestamp) -> Option<Timestamp> {
    let more = u32::try_from(wrong - FREE).ok()?;
    Some(now + LOCK.saturating_mul(2_i32.saturating_pow(more)).min(LONGEST_LOCK))
}
