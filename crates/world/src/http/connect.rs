//! From an origin to a connection: egress policy, proxy, TLS.

use super::address::Origin;
use super::pool::Open;
use super::way::{Known, Reached, Way};
use super::{Client, Error};
use crate::dial::{self, Dialer, Stream};
use crate::tls;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// To reach a server and agree on TLS.
const ALLOWED: Duration = Duration::from_secs(30);

impl Client {
    /// A new connection to `origin`, ready for requests.
    pub(super) async fn connect(&self, origin: &Origin) -> Result<Open, Error> {
        let connected = self.clock().within(ALLOWED, self.secured(origin)).await;
        let (stream, way) = connected.unwrap_or(Err(Error::Timeout(ALLOWED)))?;
        let (sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|error| Error::of(&error))?;
        // It ends with the sender, or with the answer that is being read.
        tokio::spawn(async move { drop(connection.await) });
        Ok(Open { sender, way })
    }

    async fn secured(&self, origin: &Origin) -> Result<(Stream, Way), Error> {
        let Origin { secure, host, port } = origin;
        let stream = match self.proxies.of(origin)? {
            Some(proxy) if !secure && proxy.forwards() => self.to_proxy(&proxy, origin).await?,
            Some(proxy) => self.dial(&self.dialer.clone().through(Some(proxy)), origin).await?,
            None => self.dial(&self.dialer, origin).await?,
        };
        self.transcript.note(&format!("connected to {host}:{port}"));
        if !secure {
            return Ok((stream, Way(Arc::default())));
        }
        let tls = self.tls().map_err(|error| Error::Setup(error.to_string()))?;
        let upgraded = tls.upgrade(stream, host).await;
        let tls::Secured { stream, chain, version, end_point, .. } =
            upgraded.map_err(|failure| Error::Tls(Arc::new(failure)))?;
        self.listener.tell(|| Reached::Secured { version, chain });
        Ok((stream, Way(Arc::new(Known { end_point }))))
    }

    async fn dial(&self, dialer: &Dialer, origin: &Origin) -> Result<Stream, Error> {
        if let Some(proxy) = &dialer.proxy {
            self.transcript.note(&format!("through the proxy {proxy}"));
        }
        let resolved = |found: &[SocketAddr]| {
            let mut addresses: Vec<_> = found.iter().map(SocketAddr::ip).collect();
            addresses.dedup();
            self.listener.tell(|| Reached::Resolved { addresses });
        };
        let dialled = dialer.connect_telling(&origin.host, origin.port, ALLOWED, resolved).await;
        let dial::Connection { stream, address, .. } = dialled.map_err(|error| match error {
            dial::Error::Timeout { after } => Error::Timeout(after),
            error => Error::Dial(Arc::new(error)),
        })?;
        let proxy = dialer.proxy.as_ref().map(ToString::to_string);
        self.listener.tell(|| Reached::Connected { address, proxy });
        Ok(stream)
    }

    /// A way to a proxy that sends requests on by itself.
    async fn to_proxy(&self, proxy: &dial::Proxy, origin: &Origin) -> Result<Stream, Error> {
        // The proxy looks the name up; what it means here must be allowed all the same.
        let judged = self.dialer.judge(&origin.host, origin.port).await;
        judged.map_err(|error| Error::Dial(Arc::new(error)))?;
        self.transcript.note(&format!("through the proxy {proxy}"));
        let allowed = ALLOWED.saturating_sub(ALLOWED / 10);
        let reached = Box::pin(self.dialer.to_proxy(proxy, allowed, |_| {})).await;
        reached.map(|(stream, _)| stream).map_err(|fault| {
            let blocked = dial::Blocked { proxy: proxy.to_string(), target: origin.authority(), fault };
            Error::Dial(Arc::new(dial::Error::Proxy(Box::new(blocked))))
        })
    }
}
