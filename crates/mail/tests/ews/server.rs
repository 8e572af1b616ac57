//! A server of HTTP that answers as a test tells it to.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, copy, sink};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// What is said after the head of an answer.
#[derive(Clone)]
pub enum Body {
    /// All of what was announced.
    Whole(Vec<u8>),
    /// The same, under a status and with this in the head.
    Headed { head: &'static str, status: &'static str, body: Vec<u8> },
    /// This of more that was announced; then the connection ends.
    Broken(Vec<u8>),
    /// Some of it again and again.
    Repeated { before: Vec<u8>, piece: Vec<u8>, times: u64, after: Vec<u8> },
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Whole(bytes)
    }
}

pub struct Server {
    port: u16,
    longest: Longest,
    heads: Heads,
    listening: AbortHandle,
}

/// How the longest request begins, and its length.
type Longest = Arc<Mutex<(String, u64)>>;
/// The heads of requests, in their order.
type Heads = Arc<Mutex<Vec<String>>>;
/// More of a request nobody keeps.
const KEPT: u64 = 1 << 20;

type Answers = Arc<dyn Fn(&str) -> Body + Send + Sync>;

impl Server {
    /// Answers the bodies of requests.
    pub async fn answering(answers: impl Fn(&str) -> Body + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (answers, longest): (Answers, Longest) = (Arc::new(answers), Arc::default());
        let heads: Heads = Arc::default();
        let (heard, kept) = (Arc::clone(&longest), Arc::clone(&heads));
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answers, heard) = (Arc::clone(&answers), Arc::clone(&heard));
                let kept = Arc::clone(&kept);
                // A client that hangs up has its reasons.
                tokio::spawn(async move { serve(stream, answers, heard, kept).await.ok() });
            }
        });
        Self { port, longest, heads, listening: listening.abort_handle() }
    }

    /// How the longest request so far begins, and its length.
    pub fn longest(&self) -> (String, u64) {
        self.longest.lock().unwrap().clone()
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/EWS/Exchange.asmx", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn serve(stream: TcpStream, answers: Answers, longest: Longest, heads: Heads) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (head, request, length) = request(&mut stream).await?;
        heads.lock().unwrap().push(head);
        if length > longest.lock().unwrap().1 {
            *longest.lock().unwrap() = (request.clone(), length);
        }
        let body = answers(&request);
        let length = match &body {
            Body::Whole(bytes) | Body::Headed { body: bytes, .. } => bytes.len() as u64,
            Body::Broken(bytes) => bytes.len() as u64 + 1,
            Body::Repeated { before, piece, times, after } => {
                (before.len() + after.len()) as u64 + piece.len() as u64 * times
            }
        };
        let (status, further) = match &body {
            Body::Headed { head, status, .. } => (*status, *head),
            _ => ("200 OK", ""),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/xml\r\n{further}Content-Length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        match body {
            Body::Whole(bytes) | Body::Headed { body: bytes, .. } => stream.write_all(&bytes).await?,
            Body::Broken(bytes) => {
                stream.write_all(&bytes).await?;
                return stream.shutdown().await;
            }
            Body::Repeated { before, piece, times, after } => {
                stream.write_all(&before).await?;
                for _ in 0..times {
                    stream.write_all(&piece).await?;
                }
                stream.write_all(&after).await?;
            }
        }
        stream.flush().await?;
    }
}

/// Reads a request, and answers its head, how its body begins, and its length.
async fn request(stream: &mut BufReader<TcpStream>) -> std::io::Result<(String, String, u64)> {
    let (mut head, mut length) = (String::new(), 0_u64);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        head.push_str(&line);
        let Some((name, value)) = line.split_once(':') else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = Vec::new();
    stream.take(length.min(KEPT)).read_to_end(&mut body).await?;
    copy(&mut stream.take(length - body.len() as u64), &mut sink()).await?;
    Ok((head, String::from_utf8(body).expect("requests are UTF-8"), length))
}
