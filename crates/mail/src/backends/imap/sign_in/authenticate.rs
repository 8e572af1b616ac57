//! Showing the credential: AUTHENTICATE (RFC 9051 §6.2.2), or LOGIN where nothing better is offered.

use super::{Features, refused};
use crate::backends::imap::fault;
use crate::backends::imap::open::Imap;
use crate::backends::imap::wire::command::{Command, Piece};
use crate::backends::imap::wire::response::{Code, Outcome, Response, Status};
use crate::backends::imap::wire::{Wire, veiled};
use crate::{Error, Kind, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use carteiro_auth::Credential;
use carteiro_auth::sasl::{Channel, Fault, Mechanism, Server, Unfit, choose};
use carteiro_world::{Secret, phrase};

/// What a server that signs somebody in has for a dialogue; the most is SCRAM's, with three turns.
const MOST_CHALLENGES: usize = 8;

/// Signs in; answers how, and the codes of the completion, which may tell the new capabilities.
pub(super) async fn authenticate(
    imap: &Imap,
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<(&'static str, Vec<Code>)> {
    let secret = match credential {
        Credential::Password { password, .. } => password,
        Credential::Bearer { token, .. } => token,
    };
    wire.hidden.push(secret.clone());
    let done = show(imap, wire, features, credential, channel).await;
    wire.hidden.clear();
    let (name, outcome) = done?;
    match outcome {
        Ended { outcome: Outcome { status: Status::Ok, code, .. }, .. } => {
            Ok((name, code.into_iter().collect()))
        }
        Ended { outcome, told } => Err(refused::by_server(credential, &outcome, &told)),
    }
}

/// How it ended, and what the server told of it within the dialogue.
struct Ended {
    outcome: Outcome,
    told: String,
}

async fn show(
    imap: &Imap,
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
    channel: &Channel,
) -> Result<(&'static str, Ended)> {
    let offers = |name: &str| features.has(&format!("AUTH={name}"));
    let server = Server { offers: &offers, channel, host: &imap.config.host, port: imap.config.port };
    match (choose(credential, &server, &imap.random), credential) {
        (Ok(mechanism), _) => {
            let name = mechanism.name();
            dialogue(wire, features, mechanism).await.map(|ended| (name, ended))
        }
        (Err(Unfit::NoneOffered), Credential::Password { user, password })
            if !features.has("LOGINDISABLED") =>
        {
            login(wire, user, password).await.map(|ended| ("LOGIN", ended))
        }
        (Err(unfit), _) => {
            let kind = match unfit {
                Unfit::NoneOffered => Kind::Unsupported,
                Unfit::TokenInTheClear => Kind::Tls,
                Unfit::Characters => Kind::InvalidInput,
            };
            Err(Error::new(kind, unfit.words()))
        }
    }
}

async fn login(wire: &mut Wire, user: &str, password: &Secret) -> Result<Ended> {
    let login = Command::new("LOGIN").astring(user).secret(password);
    if login.pieces.iter().any(|piece| matches!(piece, Piece::Literal(..))) {
        // A server without AUTHENTICATE PLAIN gives no way to say in which charset the name is (RFC 6855 §5).
        return Err(Error::new(Kind::Unsupported, phrase!("sign-in-not-ascii")));
    }
    let tag = wire.tag();
    wire.cost.commands += 1;
    wire.log_client(|| login.shown(&tag));
    wire.out.extend_from_slice(format!("{tag} ").as_bytes());
    for piece in &login.pieces {
        if let Piece::Secret(quoted) = piece {
            wire.hidden.push(quoted.clone());
        }
        wire.queue(piece);
    }
    wire.out.extend_from_slice(b"\r\n");
    loop {
        if let Heard::End(outcome) = heard(wire, &tag).await? {
            return Ok(Ended { outcome, told: String::new() });
        }
    }
}

async fn dialogue(wire: &mut Wire, features: &Features, mut mechanism: Box<dyn Mechanism>) -> Result<Ended> {
    let tag = wire.tag();
    wire.cost.commands += 1;
    let mut start = format!("{tag} AUTHENTICATE {}", mechanism.name());
    let initial = if features.has("SASL-IR") { mechanism.initial() } else { None };
    if initial.is_some() {
        start.push(' ');
    }
    wire.log_client(|| format!("{start}{}", if initial.is_some() { "***" } else { "" }).into_bytes());
    wire.out.extend_from_slice(start.as_bytes());
    match initial {
        Some(initial) => say(wire, &initial),
        None => wire.out.extend_from_slice(b"\r\n"),
    }
    let mut fault: Option<Fault> = None;
    for _ in 0..MOST_CHALLENGES {
        let challenge = match heard(wire, &tag).await? {
            Heard::Challenge(challenge) => challenge,
            Heard::End(outcome) => {
                if outcome.status == Status::Ok && fault.is_none() {
                    fault = mechanism.verified().err();
                }
                return match fault {
                    None => Ok(Ended { told: told(wire, &*mechanism), outcome }),
                    Some(Fault::Refused(text)) if outcome.status != Status::Ok => {
                        Ok(Ended { told: text, outcome })
                    }
                    Some(fault) => Err(Error::new(Kind::Protocol, fault.words()).because(outcome.text)),
                };
            }
        };
        let challenge = BASE64.decode(&challenge).unwrap_or_default();
        // It may be a second's work.
        let answering = tokio::task::spawn_blocking(move || (mechanism.answer(&challenge), mechanism));
        let (answer, same) = answering.await.map_err(Error::internal)?;
        mechanism = same;
        wire.log_client(|| if answer.is_ok() { b"***".to_vec() } else { b"*".to_vec() });
        match answer {
            Ok(answer) => say(wire, &answer),
            // Gives up (RFC 9051 §6.2.2); the server answers with a completion.
            Err(found) => {
                wire.out.extend_from_slice(b"*\r\n");
                fault.get_or_insert(found);
            }
        }
    }
    Err(fault::protocol(Fault::OutOfTurn.words()))
}

/// What matters of what a server says while somebody signs in.
enum Heard {
    Challenge(Vec<u8>),
    End(Outcome),
}

async fn heard(wire: &mut Wire, tag: &str) -> Result<Heard> {
    /// More than this between two of our lines is no answer.
    const MOST: usize = 100;
    for _ in 0..MOST {
        match wire.receive().await? {
            Response::Continuation(challenge) => return Ok(Heard::Challenge(challenge.to_vec())),
            Response::Completion { tag: done, outcome } if done == tag.as_bytes() => {
                return Ok(Heard::End(outcome));
            }
            Response::Notice(Outcome { status: Status::Bye, text, .. }) => return Err(fault::lost(text)),
            _ => {}
        }
    }
    Err(fault::protocol(phrase!("imap-endless", count = MOST)))
}

/// What the server told of its refusal, without what it was told.
fn told(wire: &Wire, mechanism: &dyn Mechanism) -> String {
    let told = mechanism.refusal().unwrap_or_default();
    String::from_utf8_lossy(&veiled(told.as_bytes(), &wire.hidden)).into_owned()
}

fn say(wire: &mut Wire, words: &Secret) {
    // An empty answer is said as "=" only along with the command; no mechanism here has one (RFC 4959 §3).
    let encoded = Secret::new(BASE64.encode(words.expose()));
    wire.queue(&Piece::Secret(encoded.clone()));
    wire.out.extend_from_slice(b"\r\n");
    wire.hidden.push(encoded);
}
