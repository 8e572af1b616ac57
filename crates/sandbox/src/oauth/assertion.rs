//! JWTs that others sign (RFC 7523).

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde_json::Value;
use x509_parser::{parse_x509_certificate, pem::parse_x509_pem, public_key::PublicKey as Spki};

use super::{refusal::Refusal, text};

/// A registered key, and the thumbprints of its certificate.
pub(super) struct PublicKey {
    key: DecodingKey,
    algorithms: &'static [Algorithm],
    sha1: String,
    sha256: String,
}

impl PublicKey {
    /// Reads a certificate with a key of RSA or the curve P-256, or an RSA public key, as PEM.
    pub fn read(pem: &str) -> Result<Self, String> {
        const RSA: &[Algorithm] = &[Algorithm::RS256, Algorithm::PS256];
        if pem.contains("BEGIN PUBLIC KEY") || pem.contains("BEGIN RSA PUBLIC KEY") {
            let key =
                DecodingKey::from_rsa_pem(pem.as_bytes()).map_err(|_| "not an RSA public key".to_owned())?;
            return Ok(Self { key, algorithms: RSA, sha1: String::new(), sha256: String::new() });
        }
        let unreadable = || "not a certificate in PEM".to_owned();
        let (_, pem) = parse_x509_pem(pem.as_bytes()).map_err(|_| unreadable())?;
        let (_, certificate) = parse_x509_certificate(&pem.contents).map_err(|_| unreadable())?;
        let spki = certificate.public_key();
        let bits = &spki.subject_public_key.data;
        let (key, algorithms) = match spki.parsed() {
            Ok(Spki::RSA(_)) => (DecodingKey::from_rsa_der(bits), RSA),
            Ok(Spki::EC(point)) if point.key_size() == 256 => {
                (DecodingKey::from_ec_der(bits), [Algorithm::ES256].as_slice())
            }
            _ => return Err("a certificate whose key is neither RSA nor of the curve P-256".to_owned()),
        };
        let sha1 = text::base64url(digest(&SHA1_FOR_LEGACY_USE_ONLY, &pem.contents).as_ref());
        Ok(Self { key, algorithms, sha1, sha256: text::base64url(&text::sha256(&pem.contents)) })
    }

    /// Whether a header names this certificate, as Microsoft asks (RFC 7515 §4.1.7, §4.1.8).
    pub fn is_named_by(&self, header: &Header) -> bool {
        header.x5t_s256.as_ref() == Some(&self.sha256) || header.x5t.as_ref() == Some(&self.sha1)
    }

    /// The claims, if the signature is right.
    pub fn verify(&self, jwt: &str) -> Result<Value, Refusal> {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.algorithms = self.algorithms.to_vec();
        // Times are told by the server's own clock, and audiences are several.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let decoded = jsonwebtoken::decode(jwt, &self.key, &validation);
        decoded.map(|decoded| decoded.claims).map_err(|_| Refusal::AssertionSignature)
    }
}

/// The header of a JWT nobody has verified.
pub(super) fn header(jwt: &str) -> Result<Header, Refusal> {
    jsonwebtoken::decode_header(jwt).map_err(|_| Refusal::AssertionMalformed("Its header cannot be read."))
}

/// The claims of a JWT nobody has verified: enough to know whose key to ask.
pub(super) fn unverified(jwt: &str) -> Result<Value, Refusal> {
    jsonwebtoken::dangerous::insecure_decode_claims(jwt)
        .map_err(|_| Refusal::AssertionMalformed("Its claims cannot be read."))
}

/// RFC 7523 §3: for whom it is, and when.
pub(super) fn check(claims: &Value, audiences: &[String], now: i64, longest: i64) -> Result<(), Refusal> {
    /// Clocks differ.
    const LEEWAY: i64 = 300;
    let aud = claims.get("aud");
    let names: Vec<&str> = match aud {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => aud.and_then(Value::as_str).into_iter().collect(),
    };
    if !names.iter().any(|name| audiences.iter().any(|audience| audience == name)) {
        return Err(Refusal::AssertionAudience);
    }
    let time = |name: &str| claims.get(name).and_then(Value::as_i64);
    let expires_at = time("exp").ok_or(Refusal::AssertionMalformed("It has no exp."))?;
    let begins_at = time("nbf").or_else(|| time("iat")).unwrap_or(now);
    let late = expires_at.saturating_add(LEEWAY) <= now || expires_at > now.saturating_add(longest + LEEWAY);
    if late || begins_at > now.saturating_add(LEEWAY) { Err(Refusal::AssertionTime) } else { Ok(()) }
}
