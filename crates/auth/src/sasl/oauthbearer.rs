//! OAUTHBEARER (RFC 7628).

use super::{Fault, Mechanism};
use carteiro_world::Secret;

/// Whose mailbox, where, and the token, in one message.
pub struct OAuthBearer {
    said: Option<Secret>,
    refusal: Option<String>,
}

impl OAuthBearer {
    /// Opens the mailbox of `user` on the server that was reached by `host` and `port`.
    pub fn new(user: &str, token: &Secret, host: &str, port: u16) -> Self {
        // RFC 5801 §4: what ends a name is written in digits.
        let name = user.replace('=', "=3D").replace(',', "=2C");
        let place = format!("\x01host={host}\x01port={port}");
        let said = Secret::new(format!("n,a={name},{place}\x01auth=Bearer {}\x01\x01", token.expose()));
        Self { said: Some(said), refusal: None }
    }
}

impl Mechanism for OAuthBearer {
    fn name(&self) -> &'static str {
        "OAUTHBEARER"
    }

    fn initial(&mut self) -> Option<Secret> {
        self.said.take()
    }

    fn answer(&mut self, challenge: &[u8]) -> Result<Secret, Fault> {
        if let Some(said) = self.said.take() {
            return Ok(said);
        }
        if self.refusal.is_some() {
            return Err(Fault::OutOfTurn);
        }
        // The server tells what is wrong, and says no only after this (RFC 7628 §3.2.3).
        self.refusal = Some(String::from_utf8_lossy(challenge).into_owned());
        Ok(Secret::new("\x01"))
    }

    fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";

    /// RFC 7628 §4.1.
    #[test]
    fn the_message_is_as_the_rfc_shows_it() {
        let mut oauth = OAuthBearer::new("user@example.com", &Secret::new(TOKEN), "server.example.com", 143);
        let expected = "n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01";
        assert_eq!(oauth.initial().unwrap().expose(), expected);
    }

    #[test]
    fn a_comma_in_a_name_ends_nothing() {
        let mut oauth = OAuthBearer::new("a=b,c", &Secret::new(TOKEN), "h", 1);
        assert!(oauth.initial().unwrap().expose().starts_with("n,a=a=3Db=2Cc,\x01"));
    }

    /// RFC 7628 §4.3.
    #[test]
    fn a_refusal_is_kept_and_acknowledged() {
        let mut oauth = OAuthBearer::new("user@example.com", &Secret::new(TOKEN), "server.example.com", 143);
        oauth.initial().unwrap();
        let refusal = br#"{"status":"invalid_token","scope":"example_scope"}"#;
        assert_eq!(oauth.answer(refusal).unwrap().expose(), "\x01");
        assert!(oauth.refusal().unwrap().contains("invalid_token"));
        assert_eq!(oauth.answer(refusal), Err(Fault::OutOfTurn));
    }
}
