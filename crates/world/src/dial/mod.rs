//! Reaching a server: name → addresses → egress policy → connection.

use crate::{Clock, egress::Policy};
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// A connection in both directions, in the clear or under TLS.
pub type Stream = Box<dyn Wire>;

/// What a [`Stream`] is made of.
pub trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// One address gets at most this long when others are waiting to be tried.
const PER_ADDRESS: Duration = Duration::from_secs(15);

/// Dials, within an egress policy.
#[derive(Clone, Debug)]
pub struct Dialer {
    /// Which addresses may be dialled.
    pub egress: Policy,
    /// Measures the time allowed.
    pub clock: Clock,
}

/// Why a server could not be reached.
#[derive(Debug)]
pub enum Error {
    /// The name means no address.
    Resolve {
        /// What the resolver said.
        source: io::Error,
    },
    /// The egress policy refuses every address of the host.
    Refused {
        /// The first refused address.
        address: IpAddr,
    },
    /// No address answered.
    Connect {
        /// The last address that was tried.
        address: SocketAddr,
        /// What it answered.
        source: io::Error,
    },
    /// Nothing answered in time.
    Timeout {
        /// The time allowed.
        after: Duration,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resolve { source } => write!(f, "the name has no address: {source}"),
            Self::Refused { address } => write!(f, "the egress policy refuses {address}"),
            Self::Connect { address, source } => write!(f, "{address}: {source}"),
            Self::Timeout { after } => write!(f, "no answer within {} s", after.as_secs()),
        }
    }
}

impl std::error::Error for Error {}

impl Dialer {
    /// Connects to `host` (a name or an address) within `allowed`.
    ///
    /// Addresses are tried in the resolver's order; those that the policy refuses are passed over.
    pub async fn connect(&self, host: &str, port: u16, allowed: Duration) -> Result<TcpStream, Error> {
        match self.clock.within(allowed, self.try_addresses(host, port)).await {
            Ok(result) => result,
            Err(_) => Err(Error::Timeout { after: allowed }),
        }
    }

    async fn try_addresses(&self, host: &str, port: u16) -> Result<TcpStream, Error> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found: Vec<SocketAddr> = tokio::net::lookup_host((bare, port))
            .await
            .map_err(|source| Error::Resolve { source })?
            .collect();
        let mut failure = match found.first() {
            Some(address) => Error::Refused { address: address.ip() },
            None => Error::Resolve { source: io::ErrorKind::NotFound.into() },
        };
        for address in found.into_iter().filter(|address| self.egress.allows(address.ip())) {
            match self.clock.within(PER_ADDRESS, open(address)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(source)) => failure = Error::Connect { address, source },
                Err(_) => failure = Error::Timeout { after: PER_ADDRESS },
            }
        }
        Err(failure)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens a connection, behind the policy")]
async fn open(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    // Commands are small and already gathered before they are written: waiting for more would only add delay.
    stream.set_nodelay(true)?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialer(egress: Policy) -> Dialer {
        Dialer { egress, clock: Clock::system() }
    }

    #[tokio::test]
    async fn a_name_that_means_a_refused_address_is_refused() {
        let error = dialer(Policy::PUBLIC).connect("localhost", 1, PER_ADDRESS).await.unwrap_err();
        assert!(matches!(error, Error::Refused { address } if address.is_loopback()), "{error}");
    }

    #[tokio::test]
    async fn a_closed_port_says_which_address_refused() {
        let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let error = dialer(Policy::OPEN).connect("127.0.0.1", free.port(), PER_ADDRESS).await.unwrap_err();
        assert!(matches!(error, Error::Connect { address, .. } if address == free), "{error}");
    }
}
