//! XOAUTH2 (<https://developers.google.com/workspace/gmail/imap/xoauth2-protocol>), which Microsoft takes as well.

use super::{Fault, Mechanism};
use carteiro_world::Secret;

/// Whose mailbox, and the token, in one message.
pub struct XOAuth2 {
    said: Option<Secret>,
    refusal: Option<String>,
}

impl XOAuth2 {
    /// Opens the mailbox of `user`, which need not be whose token it is: so Exchange opens shared mailboxes.
    pub fn new(user: &str, token: &Secret) -> Self {
        let said = Secret::new(format!("user={user}\x01auth=Bearer {}\x01\x01", token.expose()));
        Self { said: Some(said), refusal: None }
    }
}

impl Mechanism for XOAuth2 {
    fn name(&self) -> &'static str {
        "XOAUTH2"
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
        // The server tells what is wrong, and says no only after an answer of nothing.
        self.refusal = Some(String::from_utf8_lossy(challenge).into_owned());
        Ok(Secret::default())
    }

    fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mechanism() -> XOAuth2 {
        XOAuth2::new("someuser@example.com", &Secret::new("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"))
    }

    /// The page above, "Initial Client Response".
    #[test]
    fn the_message_is_as_google_shows_it() {
        let said = mechanism().initial().unwrap();
        assert_eq!(
            said.expose(),
            "user=someuser@example.com\x01auth=Bearer ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg\x01\x01"
        );
        assert_eq!(mechanism().answer(b"").unwrap(), said);
    }

    #[test]
    fn a_refusal_is_kept_and_answered_with_nothing() {
        let mut xoauth2 = mechanism();
        xoauth2.initial().unwrap();
        assert_eq!(xoauth2.answer(br#"{"status":"401"}"#).unwrap().expose(), "");
        assert_eq!(xoauth2.refusal(), Some(r#"{"status":"401"}"#));
        assert_eq!(xoauth2.answer(b"more"), Err(Fault::OutOfTurn));
    }
}
