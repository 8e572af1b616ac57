//! Why TLS did not come about.

use super::{Chain, Fingerprint};
use rustls::{AlertDescription, CertificateError, Error as Rustls};
use std::fmt;
use std::io;

/// A failed handshake: the reason, and the certificates when the server got as far as showing them.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// What the server showed.
    pub chain: Chain,
}

/// Why a handshake failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A certificate's time is over.
    Expired,
    /// A certificate's time has not begun.
    NotYetValid,
    /// Nobody trusted here has signed it.
    UnknownIssuer,
    /// It is for another host.
    WrongName,
    /// It was withdrawn.
    Revoked,
    /// It is not the pinned one.
    WrongFingerprint {
        /// The one that was pinned.
        wanted: Fingerprint,
    },
    /// The other side does not speak TLS on this port.
    NotTls,
    /// The host is neither a DNS name nor an address.
    BadName,
    /// Server and client have no version or cipher in common, or the server refused for a reason of its own.
    Refused(String),
    /// The connection ended during the handshake.
    Closed,
    /// Anything else, as the library says it.
    Other(String),
}

impl Failure {
    /// Reads the reason out of what the handshake returned.
    pub(super) fn of(error: io::Error) -> Self {
        let kind = error.kind();
        let text = error.to_string();
        let Some(rustls) = error.into_inner().and_then(|inner| inner.downcast::<Rustls>().ok()) else {
            let closed = matches!(
                kind,
                io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
            );
            return if closed { Reason::Closed } else { Reason::Other(text) }.into();
        };
        match *rustls {
            Rustls::InvalidCertificate(CertificateError::Other(other)) => {
                match other.0.downcast_ref::<Self>() {
                    Some(explained) => explained.clone(),
                    None => Reason::Other(other.to_string()).into(),
                }
            }
            Rustls::InvalidMessage(_) => Reason::NotTls.into(),
            Rustls::AlertReceived(AlertDescription::CloseNotify) => Reason::Closed.into(),
            Rustls::AlertReceived(alert) => Reason::Refused(format!("{alert:?}")).into(),
            Rustls::PeerIncompatible(why) => Reason::Refused(format!("{why:?}")).into(),
            other => Reason::Other(other.to_string()).into(),
        }
    }

    /// Goes through rustls as an error of the verifier and comes out again in [`Failure::of`].
    pub(super) fn into_rustls(self) -> Rustls {
        Rustls::InvalidCertificate(CertificateError::Other(rustls::OtherError(std::sync::Arc::new(self))))
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self { reason, chain: Chain::default() }
    }
}

impl From<CertificateError> for Reason {
    fn from(error: CertificateError) -> Self {
        match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Self::NotYetValid,
            // A trusted authority of that name exists, but the signature is not by its key.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => Self::UnknownIssuer,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::WrongName
            }
            CertificateError::Revoked => Self::Revoked,
            // `openssl req -x509` makes a certificate that says it is an authority. The verifier's library names the
            // reason in this text only.
            CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
                Self::UnknownIssuer
            }
            other => Self::Other(other.to_string()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.reason)?;
        if self.chain.0.is_empty() { Ok(()) } else { write!(f, "\n{}", self.chain) }
    }
}

impl std::error::Error for Failure {}
