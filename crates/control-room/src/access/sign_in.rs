//! Signing in by password, and by a code where a second factor is on: slow to guess, and the same to see whether a name is
//! known or not.

use super::{Access, folded, people};
use crate::audit::{Actor, Way};
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use std::net::IpAddr;

/// Somebody who may or may not be who they say.
#[derive(sqlx::FromRow)]
struct Claimed {
    id: String,
    name: String,
    /// None as well where they sign in elsewhere only.
    password: Option<String>,
    disabled: i64,
    locked_until: i64,
    /// Second factors that are on: none or one.
    factors: i64,
}

impl Access {
    /// Begins a session for whoever knows the password; answers the token of its cookie.
    ///
    /// - `SignInFailed`: the name or the password is another, which of them is not told; or this person is disabled.
    /// - `SignInNeeded`: the password is right, and a code is wanted.
    /// - `Throttled`: too many wrong passwords for this name; none is looked at for a while.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &Secret,
        agent: &str,
        address: Option<IpAddr>,
    ) -> Result<Secret> {
        self.sign_in_with_code(name, password, None, agent, address).await
    }

    /// The same, with a code of the second factor, or a recovery code. `SignInFailed`: the code is wrong, or was taken before.
    pub async fn sign_in_with_code(
        &self,
        name: &str,
        password: &Secret,
        code: Option<&Secret>,
        agent: &str,
        address: Option<IpAddr>,
    ) -> Result<Secret> {
        let folded = folded(name).map(|(_, folded)| folded).map_err(|_| wrong())?;
        let sql = "SELECT id, name, disabled, COALESCE(locked_until, 0) AS locked_until, \
                   CASE WHEN EXISTS (SELECT 1 FROM sso_identity \
                   JOIN sso_provider ON sso_provider.id = sso_identity.provider_id \
                   WHERE sso_identity.person_id = person.id AND ends_passwords = 1) \
                   THEN NULL ELSE password END AS password, \
                   (SELECT COUNT(*) FROM second_factor WHERE person_id = person.id AND confirmed = 1) AS factors \
                   FROM person WHERE folded = $1";
        let claimed: Option<Claimed> = self.ground.db.one(sql, values![&folded]).await?;
        let came = self.come_in(claimed.as_ref(), password, code, agent, address).await;
        if let Err(problem) = &came {
            let id = claimed.map(|claimed| claimed.id).unwrap_or_default();
            let entry = people::entry(&id, phrase!("audit-sign-in", name = folded)).refused(problem);
            self.ground.note(&Actor::unknown(address), entry).await?;
        }
        came
    }

    async fn come_in(
        &self,
        claimed: Option<&Claimed>,
        password: &Secret,
        code: Option<&Secret>,
        agent: &str,
        address: Option<IpAddr>,
    ) -> Result<Secret> {
        self.unlocked(claimed.map_or(0, |claimed| claimed.locked_until))?;
        let kept = claimed.and_then(|claimed| claimed.password.clone());
        let is_right = self.passwords.is(password, kept).await?;
        let Some(claimed) = claimed else { return Err(wrong()) };
        if !is_right {
            self.miss(&claimed.id).await?;
            return Err(wrong());
        }
        if claimed.disabled != 0 {
            return Err(wrong());
        }
        // What was wrong before is not forgotten yet: whoever has the password goes on guessing codes.
        if claimed.factors > 0 && code.is_none() {
            return Err(Problem::new(Kind::SignInNeeded, phrase!("sign-in-code-wanted")));
        }
        let mut change = self.ground.db.begin().await?;
        let mut is_in = self.is_looked_at(&mut change, &claimed.id).await?;
        if let Some(code) = code.filter(|_| is_in && claimed.factors > 0) {
            is_in = self.take_code(&mut change, &claimed.id, code).await?;
        }
        if !is_in {
            drop(change);
            self.miss(&claimed.id).await?;
            return Err(Problem::new(Kind::SignInFailed, phrase!("sign-in-code-wrong")));
        }
        let token = self.begin(&mut change, &claimed.id, agent).await?;
        let words = phrase!("audit-sign-in", name = claimed.name);
        let person = Some((claimed.id.clone(), claimed.name.clone()));
        let by = Actor { person, way: Way::Session, address };
        self.ground.audit(&mut change, &by, people::entry(&claimed.id, words)).await?;
        change.commit().await?;
        Ok(token)
    }
}

fn wrong() -> Problem {
    Problem::new(Kind::SignInFailed, phrase!("sign-in-wrong"))
}
