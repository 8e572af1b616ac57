//! Statements that we sign: that an application is the one (RFC 7523 §2.2), and that a service account may act for a
//! person (§2.1).

use super::certificate::{Certificate, rs256, sign};
use crate::credential::{Refused, Why};
use crate::providers::whole;
use carteiro_world::http::Url;
use carteiro_world::{Phrase, Random, Secret, phrase};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a signed statement of an application is called.
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// What the grant of a signed statement is called.
pub(super) const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// For how long the statement of an application holds, in seconds.
const OF_CLIENT: i64 = 600;
/// From its beginning to its end, in seconds: the longest that Google takes.
const OF_SERVICE: i64 = 3600;
/// So much before now a statement begins, in seconds: servers whose clock is behind ours take none of the future.
const LEEWAY: i64 = 360;

#[derive(Serialize)]
struct Statement<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

/// That the application `id` asks `url`.
pub(super) fn of_client(
    certificate: &Certificate,
    id: &str,
    url: &Url,
    now: Timestamp,
    random: &Random,
) -> Result<Secret, Refused> {
    let now = now.as_second();
    let jti = Some(random.id::<16>());
    let statement = Statement {
        iss: id,
        sub: id,
        aud: url.as_str(),
        iat: now - LEEWAY,
        exp: now + OF_CLIENT,
        nbf: Some(now - LEEWAY),
        jti,
        scope: None,
    };
    certificate.sign(&statement).map_err(|words| Refused::new(Why::Invalid, words))
}

/// A service account of Google Workspace, as its JSON key has it.
pub struct ServiceAccount {
    address: String,
    key: EncodingKey,
    key_id: Option<String>,
    token_url: Url,
}

#[derive(Deserialize)]
struct Key {
    #[serde(rename = "client_email")]
    address: String,
    #[serde(rename = "private_key")]
    pem: String,
    #[serde(rename = "private_key_id")]
    id: Option<String>,
    #[serde(rename = "token_uri")]
    token_url: Option<String>,
}

impl ServiceAccount {
    /// Reads the JSON key.
    pub fn read(json: &Secret) -> Result<Self, Phrase> {
        let key: Key = serde_json::from_str(json.expose()).map_err(|_| phrase!("service-key-form"))?;
        let token_url = whole(key.token_url.as_deref().unwrap_or("https://oauth2.googleapis.com/token"))?;
        let private = rs256(&Secret::new(key.pem))?;
        Ok(Self { address: key.address, key: private, key_id: key.id, token_url })
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Where it is to be shown.
    pub fn token_url(&self) -> &Url {
        &self.token_url
    }

    /// That it acts for `subject`.
    pub(super) fn assertion(&self, subject: &str, scope: &str, now: Timestamp) -> Result<Secret, Refused> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid.clone_from(&self.key_id);
        let now = now.as_second();
        let aud = self.token_url.as_str();
        let statement = Statement {
            iss: &self.address,
            sub: subject,
            aud,
            iat: now - LEEWAY,
            exp: now - LEEWAY + OF_SERVICE,
            nbf: None,
            jti: None,
            scope: Some(scope),
        };
        sign(&header, &statement, &self.key).map_err(|words| Refused::new(Why::Invalid, words))
    }
}

impl fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceAccount").field("address", &self.address).finish_non_exhaustive()
    }
}
