//! Stands between us and a server of HTTP, keeps each request, and passes on what both say, unless a test says otherwise.

use crate::server::{Asked, Body, Reply, request, say};
use serde_json::Value;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// What becomes of a request.
pub enum Fate {
    /// It is passed on, and so is its answer.
    Passes,
    /// It is not passed on: this is answered.
    Refused(Reply),
    /// Nobody answers it.
    Held,
    /// It is passed on, and something else is told of it.
    Altered(Box<dyn FnOnce(Value) -> Value + Send>),
}

type Fates = Box<dyn Fn(&Asked) -> Fate + Send + Sync>;

pub struct Relay {
    port: u16,
    heard: Arc<Mutex<Vec<Asked>>>,
    fates: Arc<Mutex<Option<Fates>>>,
    listening: AbortHandle,
}

impl Relay {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let fates: Arc<Mutex<Option<Fates>>> = Arc::default();
        let (kept, decided) = (Arc::clone(&heard), Arc::clone(&fates));
        let listening = tokio::spawn(async move {
            while let Ok((ours, _)) = listener.accept().await {
                let (kept, decided) = (Arc::clone(&kept), Arc::clone(&decided));
                tokio::spawn(async move { pass(ours, server, kept, decided).await.ok() });
            }
        });
        Self { port, heard, fates, listening: listening.abort_handle() }
    }

    /// From now on this says what becomes of each request.
    pub fn decides(&self, fates: impl Fn(&Asked) -> Fate + Send + Sync + 'static) {
        *self.fates.lock().unwrap() = Some(Box::new(fates));
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

/// Our side of a connection: answers of the server's and of the relay's own go there.
type Answered = Arc<tokio::sync::Mutex<OwnedWriteHalf>>;

#[expect(clippy::disallowed_methods, reason = "the relay stands in for the network itself")]
async fn connected(server: SocketAddr) -> std::io::Result<TcpStream> {
    TcpStream::connect(server).await
}

async fn pass(
    ours: TcpStream,
    server: SocketAddr,
    kept: Arc<Mutex<Vec<Asked>>>,
    fates: Arc<Mutex<Option<Fates>>>,
) -> std::io::Result<()> {
    let (mut answers, mut asks) = connected(server).await?.into_split();
    let (requests, answered) = ours.into_split();
    let answered: Answered = Arc::new(tokio::sync::Mutex::new(answered));
    let mut requests = BufReader::new(requests);
    let asking = async {
        loop {
            let asked = request(&mut requests).await?;
            assert_eq!(asked.body.len(), asked.length, "too large for the relay");
            let fate = fates.lock().unwrap().as_ref().map_or(Fate::Passes, |fates| fates(&asked));
            kept.lock().unwrap().push(asked.clone());
            match fate {
                Fate::Passes => asks.write_all(&written(&asked, "")).await?,
                Fate::Held => {}
                Fate::Refused(reply) => say(&mut *answered.lock().await, reply).await?,
                Fate::Altered(alter) => {
                    let reply = altered(server, &asked, alter).await?;
                    say(&mut *answered.lock().await, reply).await?;
                }
            }
        }
    };
    let answering = async {
        let mut piece = vec![0; 1 << 16];
        loop {
            let length = answers.read(&mut piece).await?;
            if length == 0 {
                return Ok(());
            }
            answered.lock().await.write_all(&piece[..length]).await?;
        }
    };
    tokio::select! {
        done = answering => done,
        done = asking => done,
    }
}

fn written(asked: &Asked, more: &str) -> Vec<u8> {
    let mut head = format!("{} {} HTTP/1.1\r\n", asked.method, asked.path);
    for (name, value) in &asked.fields {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    [format!("{head}{more}\r\n").as_bytes(), &asked.body].concat()
}

/// Asks the server by itself, and makes something else of what it says.
async fn altered(
    server: SocketAddr,
    asked: &Asked,
    alter: Box<dyn FnOnce(Value) -> Value + Send>,
) -> std::io::Result<Reply> {
    let mut stream = connected(server).await?;
    stream.write_all(&written(asked, "connection: close\r\n")).await?;
    let mut told = Vec::new();
    stream.read_to_end(&mut told).await?;
    let end = told.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&told[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let value = alter(serde_json::from_slice(&told[end + 4..]).unwrap());
    Ok(Reply { status, fields: Vec::new(), body: Body::Whole(value.to_string().into_bytes()) })
}
