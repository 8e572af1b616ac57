//! What a provider hands out.

use super::claims::Claims;
use carteiro_world::Secret;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};

/// Tokens that a provider has handed out.
#[derive(Clone, Debug)]
pub struct Granted {
    /// Opens the mailbox.
    pub access_token: Secret,
    /// When that ends, if the provider says so.
    pub expires_at: Option<Timestamp>,
    /// Brings the next one, without a person.
    pub refresh_token: Option<Secret>,
    /// When that ends too, if the provider says so: a person has given access for a time only.
    pub refresh_expires_at: Option<Timestamp>,
    /// What it allows, if the provider says so.
    pub scopes: Option<Vec<String>>,
    /// Who signed in, as the ID token has it.
    pub person: Option<Claims>,
}

/// They are about the person and the renewal, and not every provider lists them.
const OF_PERSON: [&str; 4] = ["openid", "email", "profile", "offline_access"];

impl Granted {
    /// What was asked for and is not allowed, as far as the provider says what is (RFC 6749 §5.1): people can untick it.
    pub fn lacks<'a>(&self, asked: &'a [String]) -> Vec<&'a str> {
        self.scopes.as_ref().map_or_else(Vec::new, |allowed| lacks(allowed, asked))
    }
}

/// What was asked for and is none of what is allowed.
pub fn lacks<'a>(allowed: &[String], asked: &'a [String]) -> Vec<&'a str> {
    let is_allowed = |asked: &str| {
        allowed.iter().any(|allowed| permission(allowed).eq_ignore_ascii_case(permission(asked)))
    };
    let is_named = |asked: &&str| !OF_PERSON.contains(asked) && !asked.ends_with("/.default");
    asked.iter().map(String::as_str).filter(is_named).filter(|asked| !is_allowed(asked)).collect()
}

/// What a scope allows, without the resource before it, which some providers leave out of their answer.
fn permission(scope: &str) -> &str {
    let scope = scope.trim_end_matches('/');
    scope.rsplit_once('/').map_or(scope, |(_, permission)| permission)
}

/// An answer of the token endpoint (RFC 6749 §5.1), as far as it is used.
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(deserialize_with = "hidden")]
    access_token: Secret,
    token_type: Option<String>,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<i64>,
    #[serde(default, deserialize_with = "maybe_hidden")]
    refresh_token: Option<Secret>,
    /// developers.google.com/identity/protocols/oauth2/web-server.
    #[serde(default, deserialize_with = "seconds")]
    refresh_token_expires_in: Option<i64>,
    scope: Option<String>,
    #[serde(default, deserialize_with = "maybe_hidden")]
    id_token: Option<Secret>,
}

impl Answer {
    /// What was handed out at `now`; `None` when it is a token that cannot be shown as a bearer token is (RFC 6750).
    pub(super) fn granted(self, now: Timestamp) -> Option<Granted> {
        let is_bearer = self.token_type.is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        if !is_bearer || self.access_token.is_empty() {
            return None;
        }
        let ends = |seconds: i64| now.checked_add(SignedDuration::from_secs(seconds)).ok();
        Some(Granted {
            access_token: self.access_token,
            expires_at: self.expires_in.and_then(ends),
            refresh_token: self.refresh_token.filter(|token| !token.is_empty()),
            refresh_expires_at: self.refresh_token_expires_in.and_then(ends),
            scopes: self.scope.map(|scope| scope.split_whitespace().map(str::to_owned).collect()),
            person: self.id_token.and_then(|token| Claims::of(&token)),
        })
    }
}

fn hidden<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}

fn maybe_hidden<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
}

/// A number, which some providers put in quotes.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(f64),
        Text(String),
        Other(serde::de::IgnoredAny),
    }
    #[expect(clippy::cast_possible_truncation, reason = "a longer life than that is as good as none")]
    Ok(match Written::deserialize(deserializer)? {
        Written::Number(number) => Some(number as i64),
        Written::Text(text) => text.trim().parse().ok(),
        Written::Other(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Granted> {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        serde_json::from_str::<Answer>(json).ok()?.granted(now)
    }

    #[test]
    fn answers_are_read_however_numbers_are_written() {
        for life in ["3600", "\"3600\"", "3600.0"] {
            let granted =
                read(&format!(r#"{{"access_token":"a","token_type":"bearer","expires_in":{life}}}"#));
            assert_eq!(granted.unwrap().expires_at, Some("2026-11-22T13:00:00Z".parse().unwrap()), "{life}");
        }
        for endless in [r#""soon""#, "null", "1e300", "{}"] {
            let json = format!(r#"{{"access_token":"a","expires_in":{endless}}}"#);
            assert_eq!(read(&json).unwrap().expires_at, None, "{endless}");
        }
    }

    #[test]
    fn what_is_no_bearer_token_is_none() {
        for json in [r#"{"access_token":"a","token_type":"mac"}"#, r#"{"access_token":""}"#, "{}", "[]"] {
            assert!(read(json).is_none(), "{json}");
        }
    }

    #[test]
    fn what_a_person_has_unticked_is_missing() {
        let asked = |scopes: &str| scopes.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let google = asked("https://mail.google.com/ openid email");
        let microsoft = asked("https://outlook.office.com/IMAP.AccessAsUser.All offline_access openid email");
        for (asked, allowed, lacking) in [
            (
                &google,
                "openid https://www.googleapis.com/auth/userinfo.email",
                &["https://mail.google.com/"][..],
            ),
            (&google, "https://mail.google.com/ openid", &[]),
            (&microsoft, "https://outlook.office.com/IMAP.AccessAsUser.All", &[]),
            (&microsoft, "imap.accessasuser.all", &[]),
            (&asked("https://outlook.office365.com/.default"), "x", &[]),
        ] {
            let granted = read(&format!(r#"{{"access_token":"a","scope":"{allowed}"}}"#)).unwrap();
            assert_eq!(granted.lacks(asked), lacking, "{allowed}");
        }
        assert_eq!(read(r#"{"access_token":"a"}"#).unwrap().lacks(&google), [""; 0], "nothing is said");
    }

    #[test]
    fn tokens_never_show() {
        let json = r#"{"access_token":"canary","refresh_token":"canary","id_token":"canary"}"#;
        assert!(!format!("{:?}", read(json).unwrap()).contains("canary"));
    }
}
