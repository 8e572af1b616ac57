use std::io;

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use serde_json::{Value, json};

/// The key that signs tokens, made anew for each server.
pub(super) struct Keys {
    id: String,
    private: EncodingKey,
    public: Jwk,
}

impl Keys {
    pub fn generate() -> io::Result<Self> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(io::Error::other)?;
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(io::Error::other)?;
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            wrapped(&STANDARD.encode(der.as_ref()))
        );
        let private = EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(io::Error::other)?;
        let mut public = Jwk::from_encoding_key(&private, Algorithm::RS256).map_err(io::Error::other)?;
        let id = public.thumbprint(ThumbprintHash::SHA256).map_err(io::Error::other)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { id, private, public })
    }

    /// RFC 7517 §5.
    pub fn public_set(&self) -> Value {
        json!({ "keys": [self.public] })
    }

    /// A JWT (RFC 7519 §7.1). `None` if the key cannot sign.
    pub fn sign(&self, claims: &Value) -> Option<String> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.private).ok()
    }
}

/// RFC 7468 §2: lines of 64 characters.
fn wrapped(text: &str) -> String {
    let lines = text.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned());
    lines.collect::<Vec<_>>().join("\n")
}
