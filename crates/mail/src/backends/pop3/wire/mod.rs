//! Lines, replies and bodies, on one connection.

mod body;
mod reply;
mod unstuffing;

pub(super) use reply::{Refusal, Reply};
#[cfg(any(test, fuzzing))]
pub(super) use unstuffing::{stuffed, unstuffed};

use super::fault;
use super::open::Pop3;
use crate::reaching::Link;
use crate::{Error, Result, Retry};
use bytes::BytesMut;
use carteiro_world::dial::Stream;
use carteiro_world::spool::Spools;
use carteiro_world::{Secret, phrase};
use std::time::Duration;

/// The longest line that is no line of a message; RFC 2449 §4 has 512.
const LONGEST_LINE: usize = 64 * 1024;

/// One connection, line by line.
pub(super) struct Wire {
    pub(super) link: Link,
    /// What has arrived and is not yet looked at.
    buffer: BytesMut,
    /// Where in the buffer the search for the end of a line goes on.
    looked: usize,
    /// How long the server may be silent while something is expected of it.
    patience: Duration,
    spools: Spools,
    /// Answers that the server owes us. What is said while it owes none begins a turn.
    owed: usize,
}

impl Wire {
    pub(super) fn new(stream: Stream, pop3: &Pop3) -> Self {
        Self {
            link: Link::new(stream, &pop3.world, pop3.meter.clone()).without_turns(),
            buffer: BytesMut::new(),
            looked: 0,
            patience: pop3.config.patience,
            spools: pop3.spools.clone(),
            owed: 0,
        }
    }

    /// Puts the connection under TLS.
    pub(super) async fn upgrade<F, T>(mut self, tls: impl FnOnce(Stream) -> F) -> Result<(Self, T)>
    where
        F: Future<Output = Result<(Stream, T)>>,
    {
        self.looked = 0;
        let (link, told) = self.link.upgrade(&mut self.buffer, tls).await?;
        Ok((Self { link, ..self }, told))
    }

    /// Queues a command.
    pub(super) fn command(&mut self, command: &str) {
        self.link.meter.command();
        self.say(command, None);
    }

    /// Queues a command whose argument is for nobody's eyes.
    pub(super) fn command_with(&mut self, command: &str, secret: Secret) {
        self.link.meter.command();
        self.say(&format!("{command} "), Some(secret));
    }

    /// Queues a line.
    pub(super) fn say(&mut self, text: &str, secret: Option<Secret>) {
        let begins_turn = self.owed == 0;
        self.link.meter.count(|cost| cost.turns += u64::from(begins_turn));
        self.owed += 1;
        if self.link.transcript.listens() {
            let shown = format!("{text}{}", if secret.is_some() { "***" } else { "" });
            self.link.transcript.client(shown.as_bytes());
        }
        self.link.queue(text.as_bytes());
        if let Some(secret) = secret {
            self.link.confide(secret);
        }
        self.link.queue(b"\r\n");
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
        let line = self.link.veiled(&line);
        let reply = reply::read(&line);
        if self.link.transcript.listens() {
            match &reply {
                // A challenge is half of a proof.
                Some(Reply::Challenge(challenge)) if !challenge.is_empty() => {
                    self.link.transcript.server(b"+ ***");
                }
                Some(_) => self.link.transcript.server(&line),
                None => self.link.transcript.server(format!("<{} bytes>", line.len()).as_bytes()),
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
        let stepped = self.link.step_within(self.patience, &mut self.buffer).await;
        stepped.map_err(|broken| Error::from(broken).retrying(Retry::Unsure))
    }
}
