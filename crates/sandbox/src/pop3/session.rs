use std::io;

use super::{
    lines,
    maildrop::Maildrop,
    reply::{Body, Reply, Then},
    verbs,
};
use crate::{
    Account, Capability,
    peer::Peer,
    wire::{Line, without_end},
};

/// RFC 2449 §4 says 255; a token in the line of AUTH is longer, and Gmail takes it.
const LONGEST_COMMAND: usize = 64 * 1024;

/// One client on one connection: before sign-in in the AUTHORIZATION state, and with a maildrop in TRANSACTION.
pub(super) struct Session {
    pub peer: Peer,
    /// Whom USER named, until the next command.
    pub user: Option<String>,
    pub maildrop: Option<Maildrop>,
}

/// Speaks POP3 on a connection until one side ends it.
pub(crate) async fn serve(peer: Peer) -> io::Result<()> {
    Session { peer, user: None, maildrop: None }.run().await
}

impl Session {
    async fn run(&mut self) -> io::Result<()> {
        self.reply(Reply::ok("Carteiro sandbox ready")).await?;
        loop {
            let line = match self.peer.wire.whole_line(LONGEST_COMMAND).await? {
                Line::Whole(line) => without_end(line),
                Line::TooLong => {
                    self.reply(Reply::err("Too long")).await?;
                    return self.peer.wire.close_and_drain().await;
                }
                Line::Closed => return Ok(()),
            };
            if self.peer.falls_silent() {
                return self.peer.wire.fall_silent().await;
            }
            if self.peer.wire.has_input() && !self.peer.knows(Capability::Pipelining) {
                self.reply(Reply::err("Wait for the answer before the next command")).await?;
                return self.peer.wire.close_and_drain().await;
            }
            let (verb, argument) = split(&line);
            self.note(&verb, &line);
            let reply = verbs::run(self, &verb, argument).await?.unwrap_or_else(|refusal| refusal);
            let then = reply.then;
            self.reply(reply).await?;
            match then {
                Then::Close => return self.peer.wire.close().await,
                Then::StartTls => self.peer.start_tls().await?,
                Then::Next => {}
            }
        }
    }

    async fn reply(&mut self, reply: Reply) -> io::Result<()> {
        let sign = if reply.ok { "+OK" } else { "-ERR" };
        let code = reply.code.filter(|_| self.peer.knows(Capability::RespCodes));
        let code = code.map(|code| format!("[{code}] ")).unwrap_or_default();
        let wire = &mut self.peer.wire;
        wire.output.extend_from_slice(format!("{sign} {code}{}\r\n", reply.text).as_bytes());
        match reply.body {
            Body::None => return wire.flush_if_full().await,
            Body::Lines(lines) => {
                for line in lines {
                    lines::write(&mut wire.output, line.as_bytes());
                }
            }
            Body::Message(message, most) => {
                let mut of_text = None;
                for line in lines::of(message.raw()) {
                    of_text = match of_text {
                        None if line.is_empty() => Some(0),
                        None => None,
                        Some(count) if most.is_some_and(|most| count >= most) => break,
                        Some(count) => Some(count + 1),
                    };
                    lines::write(&mut wire.output, line);
                    wire.send_if_full().await?;
                }
            }
        }
        wire.output.extend_from_slice(b".\r\n");
        wire.flush_if_full().await
    }

    /// Locks the maildrop of whoever has signed in.
    pub fn enter(&mut self, account: Account) -> Result<Reply, Reply> {
        let maildrop = Maildrop::open(&self.peer.site, account)?;
        let (count, size) = maildrop.count();
        self.maildrop = Some(maildrop);
        Ok(Reply::ok(format!("{count} messages, {size} octets")))
    }

    pub fn maildrop(&mut self) -> Result<&mut Maildrop, Reply> {
        self.maildrop.as_mut().ok_or_else(|| Reply::err("Sign in first"))
    }

    pub fn needs(&self, capability: Capability) -> Result<(), Reply> {
        if self.peer.knows(capability) { Ok(()) } else { Err(Reply::err("Unknown command")) }
    }

    /// Refuses what goes only before sign-in.
    pub fn not_signed_in(&self) -> Result<(), Reply> {
        if self.maildrop.is_some() { Err(Reply::err("Already signed in")) } else { Ok(()) }
    }

    fn note(&self, verb: &str, line: &[u8]) {
        let secret = matches!(verb, "PASS" | "AUTH" | "APOP");
        let line = String::from_utf8_lossy(line);
        self.peer.note(if secret { format!("{verb} ***") } else { line.into_owned() });
    }
}

fn split(line: &[u8]) -> (String, &[u8]) {
    let end = line.iter().position(|byte| *byte == b' ').unwrap_or(line.len());
    let (verb, rest) = line.split_at(end);
    (String::from_utf8_lossy(verb).to_ascii_uppercase(), rest.get(1..).unwrap_or_default())
}
