//! Bytes ⇄ responses and commands, on one connection.

pub(super) mod command;
pub(super) mod framing;
pub(super) mod response;
pub(super) mod token;
mod utf7;

pub(super) use utf7::{decode as decode_name, encode as encode_name};

use super::fault;
use super::open::Imap;
use crate::reaching::{Broken, Link, Meter};
use crate::{Error, Notices, Result, Retry};
use carteiro_world::dial::Stream;
use carteiro_world::phrase;
use command::Piece;
use framing::{Framing, Raw, Segment};
use response::{Code, Data, Response};
use std::time::Duration;

/// One connection, response by response.
pub(super) struct Wire {
    pub(super) link: Link,
    framing: Framing,
    /// How long the server may be silent while something is expected of it.
    patience: Duration,
    /// Hears what the server wants a person to read.
    notices: Notices,
    tags: u32,
}

impl Wire {
    pub(super) fn new(stream: Stream, imap: &Imap, notices: Notices) -> Self {
        Self {
            link: Link::new(stream, &imap.world, Meter::default()),
            framing: Framing::new(imap.spools.clone()),
            patience: imap.config.patience,
            notices,
            tags: 0,
        }
    }

    /// Puts the connection under TLS.
    pub(super) async fn upgrade<F, T>(mut self, tls: impl FnOnce(Stream) -> F) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        let (link, told) = self.link.upgrade(&mut self.framing.buffer, tls).await?;
        Ok((Self { link, ..self }, told))
    }

    /// How many bytes were queued for writing so far.
    pub(super) fn queued(&self) -> u64 {
        self.link.meter.so_far().sent + self.link.pending() as u64
    }

    pub(super) fn tag(&mut self) -> String {
        self.tags += 1;
        format!("C{}", self.tags)
    }

    /// Queues bytes of a command for writing.
    pub(super) fn queue(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) => self.link.queue(text),
            Piece::Secret(secret) => self.link.queue(secret.expose().as_bytes()),
            Piece::Literal(..) => {}
        }
    }

    pub(super) fn log_client(&self, line: impl FnOnce() -> Vec<u8>) {
        if self.link.transcript.listens() {
            self.link.transcript.client(&line());
        }
    }

    /// Writes what is queued, or reads what has come: whatever is possible first. Cancelling loses nothing.
    ///
    /// With `expecting`, silence beyond the patience is an error.
    pub(super) async fn step(&mut self, expecting: bool) -> Result<()> {
        let heard = &mut self.framing.buffer;
        let stepped = if expecting {
            self.link.step_within(self.patience, heard).await
        } else {
            self.link.step(heard).await
        };
        stepped.map_err(|broken| self.broken(broken))
    }

    /// The next response that has arrived whole.
    pub(super) async fn arrived(&mut self) -> Result<Option<Response>> {
        let Some(raw) = self.framing.next().await? else {
            return Ok(None);
        };
        let mut response = response::read(&raw);
        if self.link.transcript.listens() {
            self.link.transcript.server(&self.shown(&raw, response.as_ref()));
        }
        if let Some(Response::Notice(outcome) | Response::Completion { outcome, .. }) = &mut response
            && !self.link.hidden.is_empty()
        {
            outcome.text = String::from_utf8_lossy(&self.link.veiled(outcome.text.as_bytes())).into_owned();
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
            _ if self.link.hidden.is_empty() => shown(raw, response),
            // A challenge is half of a proof.
            Some(Response::Continuation(challenge)) if !challenge.is_empty() => b"+ ***".to_vec(),
            _ => self.link.veiled(&shown(raw, response)),
        }
    }

    fn broken(&self, broken: Broken) -> Error {
        let (detail, error) = (broken.to_string(), Error::from(broken));
        let error = match self.framing.unfinished() {
            Some(words) => Error::new(error.kind(), words).because(detail),
            None => error,
        };
        error.retrying(Retry::Unsure)
    }
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
