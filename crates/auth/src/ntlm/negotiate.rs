//! The first message: what the client can (MS-NLMP §2.2.1.1).

use super::flags;

/// What every message begins with.
pub(super) const SIGNATURE: [u8; 8] = *b"NTLMSSP\0";

/// Neither domain nor workstation: a server that asks for them learns them from whoever it has not yet shown itself to.
pub(super) const MESSAGE: [u8; 32] = message();

const fn message() -> [u8; 32] {
    let mut message = [0; 32];
    let (signature, rest) = message.split_at_mut(8);
    signature.copy_from_slice(&SIGNATURE);
    let (kind, rest) = rest.split_at_mut(4);
    kind.copy_from_slice(&1_u32.to_le_bytes());
    let (flags, _) = rest.split_at_mut(4);
    flags.copy_from_slice(&flags::OURS.to_le_bytes());
    message
}
