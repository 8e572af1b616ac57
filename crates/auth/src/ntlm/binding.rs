//! What ties the answer to a TLS connection, as MS-NLMP has it.

use carteiro_world::tls::Binding;
use md5::{Digest, Md5};

/// The hash of `gss_channel_bindings_struct` (RFC 2744 §3.11) in the form of MS-NLMP §3.1.5.1.2: no addresses, and the
/// binding with its kind in front (RFC 5056 §2.1). Zeros where there is nothing to be tied to.
pub(super) fn hash(end_point: Option<&Binding>) -> [u8; 16] {
    // No server of NTLM knows another kind (MS-NTHT §3.1.5, Extended Protection).
    let Some(binding) = end_point.filter(|binding| binding.kind == "tls-server-end-point") else {
        return [0; 16];
    };
    let data = [binding.kind.as_bytes(), b":", &binding.data].concat();
    let Ok(length) = u32::try_from(data.len()) else { return [0; 16] };
    // Kind and length of the initiator's address, then of the acceptor's.
    Md5::new().chain_update([0; 16]).chain_update(length.to_le_bytes()).chain_update(&data).finalize().into()
}
