//! Stands between us and a server of HTTP, keeps each request, and passes on what both say, unless it is told otherwise.

use crate::server::{Asked, Reply, request, say};
use serde_json::Value;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// What becomes of a request.
pub enum Fate {
    Passes,
    /// The server never hears of it; this is the answer.
    Instead(Reply),
    /// The server does it; this is the answer.
    Done(Reply),
    /// The server does it, and there is no answer.
    Lost,
    /// Nobody answers it.
    Held,
    /// The server does it, and something else is told of it.
    Altered(Box<dyn FnOnce(Value) -> Value + Send>),
}

type Meddles = Box<dyn FnMut(&Asked) -> Fate + Send>;

#[derive(Clone, Default)]
struct Way {
    heard: Arc<Mutex<Vec<Asked>>>,
    meddles: Arc<Mutex<Option<Meddles>>>,
}

pub struct Relay {
    port: u16,
    way: Way,
    listening: AbortHandle,
}

impl Relay {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let way = Way::default();
        let kept = way.clone();
        let listening = tokio::spawn(async move {
            while let Ok((ours, _)) = listener.accept().await {
                let way = kept.clone();
                tokio::spawn(async move { pass(ours, server, way).await.ok() });
            }
        });
        Self { port, way, listening: listening.abort_handle() }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/v1.0", self.port)
    }

    /// All requests, in their order.
    pub fn heard(&self) -> Vec<Asked> {
        self.way.heard.lock().unwrap().clone()
    }

    /// From now on this decides what becomes of each request.
    pub fn meddles(&self, meddles: impl FnMut(&Asked) -> Fate + Send + 'static) {
        *self.way.meddles.lock().unwrap() = Some(Box::new(meddles));
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

#[expect(clippy::disallowed_methods, reason = "the relay stands in for the network itself")]
async fn pass(ours: TcpStream, server: SocketAddr, way: Way) -> std::io::Result<()> {
    let (answers, mut asks) = TcpStream::connect(server).await?.into_split();
    let (requests, mut answered) = ours.into_split();
    let (mut answers, mut requests) = (BufReader::new(answers), BufReader::new(requests));
    loop {
        let asked = request(&mut requests).await?;
        assert_eq!(asked.body.len(), asked.length, "too large for the relay");
        way.heard.lock().unwrap().push(asked.clone());
        let fate = way.meddles.lock().unwrap().as_mut().map_or(Fate::Passes, |meddles| meddles(&asked));
        let fate = match fate {
            Fate::Held => continue,
            Fate::Instead(reply) => {
                say(&mut answered, reply).await?;
                continue;
            }
            fate => fate,
        };
        let mut head = format!("{} {} HTTP/1.1\r\n", asked.method, asked.path);
        for (name, value) in &asked.fields {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        // Who has heard enough answers without hearing the rest.
        asks.write_all(&[format!("{head}\r\n").as_bytes(), &asked.body].concat()).await.ok();
        let (head, length) = answer(&mut answers).await?;
        let mut body = Vec::new();
        (&mut answers).take(length).read_to_end(&mut body).await.ok();
        match fate {
            Fate::Lost => return Ok(()),
            Fate::Done(reply) => say(&mut answered, reply).await?,
            Fate::Altered(alter) => {
                let head = String::from_utf8_lossy(&head);
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                let told = alter(serde_json::from_slice(&body).unwrap());
                say(&mut answered, Reply::json(status, &told)).await?;
            }
            Fate::Passes | Fate::Held | Fate::Instead(_) => {
                answered.write_all(&[head, body.clone()].concat()).await?;
                if (body.len() as u64) < length {
                    return Ok(());
                }
            }
        }
    }
}

/// Reads the head of an answer, and how long its body is.
async fn answer<R: tokio::io::AsyncRead + Unpin>(
    stream: &mut BufReader<R>,
) -> std::io::Result<(Vec<u8>, u64)> {
    let (mut head, mut length) = (Vec::new(), 0);
    loop {
        let begin = head.len();
        if stream.read_until(b'\n', &mut head).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&head[begin..]).trim().to_ascii_lowercase();
        assert!(!line.starts_with("transfer-encoding"), "the relay knows bodies by their length");
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            return Ok((head, length));
        }
    }
}
