//! What logins are sealed with: a key in a file of its own, or a passphrase.

use argon2::Argon2;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carteiro_world::{Phrase, Random, Records, Secret, phrase};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Key(XChaCha20Poly1305);

/// The file beside the logins. With a passphrase there is no key in it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Kept {
    /// The key itself: whoever reads the file reads the logins.
    Key { key: String },
    /// What a passphrase is mixed with (RFC 9106), and something sealed to know it by.
    Passphrase { salt: String, check: String },
}

const FILE: &str = "key";
const CHECKED: &str = "carteiro key";
const NONCE: usize = 24;

impl Key {
    /// The key of these records, made the first time. Blocks, with a passphrase for about a second.
    ///
    /// Nothing is ever overwritten: a passphrase that is wrong, or missing, is told.
    pub fn of(records: &Records, passphrase: Option<&Secret>, random: &Random) -> Result<Self, Phrase> {
        let refused = |error: std::io::Error| {
            phrase!("key-refused", folder = records.folder().display(), error = error)
        };
        let locked = records.lock(FILE).map_err(refused)?;
        let damaged = || phrase!("key-damaged", file = records.folder().join(FILE).display());
        if let Some(bytes) = locked.read().map_err(refused)?.map(Zeroizing::new) {
            let kept: Kept = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
            return match (kept, passphrase) {
                (Kept::Key { key }, None) => {
                    let bytes = Zeroizing::new(
                        STANDARD.decode(Zeroizing::new(key).as_bytes()).map_err(|_| damaged())?,
                    );
                    Ok(Self(XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| damaged())?))
                }
                (Kept::Key { .. }, Some(_)) => Err(phrase!("key-has-no-passphrase")),
                (Kept::Passphrase { .. }, None) => Err(phrase!("key-passphrase-missing")),
                (Kept::Passphrase { salt, check }, Some(passphrase)) => {
                    let key = Self::mixed(passphrase, &STANDARD.decode(salt).map_err(|_| damaged())?)?;
                    let check = STANDARD.decode(check).map_err(|_| damaged())?;
                    key.open(CHECKED, &check).map_err(|_| phrase!("key-passphrase-wrong"))?;
                    Ok(key)
                }
            };
        }
        let (key, kept) = match passphrase {
            None => {
                let bytes = Zeroizing::new(random.bytes::<32>());
                let key = Self(XChaCha20Poly1305::new_from_slice(&*bytes).map_err(|_| damaged())?);
                (key, Kept::Key { key: STANDARD.encode(*bytes) })
            }
            Some(passphrase) => {
                let salt = random.bytes::<16>();
                let key = Self::mixed(passphrase, &salt)?;
                let check = key.seal(CHECKED, b"", random);
                (key, Kept::Passphrase { salt: STANDARD.encode(salt), check: STANDARD.encode(check) })
            }
        };
        let written = Zeroizing::new(serde_json::to_vec(&kept).map_err(|_| damaged())?);
        locked.write(&written).map_err(refused)?;
        Ok(key)
    }

    fn mixed(passphrase: &Secret, salt: &[u8]) -> Result<Self, Phrase> {
        let mut key = Zeroizing::new([0; 32]);
        let mixed = Argon2::default().hash_password_into(passphrase.expose().as_bytes(), salt, &mut *key);
        mixed.map_err(|_| phrase!("key-passphrase-wrong"))?;
        XChaCha20Poly1305::new_from_slice(&*key).map(Self).map_err(|_| phrase!("key-passphrase-wrong"))
    }

    /// Seals `plain` under `name`: what is sealed opens under this name only.
    pub fn seal(&self, name: &str, plain: &[u8], random: &Random) -> Vec<u8> {
        let nonce = random.bytes::<NONCE>();
        let payload = Payload { msg: plain, aad: name.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [&nonce[..], &sealed].concat()
    }

    /// Opens what was sealed under `name`. `Err`: it was damaged, or sealed with another key or under another name.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damaged> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Damaged)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        self.0.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| Damaged)
    }
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
