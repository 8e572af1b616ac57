//! Which connection a request went over, and what is told while one comes about.

use crate::tls::{Binding, Chain};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// A connection: some ways of signing in sign in a connection, and not a request.
#[derive(Clone, Debug)]
pub struct Way(pub(super) Arc<Known>);

#[derive(Debug, Default)]
pub(super) struct Known {
    /// What ties a sign-in to the certificate that was shown; nothing in the clear.
    pub(super) end_point: Option<Binding>,
}

impl Way {
    /// `tls-server-end-point` (RFC 5929 §4), where there is TLS and a certificate that has one.
    pub fn end_point(&self) -> Option<&Binding> {
        self.0.end_point.as_ref()
    }
}

/// The same connection.
impl PartialEq for Way {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Way {}

/// Something that worked on the way to a server.
#[derive(Clone, Debug)]
pub enum Reached {
    /// The name has addresses that may be dialled: that of the proxy, where there is one.
    Resolved {
        /// In the order in which they are tried.
        addresses: Vec<IpAddr>,
    },
    /// One of them took the connection.
    Connected {
        /// Which.
        address: SocketAddr,
        /// The proxy that it is: `SCHEME://HOST:PORT`.
        proxy: Option<String>,
    },
    /// The connection is under TLS.
    Secured {
        /// `TLS 1.3`, `TLS 1.2`.
        version: &'static str,
        /// What the server showed.
        chain: Chain,
    },
}

/// Hears how far a connection got. Cheap to clone; deaf by default.
#[derive(Clone, Default)]
pub(super) struct Listener(Option<Arc<dyn Fn(Reached) + Send + Sync>>);

impl Listener {
    pub(super) fn new(listen: impl Fn(Reached) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listen)))
    }

    pub(super) fn tell(&self, reached: impl FnOnce() -> Reached) {
        if let Some(listen) = &self.0 {
            listen(reached());
        }
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}
