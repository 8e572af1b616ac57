//! Bytes ⇄ replies and commands, on one connection.

use super::open::Smtp;
use super::reply::{Nonsense, Reading, Reply};
use crate::reaching::{Broken, Link, Meter};
use crate::{Error, Kind, Result, Retry};
use carteiro_world::dial::Stream;
use carteiro_world::phrase;
use std::fmt::Display;
use std::time::Duration;

/// For the farewell.
const FAREWELL: Duration = Duration::from_secs(5);

/// One connection. Its errors say [`Retry::Reconnect`]: who has said all of a message knows better.
pub(super) struct Wire {
    pub(super) link: Link,
    reading: Reading,
    /// How long the server may take for one answer.
    pub(super) patience: Duration,
    /// Whether a transaction was begun and not ended.
    pub(super) half_way: bool,
}

impl Wire {
    pub(super) fn new(stream: Stream, smtp: &Smtp) -> Self {
        Self {
            link: Link::new(stream, &smtp.world, Meter::default()),
            reading: Reading::default(),
            patience: smtp.config.patience,
            half_way: false,
        }
    }

    /// Puts the connection under TLS.
    pub(super) async fn upgrade<F, T>(mut self, tls: impl FnOnce(Stream) -> F) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        let (link, told) = self.link.upgrade(&mut self.reading.buffer, tls).await?;
        Ok((Self { link, reading: Reading::default(), ..self }, told))
    }

    /// Queues a command.
    pub(super) fn command(&mut self, line: &str) {
        self.shown(line);
        self.link.meter.command();
        self.link.queue(line.as_bytes());
        self.link.queue(b"\r\n");
    }

    /// Says a command and waits for its answer.
    pub(super) async fn ask(&mut self, line: &str) -> Result<Reply> {
        self.command(line);
        self.reply().await
    }

    /// We say this, for the transcript.
    pub(super) fn shown(&self, line: &str) {
        self.link.transcript.client(line.as_bytes());
    }

    /// The next answer, within the patience.
    pub(super) async fn reply(&mut self) -> Result<Reply> {
        self.reply_within(self.patience).await
    }

    /// The next answer, within `patience`, after which all that is queued is said.
    pub(super) async fn reply_within(&mut self, patience: Duration) -> Result<Reply> {
        let clock = self.link.clock.clone();
        let waiting = async {
            loop {
                if let Some(reply) = self.arrived()? {
                    return Ok(reply);
                }
                let stepped = self.link.step(&mut self.reading.buffer).await;
                stepped.map_err(|why| self.broken(why))?;
            }
        };
        let waited = clock.within(patience, waiting).await;
        waited.unwrap_or_else(|_| Err(self.broken(Broken::Silent(patience))))
    }

    /// Says all that is queued, as long as the server keeps silent: `Some` when it does not.
    pub(super) async fn say(&mut self) -> Result<Option<Reply>> {
        while self.link.pending() > 0 {
            let stepped = self.link.step_within(self.patience, &mut self.reading.buffer).await;
            stepped.map_err(|why| self.broken(why))?;
            if let Some(reply) = self.arrived()? {
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// The farewell, as far as anybody is there to hear it.
    pub(super) async fn quit(&mut self) {
        let clock = self.link.clock.clone();
        let _ = clock.within(FAREWELL, self.ask("QUIT")).await;
    }

    fn broken(&self, why: Broken) -> Error {
        match why {
            Broken::Closed if !self.reading.is_between() => lost("the last reply was cut off"),
            why => Error::from(why).retrying(Retry::Reconnect),
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
            self.link.transcript.server(b"334 ***");
            return Ok(Some(reply));
        }
        for line in &mut reply.lines {
            *line = String::from_utf8_lossy(&self.link.veiled(line.as_bytes())).into_owned();
        }
        if self.link.transcript.listens() {
            let last = reply.lines.len().saturating_sub(1);
            for (number, line) in reply.lines.iter().enumerate() {
                let between = if number == last { ' ' } else { '-' };
                self.link.transcript.server(format!("{}{between}{line}", reply.code).as_bytes());
            }
        }
        Ok(Some(reply))
    }
}

/// The connection is gone.
pub(super) fn lost(detail: impl Display) -> Error {
    Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Reconnect).because(detail)
}
