//! Texts that are made up, and texts that are made out of others.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// 256 bits that nobody can guess (RFC 6749 §10.10).
pub(super) fn unguessable() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// A code that a person types: consonants only, so that it spells nothing (RFC 8628 §6.1).
pub(super) fn user_code() -> String {
    const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ";
    let letter = |byte: u8| LETTERS.get(usize::from(byte) % LETTERS.len()).copied().map_or('B', char::from);
    let letters: String = random::<8>().into_iter().map(letter).collect();
    format!("{}-{}", letters.get(..4).unwrap_or_default(), letters.get(4..).unwrap_or_default())
}

/// What a person typed, as it was given out: case and dashes are free.
pub(super) fn typed_code(typed: &str) -> String {
    let letters: String = typed.chars().filter(char::is_ascii_alphabetic).collect();
    let letters = letters.to_ascii_uppercase();
    format!("{}-{}", letters.get(..4).unwrap_or_default(), letters.get(4..).unwrap_or_default())
}

/// A random id (RFC 9562 §5.4).
pub(super) fn random_uuid() -> String {
    uuid(random())
}

/// An id that is always the same for the same text.
pub(super) fn uuid_of(text: &str) -> String {
    let hash = sha256(text.as_bytes());
    uuid(std::array::from_fn(|at| hash.get(at).copied().unwrap_or_default()))
}

/// Google's `sub`: up to 21 digits, always the same for the same user.
pub(super) fn number_of(text: &str) -> String {
    let digits = sha256(text.as_bytes()).into_iter().take(20);
    std::iter::once('1').chain(digits.map(|byte| char::from(b'0' + byte % 10))).collect()
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

pub(super) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // It fails on no system that has started; tokens that can be guessed would be worse than none.
    while aws_lc_rs::rand::fill(&mut bytes).is_err() {}
    bytes
}

fn uuid(bytes: [u8; 16]) -> String {
    let bits = (u128::from_be_bytes(bytes) & !(0xf << 76) & !(0b11 << 62)) | (4 << 76) | (0b10 << 62);
    let hex = format!("{bits:032x}");
    let pieces = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default());
    pieces.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_of_version_four() {
        let id = uuid([0xff; 16]);
        assert_eq!(id, "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid_of("ana"), uuid_of("ana"));
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let code = user_code();
        assert_eq!(typed_code(&code.to_lowercase().replace('-', " ")), code);
    }
}
