//! What is never shown, whatever is wrong with it.

/// The keys whose values are secrets.
const SECRETS: [&str; 4] = ["password", "client_secret", "certificate", "key"];
/// Below a secret key these say where the secret is kept, which is not a secret.
const REFERENCES: [&str; 2] = ["variable", "credential"];
/// Stands in for what is not shown.
pub const STARS: &str = "***";

/// Whether the value of such a key is a secret. `passwrd` is wrong, and what stands there is a password all the same.
pub fn is_secret(key: &str) -> bool {
    if key.chars().nth(40).is_some() {
        return false;
    }
    let key = key.to_lowercase().replace('-', "_");
    ["password", "passwd", "secret"].iter().any(|part| key.contains(part))
        || SECRETS.iter().any(|secret| {
            let typing_errors = if secret.len() > 4 { 2 } else { 0 };
            strsim::damerau_levenshtein(&key, secret) <= typing_errors
        })
}

/// Whether the value of `key` must not be shown, in a mapping that is itself `hidden` or not.
pub fn conceals(hidden: bool, key: &str) -> bool {
    if hidden { !REFERENCES.contains(&key) } else { is_secret(key) }
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
        for key in ["password", "Password", "passwrd", "pasword", "client-secret", "certifcate", "key"] {
            assert!(is_secret(key), "{key}");
        }
        for key in ["host", "keys", "username", "connection", "certify"] {
            assert!(!is_secret(key), "{key}");
        }
    }
}
