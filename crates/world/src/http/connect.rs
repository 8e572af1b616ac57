//! From an origin to a connection: egress policy, proxy, TLS.

use super::address::Origin;
use super::exchange::Sending;
use super::{Client, Error};
use crate::dial::{self, Stream};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::Duration;

/// To reach a server and agree on TLS.
const ALLOWED: Duration = Duration::from_secs(30);

impl Client {
    /// A new connection to `origin`, ready for requests.
    pub(super) async fn connect(&self, origin: &Origin) -> Result<http1::SendRequest<Sending>, Error> {
        let connected = self.clock().within(ALLOWED, self.secured(origin)).await;
        let stream = connected.unwrap_or(Err(Error::Timeout(ALLOWED)))?;
        let (sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|error| Error::of(&error))?;
        // It ends with the sender, or with the answer that is being read.
        tokio::spawn(async move { drop(connection.await) });
        Ok(sender)
    }

    async fn secured(&self, origin: &Origin) -> Result<Stream, Error> {
        let Origin { secure, host, port } = origin;
        let stream = match self.proxies.of(origin)? {
            Some(proxy) => self.through_proxy(&proxy, origin).await?,
            None => Box::new(self.dial(host, *port).await?),
        };
        self.transcript.note(&format!("connected to {host}:{port}"));
        if !secure {
            return Ok(stream);
        }
        let tls = self.tls().map_err(|error| Error::Setup(error.to_string()))?;
        let upgraded = tls.upgrade(stream, host).await;
        upgraded.map(|secured| secured.stream).map_err(|failure| Error::Tls(Arc::new(failure)))
    }

    pub(super) async fn dial(&self, host: &str, port: u16) -> Result<tokio::net::TcpStream, Error> {
        let dialled = self.dialer.connect(host, port, ALLOWED).await;
        dialled.map_err(|error| match error {
            dial::Error::Timeout { after } => Error::Timeout(after),
            error => Error::Dial(Arc::new(error)),
        })
    }
}
