//! A certificate with its private key, to sign with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_world::tls::Chain;
use carteiro_world::{Phrase, Secret, phrase};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt;

/// A certificate with its private key.
pub struct Certificate {
    key: EncodingKey,
    algorithm: Algorithm,
    /// Of the certificate, as `x5t#S256` has it (RFC 7515 §4.1.8).
    thumbprint: String,
    expires_at: Option<Timestamp>,
}

impl Certificate {
    /// Reads certificate and key from one PEM text: RSA (PKCS#1, PKCS#8) or the curve P-256.
    pub fn read(pem: &Secret) -> Result<Self, Phrase> {
        let der = CertificateDer::from_pem_slice(pem.expose().as_bytes())
            .map_err(|_| phrase!("certificate-missing"))?;
        let (key, algorithm) = key(pem)?;
        let expires_at = Chain::of(&[&der]).leaf().map(|leaf| leaf.not_after);
        Ok(Self { key, algorithm, thumbprint: URL_SAFE_NO_PAD.encode(Sha256::digest(&der)), expires_at })
    }

    /// When nobody accepts it any more, where it says so.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// Signs claims.
    pub(super) fn sign(&self, claims: &impl Serialize) -> Result<Secret, Phrase> {
        let mut header = Header::new(self.algorithm);
        header.x5t_s256 = Some(self.thumbprint.clone());
        sign(&header, claims, &self.key)
    }
}

/// Signs claims: a JWS in its compact form (RFC 7515 §3.1).
pub(super) fn sign(header: &Header, claims: &impl Serialize, key: &EncodingKey) -> Result<Secret, Phrase> {
    let signed = jsonwebtoken::encode(header, claims, key);
    signed.map(Secret::new).map_err(|_| phrase!("key-unusable"))
}

/// The first private key of a PEM text, and what it signs with.
fn key(pem: &Secret) -> Result<(EncodingKey, Algorithm), Phrase> {
    let text = pem.expose();
    let missing = || phrase!("key-missing");
    let begin = text.match_indices("-----BEGIN ").map(|(at, _)| at).find(|at| {
        let line = text.get(*at..).and_then(|rest| rest.lines().next());
        line.is_some_and(|line| line.trim_end().ends_with("PRIVATE KEY-----"))
    });
    let rest = begin.and_then(|at| text.get(at..)).ok_or_else(missing)?;
    if rest.starts_with("-----BEGIN ENCRYPTED") {
        return Err(phrase!("key-encrypted"));
    }
    // What comes after it is another block.
    let end = rest.find("-----END ").ok_or_else(missing)?;
    let last = rest.get(end..).and_then(|rest| rest.find('\n')).map_or(rest.len(), |at| end + at);
    let block = rest.get(..last).unwrap_or(rest).as_bytes();
    rsa(block).or_else(|_| {
        EncodingKey::from_ec_pem(block)
            .map(|key| (key, Algorithm::ES256))
            .map_err(|_| phrase!("key-unusable"))
    })
}

/// A key of RSA. PS256 is what Entra ID recommends (learn.microsoft.com/entra/identity-platform/certificate-credentials).
fn rsa(pem: &[u8]) -> Result<(EncodingKey, Algorithm), Phrase> {
    let key = EncodingKey::from_rsa_pem(pem).map_err(|_| phrase!("key-unusable"))?;
    Ok((key, Algorithm::PS256))
}

/// A key of RSA that signs as Google asks for.
pub(super) fn rs256(pem: &Secret) -> Result<EncodingKey, Phrase> {
    EncodingKey::from_rsa_pem(pem.expose().as_bytes()).map_err(|_| phrase!("key-unusable"))
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}
