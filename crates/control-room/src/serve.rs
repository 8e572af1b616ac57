//! The Control Room on a port.

use crate::app::App;
use crate::tending::tend;
use crate::{Problem, Result};
use axum_server::tls_rustls::RustlsConfig;
use axum_server::{Address, Handle, Server};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use hyper_util::rt::TokioTimer;
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// Requests that are being answered when it is to end have so long.
const GRACE: Duration = Duration::from_secs(10);

/// Whoever connects has said within this what they ask for: those who do not would hold all connections that there are.
const HEAD: Duration = Duration::from_secs(30);

/// What the Control Room shows by TLS: a chain of certificates and its key, in PEM. `InvalidInput`: they are none, or do not
/// belong together.
pub fn tls(certificates: &[u8], key: &[u8]) -> Result<Arc<ServerConfig>> {
    let unusable = |cause: String| Problem::new(Kind::InvalidInput, phrase!("serve-tls")).because(cause);
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(certificates)
        .collect::<Result<_, _>>()
        .map_err(|error| unusable(error.to_string()))?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| unusable(error.to_string()))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key));
    config.map(Arc::new).map_err(|error| unusable(error.to_string()))
}

/// A port on which nobody is answered yet.
pub struct Listener(TcpListener);

impl Listener {
    /// Takes the port. [`io::ErrorKind::AddrInUse`]: another program has it.
    pub fn bind(at: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(at)?;
        listener.set_nonblocking(true)?;
        Ok(Self(listener))
    }

    /// Which one it is.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// Answers until `end`, by TLS or in the clear, and carries out what is queued.
    pub async fn serve(
        self,
        app: App,
        tls: Option<Arc<ServerConfig>>,
        end: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let handle = Handle::new();
        if let Err(problem) = app.practice.resume().await {
            tracing::warn!(%problem, "the pretend mailbox is not there");
        }
        // It ends with this.
        let tending = tokio::spawn(tend(app.clone()));
        let _tending = Ending(tending.abort_handle());
        let (ending, mut ended) = watch::channel(false);
        let runs = app.runs.clone();
        let working = tokio::spawn(async move {
            let end = async move { ended.wait_for(|ended| *ended).await.map(drop).unwrap_or_default() };
            runs.work(end).await
        });
        let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
        let serving = async {
            match tls {
                Some(tls) => {
                    let server = axum_server::from_tcp_rustls(self.0, RustlsConfig::from_config(tls))?;
                    in_time(server.handle(handle.clone()), HEAD).serve(service).await
                }
                None => {
                    in_time(axum_server::from_tcp(self.0)?.handle(handle.clone()), HEAD).serve(service).await
                }
            }
        };
        let mut serving = std::pin::pin!(serving);
        tokio::select! {
            served = &mut serving => return served,
            () = end => handle.graceful_shutdown(Some(GRACE)),
        }
        ending.send_replace(true);
        let served = serving.await;
        working.await.map_err(io::Error::other)?.map_err(io::Error::other)?;
        served
    }
}

fn in_time<A: Address, C>(server: Server<A, C>, head: Duration) -> Server<A, C> {
    // Before it is known which version somebody speaks, nothing would end their silence.
    let mut server = server.http1_only();
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(head);
    server
}

/// Ends something when it is dropped.
struct Ending(AbortHandle);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    #[tokio::test]
    #[expect(clippy::disallowed_methods, reason = "it is the one who dials in")]
    async fn whoever_says_nothing_or_never_ends_is_not_waited_for() {
        let listener = Listener::bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.address().unwrap();
        let server = in_time(axum_server::from_tcp(listener.0).unwrap(), Duration::from_millis(20));
        let serving = tokio::spawn(server.serve(Router::new().into_make_service()));
        for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\nA: b"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(said.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            assert!(!answer.starts_with(b"HTTP/1.1 2"), "{said:?}");
        }
        serving.abort();
    }
}
