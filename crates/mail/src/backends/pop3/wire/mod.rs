//! Lines, replies and bodies, on one connection.

mod body;
mod reply;
mod unstuffing;

pub(super) use reply::{Refusal, Reply};

use super::fault;
use super::open::Pop3;
use crate::backend::Cost;
use crate::reaching::veiled;
use crate::{Error, Kind, Result, Retry};
use bytes::BytesMut;
use carteiro_world::dial::Stream;
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Secret, Transcript, phrase};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use zeroize::Zeroize;

/// The most that is read from the socket at once.
const READ: usize = 64 * 1024;
/// The longest line that is no line of a message; RFC 2449 §4 has 512.
const LONGEST_LINE: usize = 64 * 1024;

/// One connection: what is read, what is to be written, what it cost.
pub(super) struct Wire {
    stream: Stream,
    buffer: BytesMut,
    /// Where in the buffer the search for the end of a line goes on.
    looked: usize,
    /// Bytes not yet written.
    out: Vec<u8>,
    written: usize,
    /// Whether something was written that TLS may still hold back.
    unflushed: bool,
    /// How long the server may be silent while something is expected of it.
    patience: Duration,
    clock: Clock,
    spools: Spools,
    transcript: Transcript,
    /// While somebody signs in: what the server must not be heard repeating.
    pub(super) hidden: Vec<Secret>,
    /// What all connections of the session cost.
    cost: Arc<Mutex<Cost>>,
    /// Answers that the server owes us. What is said while it owes none begins a turn.
    owed: usize,
}

impl Wire {
    pub(super) fn new(stream: Stream, pop3: &Pop3, cost: Arc<Mutex<Cost>>) -> Self {
        let wire = Self {
            stream,
            buffer: BytesMut::new(),
            looked: 0,
            out: Vec::new(),
            written: 0,
            unflushed: false,
            patience: pop3.config.patience,
            clock: pop3.clock.clone(),
            spools: pop3.spools.clone(),
            transcript: pop3.transcript.clone(),
            hidden: Vec::new(),
            cost,
            owed: 0,
        };
        wire.spend(|cost| cost.connections += 1);
        wire
    }

