//! Channel binding (RFC 5056): what both ends of one TLS connection know, and nobody between two of them.

use rustls::{ClientConnection, ProtocolVersion};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::fmt;
use x509_parser::prelude::{FromDer, X509Certificate};
use zeroize::Zeroizing;

/// What a sign-in can be tied to, so that whoever stands between cannot pass it on.
#[derive(Clone)]
pub struct Binding {
    /// The kind, as IANA has registered it: `tls-exporter`, `tls-server-end-point`.
    pub kind: &'static str,
    /// The bytes.
    pub data: Zeroizing<Vec<u8>>,
}

impl Binding {
    /// `tls-exporter` (RFC 9266) under TLS 1.3, `tls-server-end-point` (RFC 5929 §4) before.
    pub(super) fn of(session: &ClientConnection) -> Option<Self> {
        if session.protocol_version() == Some(ProtocolVersion::TLSv1_3) {
            let data = session.export_keying_material([0; 32], b"EXPORTER-Channel-Binding", None).ok()?;
            return Some(Self { kind: "tls-exporter", data: Zeroizing::new(data.to_vec()) });
        }
        Self::of_end_point(session)
    }

    /// `tls-server-end-point` (RFC 5929 §4), whatever the version.
    pub(super) fn of_end_point(session: &ClientConnection) -> Option<Self> {
        let data = end_point(session.peer_certificates()?.first()?)?;
        Some(Self { kind: "tls-server-end-point", data: Zeroizing::new(data) })
    }
}

/// The certificate's hash, by the hash of its signature; SHA-256 in place of those that are broken (RFC 5929 §4.1).
///
/// Nothing for signatures that have none of their own, such as Ed25519.
pub(super) fn end_point(certificate: &[u8]) -> Option<Vec<u8>> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    match parsed.signature_algorithm.algorithm.to_id_string().as_str() {
        // md5, sha1 and sha256 WithRSAEncryption (RFC 8017), ecdsa-with-SHA1 and -SHA256 (RFC 5758).
        "1.2.840.113549.1.1.4"
        | "1.2.840.113549.1.1.5"
        | "1.2.840.113549.1.1.11"
        | "1.2.840.10045.4.1"
        | "1.2.840.10045.4.3.2" => Some(Sha256::digest(certificate).to_vec()),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Some(Sha384::digest(certificate).to_vec()),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Some(Sha512::digest(certificate).to_vec()),
        _ => None,
    }
}

/// Its kind alone.
impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)
    }
}
