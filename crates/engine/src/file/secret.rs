//! What is never shown, whatever is wrong with it.

/// The keys whose values are secrets.
const SECRETS: [&str; 4] = ["password", "client_secret", "certificate", "key"];
/// Below a secret key these say where the secret is kept, which is not a secret.
const REFERENCES: [&str; 2] = ["variable", "credential"];
/// Stands in for what is not shown.
pub const STARS: &str = "***";

/// Whether this is the name of a key whose value is a secret.
pub fn is_secret(key: &str) -> bool {
    SECRETS.contains(&key)
}

/// Whether the value of `key` must not be shown, in a mapping that is itself `hidden` or not.
pub fn conceals(hidden: bool, key: &str) -> bool {
    if hidden {
        !REFERENCES.contains(&key)
    } else {
        is_secret(key)
    }
}

/// The text, or stars.
pub fn shown(hidden: bool, text: &str) -> &str {
    if hidden { STARS } else { text }
}
