//! Stands between us and a server of HTTP, tell each request before the server does, and passes on what both say.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

type Hears = Arc<dyn Fn(&str) + Send + Sync>;

pub struct Relay {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    listening: AbortHandle,
}

impl Relay {
    /// `tell` is told the body of each request before it is passed on.
    pub async fn to(server: SocketAddr, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&heard);
        let tell: Hears = Arc::new(move |body| {
            if !body.is_empty() {
                kept.lock().unwrap().push(body.to_owned());
            }
            tell(body);
        });
        let listening = tokio::spawn(async move {
            while let Ok((ours, _)) = listener.accept().await {
                let tell = Arc::clone(&tell);
                tokio::spawn(async move { pass(ours, server, tell).await.ok() });
            }
        });
        Self { port, heard, listening: listening.abort_handle() }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/EWS/Exchange.asmx", self.port)
    }

    /// The bodies of all requests, in their order.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

#[expect(clippy::disallowed_methods, reason = "the relay stands in for the network itself")]
async fn pass(ours: TcpStream, server: SocketAddr, tell: Hears) -> std::io::Result<()> {
    let (mut answers, mut asks) = TcpStream::connect(server).await?.into_split();
    let (requests, mut answered) = ours.into_split();
    let mut requests = BufReader::new(requests);
    let asking = async {
        loop {
            let (head, body) = request(&mut requests).await?;
            tell(&String::from_utf8_lossy(&body));
            asks.write_all(&[head, body].concat()).await?;
        }
    };
    tokio::select! {
        done = copy(&mut answers, &mut answered) => done.map(drop),
        done = asking => done,
    }
}

/// Reads a request: its head and its body.
async fn request<R: tokio::io::AsyncRead + Unpin>(
    stream: &mut BufReader<R>,
) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    let (mut head, mut length) = (Vec::new(), 0);
    loop {
        let begin = head.len();
        if stream.read_until(b'\n', &mut head).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&head[begin..]).to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((head, body))
}
