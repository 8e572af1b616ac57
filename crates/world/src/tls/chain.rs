//! The certificates a server showed, in words: printed when one of them is not accepted.

use super::Fingerprint;
use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use std::fmt;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

/// What a server showed, its own certificate first.
#[derive(Clone, Debug, Default)]
pub struct Chain(pub Vec<Certificate>);

/// One certificate.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Whom it is for.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// The host names and addresses it is for.
    pub names: Vec<String>,
    /// Good from.
    pub not_before: Timestamp,
    /// Good until.
    pub not_after: Timestamp,
    /// To pin it by.
    pub fingerprint: Fingerprint,
}

impl Chain {
    /// Reads what can be read; a certificate that cannot be parsed is left out.
    pub fn of(shown: &[&CertificateDer<'_>]) -> Self {
        Self(shown.iter().filter_map(|der| Certificate::of(der)).collect())
    }

    /// The server's own certificate.
    pub fn leaf(&self) -> Option<&Certificate> {
        self.0.first()
    }
}

impl Certificate {
    fn of(der: &[u8]) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let names = certificate
            .subject_alternative_name()
            .ok()
            .flatten()
            .map(|extension| extension.value.general_names.iter().filter_map(name).collect());
        Some(Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            names: names.unwrap_or_default(),
            not_before: Timestamp::from_second(certificate.validity().not_before.timestamp()).ok()?,
            not_after: Timestamp::from_second(certificate.validity().not_after.timestamp()).ok()?,
            fingerprint: Fingerprint::of(der),
        })
    }

    /// Whether it signed itself.
    pub fn is_self_signed(&self) -> bool {
        self.subject == self.issuer
    }
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match *bytes {
            [a, b, c, d] => Some(format!("{a}.{b}.{c}.{d}")),
            bytes => <[u8; 16]>::try_from(bytes).ok().map(|v6| std::net::Ipv6Addr::from(v6).to_string()),
        },
        _ => None,
    }
}

/// A line a certificate, indented under the one it vouches for.
impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, certificate) in self.0.iter().enumerate() {
            let Certificate { subject, issuer, names, not_before, not_after, fingerprint } = certificate;
            let indent = "  ".repeat(depth);
            writeln!(f, "{indent}{subject}")?;
            if !names.is_empty() {
                writeln!(f, "{indent}  for      {}", names.join(", "))?;
            }
            writeln!(f, "{indent}  issuer   {issuer}")?;
            writeln!(f, "{indent}  valid    {not_before} – {not_after}")?;
            writeln!(f, "{indent}  SHA-256  {fingerprint}")?;
        }
        Ok(())
    }
}
