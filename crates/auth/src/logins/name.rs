//! What a login is known by.

use crate::modes::Provider;
use crate::providers::{Cloud, Known};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What a login is known by: who signed in where, through which application, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    /// The provider, or the issuer of one's own.
    pub provider: String,
    /// The directory, at Microsoft.
    pub tenant: Option<String>,
    /// The application.
    pub client: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// Who signed in; `None`: whoever it was.
    pub user: Option<String>,
    /// Who gave it out, and takes it back for the next one: a token endpoint (RFC 6749 §3.2). `None`: it was kept before
    /// that was written down.
    #[serde(default)]
    pub token_endpoint: Option<String>,
}

impl Name {
    /// Whether what was kept as `other` may be used for this: it is the same, of the person if one is named, and was
    /// given out by whom it will be shown to.
    pub fn takes(&self, other: &Self) -> bool {
        self.is_like(other) && self.is_of_one_place(other)
    }

    /// The same, whoever gave it out.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| {
            one.as_deref().map(str::to_lowercase) == other.as_deref().map(str::to_lowercase)
        };
        self.provider == other.provider
            && same(&self.tenant, &other.tenant)
            && self.client == other.client
            && self.scopes.iter().all(|scope| other.scopes.contains(scope))
            && (self.user.is_none() || same(&self.user, &other.user))
    }

    /// Whether both are given out by the same: what renews a login must never reach anybody else.
    pub(super) fn is_of_one_place(&self, other: &Self) -> bool {
        match (self.given_out_by(), other.given_out_by()) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(&other),
            // An issuer of one's own, by whose name logins are told apart, says where that is.
            _ => true,
        }
    }

    /// Whether it was given out in this cloud.
    pub fn is_of_cloud(&self, cloud: &Cloud) -> bool {
        self.in_cloud(cloud).is_some_and(|there| there.is_of_one_place(self))
    }

    /// What it would be called, had this cloud given it out; `None`: its provider gives out nothing in clouds.
    pub(super) fn in_cloud(&self, cloud: &Cloud) -> Option<Self> {
        let token_endpoint = Some(self.endpoint_in(cloud)?);
        Some(Self { token_endpoint, ..self.clone() })
    }

    /// Who gave it out. What was kept before that was written down is of its provider, in the cloud that it is for.
    pub(super) fn given_out_by(&self) -> Option<String> {
        self.token_endpoint.clone().or_else(|| self.usual_endpoint())
    }

    fn usual_endpoint(&self) -> Option<String> {
        self.endpoint_in(&Cloud::of_scopes(&self.scopes))
    }

    fn endpoint_in(&self, cloud: &Cloud) -> Option<String> {
        match Provider::named(&self.provider)?.definition().endpoints(self.tenant.as_deref(), cloud) {
            Ok(Known::Endpoints(endpoints)) => Some(endpoints.token.into()),
            Ok(Known::Issuer(_)) | Err(_) => None,
        }
    }

    /// Whether it is for this resource: `https://graph.microsoft.com`.
    pub(super) fn is_for(&self, provider: &str, resource: &str) -> bool {
        let below = |scope: &String| scope.strip_prefix(resource).is_some_and(|rest| rest.starts_with('/'));
        self.provider == provider && self.scopes.iter().any(below)
    }

    /// Who signed in, as everybody writes it; empty when nobody knows.
    pub(super) fn who(&self) -> String {
        self.user.as_deref().unwrap_or_default().to_lowercase()
    }

    /// A name for a file: the same for the same login, and it tells nobody anything.
    pub fn file(&self) -> String {
        let mut scopes = self.scopes.clone();
        scopes.sort_unstable();
        let tenant = self.tenant.as_deref().unwrap_or_default().to_lowercase();
        let (scopes, who) = (scopes.join(" "), self.who());
        // Another cloud's is another login. Who gave out the usual ones was not written down once.
        let usual = self.usual_endpoint();
        let is_elsewhere = |at: &&String| usual.as_ref().is_some_and(|usual| !usual.eq_ignore_ascii_case(at));
        let elsewhere = self.token_endpoint.as_ref().filter(is_elsewhere).map(|at| at.to_ascii_lowercase());
        let all = [&self.provider, &tenant, &self.client, &scopes, &who];
        let mut hash = Sha256::new();
        for part in all.into_iter().chain(&elsewhere) {
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(user: Option<&str>, scopes: &[&str]) -> Name {
        Name {
            provider: "microsoft".to_owned(),
            tenant: Some("Contoso.example".to_owned()),
            client: "app".to_owned(),
            scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            user: user.map(str::to_owned),
            token_endpoint: None,
        }
    }

    fn given_out(by: &str) -> Name {
        Name { token_endpoint: Some(by.to_owned()), ..name(None, &["https://graph.microsoft.us/Mail.Send"]) }
    }

    #[test]
    fn a_login_serves_whoever_asks_for_no_more_than_it_has() {
        let kept = name(Some("Ana@example.org"), &["a", "b"]);
        assert!(name(None, &["b"]).takes(&kept) && name(Some("ana@EXAMPLE.org"), &["a", "b"]).takes(&kept));
        assert!(!name(Some("rui@example.org"), &["a"]).takes(&kept) && !name(None, &["c"]).takes(&kept));
        assert!(!Name { client: "other".to_owned(), ..name(None, &["a"]) }.takes(&kept));
    }

    #[test]
    fn a_login_serves_where_it_was_given_out_and_nowhere_else() {
        let there = "https://login.microsoftonline.us/contoso.example/oauth2/v2.0/token";
        let unsaid = Name { token_endpoint: None, ..given_out(there) };
        assert!(given_out(&there.to_uppercase()).takes(&given_out(there)) && given_out(there).takes(&unsaid));
        for elsewhere in [
            "https://evil.example/contoso.example/oauth2/v2.0/token",
            "https://login.microsoftonline.us/fabrikam.example/oauth2/v2.0/token",
            "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token",
        ] {
            assert!(!given_out(elsewhere).takes(&given_out(there)), "{elsewhere}");
            assert!(!given_out(elsewhere).takes(&unsaid), "{elsewhere}");
            assert_ne!(given_out(elsewhere).file(), given_out(there).file(), "{elsewhere}");
        }
        assert_eq!(given_out(there).file(), unsaid.file(), "one that is renewed stays where it is");
    }

    #[test]
    fn a_login_of_an_issuer_of_ones_own_is_of_whoever_that_names() {
        let issuer = |token_endpoint: Option<&str>| Name {
            provider: "https://id.example.org".to_owned(),
            token_endpoint: token_endpoint.map(str::to_owned),
            ..name(None, &["mail"])
        };
        let there = issuer(Some("https://id.example.org/token"));
        assert!(there.takes(&issuer(None)) && there.takes(&there));
        assert!(!there.takes(&issuer(Some("https://evil.example/token"))));
        assert_eq!(there.file(), issuer(None).file());
    }

    #[test]
    fn the_same_login_has_the_same_file() {
        assert_eq!(name(Some("ANA@x"), &["a", "b"]).file(), name(Some("ana@x"), &["b", "a"]).file());
        assert_ne!(name(Some("ana@x"), &["a"]).file(), name(None, &["a"]).file());
    }
}
