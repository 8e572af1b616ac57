//! Who decides about a certificate, and says why it was not accepted.

use super::{Chain, Failure, Fingerprint, Reason};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

/// Asks another verifier, and puts the chain beside its refusal.
#[derive(Debug)]
pub(super) struct Explaining<V>(pub(super) V);

impl<V: ServerCertVerifier> ServerCertVerifier for Explaining<V> {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        rest: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.0.verify_server_cert(leaf, rest, name, ocsp, now).map_err(|error| match error {
            Error::InvalidCertificate(why) => {
                Failure { reason: why.into(), chain: chain(leaf, rest) }.into_rustls()
            }
            other => other,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// Accepts one certificate, by its fingerprint. The handshake still proves that the server holds its key.
#[derive(Debug)]
pub(super) struct Pinned {
    wanted: Fingerprint,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Pinned {
    pub(super) fn new(wanted: Fingerprint, provider: &CryptoProvider) -> Self {
        Self { wanted, algorithms: provider.signature_verification_algorithms }
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        rest: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if Fingerprint::of(leaf) == self.wanted {
            return Ok(ServerCertVerified::assertion());
        }
        let reason = Reason::WrongFingerprint { wanted: self.wanted };
        Err(Failure { reason, chain: chain(leaf, rest) }.into_rustls())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

fn chain(leaf: &CertificateDer<'_>, rest: &[CertificateDer<'_>]) -> Chain {
    Chain::of(&std::iter::once(leaf).chain(rest).collect::<Vec<_>>())
}
