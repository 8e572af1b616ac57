//! Somebody with a certificate, who signs JWTs.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::Value;

pub struct Signer {
    /// The certificate as PEM.
    pub certificate: String,
    der: Vec<u8>,
    key: EncodingKey,
}

impl Signer {
    pub fn new() -> Self {
        let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
        let certificate = CertificateParams::new(vec![]).unwrap().self_signed(&pair).unwrap();
        let key = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap();
        Self { certificate: certificate.pem(), der: certificate.der().to_vec(), key }
    }

    /// With the thumbprint that Microsoft asks for today.
    pub fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::PS256);
        header.x5t_s256 = Some(URL_SAFE_NO_PAD.encode(digest(&SHA256, &self.der)));
        jsonwebtoken::encode(&header, claims, &self.key).unwrap()
    }

    /// With the one it asked for before.
    pub fn sign_as_before(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::RS256);
        header.x5t = Some(URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der)));
        jsonwebtoken::encode(&header, claims, &self.key).unwrap()
    }
}

/// Now, as JWTs have it.
#[expect(clippy::disallowed_methods, reason = "the server judges by the real clock")]
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
