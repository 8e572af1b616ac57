//! What a login is known by.

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
}

impl Name {
    /// Whether what was kept as `other` may be used for this: it is the same, and of the person if one is named.
    pub fn takes(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| {
            one.as_deref().map(str::to_lowercase) == other.as_deref().map(str::to_lowercase)
        };
        self.provider == other.provider
            && same(&self.tenant, &other.tenant)
            && self.client == other.client
            && self.scopes.iter().all(|scope| other.scopes.contains(scope))
            && (self.user.is_none() || same(&self.user, &other.user))
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
        let all = [&self.provider, &tenant, &self.client, &scopes.join(" "), &self.who()];
        let mut hash = Sha256::new();
        for part in all {
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
        }
    }

    #[test]
    fn a_login_serves_whoever_asks_for_no_more_than_it_has() {
        let kept = name(Some("Ana@example.org"), &["a", "b"]);
        assert!(name(None, &["b"]).takes(&kept) && name(Some("ana@EXAMPLE.org"), &["a", "b"]).takes(&kept));
        assert!(!name(Some("rui@example.org"), &["a"]).takes(&kept) && !name(None, &["c"]).takes(&kept));
        assert!(!Name { client: "other".to_owned(), ..name(None, &["a"]) }.takes(&kept));
    }

    #[test]
    fn the_same_login_has_the_same_file() {
        assert_eq!(name(Some("ANA@x"), &["a", "b"]).file(), name(Some("ana@x"), &["b", "a"]).file());
        assert_ne!(name(Some("ana@x"), &["a"]).file(), name(None, &["a"]).file());
    }
}
