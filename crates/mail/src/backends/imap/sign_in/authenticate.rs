//! Showing the credential: AUTHENTICATE (RFC 9051 §6.2.2), or LOGIN where nothing better is offered.

use super::{Features, command};
use crate::backends::imap::fault;
use crate::backends::imap::wire::Wire;
use crate::backends::imap::wire::command::{Command, Piece};
use crate::backends::imap::wire::response::{Code, Outcome, Response, Status};
use crate::{Error, Kind, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use carteiro_auth::Credential;
use carteiro_auth::sasl::{self, Mechanism};
use carteiro_world::{Secret, phrase};

/// Signs in; answers how, and the codes of the completion, which may tell the new capabilities.
pub(super) async fn authenticate(
    wire: &mut Wire,
    features: &Features,
    credential: &Credential,
) -> Result<(&'static str, Vec<Code>)> {
    if let Some(mechanism) = sasl::choose(credential, |name| features.has(&format!("AUTH={name}"))) {
        let name = mechanism.name();
        return dialogue(wire, features, mechanism).await.map(|codes| (name, codes));
    }
    match credential {
        Credential::Password { user, password } if !features.has("LOGINDISABLED") => {
            login(wire, user, password).await.map(|codes| ("LOGIN", codes))
        }
        _ => Err(Error::new(Kind::Unsupported, phrase!("sign-in-no-mechanism"))),
    }
}

async fn login(wire: &mut Wire, user: &str, password: &Secret) -> Result<Vec<Code>> {
    let login = Command::new("LOGIN").astring(user).secret(password);
    if login.pieces.iter().any(|piece| matches!(piece, Piece::Literal(..))) {
        // A server without AUTHENTICATE PLAIN gives no way to say in which charset the name is (RFC 6855 §5).
        return Err(Error::new(Kind::Unsupported, phrase!("sign-in-not-ascii")));
    }
    command(wire, login).await.map(|(_, codes)| codes).map_err(refused)
}

async fn dialogue(
    wire: &mut Wire,
    features: &Features,
    mut mechanism: Box<dyn Mechanism>,
) -> Result<Vec<Code>> {
    let tag = wire.tag();
    wire.cost.commands += 1;
    let mut start = format!("{tag} AUTHENTICATE {}", mechanism.name());
    let initial = if features.has("SASL-IR") { mechanism.initial() } else { None };
    if initial.is_some() {
        start.push(' ');
    }
    wire.log_client(|| format!("{start}{}", if initial.is_some() { "***" } else { "" }).into_bytes());
    wire.out.extend_from_slice(start.as_bytes());
    if let Some(initial) = initial {
        say(wire, &initial);
    } else {
        wire.out.extend_from_slice(b"\r\n");
    }
    loop {
        match wire.receive().await? {
            Response::Continuation(challenge) => {
                let challenge = BASE64.decode(&challenge).unwrap_or_default();
                wire.log_client(|| b"***".to_vec());
                match mechanism.answer(&challenge) {
                    Some(answer) => say(wire, &answer),
                    // Gives up (RFC 9051 §6.2.2); the server answers with a completion.
                    None => wire.out.extend_from_slice(b"*\r\n"),
                }
            }
            Response::Completion { tag: done, outcome } if done == tag.as_bytes() => {
                let Outcome { status, code, text } = outcome;
                return match status {
                    Status::Ok => Ok(code.into_iter().collect()),
                    status => Err(refused(fault::refused(status, code.as_ref(), &text))),
                };
            }
            Response::Notice(Outcome { status: Status::Bye, text, .. }) => return Err(fault::lost(text)),
            _ => {}
        }
    }
}

fn say(wire: &mut Wire, words: &Secret) {
    // An empty answer is said as "=" only along with the command; no mechanism here has one (RFC 4959 §3).
    let encoded = Secret::new(BASE64.encode(words.expose()));
    wire.queue(&Piece::Secret(encoded));
    wire.out.extend_from_slice(b"\r\n");
}

/// Old servers refuse a password without any code.
fn refused(error: Error) -> Error {
    match error.kind() {
        Kind::Rejected | Kind::Protocol if error.retry() == crate::Retry::Never => {
            Error::new(Kind::SignInFailed, phrase!("sign-in-refused"))
                .because(error.detail().unwrap_or_default())
        }
        _ => error,
    }
}
