//! What may be written into the vault.

use crate::{Problem, Result};
use carteiro_auth::value::is_name;
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};

/// Names stand in automations, where they have to be read.
const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 1000;
/// Bytes: a certificate with its key, or the key of a service account, takes a few thousand.
const LARGEST_VALUE: usize = 64 * 1024;

/// A name of a locker, a credential or an attribute. `InvalidInput`: it is none.
pub(super) fn name(text: &str) -> Result<&str> {
    if is_name(text) && text.len() <= LONGEST_NAME {
        return Ok(text);
    }
    let found: String = text.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    Err(Problem::new(Kind::InvalidInput, phrase!("vault-name", found = found, longest = LONGEST_NAME))
        .at("/name"))
}

/// A description: some lines. `InvalidInput`: it is none.
pub(super) fn description(text: &str) -> Result<String> {
    let text = text.trim();
    let is_none = text.chars().count() > LONGEST_DESCRIPTION
        || text.chars().any(|letter| letter.is_control() && letter != '\n');
    if is_none {
        let words = phrase!("vault-description", longest = LONGEST_DESCRIPTION);
        return Err(Problem::new(Kind::InvalidInput, words).at("/description"));
    }
    Ok(text.to_owned())
}

/// `InvalidInput`: it is no value.
pub(super) fn value(secret: &Secret) -> Result<&[u8]> {
    let bytes = secret.expose().as_bytes();
    if bytes.is_empty() || bytes.len() > LARGEST_VALUE {
        let words = phrase!("vault-value", largest = LARGEST_VALUE / 1024);
        return Err(Problem::new(Kind::InvalidInput, words).at("/value"));
    }
    Ok(bytes)
}
