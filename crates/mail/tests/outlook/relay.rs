//! Stands between us and a server of HTTP, keeps each request, and passes on what both say.

use crate::server::{Asked, request};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncWriteExt, BufReader, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

pub struct Relay {
    port: u16,
    heard: Arc<Mutex<Vec<Asked>>>,
    listening: AbortHandle,
}

impl Relay {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let kept = Arc::clone(&heard);
        let listening = tokio::spawn(async move {
            while let Ok((ours, _)) = listener.accept().await {
                let kept = Arc::clone(&kept);
                tokio::spawn(async move { pass(ours, server, kept).await.ok() });
            }
        });
        Self { port, heard, listening: listening.abort_handle() }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/v1.0", self.port)
    }

    /// All requests, in their order.
    pub fn heard(&self) -> Vec<Asked> {
        self.heard.lock().unwrap().clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

#[expect(clippy::disallowed_methods, reason = "the relay stands in for the network itself")]
async fn pass(ours: TcpStream, server: SocketAddr, kept: Arc<Mutex<Vec<Asked>>>) -> std::io::Result<()> {
    let (mut answers, mut asks) = TcpStream::connect(server).await?.into_split();
    let (requests, mut answered) = ours.into_split();
    let mut requests = BufReader::new(requests);
    let asking = async {
        loop {
            let asked = request(&mut requests).await?;
            let mut head = format!("{} {} HTTP/1.1\r\n", asked.method, asked.path);
            for (name, value) in &asked.fields {
                write!(head, "{name}: {value}\r\n").unwrap();
            }
            let whole = [format!("{head}\r\n").as_bytes(), &asked.body].concat();
            assert_eq!(asked.body.len(), asked.length, "too large for the relay");
            kept.lock().unwrap().push(asked);
            asks.write_all(&whole).await?;
        }
    };
    tokio::select! {
        done = copy(&mut answers, &mut answered) => done.map(drop),
        done = asking => done,
    }
}
