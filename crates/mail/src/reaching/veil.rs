//! What a server was told in confidence, kept out of what it says.

use carteiro_world::Secret;

/// Servers that did not understand a line repeat it. What is shorter is no secret, and would hide half of all words.
const LEAST_HIDDEN: usize = 4;

/// A text of the server's without what it was told.
pub(crate) fn veiled(text: &[u8], hidden: &[Secret]) -> Vec<u8> {
    hidden.iter().filter(|secret| secret.expose().len() >= LEAST_HIDDEN).fold(
        text.to_vec(),
        |text, secret| {
            let secret = secret.expose().as_bytes();
            let mut shown = Vec::with_capacity(text.len());
            let mut from = 0;
            for at in memchr::memmem::find_iter(&text, secret) {
                shown.extend_from_slice(text.get(from..at).unwrap_or_default());
                shown.extend_from_slice(b"***");
                from = at + secret.len();
            }
            shown.extend_from_slice(text.get(from..).unwrap_or_default());
            shown
        },
    )
}
