//! What proves to a webhook that a notice is ours (Standard Webhooks: github.com/standard-webhooks/standard-webhooks,
//! `spec/standard-webhooks.md`).

use super::Notices;
use crate::audit::{Actor, Entry};
use crate::{Problem, Result, values};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What stands before a secret that is written in Base64.
const PREFIX: &str = "whsec_";
/// Nobody guesses more bytes than that.
const SHORTEST: usize = 24;
const LONGEST: usize = 500;
const NAME: &str = "notice_secret/1";

impl Notices {
    /// Keeps what notices are signed with; empty: they are not signed any more. `InvalidInput`: it is too short, or not in
    /// Base64 though it says so.
    pub async fn sign_with(&self, by: &Actor, secret: &Secret) -> Result<()> {
        let mut change = self.ground.db.begin().await?;
        change.run("DELETE FROM notice_secret", values![]).await?;
        let words = if secret.is_empty() {
            phrase!("audit-notice-secret-removed")
        } else {
            key(secret)?;
            let sealed = self.ground.seal.seal(NAME, secret.expose().as_bytes())?;
            change.run("INSERT INTO notice_secret (id, sealed) VALUES (1, $1)", values![sealed]).await?;
            phrase!("audit-notice-secret")
        };
        self.ground.audit(&mut change, by, Entry::about("settings", "", words)).await?;
        change.commit().await
    }

    /// Whether there is something to sign notices with.
    pub async fn is_signed(&self) -> Result<bool> {
        let row: Option<(i64,)> = self.ground.db.one("SELECT id FROM notice_secret", values![]).await?;
        Ok(row.is_some())
    }

    /// The signature of a delivery; `None`: nothing is signed here.
    pub(super) async fn signature(&self, id: &str, at: Timestamp, body: &str) -> Result<Option<String>> {
        let row: Option<(Vec<u8>,)> =
            self.ground.db.one("SELECT sealed FROM notice_secret", values![]).await?;
        let Some((sealed,)) = row else { return Ok(None) };
        let plain = self.ground.seal.unseal(NAME, &sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| Problem::internal("a secret is no text"))?;
        let key = key(&Secret::new(text))?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(Problem::internal)?;
        mac.update(format!("{id}.{}.{body}", at.as_second()).as_bytes());
        Ok(Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))))
    }
}

/// The bytes of a secret: in Base64 behind `whsec_`, or as they are written.
fn key(secret: &Secret) -> Result<Zeroizing<Vec<u8>>> {
    let words = phrase!("notice-secret-form", shortest = SHORTEST);
    let wrong = || Problem::new(Kind::InvalidInput, words.clone()).at("/secret");
    let text = secret.expose();
    let bytes = match text.strip_prefix(PREFIX) {
        Some(coded) => STANDARD.decode(coded).map_err(|_| wrong())?,
        None => text.as_bytes().to_vec(),
    };
    let bytes = Zeroizing::new(bytes);
    if (SHORTEST..=LONGEST).contains(&bytes.len()) { Ok(bytes) } else { Err(wrong()) }
}
