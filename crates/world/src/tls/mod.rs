//! TLS as a client: the platform's roots, a further CA, or one pinned certificate; and the reason when it fails.

mod binding;
mod chain;
mod failure;
mod verifier;

pub use binding::Binding;
pub use chain::{Certificate, Chain};
pub use failure::{Failure, Reason};

use crate::dial::Stream;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::{ClientConfig, ProtocolVersion};
use rustls_pki_types::{CertificateDer, ServerName, pem::PemObject};
use std::fmt;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;

/// Which certificates are accepted, ready to dial with. Cheap to clone.
#[derive(Clone)]
pub struct Tls(Arc<ClientConfig>);

/// A connection under TLS.
pub struct Secured {
    /// The connection.
    pub stream: Stream,
    /// What the server showed.
    pub chain: Chain,
    /// `TLS 1.3`, `TLS 1.2`.
    pub version: &'static str,
    /// What ties a sign-in to this connection; nothing where TLS has nothing to offer for it.
    pub binding: Option<Binding>,
    /// The same for NTLM, which knows `tls-server-end-point` alone; nothing for certificates that have no such hash.
    pub end_point: Option<Binding>,
}

/// The SHA-256 of a server's certificate (its DER form).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Tls {
    /// The platform's roots, and the CAs in `extra` beside them.
    pub fn trusting(extra: Vec<CertificateDer<'static>>) -> Result<Self, rustls::Error> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let roots = rustls_platform_verifier::Verifier::new_with_extra_roots(extra, Arc::clone(&provider))?;
        Self::new(provider, Arc::new(verifier::Explaining(roots)))
    }

    /// Exactly the server that shows the certificate with this fingerprint, whoever issued it.
    pub fn pinned(fingerprint: Fingerprint) -> Result<Self, rustls::Error> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let pin = verifier::Pinned::new(fingerprint, &provider);
        Self::new(provider, Arc::new(pin))
    }

    fn new(
        provider: Arc<CryptoProvider>,
        verifier: Arc<dyn rustls::client::danger::ServerCertVerifier>,
    ) -> Result<Self, rustls::Error> {
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }

    /// Puts `stream` under TLS. `host` is the name (or address) that the certificate must be for.
    pub async fn upgrade<S>(&self, stream: S, host: &str) -> Result<Secured, Failure>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(bare).map_err(|_| Failure::from(Reason::BadName))?;
        match TlsConnector::from(Arc::clone(&self.0)).connect(name, stream).await {
            Ok(stream) => {
                let (_, session) = stream.get_ref();
                let shown: Vec<_> = session.peer_certificates().unwrap_or_default().iter().collect();
                let version = match session.protocol_version() {
                    Some(ProtocolVersion::TLSv1_3) => "TLS 1.3",
                    Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
                    _ => "TLS",
                };
                let (binding, end_point) = (Binding::of(session), Binding::of_end_point(session));
                let chain = Chain::of(&shown);
                Ok(Secured { chain, version, binding, end_point, stream: Box::new(stream) })
            }
            Err(error) => Err(Failure::of(error)),
        }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

/// Reads the certificates of a PEM file; at least one.
pub fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, rustls_pki_types::pem::Error> {
    let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>()?;
    if found.is_empty() { Err(rustls_pki_types::pem::Error::NoItemsFound) } else { Ok(found) }
}

impl Fingerprint {
    /// Of a certificate.
    pub fn of(certificate: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(certificate).into())
    }

    /// Reads 64 hexadecimal digits, in any case, with or without colons.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text
            .bytes()
            .filter(|byte| !matches!(byte, b':' | b' '))
            .map(|byte| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        let bytes: Vec<u8> =
            digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit)).collect();
        (digits.len() == 64).then_some(())?;
        bytes.try_into().ok().map(Self)
    }
}

/// As `openssl x509 -fingerprint -sha256` prints it.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            write!(f, "{}{byte:02X}", if place == 0 { "" } else { ":" })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
