//! Passes bytes on between us and a server, until it is told to break off.

use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

pub struct Relay {
    address: SocketAddr,
    cuts: watch::Sender<u32>,
    listening: AbortHandle,
}

impl Relay {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (cuts, _) = watch::channel(0);
        let listening = tokio::spawn(listen(listener, server, cuts.clone())).abort_handle();
        Self { address, cuts, listening }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Breaks every connection that stands.
    pub fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, server: SocketAddr, cuts: watch::Sender<u32>) {
    let mut passing = JoinSet::new();
    while let Ok((ours, _)) = listener.accept().await {
        passing.spawn(pass(ours, server, cuts.subscribe()));
    }
}

#[expect(clippy::disallowed_methods, reason = "the relay stands in for the network itself")]
async fn pass(mut ours: TcpStream, server: SocketAddr, mut cut: watch::Receiver<u32>) {
    let mut theirs = TcpStream::connect(server).await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut ours, &mut theirs) => {}
        _ = cut.changed() => {}
    }
}
