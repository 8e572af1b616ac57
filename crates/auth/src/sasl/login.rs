//! LOGIN: never standardised (draft-murchison-sasl-login), and the only one some servers offer.

use super::{Fault, Mechanism};
use carteiro_world::Secret;

/// The user to the first challenge, the password to the second, whatever their words.
pub struct Login(Vec<Secret>);

impl Login {
    /// Signs in as `user`.
    pub fn new(user: &str, password: &Secret) -> Self {
        Self(vec![password.clone(), Secret::new(user)])
    }
}

impl Mechanism for Login {
    fn name(&self) -> &'static str {
        "LOGIN"
    }

    fn initial(&mut self) -> Option<Secret> {
        None
    }

    fn answer(&mut self, _: &[u8]) -> Result<Secret, Fault> {
        self.0.pop().ok_or(Fault::OutOfTurn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_says_the_user_then_the_password() {
        let mut login = Login::new("tim", &Secret::new("secret"));
        assert!(login.initial().is_none());
        assert_eq!(login.answer(b"Username:").unwrap().expose(), "tim");
        assert_eq!(login.answer(b"Password:").unwrap().expose(), "secret");
        assert_eq!(login.answer(b"Again:"), Err(Fault::OutOfTurn));
    }
}
