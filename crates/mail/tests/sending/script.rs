//! A server that says what a test tells it to, and remembers what it was told.
//!
//! ```text
//! S: 220 ready     says a line
//! C: EHLO          reads a line, which must begin so
//! content          reads a message to its end
//! half 1000        reads so many bytes
//! tls              speaks TLS from here on
//! silence          says nothing more, and tells the test
//! flood 250-x      says this line for ever
//! ```
//! At its end the connection is closed. Each connection plays the next script, the last one again and again.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// Signs in, to a server that can do much.
pub const SIGNED_IN: &str = "S: 220 mx.example.org
C: EHLO [127.0.0.1]
S: 250-mx.example.org
S: 250-PIPELINING
S: 250-SIZE 10000000
S: 250-8BITMIME
S: 250-DSN
S: 250 AUTH PLAIN
C: AUTH PLAIN
S: 235 2.7.0 in
";

/// Signs in, to a server that can do nothing.
pub const SIGNED_IN_PLAIN: &str = "S: 220 mx.example.org
C: EHLO
S: 250-mx.example.org
S: 250 AUTH PLAIN
C: AUTH PLAIN
S: 235 in
";

/// Takes a message for one recipient.
pub const TAKES_ONE: &str = "C: MAIL FROM:<ana@example.org>
C: RCPT TO:<bob@example.org>
C: DATA
S: 250 2.1.0 ok
S: 250 2.1.5 ok
S: 354 go on
content
S: 250 2.0.0 taken
";

trait Line: AsyncBufRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncBufRead + AsyncWrite + Send + Unpin> Line for T {}

pub struct Script {
    port: u16,
    state: Arc<Played>,
}

#[derive(Default)]
struct Played {
    heard: Mutex<Vec<String>>,
    content: Mutex<Vec<u8>>,
    connections: Mutex<usize>,
    silent: Notify,
}

impl Script {
    pub async fn play(scripts: &[&str]) -> Self {
        Self::start(scripts, None).await
    }

    pub async fn start(scripts: &[&str], tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let script = Self { port: listener.local_addr().unwrap().port(), state: Arc::default() };
        let state = Arc::clone(&script.state);
        let scripts: Vec<String> = scripts.iter().map(|&script| script.to_owned()).collect();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mut turn = state.connections.lock().unwrap();
                let lines = scripts[(*turn).min(scripts.len() - 1)].clone();
                *turn += 1;
                // A client that hangs up has its reasons.
                let (tls, state) = (tls.clone(), Arc::clone(&state));
                tokio::spawn(async move { play(stream, &lines, tls, &state).await.ok() });
            }
        });
        script
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What clients said, line by line, without the messages.
    pub fn heard(&self) -> Vec<String> {
        self.state.heard.lock().unwrap().clone()
    }

    /// The messages, as they travelled.
    pub fn content(&self) -> String {
        String::from_utf8_lossy(&self.state.content.lock().unwrap()).into_owned()
    }

    pub fn connections(&self) -> usize {
        *self.state.connections.lock().unwrap()
    }

    /// Resolves once a connection has fallen silent.
    pub async fn fell_silent(&self) {
        self.state.silent.notified().await;
    }
}

async fn play(
    stream: TcpStream,
    lines: &str,
    tls: Option<TlsAcceptor>,
    state: &Played,
) -> std::io::Result<()> {
    let mut line: Box<dyn Line> = Box::new(BufStream::new(stream));
    for step in lines.lines() {
        let (verb, text) = step.split_once(' ').unwrap_or((step, ""));
        match verb {
            "S:" => line.write_all(format!("{text}\r\n").as_bytes()).await?,
            "C:" => {
                line.flush().await?;
                let heard = hear(&mut line).await?;
                state.heard.lock().unwrap().push(heard.clone());
                assert!(heard.starts_with(text), "{text:?} was expected, not {heard:?}");
            }
            "content" => {
                line.flush().await?;
                loop {
                    let mut heard = Vec::new();
                    line.read_until(b'\n', &mut heard).await?;
                    if heard == b".\r\n" || heard.is_empty() {
                        break;
                    }
                    state.content.lock().unwrap().extend_from_slice(&heard);
                }
            }
            "half" => {
                line.flush().await?;
                let mut half = vec![0; text.parse().unwrap()];
                line.read_exact(&mut half).await?;
            }
            "tls" => {
                line.flush().await?;
                line = Box::new(BufStream::new(tls.clone().unwrap().accept(line).await?));
            }
            "silence" => {
                line.flush().await?;
                state.silent.notify_one();
                while !hear(&mut line).await?.is_empty() {}
            }
            "flood" => loop {
                line.write_all(format!("{text}\r\n").repeat(1000).as_bytes()).await?;
            },
            "" => {}
            _ => panic!("{step:?} is no step"),
        }
    }
    line.flush().await?;
    line.shutdown().await
}

async fn hear(line: &mut Box<dyn Line>) -> std::io::Result<String> {
    let mut heard = Vec::new();
    line.read_until(b'\n', &mut heard).await?;
    Ok(String::from_utf8_lossy(&heard).trim_end().to_owned())
}
