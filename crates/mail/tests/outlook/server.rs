//! A server of HTTP that answers as a test tells it to.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// Of a body so much is kept.
const KEPT: usize = 5 << 20;

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// With its query, as it was written.
    pub path: String,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// How long the body was, however much of it was kept.
    pub length: usize,
}

impl Asked {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What is said after the head of an answer.
#[derive(Clone)]
pub enum Body {
    /// All of what was announced.
    Whole(Vec<u8>),
    /// This of more that was announced; then the connection ends.
    Broken(Vec<u8>),
    /// This, and then the second for so many times.
    Repeated(Vec<u8>, Vec<u8>, u64),
}

/// An answer.
#[derive(Clone)]
pub struct Reply {
    pub status: u16,
    pub fields: Vec<(&'static str, String)>,
    pub body: Body,
}

impl Reply {
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        let fields = vec![("content-type", "application/json".to_owned())];
        Self { status, fields, body: Body::Whole(value.to_string().into_bytes()) }
    }
}

type Answers = Arc<dyn Fn(&Asked) -> Reply + Send + Sync>;

pub struct Server {
    port: u16,
    listening: AbortHandle,
}

impl Server {
    pub async fn answering(answers: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let answers: Answers = Arc::new(answers);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let answers = Arc::clone(&answers);
                // A client that hangs up has its reasons.
                tokio::spawn(async move { serve(stream, answers).await.ok() });
            }
        });
        Self { port, listening: listening.abort_handle() }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/v1.0", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn serve(stream: TcpStream, answers: Answers) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let reply = answers(&request(&mut stream).await?);
        let breaks = matches!(reply.body, Body::Broken(_));
        say(&mut stream, reply).await?;
        if breaks {
            return stream.shutdown().await;
        }
    }
}

/// Says an answer; one that breaks off goes to somebody who hangs up then.
pub async fn say<W: AsyncWrite + Unpin>(stream: &mut W, reply: Reply) -> std::io::Result<()> {
    let length = match &reply.body {
        Body::Whole(bytes) => bytes.len() as u64,
        Body::Broken(bytes) => bytes.len() as u64 + 1,
        Body::Repeated(first, then, times) => first.len() as u64 + then.len() as u64 * times,
    };
    let mut head = format!("HTTP/1.1 {} x\r\ncontent-length: {length}\r\n", reply.status);
    for (name, value) in &reply.fields {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).await?;
    match reply.body {
        Body::Whole(bytes) | Body::Broken(bytes) => stream.write_all(&bytes).await?,
        Body::Repeated(first, then, times) => {
            stream.write_all(&first).await?;
            for _ in 0..times {
                stream.write_all(&then).await?;
            }
        }
    }
    stream.flush().await
}

/// Reads a request.
pub async fn request<R: tokio::io::AsyncRead + Unpin>(stream: &mut BufReader<R>) -> std::io::Result<Asked> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let mut first = lines.remove(0);
    first.truncate(first.rfind(' ').unwrap());
    let (method, path) = first.split_once(' ').unwrap();
    let fields: Vec<(String, String)> = lines
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = fields.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = vec![0; length.min(KEPT)];
    stream.read_exact(&mut body).await?;
    let left = u64::try_from(length - body.len()).unwrap();
    tokio::io::copy(&mut stream.take(left), &mut tokio::io::sink()).await?;
    Ok(Asked { method: method.to_owned(), path: path.to_owned(), fields, body, length })
}
