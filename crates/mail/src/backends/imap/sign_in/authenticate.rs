//! Showing the credential: AUTHENTICATE (RFC 9051 §6.2.2), or LOGIN where nothing better is offered.

use super::{Features, refused};
use crate::backends::imap::fault;
use crate::backends::imap::open::Imap;
use crate::backends::imap::wire::Wire;
use crate::backends::imap::wire::command::{Command, Piece};
use crate::backends::imap::wire::response::{Code, Outcome, Response, Status};
use crate::reaching::{self, Ended, Exchange, Heard};
use crate::{Error, Kind, Result};
use carteiro_auth::Credential;
use carteiro_auth::sasl::{Channel, Server, Unfit, choose};
use carteiro_world::{Secret, phrase};

/// Signs in; answers how, and the codes of the completion, which may tell the new capabilities.
pub(super) async fn authenticate(
    imap: &Imap,
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<(&'static str, Vec<Code>)> {
    wire.link.hidden.push(credential.secret().clone());
    let done = show(imap, wire, features, credential, channel).await;
    wire.link.hidden.clear();
    let (name, Ended { accepted, outcome, told }) = done?;
    if accepted {
        return Ok((name, outcome.code.into_iter().collect()));
    }
    Err(refused::by_server(credential, &outcome, &told))
}

async fn show(
    imap: &Imap,
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<(&'static str, Ended<Outcome>)> {
    let offers = |name: &str| features.has(&format!("AUTH={name}"));
    let server = Server { offers: &offers, channel, host: &imap.config.host, port: imap.config.port };
    match (choose(credential, &server, &imap.world.random), credential) {
        (Ok(mechanism), _) => {
            let name = mechanism.name();
            let mut lines = Authenticate { tag: wire.tag(), initial: features.has("SASL-IR"), wire };
            reaching::show(&mut lines, mechanism).await.map(|ended| (name, ended))
        }
        (Err(Unfit::NoneOffered), Credential::Password { user, password })
            if !features.has("LOGINDISABLED") =>
        {
            login(wire, user, password).await.map(|ended| ("LOGIN", ended))
        }
        (Err(unfit), _) => Err(reaching::unfit(unfit)),
    }
}

async fn login(wire: &mut Wire, user: &str, password: &Secret) -> Result<Ended<Outcome>> {
    let login = Command::new("LOGIN").astring(user).secret(password);
    if login.pieces.iter().any(|piece| matches!(piece, Piece::Literal(..))) {
        // A server without AUTHENTICATE PLAIN gives no way to say in which charset the name is (RFC 6855 §5).
        return Err(Error::new(Kind::Unsupported, phrase!("sign-in-not-ascii")));
    }
    let tag = wire.tag();
    wire.link.meter.command();
    wire.log_client(|| login.shown(&tag));
    wire.link.queue(format!("{tag} ").as_bytes());
    for piece in &login.pieces {
        if let Piece::Secret(quoted) = piece {
            wire.link.hidden.push(quoted.clone());
        }
        wire.queue(piece);
    }
    wire.link.queue(b"\r\n");
    loop {
        let (accepted, outcome) = match heard(wire, &tag).await? {
            Heard::Challenge(_) => continue,
            Heard::Accepted(outcome) => (true, outcome),
            Heard::Refused(outcome) => (false, outcome),
        };
        return Ok(Ended { accepted, outcome, told: String::new() });
    }
}

/// AUTHENTICATE, line by line.
struct Authenticate<'a> {
    wire: &'a mut Wire,
    tag: String,
    /// SASL-IR (RFC 4959).
    initial: bool,
}

impl Exchange for Authenticate<'_> {
    type Outcome = Outcome;

    fn takes_initial(&self) -> bool {
        self.initial
    }

    fn begin(&mut self, mechanism: &str, initial: Option<Secret>) {
        self.wire.link.meter.command();
        let start = format!("{} AUTHENTICATE {mechanism}", self.tag);
        self.wire
            .log_client(|| format!("{start}{}", if initial.is_some() { " ***" } else { "" }).into_bytes());
        self.wire.link.queue(start.as_bytes());
        if let Some(initial) = initial {
            self.wire.link.queue(b" ");
            self.wire.link.confide(initial);
        }
        self.wire.link.queue(b"\r\n");
    }

    fn say(&mut self, answer: Secret) {
        self.wire.log_client(|| b"***".to_vec());
        self.wire.link.confide(answer);
        self.wire.link.queue(b"\r\n");
    }

    fn give_up(&mut self) {
        self.wire.log_client(|| b"*".to_vec());
        self.wire.link.queue(b"*\r\n");
    }

    async fn heard(&mut self) -> Result<Heard<Outcome>> {
        heard(self.wire, &self.tag).await
    }

    fn text(outcome: &Outcome) -> &str {
        &outcome.text
    }

    fn hidden(&self) -> &[Secret] {
        &self.wire.link.hidden
    }
}

async fn heard(wire: &mut Wire, tag: &str) -> Result<Heard<Outcome>> {
    /// More than this between two of our lines is no answer.
    const MOST: usize = 100;
    for _ in 0..MOST {
        match wire.receive().await? {
            Response::Continuation(challenge) => return Ok(Heard::Challenge(challenge.to_vec())),
            Response::Completion { tag: done, outcome } if done == tag.as_bytes() => {
                return Ok(if outcome.status == Status::Ok {
                    Heard::Accepted(outcome)
                } else {
                    Heard::Refused(outcome)
                });
            }
            Response::Notice(Outcome { status: Status::Bye, text, .. }) => return Err(fault::lost(text)),
            _ => {}
        }
    }
    Err(fault::protocol(phrase!("imap-endless", count = MOST)))
}
