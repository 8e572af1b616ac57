//! What is negotiated (MS-NLMP §2.2.2.5).

/// Texts are UTF-16, little-endian.
pub(super) const UNICODE: u32 = 0x0000_0001;
const REQUEST_TARGET: u32 = 0x0000_0004;
const NTLM: u32 = 0x0000_0200;
const ALWAYS_SIGN: u32 = 0x0000_8000;
/// What NTLMv2 goes by; without it servers take a client for an older one.
const EXTENDED_SESSION_SECURITY: u32 = 0x0008_0000;
/// The challenge tells about the server, which the answer repeats.
pub(super) const TARGET_INFO: u32 = 0x0080_0000;
const KEYS_OF_128_BITS: u32 = 0x2000_0000;
const KEYS_OF_56_BITS: u32 = 0x8000_0000;

/// What we can. Neither SIGN nor SEAL: HTTP carries nothing that would be; so that exchanging a key has no use either, and
/// the key is that of the response (MS-NLMP §3.1.5.1.2).
pub(super) const OURS: u32 = UNICODE
    | REQUEST_TARGET
    | NTLM
    | ALWAYS_SIGN
    | EXTENDED_SESSION_SECURITY
    | TARGET_INFO
    | KEYS_OF_128_BITS
    | KEYS_OF_56_BITS;
