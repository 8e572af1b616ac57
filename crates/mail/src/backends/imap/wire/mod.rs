//! Bytes ⇄ responses and commands, on one connection.

pub(super) mod command;
pub(super) mod framing;
pub(super) mod response;
pub(super) mod token;
mod utf7;

pub(super) use utf7::{decode as decode_name, encode as encode_name};

use super::fault;
use crate::backend::Cost;
use crate::reaching::veiled;
use crate::{Error, Kind, Notices, Result, Retry};
use carteiro_world::dial::Stream;
use carteiro_world::{Clock, Secret, Transcript, phrase, spool::Spools};
use command::Piece;
use framing::{Framing, Raw, Segment};
use response::{Code, Data, Response};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use zeroize::Zeroize;

/// The most that is read from the socket at once.
const READ: usize = 64 * 1024;

/// One connection: what is read, what is to be written, what it cost.
pub(super) struct Wire {
    stream: Stream,
    framing: Framing,
    /// Bytes not yet written.
    pub(super) out: Vec<u8>,
    written: usize,
    /// Whether something was written that TLS may still hold back.
    unflushed: bool,
    /// How long the server may be silent while something is expected of it.
    patience: Duration,
    clock: Clock,
    transcript: Transcript,
    /// Hears what the server wants a person to read.
    pub(super) notices: Notices,
    /// While somebody signs in: what the server must not be heard repeating.
    pub(super) hidden: Vec<Secret>,
    pub(super) cost: Cost,
    /// Whether we have read since we last wrote: then the next write begins a turn.
    listened: bool,
    tags: u32,
}

impl Wire {
    pub(super) fn new(
        stream: Stream,
        spools: Spools,
        patience: Duration,
        clock: Clock,
        transcript: Transcript,
    ) -> Self {
        Self {
            stream,
            framing: Framing::new(spools),
            out: Vec::new(),
            written: 0,
            unflushed: false,
            patience,
            clock,
            transcript,
            notices: Notices::default(),
            hidden: Vec::new(),
            cost: Cost { connections: 1, ..Cost::default() },
            listened: true,
            tags: 0,
        }
    }

