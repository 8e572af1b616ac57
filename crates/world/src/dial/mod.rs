//! Reaching a server: name → addresses → egress policy → connection, or a proxy that leads there.

mod proxy;
mod race;

pub use proxy::{Blocked, Fault, Proxy, Unusable};

use crate::{Clock, Dns, egress::Policy};
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// A connection in both directions, in the clear or under TLS.
pub type Stream = Box<dyn Wire>;

/// What a [`Stream`] is made of.
pub trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Dials, within an egress policy.
#[derive(Clone, Debug)]
pub struct Dialer {
    /// Which addresses may be dialled.
    pub egress: Policy,
    /// Measures the time allowed.
    pub clock: Clock,
    /// Whom to ask for the addresses of a name; `None`: as the machine does.
    pub dns: Option<Dns>,
    /// Who dials in our place; `None`: nobody.
    pub proxy: Option<Arc<Proxy>>,
}

/// A connection that has come about.
pub struct Connection {
    /// Both directions.
    pub stream: Stream,
    /// Who took the connection: the server, or the proxy that leads to it.
    pub address: SocketAddr,
    /// Whether what is said does not leave this machine.
    pub stays_here: bool,
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
    /// No address took the connection.
    Connect {
        /// The address whose failure says most: a refusal says more than silence, silence more than a missing route.
        address: SocketAddr,
        /// What happened there.
        source: io::Error,
    },
    /// No address answered in time.
    Timeout {
        /// The time allowed.
        after: Duration,
    },
    /// The proxy led nowhere.
    Proxy(Box<Blocked>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resolve { source } => write!(f, "the name has no address: {source}"),
            Self::Refused { address } => write!(f, "the egress policy refuses {address}"),
            Self::Connect { address, source } => write!(f, "{address}: {source}"),
            Self::Timeout { after } => write!(f, "no answer within {} s", after.as_secs()),
            Self::Proxy(blocked) => blocked.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Error {
    /// The lower, the more it says about the server and not about our own network.
    fn rank(&self) -> u8 {
        match self {
            Self::Connect { source, .. } => match source.kind() {
                io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => 0,
                io::ErrorKind::TimedOut => 1,
                io::ErrorKind::HostUnreachable | io::ErrorKind::PermissionDenied => 2,
                // Mostly a machine without IPv6 that was given an IPv6 address.
                _ => 3,
            },
            _ => 1,
        }
    }
}

impl Dialer {
    /// One that asks for addresses as the machine does.
    pub fn new(egress: Policy, clock: Clock) -> Self {
        Self { egress, clock, dns: None, proxy: None }
    }

    /// The same, through this proxy.
    #[must_use]
    pub fn through(self, proxy: Option<Arc<Proxy>>) -> Self {
        Self { proxy, ..self }
    }

    /// Connects to `host` (a name or an address) within `allowed`.
    ///
    /// - Addresses that the policy refuses are passed over.
    /// - Addresses that are slow or fail do not hold up the others (RFC 8305); the first connection is taken.
    /// - A single address may use all of `allowed`.
    /// - Through a proxy all of this is true of the proxy, and the policy judges the server as well.
    pub async fn connect(&self, host: &str, port: u16, allowed: Duration) -> Result<Connection, Error> {
        self.connect_telling(host, port, allowed, |_| {}).await
    }

    /// As [`Self::connect`]; `resolved` hears the addresses that will be tried.
    pub async fn connect_telling(
        &self,
        host: &str,
        port: u16,
        allowed: Duration,
        resolved: impl Fn(&[SocketAddr]),
    ) -> Result<Connection, Error> {
        if let Some(proxy) = &self.proxy {
            // On the heap: TLS and HTTP with a proxy are large, and mostly there is none.
            return Box::pin(self.tunnel(proxy, host, port, allowed, resolved)).await;
        }
        let (stream, address) = self.open_telling(host, port, allowed, resolved).await?;
        let stays_here = address.ip().to_canonical().is_loopback();
        Ok(Connection { stream: Box::new(stream), address, stays_here })
    }

    async fn open_telling(
        &self,
        host: &str,
        port: u16,
        allowed: Duration,
        resolved: impl Fn(&[SocketAddr]),
    ) -> Result<(TcpStream, SocketAddr), Error> {
        let found = async {
            let found = self.look_up(host, port).await?;
            let permitted: Vec<_> =
                found.iter().copied().filter(|address| self.egress.allows(address.ip())).collect();
            if !permitted.is_empty() {
                resolved(&permitted);
            }
            Ok(found)
        };
        self.reach(found, allowed, open).await
    }

    /// Whether the policy lets somebody else, such as a proxy, dial `host` for us: refused when every address that the
    /// name means here is. A name that means nothing here is left to who looks it up.
    pub async fn judge(&self, host: &str, port: u16) -> Result<(), Error> {
        match self.permitted(self.look_up(host, port).await) {
            Ok(_) | Err(Error::Resolve { .. }) => Ok(()),
            Err(refused) => Err(refused),
        }
    }

    /// The network comes in from outside, because no test can have an address that stays silent.
    async fn reach<T, F: Future<Output = io::Result<T>>>(
        &self,
        found: impl Future<Output = io::Result<Vec<SocketAddr>>>,
        allowed: Duration,
        open: impl Fn(SocketAddr) -> F,
    ) -> Result<T, Error> {
        let mut failures = Vec::new();
        let attempt = async {
            let addresses = self.permitted(found.await)?;
            Ok(race::race(&self.clock, addresses, open, &mut failures).await)
        };
        match self.clock.within(allowed, attempt).await {
            Ok(Ok(Some(connection))) => return Ok(connection),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => return Err(error),
            Err(_) => failures.push(Error::Timeout { after: allowed }),
        }
        Err(failures.into_iter().min_by_key(Error::rank).unwrap_or(Error::Timeout { after: allowed }))
    }

    async fn look_up(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let is_name = bare.parse::<IpAddr>().is_err() && !bare.eq_ignore_ascii_case("localhost");
        match &self.dns {
            Some(dns) if is_name => {
                let found = dns.addresses(bare).await.map_err(io::Error::other)?;
                Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
            }
            _ => Ok(tokio::net::lookup_host((bare, port)).await?.collect()),
        }
    }

    fn permitted(&self, found: io::Result<Vec<SocketAddr>>) -> Result<Vec<SocketAddr>, Error> {
        let mut addresses = found.map_err(|source| Error::Resolve { source })?;
        let Some(first) = addresses.first().map(SocketAddr::ip) else {
            return Err(Error::Resolve { source: io::ErrorKind::NotFound.into() });
        };
        addresses.retain(|address| self.egress.allows(address.ip()));
        if addresses.is_empty() { Err(Error::Refused { address: first }) } else { Ok(addresses) }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens a connection, behind the policy")]
async fn open(address: SocketAddr) -> io::Result<(TcpStream, SocketAddr)> {
    let stream = TcpStream::connect(address).await?;
    // Commands are small and already gathered before they are written: waiting for more would only add delay.
    stream.set_nodelay(true)?;
    Ok((stream, address))
}

/// Whether a server of this name is this machine.
pub fn is_this_machine(host: &str) -> bool {
    let is_address = |address: IpAddr| address.to_canonical().is_loopback();
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(is_address)
}

#[cfg(test)]
mod tests;
