//! What is never shown, whatever is wrong with it.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The keys whose values are secrets, and what people write for them.
const SECRETS: [&str; 7] =
    ["password", "client_secret", "certificate", "key", "senha", "segredo", "certificado"];
/// What a key ends with whose value is a secret, too short to be misspelt.
const ENDINGS: [&str; 6] = ["pass", "passwd", "pwd", "token", "key", "chave"];
/// The keys below `auth` whose values are none. Whatever else stands there may well be one under another name.
const SHOWN_BELOW_AUTH: [&str; 25] = [
    "basic",
    "ntlm",
    "authorization_code",
    "client_credentials",
    "device_code",
    "service_account",
    "managed",
    "ropc",
    "implicit",
    "username",
    "tenant_id",
    "client_id",
    "redirect_uri",
    "scopes",
    "subject",
    "domain",
    "connection",
    "provider",
    "custom",
    "issuer",
    "authorization_url",
    "token_url",
    "device_url",
    "variable",
    "credential",
];
/// Below a secret key these say where the secret is kept, which is not a secret.
const REFERENCES: [&str; 2] = ["variable", "credential"];
/// Who signs in, in the middle of a URL.
static LOGIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"://([^\s/"'@:]*:[^\s"']*|[^\s/"'@]*)@"#).ok());
/// Stands in for what is not shown.
pub const STARS: &str = "***";

/// Whether the value of such a key is a secret. `passwrd` is wrong, and what stands there is a password all the same.
pub fn is_secret(key: &str) -> bool {
    if key.chars().nth(40).is_some() {
        return false;
    }
    let key = key.to_lowercase().replace('-', "_");
    ["password", "passwd", "secret", "senha"].iter().any(|part| key.contains(part))
        || key.rsplit('_').next().is_some_and(|ending| ENDINGS.contains(&ending))
        || SECRETS.iter().any(|secret| {
            // `send` is no misspelt `senha`.
            let typing_errors = match secret.len() {
                ..5 => 0,
                5 => 1,
                _ => 2,
            };
            strsim::damerau_levenshtein(&key, secret) <= typing_errors
        })
}

/// Where in a text URLs say who signs in, in bytes: secrets, whatever the key.
pub fn logins(text: &str) -> impl Iterator<Item = Range<usize>> {
    let found = LOGIN.as_ref().map(|login| login.captures_iter(text));
    found.into_iter().flatten().filter_map(|found| found.get(1).map(|login| login.range()))
}

/// Where a key stands, which decides whether its value is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// Among the other keys of a file.
    #[default]
    Open,
    /// Below `auth`.
    Auth,
    /// Below a secret key.
    Secret,
}

impl Within {
    /// Where the value of `key` stands.
    pub fn below(self, key: &str) -> Self {
        match self {
            Self::Secret if REFERENCES.contains(&key) => Self::Open,
            Self::Secret => Self::Secret,
            _ if is_secret(key) => Self::Secret,
            Self::Auth if !SHOWN_BELOW_AUTH.contains(&key) => Self::Secret,
            Self::Open if key == "auth" => Self::Auth,
            known => known,
        }
    }

    /// Whether what stands there is not shown.
    pub fn hides(self) -> bool {
        self == Self::Secret
    }
}

/// The text, or stars.
pub fn shown(hidden: bool, text: &str) -> &str {
    if hidden { STARS } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_password_is_a_secret_too() {
        for key in
            ["password", "Password", "passwrd", "pasword", "client-secret", "certifcate", "key", "Senha"]
        {
            assert!(is_secret(key), "{key}");
        }
        for key in ["pass", "pwd", "access_token", "segredo", "chave", "certificado", "api-key", "sehna"] {
            assert!(is_secret(key), "{key}");
        }
        for key in ["host", "keys", "token_url", "compass", "username", "connection", "certify", "send"] {
            assert!(!is_secret(key), "{key}");
        }
    }

    #[test]
    fn below_auth_a_key_that_is_not_known_is_taken_for_a_secret() {
        let shown = |path: &str| !path.split('.').fold(Within::Open, Within::below).hides();
        for path in
            ["auth.basic.username", "auth.basic.password.credential", "where.fluffy", "auth.ropc.tenant_id"]
        {
            assert!(shown(path), "{path}");
        }
        for path in
            ["auth.basic.pasvorto", "auth.basic.codigo.x", "auth.bacis.username", "auth.basic.password.x"]
        {
            assert!(!shown(path), "{path}");
        }
    }
}
