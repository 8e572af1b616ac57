use super::mechanism::{Exchange, Step};
use crate::peer::Peer;

/// Never standardised; the questions are those every server asks (draft-murchison-sasl-login).
#[derive(Default)]
pub(super) struct Login {
    user: Option<Vec<u8>>,
}

impl Exchange for Login {
    fn step(&mut self, peer: &Peer, response: Option<&[u8]>) -> Step {
        match (response, self.user.take()) {
            (None, _) => Step::Ask(b"Username:".to_vec()),
            (Some(user), None) => {
                self.user = Some(user.to_vec());
                Step::Ask(b"Password:".to_vec())
            }
            (Some(password), Some(user)) => Step::Done(peer.sign_in(&user, password)),
        }
    }
}
