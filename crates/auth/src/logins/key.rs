//! What logins are sealed with: a key in a file of its own, or a passphrase.

use argon2::Argon2;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carteiro_world::{Phrase, Random, Records, Secret, phrase, records::Locked};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

/// The file beside the logins. With a passphrase there is no key in it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Kept {
    /// The key itself: whoever reads the file reads the logins.
    Key { key: String },
    /// What a passphrase is mixed with (RFC 9106), and something sealed to know it by.
    Passphrase { salt: String, check: String },
}

const CHECKED: &str = "carteiro key";
const NONCE: usize = 24;

impl Key {
    /// The record that the key of a folder is in.
    pub const RECORD: &str = "key";

    /// The key of these records, made the first time. Blocks, with a passphrase for about a second.
    ///
    /// Nothing is ever overwritten: a passphrase that is wrong, or missing, is told.
    pub fn of(records: &Records, passphrase: Option<&Secret>, random: &Random) -> Result<Self, Phrase> {
        let locked = records.lock(Self::RECORD).map_err(|error| refused(records, &error))?;
        match Self::kept(records, Self::RECORD, passphrase)? {
            Some(key) => Ok(key),
            None => Self::make(records, &locked, passphrase, random),
        }
    }

    /// The key that is in this record; `None`: there is none. Nothing is made. Blocks, with a passphrase for about a second.
    pub fn kept(
        records: &Records,
        record: &str,
        passphrase: Option<&Secret>,
    ) -> Result<Option<Self>, Phrase> {
        let bytes = records.read(record).map_err(|error| refused(records, &error))?;
        let Some(bytes) = bytes.map(Zeroizing::new) else { return Ok(None) };
        let damaged = || phrase!("key-damaged", file = records.folder().join(record).display());
        let kept: Kept = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        let key = match (kept, passphrase) {
            (Kept::Key { key }, None) => {
                let bytes =
                    Zeroizing::new(STANDARD.decode(Zeroizing::new(key).as_bytes()).map_err(|_| damaged())?);
                Self::new(bytes.as_slice().try_into().map_err(|_| damaged())?)
            }
            (Kept::Key { .. }, Some(_)) => return Err(phrase!("key-has-no-passphrase")),
            (Kept::Passphrase { .. }, None) => return Err(phrase!("key-passphrase-missing")),
            (Kept::Passphrase { salt, check }, Some(passphrase)) => {
                let key = Self::mixed(passphrase, &STANDARD.decode(salt).map_err(|_| damaged())?)?;
                let check = STANDARD.decode(check).map_err(|_| damaged())?;
                key.open(CHECKED, &check).map_err(|_| phrase!("key-passphrase-wrong"))?;
                key
            }
        };
        Ok(Some(key))
    }

    /// Makes a key in this record, in the place of whatever is there. Blocks, with a passphrase for about a second.
    pub fn make(
        records: &Records,
        locked: &Locked,
        passphrase: Option<&Secret>,
        random: &Random,
    ) -> Result<Self, Phrase> {
        let Some(passphrase) = passphrase else {
            let key = Self(Zeroizing::new(random.bytes::<32>()));
            key.keep(records, locked)?;
            return Ok(key);
        };
        let salt = random.bytes::<16>();
        let key = Self::mixed(passphrase, &salt)?;
        let check = key.seal(CHECKED, b"", random);
        let kept = Kept::Passphrase { salt: STANDARD.encode(salt), check: STANDARD.encode(check) };
        kept.write(records, locked)?;
        Ok(key)
    }

    /// Puts the key itself into this record, in the place of whatever is there. Blocks.
    pub fn keep(&self, records: &Records, locked: &Locked) -> Result<(), Phrase> {
        Kept::Key { key: STANDARD.encode(*self.0) }.write(records, locked)
    }

    /// The key itself, in Base64, to be kept elsewhere.
    pub fn text(&self) -> Secret {
        Secret::new(STANDARD.encode(*self.0))
    }

    /// A key of these bytes.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }

    fn mixed(passphrase: &Secret, salt: &[u8]) -> Result<Self, Phrase> {
        let mut key = Zeroizing::new([0; 32]);
        let mixed = Argon2::default().hash_password_into(passphrase.expose().as_bytes(), salt, &mut *key);
        mixed.map_err(|_| phrase!("key-passphrase-wrong"))?;
        Ok(Self::new(&key))
    }

    /// Seals `plain` under `name`: what is sealed opens under this name only.
    pub fn seal(&self, name: &str, plain: &[u8], random: &Random) -> Vec<u8> {
        let nonce = random.bytes::<NONCE>();
        let payload = Payload { msg: plain, aad: name.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [&nonce[..], &sealed].concat()
    }

    /// Opens what was sealed under `name`. `Err`: it was damaged, or sealed with another key or under another name.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damaged> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Damaged)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| Damaged)
    }
}

impl Kept {
    fn write(&self, records: &Records, locked: &Locked) -> Result<(), Phrase> {
        let written = serde_json::to_vec(self).map_err(std::io::Error::other).map(Zeroizing::new);
        written.and_then(|bytes| locked.write(&bytes)).map_err(|error| refused(records, &error))
    }
}

fn refused(records: &Records, error: &std::io::Error) -> Phrase {
    phrase!("key-refused", folder = records.folder().display(), error = error)
}

/// It was not sealed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_what_it_sealed_under_the_same_name() {
        let folder = tempfile::tempdir().unwrap();
        let (records, random) = (Records::beneath(folder.path()), Random::seeded(1));
        let sealed = Key::of(&records, None, &random).unwrap().seal("a", b"secret", &random);
        let again = Key::of(&records, None, &random).unwrap();
        assert_eq!(again.open("a", &sealed).unwrap().as_slice(), b"secret");
        assert!(again.open("b", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert!(again.open("a", &damaged).is_err() && again.open("a", &sealed[..at]).is_err());
        }
        assert_eq!(
            Key::of(&records, Some(&Secret::new("x")), &random).unwrap_err().code,
            "key-has-no-passphrase"
        );
    }

    #[test]
    fn a_wrong_or_missing_passphrase_is_told_and_destroys_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (records, random) = (Records::beneath(folder.path()), Random::seeded(1));
        let right = Secret::new("correct horse");
        let sealed = Key::of(&records, Some(&right), &random).unwrap().seal("a", b"secret", &random);
        let wrong = Key::of(&records, Some(&Secret::new("battery")), &random).unwrap_err();
        assert_eq!(wrong.code, "key-passphrase-wrong");
        assert_eq!(Key::of(&records, None, &random).unwrap_err().code, "key-passphrase-missing");
        let key = Key::of(&records, Some(&right), &random).unwrap();
        assert_eq!(key.open("a", &sealed).unwrap().as_slice(), b"secret");
    }
}
