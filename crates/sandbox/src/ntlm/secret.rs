//! What comes of a password ([MS-NLMP] §3.3.2).

use hmac::{Hmac, KeyInit, Mac};
use md4::{Digest, Md4};
use md5::Md5;

use super::message::utf16;

/// `ResponseKeyNT`.
pub(super) fn response_key(password: &str, user: &str, domain: &str) -> Option<[u8; 16]> {
    let hash: [u8; 16] = Md4::digest(utf16(password)).into();
    keyed(&hash, &[&utf16(&capitals(user)), &utf16(domain)])
}

/// `HMAC_MD5` over what is put together of these pieces.
pub(super) fn keyed(key: &[u8], pieces: &[&[u8]]) -> Option<[u8; 16]> {
    let mac = Hmac::<Md5>::new_from_slice(key).ok()?;
    Some(mac.chain_update(pieces.concat()).finalize().into_bytes().into())
}

/// Letter by letter, as `RtlUpcaseUnicodeString` does: none becomes two.
fn capitals(text: &str) -> String {
    let capital = |letter: char| {
        let mut capital = letter.to_uppercase();
        if capital.len() == 1 { capital.next().unwrap_or(letter) } else { letter }
    };
    text.chars().map(capital).collect()
}
