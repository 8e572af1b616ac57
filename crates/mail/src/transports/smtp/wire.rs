//! Bytes ⇄ replies and commands, on one connection.

use super::reply::{Nonsense, Reading, Reply};
use crate::backend::Cost;
use crate::reaching::veiled;
use crate::{Error, Kind, Result, Retry};
use carteiro_world::dial::Stream;
use carteiro_world::{Clock, Secret, Transcript, phrase};
use std::fmt::Display;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use zeroize::Zeroize;

/// The most that is read from the socket at once.
const READ: usize = 16 * 1024;
/// For the farewell.
const FAREWELL: Duration = Duration::from_secs(5);

/// One connection. Its errors say [`Retry::Reconnect`]: who has said all of a message knows better.
pub(super) struct Wire {
    stream: Stream,
    reading: Reading,
    /// Bytes not yet written.
    pub(super) out: Vec<u8>,
    written: usize,
    /// Whether something was written that TLS may still hold back.
    unflushed: bool,
    /// How long the server may take for one answer.
    pub(super) patience: Duration,
    clock: Clock,
    transcript: Transcript,
    /// While somebody signs in: what the server must not be heard repeating.
    pub(super) hidden: Vec<Secret>,
    pub(super) cost: Cost,
    /// Whether we have read since we last wrote: then the next write begins a turn.
    listened: bool,
    /// Whether a transaction was begun and not ended.
    pub(super) half_way: bool,
}

impl Wire {
    pub(super) fn new(stream: Stream, patience: Duration, clock: Clock, transcript: Transcript) -> Self {
        Self {
            stream,
            reading: Reading::default(),
            out: Vec::new(),
            written: 0,
            unflushed: false,
            patience,
            clock,
            transcript,
            hidden: Vec::new(),
            cost: Cost { connections: 1, ..Cost::default() },
            listened: true,
            half_way: false,
        }
    }

    /// Puts the connection under TLS. What arrived in the clear is thrown away: it may be an attacker's (CVE-2011-0411).
    pub(super) async fn upgrade<F, T>(mut self, tls: impl FnOnce(Stream) -> F) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        self.reading = Reading::default();
        let (stream, told) = tls(self.stream).await?;
        self.stream = stream;
        Ok((self, told))
    }

    /// Queues a command.
    pub(super) fn command(&mut self, line: &str) {
        self.shown(line);
        self.cost.commands += 1;
        self.out.extend_from_slice(line.as_bytes());
        self.out.extend_from_slice(b"\r\n");
    }

    /// Says a command and waits for its answer.
    pub(super) async fn ask(&mut self, line: &str) -> Result<Reply> {
        self.command(line);
        self.reply().await
    }

    /// We say this, for the transcript.
    pub(super) fn shown(&self, line: &str) {
        self.transcript.client(line.as_bytes());
    }

    /// The next answer, within the patience.
    pub(super) async fn reply(&mut self) -> Result<Reply> {
        self.reply_within(self.patience).await
    }

    /// The next answer, within `patience`, after which all that is queued is said.
    pub(super) async fn reply_within(&mut self, patience: Duration) -> Result<Reply> {
        let clock = self.clock.clone();
        let waiting = async {
            loop {
                if let Some(reply) = self.arrived()? {
                    return Ok(reply);
                }
                self.step().await?;
            }
        };
        clock.within(patience, waiting).await.unwrap_or_else(|_| Err(silence(patience)))
    }

    /// Says all that is queued, as long as the server keeps silent: `Some` when it does not.
    pub(super) async fn say(&mut self) -> Result<Option<Reply>> {
        let (clock, patience) = (self.clock.clone(), self.patience);
        while self.written < self.out.len() {
            let stepped = clock.within(patience, self.step()).await;
            stepped.unwrap_or_else(|_| Err(silence(patience)))?;
            if let Some(reply) = self.arrived()? {
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// The farewell, as far as anybody is there to hear it.
    pub(super) async fn quit(&mut self) {
        let clock = self.clock.clone();
        let _ = clock.within(FAREWELL, self.ask("QUIT")).await;
    }

    /// Writes what is queued, or reads what has come: whatever is possible first.
    async fn step(&mut self) -> Result<()> {
        let pending = self.out.get(self.written..).unwrap_or_default();
        self.reading.buffer.reserve(READ);
        let (mut read, mut write) = tokio::io::split(&mut self.stream);
        let say = async {
            if pending.is_empty() {
                write.flush().await.map(|()| Did::Flushed)
            } else {
                write.write(pending).await.map(Did::Wrote)
            }
        };
        let did = tokio::select! {
            said = say, if !pending.is_empty() || self.unflushed => said,
            n = read.read_buf(&mut self.reading.buffer) => n.map(Did::Read),
        };
        match did {
            Err(error) => Err(lost(error)),
            Ok(Did::Read(0)) if self.reading.is_between() => Err(lost("")),
            Ok(Did::Read(0)) => Err(lost("").because("the last reply was cut off")),
            Ok(Did::Read(n)) => {
                self.cost.received += n as u64;
                self.listened = true;
                Ok(())
            }
            Ok(Did::Wrote(n)) => {
                self.wrote(n);
                Ok(())
            }
            Ok(Did::Flushed) => {
                self.unflushed = false;
                Ok(())
            }
        }
    }

    fn wrote(&mut self, n: usize) {
        self.cost.turns += u64::from(std::mem::take(&mut self.listened));
        self.cost.sent += n as u64;
        self.written += n;
        self.unflushed = true;
        if self.written >= self.out.len() {
            // It may have been a password.
            self.out.zeroize();
            self.written = 0;
        }
    }

    /// The next answer that has arrived whole.
    fn arrived(&mut self) -> Result<Option<Reply>> {
        let found = self.reading.next().map_err(|nonsense| {
            let words = match nonsense {
                Nonsense::Endless => phrase!("smtp-endless"),
                Nonsense::Line => phrase!("smtp-nonsense"),
            };
            Error::new(Kind::Protocol, words).retrying(Retry::Reconnect)
        })?;
        let Some(mut reply) = found else { return Ok(None) };
        // A challenge is half of a proof.
        if reply.code == 334 {
            self.transcript.server(b"334 ***");
            return Ok(Some(reply));
        }
        for line in &mut reply.lines {
            *line = String::from_utf8_lossy(&veiled(line.as_bytes(), &self.hidden)).into_owned();
        }
        if self.transcript.listens() {
            let last = reply.lines.len().saturating_sub(1);
            for (number, line) in reply.lines.iter().enumerate() {
                let between = if number == last { ' ' } else { '-' };
                self.transcript.server(format!("{}{between}{line}", reply.code).as_bytes());
            }
        }
        Ok(Some(reply))
    }
}

enum Did {
    Read(usize),
    Wrote(usize),
    Flushed,
}

/// The connection is gone.
pub(super) fn lost(detail: impl Display) -> Error {
    Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Reconnect).because(detail)
}

fn silence(patience: Duration) -> Error {
    let words = phrase!("server-silent", seconds = patience.as_secs());
    Error::new(Kind::Timeout, words).retrying(Retry::Reconnect)
}
