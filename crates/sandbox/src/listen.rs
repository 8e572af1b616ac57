use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::{Protocol, imap, peer::Peer, pop3, site::Site, smtp, wire::Stream};

/// A protocol on its port, and on the one with TLS from the first byte.
#[derive(Debug)]
pub(crate) struct Served {
    pub plain: SocketAddr,
    pub tls: Option<SocketAddr>,
    listeners: Vec<JoinHandle<()>>,
}

/// Opens the ports of a protocol on loopback and serves until [`Served`] is dropped.
pub(crate) async fn serve(
    site: &Arc<Site>,
    protocol: Protocol,
    port: u16,
    tls_port: u16,
) -> io::Result<Served> {
    let plain = bind(port).await?;
    let mut served = Served { plain: plain.local_addr()?, tls: None, listeners: Vec::new() };
    if site.tls.is_some() {
        let tls = bind(tls_port).await?;
        served.tls = Some(tls.local_addr()?);
        served.listeners.push(tokio::spawn(listen(tls, site.clone(), protocol, true)));
    }
    served.listeners.push(tokio::spawn(listen(plain, site.clone(), protocol, false)));
    Ok(served)
}

/// Opens a port on loopback; the error names it.
pub(crate) async fn bind(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await;
    listener.map_err(|error| io::Error::new(error.kind(), format!("port {port}: {error}")))
}

impl Served {
    /// Closes the ports and cuts all connections.
    pub async fn stop(mut self) {
        for listener in std::mem::take(&mut self.listeners) {
            listener.abort();
            // An aborted task ends in an error, which is what was asked for.
            let _ = listener.await;
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        for listener in &self.listeners {
            listener.abort();
        }
    }
}

/// The sessions end with the listener, since they are in its set.
async fn listen(listener: TcpListener, site: Arc<Site>, protocol: Protocol, encrypted: bool) {
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    sessions.spawn(accept(stream, site.clone(), protocol, encrypted));
                }
            }
            Some(ended) = sessions.join_next() => {
                // A mistake of the server must not pass for a fault on purpose: the port closes with it.
                if let Err(error) = ended && error.is_panic() {
                    std::panic::resume_unwind(error.into_panic());
                }
            }
        }
    }
}

async fn accept(stream: TcpStream, site: Arc<Site>, protocol: Protocol, encrypted: bool) -> io::Result<()> {
    stream.set_nodelay(true)?;
    match site.tls.clone().filter(|_| encrypted) {
        Some(tls) => speak(site, tls.accept(stream).await?, protocol, true).await,
        None => speak(site, stream, protocol, false).await,
    }
}

async fn speak(
    site: Arc<Site>,
    stream: impl Stream + 'static,
    protocol: Protocol,
    encrypted: bool,
) -> io::Result<()> {
    let peer = Peer::new(site, stream, protocol, encrypted);
    match protocol {
        Protocol::Imap => imap::serve(peer).await,
        Protocol::Pop3 => pop3::serve(peer).await,
        Protocol::Smtp => smtp::serve(peer).await,
        // They have no port of their own.
        Protocol::Ews | Protocol::Graph => Ok(()),
    }
}