    /// Puts the connection under TLS. What arrived in the clear is thrown away: it may be an attacker's (CVE-2011-0411).
    pub(super) async fn upgrade<F, T>(mut self, tls: impl FnOnce(Stream) -> F) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        self.framing.buffer.clear();
        let (stream, told) = tls(self.stream).await?;
        self.stream = stream;
        Ok((self, told))
    }

    /// How many bytes were queued for writing so far.
    pub(super) fn queued(&self) -> u64 {
        self.cost.sent + (self.out.len() - self.written) as u64
    }

    pub(super) fn tag(&mut self) -> String {
        self.tags += 1;
        format!("C{}", self.tags)
    }

    /// Queues bytes of a command for writing.
    pub(super) fn queue(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.out.extend_from_slice(text),
            Piece::Secret(secret) => self.out.extend_from_slice(secret.expose().as_bytes()),
            Piece::Literal(..) => {}
        }
    }

    pub(super) fn log_client(&self, line: impl FnOnce() -> Vec<u8>) {
        if self.transcript.listens() {
            self.transcript.client(&line());
        }
    }

    /// Writes what is queued, or reads what has come: whatever is possible first. Cancelling loses nothing.
    ///
    /// With `expecting`, silence beyond the patience is an error.
    pub(super) async fn step(&mut self, expecting: bool) -> Result<()> {
        let patience = self.patience;
        let clock = self.clock.clone();
        let step = async {
            let pending = self.out.get(self.written..).unwrap_or_default();
            self.framing.buffer.reserve(READ);
            let (mut read, mut write) = tokio::io::split(&mut self.stream);
            let say = async {
                if pending.is_empty() {
                    write.flush().await.map(|()| Did::Flushed)
                } else {
                    write.write(pending).await.map(Did::Wrote)
                }
            };
            tokio::select! {
                said = say, if !pending.is_empty() || self.unflushed => said,
                n = read.read_buf(&mut self.framing.buffer) => n.map(Did::Read),
            }
        };
        let did = if expecting { clock.within(patience, step).await } else { Ok(step.await) };
        match did {
            Err(_) => Err(self.silence()),
            Ok(Err(error)) => Err(self.closed(error)),
            Ok(Ok(Did::Read(0))) => Err(self.closed("")),
            Ok(Ok(Did::Read(n))) => {
                self.cost.received += n as u64;
                self.listened = true;
                Ok(())
            }
            Ok(Ok(Did::Wrote(n))) => {
                self.wrote(n);
                Ok(())
            }
            Ok(Ok(Did::Flushed)) => {
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

    /// The next response that has arrived whole.
    pub(super) async fn arrived(&mut self) -> Result<Option<Response>> {
        let Some(raw) = self.framing.next().await? else {
            return Ok(None);
        };
        let mut response = response::read(&raw);
        if self.transcript.listens() {
            self.transcript.server(&self.shown(&raw, response.as_ref()));
        }
        if let Some(Response::Notice(outcome) | Response::Completion { outcome, .. }) = &mut response
            && !self.hidden.is_empty()
        {
            outcome.text =
                String::from_utf8_lossy(&veiled(outcome.text.as_bytes(), &self.hidden)).into_owned();
        }
        // RFC 9051 §7.1: it must be presented to the user, whatever it comes with.
        if let Some(Response::Notice(outcome) | Response::Completion { outcome, .. }) = &response
            && outcome.code == Some(Code::Alert)
        {
            self.notices.alert(&outcome.text);
        }
        response.map(Some).ok_or_else(|| fault::protocol(phrase!("imap-nonsense")))
    }

    /// Waits for the next response: for the times when only one thing is going on.
    pub(super) async fn receive(&mut self) -> Result<Response> {
        loop {
            if let Some(response) = self.arrived().await? {
                return Ok(response);
            }
            self.step(true).await?;
        }
    }

    /// For the transcript.
    fn shown(&self, raw: &Raw, response: Option<&Response>) -> Vec<u8> {
        match response {
            _ if self.hidden.is_empty() => shown(raw, response),
            // A challenge is half of a proof.
            Some(Response::Continuation(challenge)) if !challenge.is_empty() => b"+ ***".to_vec(),
            _ => veiled(&shown(raw, response), &self.hidden),
        }
    }

    fn silence(&self) -> Error {
        let seconds = self.patience.as_secs();
        let words = self.framing.unfinished().unwrap_or_else(|| phrase!("server-silent", seconds = seconds));
        Error::new(Kind::Timeout, words).retrying(Retry::Unsure)
    }

    fn closed(&self, detail: impl std::fmt::Display) -> Error {
        let words = self.framing.unfinished().unwrap_or_else(|| phrase!("connection-lost"));
        Error::new(Kind::Unreachable, words).retrying(Retry::Unsure).because(detail)
    }
}

enum Did {
    Read(usize),
    Wrote(usize),
    Flushed,
}

/// A response for the transcript, without the contents of messages: those are in literals, in the quoted strings of
/// FETCH, and in whatever is no response at all.
fn shown(raw: &Raw, response: Option<&Response>) -> Vec<u8> {
    let hides = match response {
        None => return format!("<{} bytes>", raw.line().len()).into_bytes(),
        Some(response) => matches!(response, Response::Data(Data::Fetch(_))),
    };
    raw.0.iter().fold(Vec::new(), |mut line, segment| {
        match segment {
            Segment::Text(text) if hides => line.extend(unquoted(text)),
            Segment::Text(text) => line.extend_from_slice(text),
            Segment::Literal(literal) => line.extend(format!("<{} bytes>", literal.len()).into_bytes()),
        }
        line
    })
}

/// What stands outside of quotes.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let (mut shown, mut quoted, mut escaped) = (Vec::new(), false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => {
                quoted = !quoted;
                shown.push(b'"');
            }
            byte if !quoted => shown.push(*byte),
            _ => {}
        }
    }
    shown
}
