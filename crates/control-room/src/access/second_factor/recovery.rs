//! Recovery codes: each opens once, when the app is lost.

use crate::access::{Access, digest, people};
use crate::audit::Actor;
use crate::db::Transaction;
use crate::{Result, values};
use carteiro_world::{Random, Secret, phrase};
use zeroize::Zeroizing;

/// So many are given out.
const CODES: usize = 10;
/// Bytes of each: 80 bits, which nobody guesses, so that one round of a digest hides them.
const LENGTH: usize = 10;
/// Letters that stand together.
const GROUP: usize = 4;

impl Access {
    pub(super) async fn fresh_recovery_codes(
        &self,
        change: &mut Transaction,
        person: &str,
    ) -> Result<Vec<Secret>> {
        change.run("DELETE FROM recovery_code WHERE person_id = $1", values![person]).await?;
        let codes: Vec<Secret> = (0..CODES).map(|_| fresh(&self.ground.random)).collect();
        for code in &codes {
            let sql = "INSERT INTO recovery_code (person_id, digest) VALUES ($1, $2)";
            change.run(sql, values![person, digest(&plain(code))]).await?;
        }
        Ok(codes)
    }

    pub(super) async fn take_recovery_code(
        &self,
        change: &mut Transaction,
        person: &str,
        code: &Secret,
    ) -> Result<bool> {
        let sql = "DELETE FROM recovery_code WHERE person_id = $1 AND digest = $2";
        let is_taken = change.run(sql, values![person, digest(&plain(code))]).await? == 1;
        if is_taken {
            let entry = people::entry(person, phrase!("audit-recovery-code-used"));
            self.ground.audit(change, &Actor::SYSTEM, entry).await?;
        }
        Ok(is_taken)
    }
}

/// `ABCD-EFGH-IJKL-MNOP`.
fn fresh(random: &Random) -> Secret {
    let bytes = Zeroizing::new(random.bytes::<LENGTH>());
    let letters = Zeroizing::new(totp_rs::Secret::new(Box::new(*bytes)).to_base32());
    let mut code = String::with_capacity(letters.len() + letters.len() / GROUP);
    for (at, letter) in letters.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    Secret::new(code)
}

/// As it is digested, however it is typed.
fn plain(code: &Secret) -> Secret {
    let letters = code.expose().chars().filter(char::is_ascii_alphanumeric);
    Secret::new(letters.map(|letter| letter.to_ascii_uppercase()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = fresh(&Random::seeded(1));
        assert_eq!((code.expose().len(), code.expose().matches('-').count()), (19, 3));
        let typed = Secret::new(format!(" {} ", code.expose().to_lowercase().replace('-', " ")));
        assert_eq!(digest(&plain(&typed)), digest(&plain(&code)));
        assert_ne!(digest(&plain(&fresh(&Random::seeded(2)))), digest(&plain(&code)));
    }
}
