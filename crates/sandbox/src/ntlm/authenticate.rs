//! Whether an AUTHENTICATE message answers the challenge ([MS-NLMP] §3.2.5.1.2).

use super::{
    flags,
    message::Message,
    pairs, people,
    secret::{keyed, response_key},
};
use crate::{Account, Store};

/// So far a response may be from the time it is shown at, in 100 ns (`MaxLifetime`, [MS-NLMP] §3.1.1.1: 36 hours).
const LIFETIME: u64 = 36 * 60 * 60 * 10_000_000;
/// The code stands behind the version.
const MIC: std::ops::Range<usize> = 72..88;
/// What comes before the attributes in `NTLMv2_CLIENT_CHALLENGE` ([MS-NLMP] §2.2.2.7).
const BEFORE_PAIRS: usize = 28;

/// What has been said so far.
pub(super) struct Asked {
    pub negotiate: Vec<u8>,
    pub challenge: Vec<u8>,
    pub nonce: [u8; 8],
    /// In 100 ns since 1601.
    pub time: u64,
}

impl Asked {
    /// Who has shown that the password is known.
    pub fn answered_by(&self, store: &Store, authenticate: &[u8]) -> Option<Account> {
        let message = Message::of(3, 64, authenticate)?;
        let agreed = message.number(60)?;
        let unicode = agreed & flags::UNICODE != 0;
        let (domain, user) = (message.name(28, unicode)?, message.name(36, unicode)?);
        let account = people::account(store, &user, &domain)?;
        let password = store.password(account.user())?;

        let (proof, said) = message.field(20)?.split_at_checked(16)?;
        let header: &[u8; BEFORE_PAIRS] = said.first_chunk()?;
        // Both versions are 1. What NTLMv1 sends is shorter.
        if !header.starts_with(&[1, 1]) {
            return None;
        }
        let time = u64::from_le_bytes(*header.get(8..)?.first_chunk()?);
        if time.abs_diff(self.time) > LIFETIME {
            return None;
        }
        let pairs = pairs::read(said.get(BEFORE_PAIRS..)?)?;
        // Some clients leave the domain out of the key, and servers should bear with them.
        let keys =
            [domain.as_str(), ""].into_iter().filter_map(|domain| response_key(password, &user, domain));
        let key =
            keys.into_iter().find(|key| keyed(key, &[&self.nonce, said]).is_some_and(|own| own == proof))?;
        let whole = !pairs::promise_mic(&pairs)? || self.is_whole(&keyed(&key, &[proof])?, authenticate)?;
        whole.then_some(account)
    }

    /// Whether the code fits all three messages. The session's key is that of the response: none was exchanged.
    fn is_whole(&self, session: &[u8; 16], authenticate: &[u8]) -> Option<bool> {
        let code = authenticate.get(MIC)?;
        let mut without = authenticate.to_vec();
        without.get_mut(MIC)?.fill(0);
        Some(keyed(session, &[&self.negotiate, &self.challenge, &without])? == code)
    }
}
