//! A server of HTTP that answers as a test tells it to.

use std::io::ErrorKind;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

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

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Whole(bytes)
    }
}

pub struct Server {
    port: u16,
    listening: AbortHandle,
}

type Answers = Arc<dyn Fn(&str) -> Body + Send + Sync>;

impl Server {
    /// Answers the bodies of requests.
    pub async fn answering(answers: impl Fn(&str) -> Body + Send + Sync + 'static) -> Self {
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
        format!("http://127.0.0.1:{}/EWS/Exchange.asmx", self.port)
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
        let request = request(&mut stream).await?;
        let body = answers(&request);
        let length = match &body {
            Body::Whole(bytes) => bytes.len() as u64,
            Body::Broken(bytes) => bytes.len() as u64 + 1,
            Body::Repeated(first, then, times) => first.len() as u64 + then.len() as u64 * times,
        };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        match body {
            Body::Whole(bytes) => stream.write_all(&bytes).await?,
            Body::Broken(bytes) => {
                stream.write_all(&bytes).await?;
                return stream.shutdown().await;
            }
            Body::Repeated(first, then, times) => {
                stream.write_all(&first).await?;
                for _ in 0..times {
                    stream.write_all(&then).await?;
                }
            }
        }
        stream.flush().await?;
    }
}

/// Reads a request, and answers its body.
async fn request(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
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
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(String::from_utf8(body).expect("requests are UTF-8"))
}
