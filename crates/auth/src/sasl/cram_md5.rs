//! CRAM-MD5 (RFC 2195): the password hides behind a hash that is no longer good for that. For servers with nothing better.

use super::{Fault, Mechanism};
use carteiro_world::Secret;
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use std::fmt::Write;

/// The user, and the challenge hashed with the password.
pub struct CramMd5(Option<(String, Secret)>);

impl CramMd5 {
    /// Signs in as `user`.
    pub fn new(user: &str, password: &Secret) -> Self {
        Self(Some((user.to_owned(), password.clone())))
    }
}

impl Mechanism for CramMd5 {
    fn name(&self) -> &'static str {
        "CRAM-MD5"
    }

    fn initial(&mut self) -> Option<Secret> {
        None
    }

    fn answer(&mut self, challenge: &[u8]) -> Result<Secret, Fault> {
        let (user, password) = self.0.take().ok_or(Fault::OutOfTurn)?;
        if challenge.is_empty() {
            return Err(Fault::Malformed);
        }
        let key = password.expose().as_bytes();
        let mac = Hmac::<Md5>::new_from_slice(key).map_err(|_| Fault::Malformed)?;
        let digest = mac.chain_update(challenge).finalize().into_bytes();
        let said = digest.iter().fold(format!("{user} "), |mut said, byte| {
            let _ = write!(said, "{byte:02x}");
            said
        });
        Ok(Secret::new(said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2195 §2.
    #[test]
    fn the_challenge_is_hashed_with_the_password_once() {
        let mut cram = CramMd5::new("tim", &Secret::new("tanstaaftanstaaf"));
        assert!(cram.initial().is_none());
        let answer = cram.answer(b"<1896.697170952@postoffice.reston.mci.net>").unwrap();
        assert_eq!(answer.expose(), "tim b913a602c7eda7a495b4e6e7334d3890");
        assert_eq!(cram.answer(b"<again>"), Err(Fault::OutOfTurn));
    }

    #[test]
    fn a_challenge_of_nothing_is_not_hashed() {
        let mut cram = CramMd5::new("tim", &Secret::new("tanstaaftanstaaf"));
        assert_eq!(cram.answer(b""), Err(Fault::Malformed));
    }
}
