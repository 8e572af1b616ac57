//! One HTTP client for the whole house.
//!
//! - Every connection is dialled by [`Dialer`]: the egress policy judges the resolved address, again on each redirect.
//!   There is no other way to a socket in here, whatever the URL looks like.
//! - Time and size are bounded: of the connection, of the whole exchange, of the answer while it arrives.
//! - Redirects are followed here and not by a library: a few, never from `https` to `http`, and what is secret stays
//!   with the origin it was meant for.
//! - Nothing is kept between requests but open connections: no cookies, no credentials, no caches.
//!
//! HTTP/1.1 (RFC 9112) on `hyper`. Which proxies are used is said by whoever makes the client.

mod address;
mod connect;
mod error;
mod exchange;
mod gunzip;
pub mod loopback;
mod pool;
mod proxy;
mod redirect;
mod request;
mod response;
mod said;
mod way;

pub use address::{Unusable, address};
pub use error::{Error, Failed};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
pub use proxy::Proxies;
pub use request::{Limits, Request, basic, bearer, form, secret};
pub use response::Response;
pub use url::Url;
pub use way::{Reached, Way};

use crate::dial::{self, Dialer};
use crate::spool::Spools;
use crate::tls::Tls;
use crate::{Clock, Transcript};
use pool::Pool;
use std::fmt;
use std::sync::{Arc, OnceLock};
use way::Listener;

/// Sends requests, within an egress policy. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    dialer: Dialer,
    spools: Spools,
    transcript: Transcript,
    proxies: Arc<Proxies>,
    trust: Arc<OnceLock<Tls>>,
    pool: Arc<Pool>,
    listener: Listener,
}

impl Client {
    /// A client that trusts the platform's roots, reaches servers directly and keeps large answers in `spools`.
    pub fn new(dialer: Dialer, spools: Spools, transcript: Transcript) -> Self {
        Self {
            dialer,
            spools,
            transcript,
            proxies: Arc::default(),
            trust: Arc::default(),
            pool: Arc::default(),
            listener: Listener::default(),
        }
    }

    /// The same, through these proxies.
    #[must_use]
    pub fn through(self, proxies: Proxies) -> Self {
        Self { proxies: Arc::new(proxies), pool: Arc::default(), ..self }
    }

    /// The same, everything through this one, this machine not excepted: the proxies of [`Self::through`] are not asked.
    /// It shares no connection with the one it was made of.
    #[must_use]
    pub fn tunnelled(&self, proxy: Arc<dial::Proxy>) -> Self {
        let dialer = self.dialer.clone().through(Some(proxy));
        Self { dialer, proxies: Arc::default(), pool: Arc::default(), ..self.clone() }
    }

    /// The same, accepting the certificates that `tls` accepts. It shares no connection with the one it was made of.
    #[must_use]
    pub fn trusting(&self, tls: Tls) -> Self {
        Self { trust: Arc::new(OnceLock::from(tls)), pool: Arc::default(), ..self.clone() }
    }

    /// The same, telling how far each connection gets. It shares no connection with the one it was made of.
    #[must_use]
    pub fn telling(&self, listen: impl Fn(Reached) + Send + Sync + 'static) -> Self {
        Self { listener: Listener::new(listen), pool: Arc::default(), ..self.clone() }
    }

    /// The same. It shares no connection with the one it was made of.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self { pool: Arc::default(), ..self.clone() }
    }

    /// Whether this connection is open and has nothing to do: the next request may go over it.
    pub fn keeps(&self, way: &Way) -> bool {
        self.pool.has(way, self.clock())
    }

    /// Whether what is sent there in the clear is read by nobody else.
    fn stays_here(&self, origin: &address::Origin) -> bool {
        let is_here = |proxy: &Arc<dial::Proxy>| dial::is_this_machine(proxy.host());
        origin.is_loopback() && self.dialer.proxy.as_ref().is_none_or(is_here)
    }

    fn clock(&self) -> &Clock {
        &self.dialer.clock
    }

    /// Reading the platform's roots takes a while: only for those who want TLS.
    fn tls(&self) -> Result<&Tls, rustls::Error> {
        if let Some(tls) = self.trust.get() {
            return Ok(tls);
        }
        let made = Tls::trusting(Vec::new())?;
        Ok(self.trust.get_or_init(|| made))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("dialer", &self.dialer).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
