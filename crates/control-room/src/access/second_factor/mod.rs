//! A second factor: codes of an app (RFC 6238), and recovery codes for when the app is lost.

mod recovery;
#[cfg(test)]
mod tests;
mod totp;

pub use totp::Begun;
#[cfg(test)]
pub(crate) use totp::tests::shown;

use super::change::touch;
use super::{Access, Caller, Proof, people};
use crate::audit::Actor;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use totp::Shared;

/// Whether somebody has a second factor, and how many recovery codes are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SecondFactor {
    /// A code is wanted at each sign-in by password.
    pub is_on: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes: i64,
}

impl Access {
    /// How somebody's second factor is.
    pub async fn second_factor(&self, person: &str) -> Result<SecondFactor> {
        let sql = "SELECT (SELECT COUNT(*) FROM second_factor WHERE person_id = $1 AND confirmed = 1), \
                   (SELECT COUNT(*) FROM recovery_code WHERE person_id = $1)";
        let row: Option<(i64, i64)> = self.ground.db.one(sql, values![person]).await?;
        let (factors, recovery_codes) = row.unwrap_or_default();
        Ok(SecondFactor { is_on: factors > 0, recovery_codes })
    }

    /// Makes a secret for the app of whoever is signed in; it is told once, and is of use once a code has confirmed it.
    /// `Exists`: there is a second factor, which has to be removed first.
    pub async fn begin_second_factor(&self, caller: &Caller) -> Result<Begun> {
        let person = &caller.person;
        let shared = Shared::fresh(&self.ground.random);
        let sealed = self.ground.seal.seal(&name(&person.id), shared.bytes())?;
        let sql = "INSERT INTO second_factor (person_id, sealed, made_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (person_id) DO UPDATE SET sealed = $2, made_at = $3, used_step = 0 \
                   WHERE second_factor.confirmed = 0";
        let row = values![&person.id, sealed, self.ground.clock.now()];
        if self.ground.db.run(sql, row).await? == 0 {
            return Err(Problem::new(Kind::Exists, phrase!("second-factor-there")));
        }
        shared.begun(&person.name)
    }

    /// Turns it on: the app shows this code. Answers recovery codes, which are told once.
    ///
    /// - `NotFound`: none was begun.
    /// - `Exists`: it is on already.
    /// - `Denied`: the app shows another code.
    pub async fn confirm_second_factor(&self, caller: &Caller, code: &Secret) -> Result<Vec<Secret>> {
        let (id, mut change) = (&caller.person.id, self.ground.db.begin().await?);
        let Some((shared, is_on)) = self.shared(&mut change, id).await? else {
            return Err(missing());
        };
        if is_on {
            return Err(Problem::new(Kind::Exists, phrase!("second-factor-there")));
        }
        let wrong = || Problem::new(Kind::Denied, phrase!("second-factor-wrong"));
        let step = shared.step(code, &self.ground.clock).ok_or_else(wrong)?;
        let sql =
            "UPDATE second_factor SET confirmed = 1, used_step = $1 WHERE person_id = $2 AND confirmed = 0";
        if change.run(sql, values![step, id]).await? == 0 {
            return Err(wrong());
        }
        let codes = self.fresh_recovery_codes(&mut change, id).await?;
        touch(&mut change, id).await?;
        let words = phrase!("audit-second-factor-on", name = caller.person.name);
        self.ground.audit(&mut change, &caller.actor(), people::entry(id, words)).await?;
        change.commit().await?;
        Ok(codes)
    }

    /// Makes new recovery codes, which are told once; those of before are good for nothing.
    ///
    /// - `NotFound`: there is no second factor.
    /// - `Denied`: the proof is wrong. `Throttled`: too many were.
    pub async fn renew_recovery_codes(&self, caller: &Caller, proof: &Proof) -> Result<Vec<Secret>> {
        let id = &caller.person.id;
        self.is_on(id).await?;
        self.prove(caller, proof).await?;
        let mut change = self.ground.db.begin().await?;
        let codes = self.fresh_recovery_codes(&mut change, id).await?;
        let words = phrase!("audit-recovery-codes", name = caller.person.name);
        self.ground.audit(&mut change, &caller.actor(), people::entry(id, words)).await?;
        change.commit().await?;
        Ok(codes)
    }

    /// Turns one's own second factor off. As [`Self::renew_recovery_codes`].
    pub async fn remove_second_factor(&self, caller: &Caller, proof: &Proof) -> Result<()> {
        self.is_on(&caller.person.id).await?;
        self.prove(caller, proof).await?;
        self.reset_second_factor(&caller.actor(), &caller.person.id).await
    }

    /// Turns somebody's second factor off, who has lost it. `NotFound`: there is none.
    pub async fn reset_second_factor(&self, by: &Actor, person: &str) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        let named: Option<(String,)> =
            change.one("SELECT name FROM person WHERE id = $1", values![person]).await?;
        let (name,) = named.ok_or_else(people::missing)?;
        let gone = change.run("DELETE FROM second_factor WHERE person_id = $1", values![person]).await?;
        if gone == 0 {
            return Err(missing());
        }
        change.run("DELETE FROM recovery_code WHERE person_id = $1", values![person]).await?;
        touch(&mut change, person).await?;
        let words = phrase!("audit-second-factor-off", name = name);
        self.ground.audit(&mut change, by, people::entry(person, words)).await?;
        change.commit().await
    }

    /// Takes a code of the app, or a recovery code; whether it is right and was not taken before.
    pub(super) async fn take_code(
        &self,
        change: &mut Transaction,
        person: &str,
        code: &Secret,
    ) -> Result<bool> {
        let Some((shared, true)) = self.shared(change, person).await? else { return Ok(false) };
        let Some(step) = shared.step(code, &self.ground.clock) else {
            return self.take_recovery_code(change, person, code).await;
        };
        // RFC 6238 §5.2: a code is good for once.
        let sql = "UPDATE second_factor SET used_step = $1 WHERE person_id = $2 AND used_step < $1";
        Ok(change.run(sql, values![step, person]).await? == 1)
    }

    async fn is_on(&self, person: &str) -> Result<()> {
        if self.second_factor(person).await?.is_on { Ok(()) } else { Err(missing()) }
    }

    /// What somebody's app shares, and whether that is confirmed.
    async fn shared(&self, change: &mut Transaction, person: &str) -> Result<Option<(Shared, bool)>> {
        let sql = "SELECT sealed, confirmed FROM second_factor WHERE person_id = $1";
        let row: Option<(Vec<u8>, i64)> = change.one(sql, values![person]).await?;
        let Some((sealed, confirmed)) = row else { return Ok(None) };
        let bytes = self.ground.seal.unseal(&name(person), &sealed)?;
        Ok(Some((Shared::of(&bytes)?, confirmed != 0)))
    }
}

fn name(person: &str) -> String {
    format!("person/{person}/second_factor")
}

fn missing() -> Problem {
    Problem::new(Kind::NotFound, phrase!("second-factor-missing"))
}
