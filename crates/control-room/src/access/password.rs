//! Passwords: Argon2id (RFC 9106), a few at a time, since each takes 19 MiB and a good part of a second.

use crate::{Problem, Result};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use carteiro_mail::Kind;
use carteiro_world::{Random, Secret, phrase};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// NIST SP 800-63B §3.1.1.2: no shorter one where it stands alone.
const SHORTEST: usize = 12;
/// A longer one costs memory and is no better.
const LONGEST: usize = 1024;
/// So many at a time.
const AT_ONCE: usize = 2;

/// Makes and compares what is kept of passwords. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Passwords {
    turns: Arc<Semaphore>,
    random: Random,
}

impl Passwords {
    pub(super) fn new(random: &Random) -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), random: random.clone() }
    }

    /// What is kept of a password. `InvalidInput`: it is too short, or too long.
    pub(super) async fn kept(&self, password: &Secret) -> Result<String> {
        let length = password.expose().chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            let words = phrase!("password-length", shortest = SHORTEST, longest = LONGEST);
            return Err(Problem::new(Kind::InvalidInput, words).at("/password"));
        }
        let (password, salt) = (password.clone(), self.random.bytes::<16>());
        self.turn(move || {
            let kept = Argon2::default().hash_password_with_salt(password.expose().as_bytes(), &salt);
            kept.map(|kept| kept.to_string()).map_err(Problem::internal)
        })
        .await?
    }

    /// Whether it is the password. Where there is none to compare it with it takes as long.
    pub(super) async fn is(&self, password: &Secret, kept: Option<String>) -> Result<bool> {
        if password.expose().len() > LONGEST * 4 {
            return Ok(false);
        }
        let Some(kept) = kept else {
            let none = Secret::new("no password is this long");
            return self.kept(&none).await.map(|_| false);
        };
        let password = password.clone();
        self.turn(move || {
            let kept = PasswordHash::new(&kept).map_err(Problem::internal)?;
            Ok(Argon2::default().verify_password(password.expose().as_bytes(), &kept).is_ok())
        })
        .await?
    }

    async fn turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _turn = self.turns.acquire().await.map_err(Problem::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let passwords = Passwords::new(&Random::seeded(1));
        let right = Secret::new("correct horse");
        let kept = passwords.kept(&right).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !kept.contains("horse"), "{kept}");
        assert!(passwords.is(&right, Some(kept.clone())).await.unwrap());
        for wrong in ["correct hors", "Correct horse", ""] {
            assert!(!passwords.is(&Secret::new(wrong), Some(kept.clone())).await.unwrap());
        }
        assert!(!passwords.is(&right, None).await.unwrap());
        assert_ne!(passwords.kept(&right).await.unwrap(), kept);
    }

    #[tokio::test]
    async fn a_password_that_is_short_or_endless_is_refused() {
        let passwords = Passwords::new(&Random::seeded(1));
        for text in ["", "elevenchars", &"x".repeat(1025)] {
            let problem = passwords.kept(&Secret::new(text)).await.unwrap_err();
            assert_eq!(problem.kind(), Kind::InvalidInput);
        }
        assert!(passwords.kept(&Secret::new("ação".repeat(3))).await.is_ok());
    }
}
