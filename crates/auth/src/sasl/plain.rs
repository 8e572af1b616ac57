//! PLAIN (RFC 4616).

use super::{Fault, Mechanism};
use carteiro_world::Secret;

/// User and password in one message.
pub struct Plain(Option<Secret>);

impl Plain {
    /// Signs in as `user`.
    pub fn new(user: &str, password: &Secret) -> Self {
        Self(Some(Secret::new(format!("\0{user}\0{}", password.expose()))))
    }
}

impl Mechanism for Plain {
    fn name(&self) -> &'static str {
        "PLAIN"
    }

    fn initial(&mut self) -> Option<Secret> {
        self.0.take()
    }

    fn answer(&mut self, _: &[u8]) -> Result<Secret, Fault> {
        self.0.take().ok_or(Fault::OutOfTurn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_says_its_message_once() {
        let mut plain = Plain::new("tim", &Secret::new("tanstaaftanstaaf"));
        assert_eq!(plain.answer(b"").unwrap().expose(), "\0tim\0tanstaaftanstaaf");
        assert_eq!(plain.answer(b""), Err(Fault::OutOfTurn));
    }
}
