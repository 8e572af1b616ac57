use super::mechanism::{Exchange, Step};
use crate::{peer::Peer, sign_in::Refusal};

/// RFC 4616: authorization identity, NUL, name, NUL, password.
pub(super) struct Plain;

impl Exchange for Plain {
    fn step(&mut self, peer: &Peer, response: Option<&[u8]>) -> Step {
        let Some(response) = response else {
            return Step::Ask(Vec::new());
        };
        let mut pieces = response.splitn(3, |byte| *byte == 0);
        let (Some(as_whom), Some(user), Some(password)) = (pieces.next(), pieces.next(), pieces.next())
        else {
            return Step::Done(Err(Refusal::Malformed("PLAIN")));
        };
        if !as_whom.is_empty() && as_whom != user {
            return Step::Done(Err(Refusal::ForAnother));
        }
        Step::Done(peer.sign_in(user, password))
    }
}