    fn spend(&self, spend: impl FnOnce(&mut Cost)) {
        spend(&mut self.cost.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Puts the connection under TLS. What arrived in the clear is thrown away: it may be an attacker's (CVE-2011-0411).
    pub(super) async fn upgrade<F, T>(mut self, tls: impl FnOnce(Stream) -> F) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        self.buffer.clear();
        self.looked = 0;
        let (stream, told) = tls(self.stream).await?;
        self.stream = stream;
        Ok((self, told))
    }

    /// Queues a command.
    pub(super) fn command(&mut self, command: &str) {
        self.spend(|cost| cost.commands += 1);
        self.say(command, None);
    }

    /// Queues a command whose argument is for nobody's eyes.
    pub(super) fn command_with(&mut self, command: &str, secret: Secret) {
        self.spend(|cost| cost.commands += 1);
        self.say(&format!("{command} "), Some(secret));
    }

    /// Queues a line.
    pub(super) fn say(&mut self, text: &str, secret: Option<Secret>) {
        self.spend(|cost| cost.turns += u64::from(self.owed == 0));
        self.owed += 1;
        if self.transcript.listens() {
            let shown = format!("{text}{}", if secret.is_some() { "***" } else { "" });
            self.transcript.client(shown.as_bytes());
        }
        self.out.extend_from_slice(text.as_bytes());
        if let Some(secret) = secret {
            self.out.extend_from_slice(secret.expose().as_bytes());
            self.hidden.push(secret);
        }
        self.out.extend_from_slice(b"\r\n");
    }

    /// Whether the server has not answered everything.
    pub(super) fn is_owed(&self) -> bool {
        self.owed > 0
    }

    /// The next reply.
    pub(super) async fn reply(&mut self) -> Result<Reply> {
        loop {
            if let Some(reply) = self.arrived()? {
                return Ok(reply);
            }
            self.step().await?;
        }
    }

    /// The next reply, when it has come.
    pub(super) fn arrived(&mut self) -> Result<Option<Reply>> {
        let Some(line) = self.arrived_line()? else { return Ok(None) };
        // A greeting was not asked for.
        self.owed = self.owed.saturating_sub(1);
        let line = veiled(&line, &self.hidden);
        let reply = reply::read(&line);
        if self.transcript.listens() {
            match &reply {
                // A challenge is half of a proof.
                Some(Reply::Challenge(challenge)) if !challenge.is_empty() => {
                    self.transcript.server(b"+ ***");
                }
                Some(_) => self.transcript.server(&line),
                None => self.transcript.server(format!("<{} bytes>", line.len()).as_bytes()),
            }
        }
        reply.map(Some).ok_or_else(|| fault::protocol(phrase!("pop3-nonsense")))
    }

    /// The text of a reply that says that all is well.
    pub(super) async fn accepted(&mut self) -> Result<String> {
        match self.reply().await? {
            Reply::Ok(text) => Ok(text),
            Reply::Refused(refusal) => Err(fault::refused(&refusal)),
            Reply::Challenge(_) => Err(fault::protocol(phrase!("pop3-nonsense"))),
        }
    }

    /// The lines of a multi-line answer, each handed to `each`, at most so many.
    pub(super) async fn lines(&mut self, most: usize, mut each: impl FnMut(&[u8])) -> Result<()> {
        self.owed += 1;
        for _ in 0..=most {
            let line = self.line().await?;
            match line.strip_prefix(b".") {
                Some([]) => {
                    self.owed -= 1;
                    return Ok(());
                }
                Some(stuffed) => each(stuffed),
                None => each(&line),
            }
        }
        Err(fault::protocol(phrase!("pop3-endless", count = most)))
    }

    /// The next line, without its end.
    async fn line(&mut self) -> Result<Vec<u8>> {
        loop {
            if let Some(line) = self.arrived_line()? {
                return Ok(line);
            }
            self.step().await?;
        }
    }

    fn arrived_line(&mut self) -> Result<Option<Vec<u8>>> {
        let unseen = self.buffer.get(self.looked..).unwrap_or_default();
        if let Some(at) = memchr::memchr(b'\n', unseen) {
            let end = std::mem::take(&mut self.looked) + at;
            let mut line = self.buffer.split_to(end + 1);
            line.truncate(end);
            return Ok(Some(line.strip_suffix(b"\r").unwrap_or(&line).to_vec()));
        }
        self.looked = self.buffer.len();
        if self.looked > LONGEST_LINE {
            return Err(fault::protocol(phrase!("imap-response-too-long", limit = LONGEST_LINE)));
        }
        Ok(None)
    }

    /// Writes what is queued, or reads what has come: whatever is possible first. May be given up midway.
    pub(super) async fn step(&mut self) -> Result<()> {
        let pending = self.out.get(self.written..).unwrap_or_default();
        self.buffer.reserve(READ);
        let (mut read, mut write) = tokio::io::split(&mut self.stream);
        let say = async {
            if pending.is_empty() {
                write.flush().await.map(|()| Did::Flushed)
            } else {
                write.write(pending).await.map(Did::Wrote)
            }
        };
        let step = async {
            tokio::select! {
                said = say, if !pending.is_empty() || self.unflushed => said,
                n = read.read_buf(&mut self.buffer) => n.map(Did::Read),
            }
        };
        match self.clock.within(self.patience, step).await {
            Err(_) => {
                let words = phrase!("server-silent", seconds = self.patience.as_secs());
                return Err(Error::new(Kind::Timeout, words).retrying(Retry::Unsure));
            }
            Ok(Err(error)) => return Err(fault::lost(error)),
            Ok(Ok(Did::Read(0))) => return Err(fault::lost("")),
            Ok(Ok(Did::Read(n))) => {
                self.spend(|cost| cost.received += n as u64);
            }
            Ok(Ok(Did::Wrote(n))) => self.wrote(n),
            Ok(Ok(Did::Flushed)) => self.unflushed = false,
        }
        Ok(())
    }

    fn wrote(&mut self, n: usize) {
        self.spend(|cost| cost.sent += n as u64);
        self.written += n;
        self.unflushed = true;
        if self.written >= self.out.len() {
            // It may have been a password.
            self.out.zeroize();
            self.written = 0;
        }
    }
}

enum Did {
    Read(usize),
    Wrote(usize),
    Flushed,
}
