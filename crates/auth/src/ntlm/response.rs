//! What shows that the password is known (MS-NLMP §3.3.2).

use carteiro_world::Secret;
use hmac::{Hmac, KeyInit, Mac};
use md4::{Digest, Md4};
use md5::Md5;
use zeroize::Zeroizing;

/// A key or a code of NTLM.
pub(super) type Key = Zeroizing<[u8; 16]>;

/// The response, and the key that comes of it.
pub(super) struct Response {
    /// `NTProofStr`, and what it is over.
    pub(super) response: Zeroizing<Vec<u8>>,
    /// `SessionBaseKey`.
    pub(super) session: Key,
}

/// `HMAC_MD5`.
pub(super) fn hmac_md5(key: &Key, pieces: &[&[u8]]) -> Key {
    // A key that is shorter than a block is one with zeros behind it (RFC 2104 §2).
    let mut block = Zeroizing::new([0; 64]);
    if let Some(start) = block.first_chunk_mut() {
        *start = **key;
    }
    let mut mac = Hmac::<Md5>::new((&*block).into());
    for piece in pieces {
        mac.update(piece);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// `NTOWFv2`: the key of an account.
pub(super) fn key(user: &str, domain: &str, password: &Secret) -> Key {
    let hash = Zeroizing::new(Md4::digest(&*utf16(password.expose())).into());
    let user: String = user.chars().map(uppercase).collect();
    hmac_md5(&hash, &[&utf16(&user), &utf16(domain)])
}

/// The answer to the server's `nonce` with one of our own. `target_info` is as it is sent, or empty.
pub(super) fn response(
    key: &Key,
    nonce: [u8; 8],
    own: [u8; 8],
    time: [u8; 8],
    target_info: &[u8],
) -> Response {
    // NTLMv2_CLIENT_CHALLENGE (MS-NLMP §2.2.2.7): versions, time, our nonce.
    let said = [&[1, 1, 0, 0, 0, 0, 0, 0], &time[..], &own, &[0; 4], target_info, &[0; 4]].concat();
    let proof = hmac_md5(key, &[&nonce, &said]);
    let session = hmac_md5(key, &[&*proof]);
    Response { response: Zeroizing::new([&*proof, &said[..]].concat()), session }
}

/// Little-endian, without a byte order mark and without an end.
pub(super) fn utf16(text: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

/// Windows has one letter for each: ß stays, since its capital is two.
fn uppercase(letter: char) -> char {
    let mut capital = letter.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(one), None) if one.len_utf16() == letter.len_utf16() => one,
        _ => letter,
    }
}
