//! What a token says of itself, for people. Nothing is decided by it: who gets a token judges it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_world::Secret;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

/// What a token says of itself (RFC 7519 §4.1, learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
/// There is no secret in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Claims {
    /// Who issued it.
    #[serde(rename = "iss", deserialize_with = "text")]
    pub issuer: Option<String>,
    /// For whom.
    #[serde(rename = "aud", deserialize_with = "texts")]
    pub audience: Vec<String>,
    /// What a person has allowed.
    #[serde(rename = "scp", alias = "scope", deserialize_with = "words")]
    pub scopes: Vec<String>,
    /// What an administrator has allowed the application.
    #[serde(deserialize_with = "texts")]
    pub roles: Vec<String>,
    /// The directory.
    #[serde(rename = "tid", deserialize_with = "text")]
    pub tenant: Option<String>,
    /// The application.
    #[serde(rename = "appid", alias = "azp", alias = "client_id", deserialize_with = "text")]
    pub application: Option<String>,
    /// What the directory calls who it is about.
    #[serde(rename = "oid", deserialize_with = "text")]
    pub object: Option<String>,
    /// Their address.
    #[serde(deserialize_with = "text")]
    pub email: Option<String>,
    /// The name they sign in with.
    #[serde(rename = "upn", alias = "preferred_username", alias = "unique_name", deserialize_with = "text")]
    pub user: Option<String>,
    /// Ties an ID token to the sign-in it was made for.
    #[serde(deserialize_with = "text", skip_serializing)]
    pub nonce: Option<String>,
    /// When it begins.
    #[serde(rename = "nbf", deserialize_with = "moment")]
    pub begins_at: Option<Timestamp>,
    /// When it ends.
    #[serde(rename = "exp", deserialize_with = "moment")]
    pub expires_at: Option<Timestamp>,
}

impl Claims {
    /// What the token says; `None` for one that says nothing to anybody but its issuer.
    pub fn of(token: &Secret) -> Option<Self> {
        let mut parts = token.expose().split('.');
        let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
        let claims = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&claims).ok()
    }

    /// The address of who signed in.
    pub fn address(&self) -> Option<&str> {
        let is_address = |text: &&str| text.contains('@');
        self.email.as_deref().filter(is_address).or(self.user.as_deref().filter(is_address))
    }
}

/// A claim of another type than it should have is as good as none.
#[derive(Deserialize)]
#[serde(untagged)]
enum Claim {
    Text(String),
    Number(f64),
    Texts(Vec<String>),
    Other(serde::de::IgnoredAny),
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Claim::deserialize(deserializer)? {
        Claim::Text(text) => Some(text),
        _ => None,
    })
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Claim::deserialize(deserializer)? {
        Claim::Text(text) => vec![text],
        Claim::Texts(texts) => texts,
        Claim::Number(_) | Claim::Other(_) => Vec::new(),
    })
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts = texts(deserializer)?;
    Ok(texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect())
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    #[expect(clippy::cast_possible_truncation, reason = "a date beyond all dates is none")]
    Ok(match Claim::deserialize(deserializer)? {
        Claim::Number(seconds) => Timestamp::from_second(seconds as i64).ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> Secret {
        Secret::new(format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims)))
    }

    #[test]
    fn a_token_says_whom_it_is_for_and_what_it_allows() {
        let claims = Claims::of(&token(
            r#"{"aud":"https://outlook.office365.com","roles":["IMAP.AccessAsApp"],"scp":"A B","tid":"t","appid":"app","exp":1795348800,"upn":"ana@example.org"}"#,
        ));
        let claims = claims.unwrap();
        assert_eq!(claims.audience, ["https://outlook.office365.com"]);
        assert_eq!(
            (claims.scopes.as_slice(), claims.address()),
            (&["A".to_owned(), "B".to_owned()][..], Some("ana@example.org"))
        );
        assert_eq!(claims.expires_at, Some("2026-11-22T12:00:00Z".parse().unwrap()));
    }

    #[test]
    fn what_is_written_otherwise_is_left_out_and_nothing_fails() {
        let claims =
            Claims::of(&token(r#"{"aud":["a","b"],"exp":"never","email":7,"scp":["A B","C"],"tid":null}"#));
        let claims = claims.unwrap();
        assert_eq!(
            (claims.audience.len(), claims.expires_at, claims.email, claims.tenant),
            (2, None, None, None)
        );
        assert_eq!(claims.scopes, ["A", "B", "C"]);
        for opaque in ["", "abc", "a.b", "a.!.c", "a.e30", ".."] {
            assert!(Claims::of(&Secret::new(opaque)).is_none(), "{opaque}");
        }
    }
}
