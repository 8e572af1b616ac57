//! What a token says of itself, for people. Nothing is decided by it: who gets a token judges it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_world::Secret;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// What a token says of itself (RFC 7519 §4.1, learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
/// There is no secret in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Who issued it.
    pub issuer: Option<String>,
    /// For whom.
    pub audience: Vec<String>,
    /// What a person has allowed.
    pub scopes: Vec<String>,
    /// What an administrator has allowed the application.
    pub roles: Vec<String>,
    /// The directory.
    pub tenant: Option<String>,
    /// The application.
    pub application: Option<String>,
    /// What the directory calls who it is about.
    pub object: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// The name they sign in with.
    pub user: Option<String>,
    /// Ties an ID token to the sign-in it was made for.
    pub nonce: Option<String>,
    /// When it begins.
    pub begins_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

impl Claims {
    /// What the token says; `None` for one that says nothing to anybody but its issuer.
    pub fn of(token: &Secret) -> Option<Self> {
        let mut parts = token.expose().split('.');
        let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
        let claims = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&claims).ok().map(|written| Self::read(&Written(written)))
    }

    fn read(written: &Written) -> Self {
        Self {
            issuer: written.text(&["iss"]),
            audience: written.texts(&["aud"]),
            scopes: written.words(&["scp", "scope"]),
            roles: written.texts(&["roles"]),
            tenant: written.text(&["tid"]),
            application: written.text(&["appid", "azp", "client_id"]),
            object: written.text(&["oid"]),
            email: written.text(&["email"]),
            user: written.text(&["upn", "preferred_username", "unique_name"]),
            nonce: written.text(&["nonce"]),
            begins_at: written.moment("nbf"),
            expires_at: written.moment("exp"),
        }
    }

    /// The address of who signed in.
    pub fn address(&self) -> Option<&str> {
        let is_address = |text: &&str| text.contains('@');
        self.email.as_deref().filter(is_address).or(self.user.as_deref().filter(is_address))
    }

    /// Whether `name` is one of theirs: at Microsoft 365 one signs in with a name that need not be the address.
    pub fn is_of(&self, name: &str) -> bool {
        [&self.email, &self.user].into_iter().flatten().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// The claims by their names. Several names mean the same, and a token may have them side by side: the first that has
/// the type it should have is taken.
struct Written(Map<String, Value>);

impl Written {
    fn first<T>(&self, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        names.iter().filter_map(|name| self.0.get(*name)).find_map(read)
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        self.first(names, |claim| claim.as_str().map(str::to_owned))
    }

    fn texts(&self, names: &[&str]) -> Vec<String> {
        let read = |claim: &Value| match claim {
            Value::String(text) => Some(vec![text.clone()]),
            Value::Array(texts) => texts.iter().map(|text| text.as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        self.first(names, read).unwrap_or_default()
    }

    fn words(&self, names: &[&str]) -> Vec<String> {
        let texts = self.texts(names);
        texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
    }

    fn moment(&self, name: &str) -> Option<Timestamp> {
        #[expect(clippy::cast_possible_truncation, reason = "a date beyond all dates is none")]
        self.first(&[name], |claim| Timestamp::from_second(claim.as_f64()? as i64).ok())
    }
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

    /// As Exchange is shown them: learn.microsoft.com/entra/identity-platform/access-token-claims-reference has both.
    #[test]
    fn names_that_mean_the_same_may_stand_side_by_side() {
        let claims = Claims::of(&token(
            r#"{"appid":"app","azp":"other","upn":"ana@example.org","unique_name":"ana@example.org","scp":"A","scope":"B"}"#,
        ));
        let claims = claims.unwrap();
        assert_eq!(
            (claims.application.as_deref(), claims.user.as_deref()),
            (Some("app"), Some("ana@example.org"))
        );
        assert_eq!(claims.scopes, ["A"]);
    }

    #[test]
    fn a_person_is_known_by_their_address_and_by_the_name_they_sign_in_with() {
        let claims = Claims::of(&token(
            r#"{"email":"ana@example.org","preferred_username":"ana@contoso.onmicrosoft.com"}"#,
        ));
        let claims = claims.unwrap();
        assert!(claims.is_of("Ana@example.org") && claims.is_of("ana@contoso.onmicrosoft.com"));
        assert!(!claims.is_of("rui@example.org") && !claims.is_of(""));
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
