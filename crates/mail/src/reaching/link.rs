//! Bytes both ways over one connection, whatever they mean.

use super::{Meter, World, veiled};
use crate::{Error, Kind, Result};
use bytes::BytesMut;
use carteiro_world::dial::Stream;
use carteiro_world::{Clock, Secret, Transcript, phrase};
use std::time::Duration;
use std::{fmt, io};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use zeroize::Zeroize;

/// The most that is read from the socket at once.
const READ: usize = 64 * 1024;

/// One connection: what is to be written, what it cost, what of it may be shown. What was read lies with whoever makes
/// lines of it.
pub(crate) struct Link {
    stream: Stream,
    /// Bytes to be written, some of which may have been.
    pub(crate) out: Vec<u8>,
    written: usize,
    /// Whether something was written that TLS may still hold back.
    unflushed: bool,
    /// Whether we have read since we last wrote: then the next write begins a turn.
    listened: bool,
    /// Whether nobody else counts turns, who knows what of it is still owed.
    counts_turns: bool,
    /// While somebody signs in: what the server must not be heard repeating.
    pub(crate) hidden: Vec<Secret>,
    pub(crate) meter: Meter,
    pub(crate) clock: Clock,
    pub(crate) transcript: Transcript,
}

/// Why nothing more goes over a connection.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The server has closed it.
    Closed,
    /// It cannot be read, or not be written to.
    Io(io::Error),
    /// For so long nothing was possible.
    Silent(Duration),
}

impl Link {
    pub(crate) fn new(stream: Stream, world: &World, meter: Meter) -> Self {
        meter.count(|cost| cost.connections += 1);
        Self {
            stream,
            out: Vec::new(),
            written: 0,
            unflushed: false,
            listened: true,
            counts_turns: true,
            hidden: Vec::new(),
            meter,
            clock: world.clock.clone(),
            transcript: world.transcript.clone(),
        }
    }

    /// The same, whose turns are counted by whoever makes commands of its bytes.
    pub(crate) fn without_turns(self) -> Self {
        Self { counts_turns: false, ..self }
    }

    /// Puts the connection under TLS. What was `heard` in the clear is thrown away: it may be an attacker's (CVE-2011-0411).
    pub(crate) async fn upgrade<F, T>(
        mut self,
        heard: &mut BytesMut,
        tls: impl FnOnce(Stream) -> F,
    ) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        heard.clear();
        let (stream, told) = tls(self.stream).await?;
        self.stream = stream;
        Ok((self, told))
    }

    /// Queues bytes for writing.
    pub(crate) fn queue(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Queues what is for nobody's eyes, and must not be heard again.
    pub(crate) fn confide(&mut self, secret: Secret) {
        self.queue(secret.expose().as_bytes());
        self.hidden.push(secret);
    }

    /// A text of the server's without what it was told in confidence.
    pub(crate) fn veiled(&self, text: &[u8]) -> Vec<u8> {
        veiled(text, &self.hidden)
    }

    /// How many bytes are queued and not written.
    pub(crate) fn pending(&self) -> usize {
        self.out.len() - self.written
    }

    /// Writes what is queued, or reads what has come behind what was `heard`: whatever is possible first. Cancelling loses
    /// nothing.
    pub(crate) async fn step(&mut self, heard: &mut BytesMut) -> Result<(), Broken> {
        let pending = self.out.get(self.written..).unwrap_or_default();
        heard.reserve(READ);
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
            n = read.read_buf(heard) => n.map(Did::Read),
        };
        match did.map_err(Broken::Io)? {
            Did::Read(0) => return Err(Broken::Closed),
            Did::Read(n) => {
                self.meter.count(|cost| cost.received += n as u64);
                self.listened = true;
            }
            Did::Wrote(n) => self.wrote(n),
            Did::Flushed => self.unflushed = false,
        }
        Ok(())
    }

    /// The same, within `patience`.
    pub(crate) async fn step_within(
        &mut self,
        patience: Duration,
        heard: &mut BytesMut,
    ) -> Result<(), Broken> {
        let clock = self.clock.clone();
        clock.within(patience, self.step(heard)).await.unwrap_or(Err(Broken::Silent(patience)))
    }

    fn wrote(&mut self, n: usize) {
        let begins_turn = std::mem::take(&mut self.listened) && self.counts_turns;
        self.meter.count(|cost| {
            cost.turns += u64::from(begins_turn);
            cost.sent += n as u64;
        });
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

/// Whether what was under way may be repeated, the protocol knows.
impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Silent(patience) => {
                Self::new(Kind::Timeout, phrase!("server-silent", seconds = patience.as_secs()))
            }
            broken => Self::new(Kind::Unreachable, phrase!("connection-lost")).because(broken),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Closed | Self::Silent(_) => Ok(()),
        }
    }
}
