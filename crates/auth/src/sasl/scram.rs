//! SCRAM (RFC 5802, RFC 7677): the password stays here, and the server shows that it knows it too. With channel binding
//! (`-PLUS`) it also shows that nobody stands between.

use super::{Fault, Mechanism};
use aws_lc_rs::{digest, hmac, pbkdf2};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use carteiro_world::Secret;
use carteiro_world::tls::Binding;
use std::borrow::Cow;
use std::num::NonZeroU32;
use zeroize::Zeroizing;

/// RFC 7677 §4 asks for no less. A second of work is the most that is done for a server: who asks for more means harm.
const ITERATIONS: std::ops::RangeInclusive<u64> = 4096..=2_000_000;
/// Longer is no message of a server.
const LONGEST: usize = 8 * 1024;

/// What is hashed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// Good enough for this, and all that many servers have (RFC 5802 §4).
    Sha1,
    /// RFC 7677.
    Sha256,
}

/// The dialogue: who, then the proof, then the server's.
pub struct Scram {
    hash: Hash,
    plus: bool,
    password: Secret,
    nonce: String,
    /// What is said of channel binding (RFC 5802 §7, `gs2-header`).
    header: String,
    binding: Zeroizing<Vec<u8>>,
    /// `client-first-message-bare`.
    bare: String,
    state: State,
}

enum State {
    /// Nothing was said yet.
    Silent,
    /// The name was said.
    Named,
    /// The proof was said; this is the server's.
    Proven(Box<hmac::Key>, String),
    /// The server has shown its own.
    Verified,
    /// Nothing more is to be said.
    Ended,
}

impl Scram {
    /// Tied to a TLS connection: `-PLUS`.
    pub fn bound(hash: Hash, user: &str, password: &Secret, nonce: &str, binding: &Binding) -> Self {
        let header = format!("p={},,", binding.kind);
        Self { plus: true, ..Self::new(hash, user, password, nonce, header, binding.data.clone()) }
    }

    /// Not tied, since the server does not offer it, though it could be.
    pub fn bindable(hash: Hash, user: &str, password: &Secret, nonce: &str) -> Self {
        Self::new(hash, user, password, nonce, "y,,".to_owned(), Zeroizing::default())
    }

    /// Not tied, there being nothing to tie it to.
    pub fn unbound(hash: Hash, user: &str, password: &Secret, nonce: &str) -> Self {
        Self::new(hash, user, password, nonce, "n,,".to_owned(), Zeroizing::default())
    }

    fn new(
        hash: Hash,
        user: &str,
        password: &Secret,
        nonce: &str,
        header: String,
        binding: Zeroizing<Vec<u8>>,
    ) -> Self {
        let name = prepared(user).replace('=', "=3D").replace(',', "=2C");
        Self {
            hash,
            plus: false,
            password: Secret::new(prepared(password.expose())),
            nonce: nonce.to_owned(),
            header,
            binding,
            bare: format!("n={name},r={nonce}"),
            state: State::Silent,
        }
    }

