//! A server that says what a test tells it to, and remembers what it was told.
//!
//! ```text
//! S: * OK ready          says a line; `$` is the tag of the command read last, `%` of the one before
//! | * 1 FETCH (          says text with no line end of its own
//! C: LOGIN               reads a command, which must begin so
//! c                      reads a line that is no command
//! tls                    speaks TLS from here on
//! silence                says nothing more, and tells the test
//! flood * OK hello       says this line for ever
//! ```
//! At its end the connection is closed. Each connection plays the next script, the last one again and again.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// Signs in, and tells the separator.
pub const SIGNED_IN: &str = "S: * OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN] ready
C: AUTHENTICATE PLAIN
S: $ OK [CAPABILITY IMAP4rev1 LITERAL+ UIDPLUS MOVE] in
C: LIST
S: * LIST () \"/\" \"\"
S: $ OK listed
";

/// Selects the inbox.
pub const SELECTED: &str = "C: SELECT
S: * 10 EXISTS
S: * OK [UIDVALIDITY 7] valid
S: $ OK selected
";

trait Line: AsyncBufRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncBufRead + AsyncWrite + Send + Unpin> Line for T {}

pub struct Script {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    silent: Arc<Notify>,
}

/// Answers to a command: the bytes to say, its tag given.
type Answers = Arc<dyn Fn(&str, &str) -> Vec<u8> + Send + Sync>;

impl Script {
    pub async fn play(scripts: &[&str]) -> Self {
        Self::start(scripts, None, None).await
    }

    pub async fn with_tls(scripts: &[&str], tls: TlsAcceptor) -> Self {
        Self::start(scripts, Some(tls), None).await
    }

    /// Plays `script`, and then answers every command by `answers`.
    pub async fn answering(
        script: &str,
        answers: impl Fn(&str, &str) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self::start(&[script], None, Some(Arc::new(answers))).await
    }

    async fn start(scripts: &[&str], tls: Option<TlsAcceptor>, answers: Option<Answers>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let script = Self {
            port: listener.local_addr().unwrap().port(),
            heard: Arc::default(),
            silent: Arc::default(),
        };
        let (heard, silent) = (Arc::clone(&script.heard), Arc::clone(&script.silent));
        let scripts: Vec<String> = scripts.iter().map(|&script| script.to_owned()).collect();
        tokio::spawn(async move {
            let mut turn = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let actor = Actor {
                    lines: scripts[turn.min(scripts.len() - 1)].clone(),
                    tls: tls.clone(),
                    answers: answers.clone(),
                    heard: Arc::clone(&heard),
                    silent: Arc::clone(&silent),
                    tag: String::new(),
                    before: String::new(),
                };
                turn += 1;
                // A client that hangs up has its reasons.
                tokio::spawn(async move { actor.play(stream).await.ok() });
            }
        });
        script
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What clients said, line by line.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// Resolves once a connection has fallen silent.
    pub async fn fell_silent(&self) {
        self.silent.notified().await;
    }
}

struct Actor {
    lines: String,
    tls: Option<TlsAcceptor>,
    answers: Option<Answers>,
    heard: Arc<Mutex<Vec<String>>>,
    silent: Arc<Notify>,
    tag: String,
    before: String,
}

impl Actor {
    fn tagged(&self, text: &str) -> String {
        text.replace('$', &self.tag).replace('%', &self.before)
    }

    async fn play(mut self, stream: TcpStream) -> std::io::Result<()> {
        let mut line: Box<dyn Line> = Box::new(BufStream::new(stream));
        for step in std::mem::take(&mut self.lines).lines() {
            let (verb, text) = step.split_once(' ').unwrap_or((step, ""));
            match verb {
                "S:" => line.write_all(format!("{}\r\n", self.tagged(text)).as_bytes()).await?,
                "|" => line.write_all(self.tagged(text).replace("\\r\\n", "\r\n").as_bytes()).await?,
                "C:" => {
                    line.flush().await?;
                    let command = self.command(&mut line).await?;
                    assert!(command.starts_with(text), "{text:?} was expected, not {command:?}");
                }
                "c" => {
                    line.flush().await?;
                    self.hear(&mut line).await?;
                }
                "tls" => {
                    line.flush().await?;
                    let secured = self.tls.clone().unwrap().accept(line).await?;
                    line = Box::new(BufStream::new(secured));
                }
                "silence" => {
                    line.flush().await?;
                    self.silent.notify_one();
                    while !self.hear(&mut line).await?.is_empty() {}
                }
                "flood" => loop {
                    line.write_all(format!("{text}\r\n").repeat(1000).as_bytes()).await?;
                },
                "" => {}
                _ => panic!("{step:?} is no step"),
            }
        }
        line.flush().await?;
        if let Some(answers) = self.answers.clone() {
            loop {
                let command = self.command(&mut line).await?;
                line.write_all(&answers(&self.tag, &command)).await?;
                line.flush().await?;
            }
        }
        line.shutdown().await
    }

    async fn command(&mut self, line: &mut Box<dyn Line>) -> std::io::Result<String> {
        let heard = self.hear(line).await?;
        let (tag, command) = heard.split_once(' ').ok_or(std::io::ErrorKind::UnexpectedEof)?;
        self.before = std::mem::replace(&mut self.tag, tag.to_owned());
        Ok(command.to_owned())
    }

    async fn hear(&mut self, line: &mut Box<dyn Line>) -> std::io::Result<String> {
        let mut heard = Vec::new();
        line.read_until(b'\n', &mut heard).await?;
        let heard = String::from_utf8_lossy(&heard).trim_end().to_owned();
        self.heard.lock().unwrap().push(heard.clone());
        Ok(heard)
    }
}
