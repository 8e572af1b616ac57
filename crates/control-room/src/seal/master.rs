//! The master key, which seals data keys.

use crate::{Problem, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carteiro_auth::logins::Key;
use carteiro_mail::Kind;
use carteiro_world::{Random, Secret, phrase};
use std::fmt;
use zeroize::Zeroizing;

/// The key that seals data keys. Cheap to clone.
#[derive(Clone)]
pub struct Master(Key);

impl Master {
    /// A key that somebody keeps elsewhere: 32 bytes in Base64, as [`Self::text`] tells one. `InvalidInput`: it is none.
    pub fn given(text: &Secret) -> Result<Self> {
        let none = || Problem::new(Kind::InvalidInput, phrase!("seal-key-form"));
        let bytes = Zeroizing::new(STANDARD.decode(text.expose().trim()).map_err(|_| none())?);
        Ok(Self(Key::new(bytes.as_slice().try_into().map_err(|_| none())?)))
    }

    /// A new key.
    pub fn fresh(random: &Random) -> Self {
        Self(Key::new(&Zeroizing::new(random.bytes::<32>())))
    }

    /// The key itself, to be kept elsewhere.
    pub fn text(&self) -> Secret {
        self.0.text()
    }

    pub(super) fn of(key: Key) -> Self {
        Self(key)
    }

    pub(super) fn key(&self) -> &Key {
        &self.0
    }
}

impl fmt::Debug for Master {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Master")
    }
}