    /// `client-final-message`, and what the server has to show after it.
    fn proof(&self, challenge: &str) -> Result<(Secret, State), Fault> {
        let mut fields = challenge.split(',');
        let mut field = |name| fields.next().and_then(|field| field.strip_prefix(name));
        // An extension that must be understood comes before all (RFC 5802 §5.1, `m=`), and fails here as it should.
        let nonce = field("r=").ok_or(Fault::Malformed)?;
        let salt = BASE64.decode(field("s=").ok_or(Fault::Malformed)?).map_err(|_| Fault::Malformed)?;
        let count: u64 = field("i=").and_then(|count| count.parse().ok()).ok_or(Fault::Malformed)?;
        if nonce.len() <= self.nonce.len() || !nonce.starts_with(&self.nonce) || salt.is_empty() {
            return Err(Fault::Malformed);
        }
        if !ITERATIONS.contains(&count) {
            return Err(Fault::Iterations(count));
        }
        let iterations =
            u32::try_from(count).ok().and_then(NonZeroU32::new).ok_or(Fault::Iterations(count))?;

        let mut salted = Zeroizing::new(vec![0; self.hash.digest().output_len()]);
        pbkdf2::derive(self.hash.pbkdf2(), iterations, &salt, self.password.expose().as_bytes(), &mut salted);
        let salted = hmac::Key::new(self.hash.hmac(), &salted);
        let client_key = hmac::sign(&salted, b"Client Key");
        let stored_key = digest::digest(self.hash.digest(), client_key.as_ref());
        let server_key = hmac::sign(&salted, b"Server Key");

        let channel = Zeroizing::new([self.header.as_bytes(), &self.binding].concat());
        let without_proof = format!("c={},r={nonce}", BASE64.encode(&*channel));
        let exchange = format!("{},{challenge},{without_proof}", self.bare);
        let signature =
            hmac::sign(&hmac::Key::new(self.hash.hmac(), stored_key.as_ref()), exchange.as_bytes());
        let proof = client_key.as_ref().iter().zip(signature.as_ref()).map(|(one, other)| one ^ other);
        let proof = Zeroizing::new(proof.collect::<Vec<u8>>());
        let said = Secret::new(format!("{without_proof},p={}", BASE64.encode(&*proof)));
        Ok((said, State::Proven(Box::new(hmac::Key::new(self.hash.hmac(), server_key.as_ref())), exchange)))
    }
}

/// What the server has to show: that it knows what only the password's owner and it know.
fn verify(key: &hmac::Key, exchange: &str, challenge: &str) -> Result<(), Fault> {
    let field = challenge.split(',').next().unwrap_or_default();
    if let Some(error) = field.strip_prefix("e=") {
        return Err(Fault::Refused(error.to_owned()));
    }
    let signature = field.strip_prefix("v=").ok_or(Fault::Malformed)?;
    let signature = BASE64.decode(signature).map_err(|_| Fault::Malformed)?;
    hmac::verify(key, exchange.as_bytes(), &signature).map_err(|_| Fault::Impostor)
}

impl Mechanism for Scram {
    fn name(&self) -> &'static str {
        match (self.hash, self.plus) {
            (Hash::Sha1, false) => "SCRAM-SHA-1",
            (Hash::Sha1, true) => "SCRAM-SHA-1-PLUS",
            (Hash::Sha256, false) => "SCRAM-SHA-256",
            (Hash::Sha256, true) => "SCRAM-SHA-256-PLUS",
        }
    }

    fn initial(&mut self) -> Option<Secret> {
        if !matches!(self.state, State::Silent) {
            return None;
        }
        self.state = State::Named;
        Some(Secret::new(format!("{}{}", self.header, self.bare)))
    }

    fn answer(&mut self, challenge: &[u8]) -> Result<Secret, Fault> {
        if let Some(initial) = self.initial() {
            return Ok(initial);
        }
        if challenge.len() > LONGEST {
            return Err(Fault::Malformed);
        }
        let challenge = std::str::from_utf8(challenge).map_err(|_| Fault::Malformed)?;
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Named => {
                let (said, state) = self.proof(challenge)?;
                self.state = state;
                Ok(said)
            }
            State::Proven(key, exchange) => {
                verify(&key, &exchange, challenge)?;
                self.state = State::Verified;
                Ok(Secret::default())
            }
            State::Silent | State::Verified | State::Ended => Err(Fault::OutOfTurn),
        }
    }

    fn verified(&self) -> Result<(), Fault> {
        match self.state {
            State::Verified => Ok(()),
            _ => Err(Fault::Impostor),
        }
    }
}

impl Hash {
    fn digest(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
        }
    }

    fn hmac(self) -> hmac::Algorithm {
        match self {
            Self::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => hmac::HMAC_SHA256,
        }
    }

    fn pbkdf2(self) -> pbkdf2::Algorithm {
        match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        }
    }
}

/// SASLprep (RFC 4013). What it forbids, or is newer than Unicode 3.2, goes as it is: servers keep such passwords so.
fn prepared(text: &str) -> String {
    stringprep::saslprep(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests;
