//! The dialogue, which belongs to a connection and not to a request ([MS-NTHT] §1.3).

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{authenticate::Asked, negotiate};
use crate::{Account, Store, outside, site::held};

/// 1601 to 1970 ([MS-DTYP] §2.3.3), in 100 ns.
const EPOCH: i128 = 116_444_736_000_000_000;

/// How far a connection has got. Clones are the same connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connection(Arc<Mutex<State>>);

#[derive(Default)]
enum State {
    #[default]
    Nobody,
    Asked(Asked),
    SignedIn(Account),
}

/// What comes of a request.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is this user's.
    SignedIn(Account),
    /// It says nothing of NTLM, and nobody is signed in: `WWW-Authenticate: NTLM`.
    Nobody,
    /// The dialogue goes on with this field of the name `WWW-Authenticate`.
    Asks(String),
    /// Who asks could not show who they are: `WWW-Authenticate: NTLM`, and the dialogue begins anew.
    Refused,
}

impl Connection {
    /// Reads the Authorization field of a request. Whoever is signed in stays so without one.
    pub fn hear(&self, store: &Store, authorization: Option<&str>) -> Verdict {
        let mut state = held(&self.0);
        let shown = authorization
            .and_then(|field| field.split_once(' '))
            .and_then(|(scheme, shown)| scheme.eq_ignore_ascii_case("NTLM").then(|| shown.trim()));
        let Some(shown) = shown else {
            return match &*state {
                // Another scheme is for somebody else to judge.
                State::SignedIn(account) if authorization.is_none() => Verdict::SignedIn(account.clone()),
                _ => Verdict::Nobody,
            };
        };
        let Ok(message) = STANDARD.decode(shown) else {
            *state = State::Nobody;
            return Verdict::Refused;
        };
        // Each nonce is good for one answer.
        if let State::Asked(asked) = std::mem::take(&mut *state)
            && let Some(account) = asked.answered_by(store, &message)
        {
            *state = State::SignedIn(account.clone());
            return Verdict::SignedIn(account);
        }
        let (nonce, time) = (nonce(), now());
        let Some(challenge) = negotiate::challenge(&message, nonce, time) else { return Verdict::Refused };
        let field = format!("NTLM {}", STANDARD.encode(&challenge));
        *state = State::Asked(Asked { negotiate: message, challenge, nonce, time });
        Verdict::Asks(field)
    }
}

fn nonce() -> [u8; 8] {
    let mut nonce = [0; 8];
    // Without randomness from the machine there is no server.
    while aws_lc_rs::rand::fill(&mut nonce).is_err() {}
    nonce
}

fn now() -> u64 {
    u64::try_from(outside::now().as_nanosecond() / 100 + EPOCH).unwrap_or_default()
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody"),
            Self::Asked(_) => f.write_str("asked"),
            Self::SignedIn(account) => f.write_str(account.user()),
        }
    }
}
