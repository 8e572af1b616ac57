use std::io;

use super::{
    args::Args,
    frame::{self, Frame},
    reply::{Answer, Reply, Then},
    verbs,
    view::{Numbers, View},
};
use crate::{Account, Capability, Fault, peer::Peer};

/// One client on one connection.
pub(super) struct Session {
    pub peer: Peer,
    pub account: Option<Account>,
    pub view: Option<View>,
}

/// Speaks IMAP on a connection until one side ends it.
pub(crate) async fn serve(peer: Peer) -> io::Result<()> {
    Session { peer, account: None, view: None }.run().await
}

impl Session {
    async fn run(&mut self) -> io::Result<()> {
        let greeting = Reply::ok("Carteiro sandbox ready").coded(verbs::capability::code(self));
        self.reply("*", &greeting);
        self.peer.wire.flush().await?;
        loop {
            let literal_plus = self.peer.knows(Capability::LiteralPlus);
            let frame = frame::next(&mut self.peer.wire, literal_plus).await?;
            if self.peer.falls_silent() {
                return self.peer.wire.fall_silent().await;
            }
            let then = match frame {
                Frame::Command(command) => self.answer(&command).await?,
                Frame::TooLong(command) => {
                    let tag = Args::new(&command).tag().unwrap_or("*");
                    self.reply(tag, &Reply::bad("Too long").coded("TOOBIG"));
                    Then::Close
                }
                Frame::Closed => return Ok(()),
            };
            match then {
                Then::Close => return self.peer.wire.close().await,
                Then::StartTls => self.peer.start_tls().await?,
                Then::Next => {}
            }
            self.peer.wire.flush_if_full().await?;
        }
    }

    async fn answer(&mut self, command: &[u8]) -> io::Result<Then> {
        let mut args = Args::new(command);
        let Some(tag) = args.tag() else {
            self.reply("*", &Reply::bad("A command starts with a tag"));
            return Ok(Then::Next);
        };
        let verb = args.space().and_then(|()| args.word());
        let reply = match verb {
            Ok(verb) => {
                self.note(tag, command);
                self.dispatch(tag, &verb, &mut args).await?.unwrap_or_else(|refusal| refusal)
            }
            Err(refusal) => refusal,
        };
        self.reply(tag, &reply);
        Ok(if self.folder_is_gone() { Then::Close } else { reply.then })
    }

    async fn dispatch(&mut self, tag: &str, verb: &str, args: &mut Args<'_>) -> io::Result<Answer> {
        let (verb, by) = match verb {
            "UID" => match args.space().and_then(|()| args.word()) {
                Ok(verb) => (verb, Numbers::Uid),
                Err(refusal) => return Ok(Err(refusal)),
            },
            verb => (verb.to_owned(), Numbers::Sequence),
        };
        let answer = verbs::run(self, tag, &verb, by, args).await?;
        // RFC 9051 §7.5.1: no EXPUNGE while FETCH, STORE or SEARCH by position is answered.
        let by_position = by == Numbers::Sequence && matches!(verb.as_str(), "FETCH" | "STORE" | "SEARCH");
        if !matches!(&answer, Err(refusal) if refusal.status == "BAD") {
            self.tell(!by_position, by);
        }
        Ok(answer)
    }

    /// Writes what others did to the selected folder.
    pub fn tell(&mut self, removals: bool, by: Numbers) {
        let Self { account: Some(account), view: Some(view), peer } = self else {
            return;
        };
        account.quietly(|mailbox| {
            if let Some(folder) = mailbox.by_uid_validity_mut(view.folder) {
                view.tell(folder, removals, by, &mut peer.wire.output);
            }
        });
    }

    /// Someone else deleted the selected folder: the session ends, as Dovecot has it (RFC 2180 §3).
    pub fn folder_is_gone(&mut self) -> bool {
        let (Some(account), Some(view)) = (&self.account, &self.view) else {
            return false;
        };
        let gone = account.read(|mailbox| mailbox.by_uid_validity(view.folder).is_none());
        if gone {
            self.untagged("BYE The mailbox was deleted under us");
        }
        gone
    }

    pub fn reply(&mut self, tag: &str, reply: &Reply) {
        let code = reply.code.as_ref().map(|code| format!("[{code}] ")).unwrap_or_default();
        let line = format!("{tag} {} {code}{}\r\n", reply.status, reply.text);
        self.peer.wire.output.extend_from_slice(line.as_bytes());
    }

    pub fn untagged(&mut self, line: &str) {
        self.peer.wire.output.extend_from_slice(format!("* {line}\r\n").as_bytes());
    }

    pub fn signed_in(&self) -> Result<Account, Reply> {
        self.account.clone().ok_or_else(|| Reply::bad("Sign in first"))
    }

    pub fn selected(&mut self) -> Result<(Account, &mut View), Reply> {
        let account = self.signed_in()?;
        let view = self.view.as_mut().ok_or_else(|| Reply::bad("Select a mailbox first"))?;
        Ok((account, view))
    }

    pub fn selected_for_writing(&mut self) -> Result<(Account, &mut View), Reply> {
        let (account, view) = self.selected()?;
        if view.read_only { Err(Reply::read_only()) } else { Ok((account, view)) }
    }

    /// Refuses what would make a full mailbox fuller (RFC 9208 §4.3.1).
    pub fn has_room(&self) -> Result<(), Reply> {
        let user = self.account.as_ref().map_or("", Account::user);
        let full =
            self.peer.faults.iter().any(
                |fault| matches!(fault, Fault::FullMailbox(whom) | Fault::OverQuota(whom) if whom.is(user)),
            );
        if full { Err(Reply::no("OVERQUOTA", "The mailbox is full")) } else { Ok(()) }
    }

    pub fn needs(&self, capability: Capability) -> Result<(), Reply> {
        if self.peer.knows(capability) { Ok(()) } else { Err(Reply::bad("Unknown command or option")) }
    }

    /// Keeps the first line of a command for whoever looks on, without its tag and without passwords.
    fn note(&self, tag: &str, command: &[u8]) {
        let line = command.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let line = String::from_utf8_lossy(line.get(tag.len() + 1..).unwrap_or_default());
        let verb = line.split(' ').next().unwrap_or_default();
        let secret = verb.eq_ignore_ascii_case("LOGIN") || verb.eq_ignore_ascii_case("AUTHENTICATE");
        self.peer.note(if secret { format!("{verb} ***") } else { line.into_owned() });
    }
}
