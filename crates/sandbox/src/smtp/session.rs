use std::io;

use super::{
    reply::{Reply, Then},
    verbs,
};
use crate::{
    Account, Capability,
    outbox::{Recipient, Sender},
    peer::Peer,
    wire::Line,
};

/// RFC 4954 §4: a line of AUTH may have so many bytes, and no other command needs more.
const LONGEST_COMMAND: usize = 12 * 1024;

/// One client on one connection.
pub(super) struct Session {
    pub peer: Peer,
    pub hello: Option<Hello>,
    pub account: Option<Account>,
    pub transaction: Option<Transaction>,
}

/// How the client introduced itself.
pub(super) struct Hello {
    pub name: String,
    /// With EHLO.
    pub extended: bool,
}

/// A message on its way in (RFC 5321 §3.3).
pub(super) struct Transaction {
    pub sender: Sender,
    pub recipients: Vec<Recipient>,
    /// What BDAT has brought so far; `None` once it was too much (RFC 3030).
    pub chunks: Option<Vec<u8>>,
    pub has_chunks: bool,
}

/// Speaks SMTP on a connection until one side ends it.
pub(crate) async fn serve(peer: Peer) -> io::Result<()> {
    Session { peer, hello: None, account: None, transaction: None }.run().await
}

impl Session {
    async fn run(&mut self) -> io::Result<()> {
        self.reply(&Reply::plain(220, "sandbox.test ESMTP Carteiro sandbox ready")).await?;
        loop {
            let line = match self.peer.wire.whole_line(LONGEST_COMMAND).await? {
                Line::Whole(line) => line,
                Line::TooLong => return self.refuse(&Reply::new(500, "5.5.2", "Line too long")).await,
                Line::Closed => return Ok(()),
            };
            if self.peer.falls_silent() {
                return self.peer.wire.fall_silent().await;
            }
            // RFC 5321 §2.3.8.
            let Some(line) = line.strip_suffix(b"\r\n") else {
                return self.refuse(&Reply::new(500, "5.5.2", "A line ends in CR and LF")).await;
            };
            let line = String::from_utf8_lossy(line);
            let (verb, argument) = line.split_once(' ').unwrap_or((&line, ""));
            let verb = verb.to_ascii_uppercase();
            self.peer.note(if verb == "AUTH" { "AUTH ***".to_owned() } else { line.clone().into_owned() });
            if self.peer.wire.has_input() && verb != "BDAT" && !self.peer.knows(Capability::Pipelining) {
                return self
                    .refuse(&Reply::new(503, "5.5.0", "Wait for the answer before the next command"))
                    .await;
            }
            let reply = verbs::run(self, &verb, argument).await?.unwrap_or_else(|refusal| refusal);
            match reply.then {
                Then::Refuse => return self.refuse(&reply).await,
                Then::Next => self.reply(&reply).await?,
                Then::Close => {
                    self.reply(&reply).await?;
                    return self.peer.wire.close().await;
                }
                Then::StartTls => {
                    self.reply(&reply).await?;
                    self.peer.start_tls().await?;
                    // RFC 3207 §4.2: nothing learned before counts.
                    (self.hello, self.account, self.transaction) = (None, None, None);
                }
            }
        }
    }

    async fn reply(&mut self, reply: &Reply) -> io::Result<()> {
        let enhanced = self.peer.knows(Capability::EnhancedStatusCodes);
        reply.write(enhanced, &mut self.peer.wire.output);
        self.peer.wire.flush_if_full().await
    }

    async fn refuse(&mut self, reply: &Reply) -> io::Result<()> {
        self.reply(reply).await?;
        self.peer.wire.close_and_drain().await
    }

    /// What EHLO told of.
    pub fn has_extension(&self, capability: Capability) -> bool {
        self.hello.as_ref().is_some_and(|hello| hello.extended) && self.peer.knows(capability)
    }

    pub fn transaction(&mut self) -> Result<&mut Transaction, Reply> {
        self.transaction.as_mut().ok_or_else(|| Reply::bad_sequence("MAIL goes first"))
    }
}
