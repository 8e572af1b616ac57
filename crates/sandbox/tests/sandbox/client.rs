use std::{io, net::SocketAddr};

use carteiro_sandbox::{Flag, Flags, Options, Sample, Sandbox};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A mail client that knows nothing: it sends lines and keeps what comes back.
pub struct Client {
    stream: TcpStream,
    /// Everything the server ever wrote.
    pub heard: Vec<u8>,
    read_to: usize,
}

impl Client {
    #[expect(clippy::disallowed_methods, reason = "the test dials the server it started on loopback")]
    pub async fn dial(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        Self { stream, heard: Vec::new(), read_to: 0 }
    }

    /// Dials and reads the greeting.
    pub async fn connect(address: SocketAddr) -> Self {
        let mut client = Self::dial(address).await;
        client.line().await.unwrap();
        client
    }

    pub async fn sign_in(address: SocketAddr) -> Self {
        let mut client = Self::connect(address).await;
        let answer = client.command("LOGIN ana@sandbox.test sandbox").await;
        assert!(answer.contains("T OK "), "{answer}");
        client
    }

    pub async fn select(address: SocketAddr) -> Self {
        let mut client = Self::sign_in(address).await;
        client.command("SELECT INBOX").await;
        client
    }

    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.unwrap();
    }

    /// Sends what the server may not want to hear to the end, and then nothing more.
    pub async fn send_in_vain(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
        let _ = self.stream.shutdown().await;
    }

    /// The next line with its end.
    pub async fn line(&mut self) -> io::Result<String> {
        loop {
            let rest = &self.heard[self.read_to..];
            if let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                let line = String::from_utf8_lossy(&rest[..=end]).into_owned();
                self.read_to += end + 1;
                return Ok(line);
            }
            if self.stream.read_buf(&mut self.heard).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Sends a line and answers the next one, without its end.
    pub async fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        self.next().await
    }

    /// The next line without its end.
    pub async fn next(&mut self) -> String {
        self.line().await.unwrap().trim_end_matches("\r\n").to_owned()
    }

    /// Sends a command under the tag `T` and answers all lines up to its end.
    pub async fn command(&mut self, command: &str) -> String {
        self.send(format!("T {command}\r\n")).await;
        self.until("T ").await
    }

    /// All lines up to the one that starts so.
    pub async fn until(&mut self, start: &str) -> String {
        let mut all = String::new();
        loop {
            let line = self.line().await.unwrap_or_else(|error| panic!("{error} after {all}"));
            all.push_str(&line);
            if line.starts_with(start) {
                return all;
            }
        }
    }

    /// The same as text, once the server knows that nothing more comes.
    pub async fn rest_after_half_close(&mut self) -> String {
        self.stream.shutdown().await.unwrap();
        String::from_utf8_lossy(&self.rest().await).into_owned()
    }

    /// Reads until the server closes.
    pub async fn rest(&mut self) -> Vec<u8> {
        let _ = self.stream.read_to_end(&mut self.heard).await;
        self.heard.split_off(self.read_to)
    }
}

/// An INBOX with three messages: a read one in plain text, an unread one with an attachment, one with a message in it.
pub fn three_messages() -> Options {
    let sample = |raw: &[u8], flags: Flags, received_at: &str| Sample {
        raw: String::from_utf8_lossy(raw).replace('\n', "\r\n").into_bytes(),
        flags,
        received_at: received_at.parse().unwrap(),
    };
    let mail = vec![
        sample(include_bytes!("../mail/plain.txt"), [Flag::Seen].into(), "2026-01-05T09:30:00Z"),
        sample(include_bytes!("../mail/attachment.txt"), Flags::default(), "2026-01-06T23:59:59Z"),
        sample(include_bytes!("../mail/nested.txt"), [Flag::Flagged].into(), "2026-02-01T00:00:00Z"),
    ];
    Options { mail, ..Options::default() }
}

pub async fn start(options: Options) -> Sandbox {
    Sandbox::start(options).await.unwrap()
}
