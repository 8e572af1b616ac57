use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;

use super::mechanism::{Exchange, Step};
use crate::{Account, outside, peer::Peer, sign_in::Refusal};

/// RFC 2195: the name, and a digest of the challenge keyed with the password.
#[derive(Default)]
pub(super) struct CramMd5 {
    challenge: Option<String>,
}

impl Exchange for CramMd5 {
    fn step(&mut self, peer: &Peer, response: Option<&[u8]>) -> Step {
        match (response, &self.challenge) {
            (None, _) => {
                let now = outside::now().as_nanosecond();
                let challenge = format!("<{}.{now}@sandbox.test>", peer.site.next_number());
                self.challenge = Some(challenge.clone());
                Step::Ask(challenge.into_bytes())
            }
            // The server speaks first, so there is no initial response.
            (Some(_), None) => Step::Done(Err(Refusal::Malformed("CRAM-MD5"))),
            (Some(response), Some(challenge)) => {
                let account = proven(peer, challenge, response);
                Step::Done(account.and_then(|account| peer.by_password(account)))
            }
        }
    }
}

fn proven(peer: &Peer, challenge: &str, response: &[u8]) -> Result<Account, Refusal> {
    let response = str::from_utf8(response).map_err(|_| Refusal::Malformed("CRAM-MD5"))?;
    let (user, digest) = response.rsplit_once(' ').ok_or(Refusal::Malformed("CRAM-MD5"))?;
    let password = peer.site.store.password(user).ok_or(Refusal::Credentials)?;
    let mut keyed = Hmac::<Md5>::new_from_slice(password.as_bytes()).map_err(|_| Refusal::Credentials)?;
    keyed.update(challenge.as_bytes());
    let digits = keyed.finalize().into_bytes().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let expected: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
    if expected != digest {
        return Err(Refusal::Credentials);
    }
    peer.site.store.account(user).ok_or(Refusal::Credentials)
}
