use std::io;

use super::super::{
    reply::{Answer, Reply},
    session::Session,
};
use crate::{Capability, sasl};

/// AUTH (RFC 5034 §4), with the response in the same line or, as Office 365 wants it, in the next.
pub(super) async fn run(session: &mut Session, argument: &[u8]) -> io::Result<Answer> {
    if let Err(refusal) = may_start(session) {
        return Ok(Err(refusal));
    }
    let Ok(argument) = str::from_utf8(argument) else {
        return Ok(Err(Reply::err("Unknown mechanism")));
    };
    let (mechanism, initial) = match argument.split_once(' ') {
        Some((_, _)) if !session.peer.knows(Capability::SaslIr) => {
            return Ok(Err(Reply::err("Protocol error: the response goes in a line of its own")));
        }
        Some((mechanism, initial)) => (mechanism, Some(initial.as_bytes())),
        None => (argument, None),
    };
    let account = sasl::authenticate(&mut session.peer, mechanism, initial).await?;
    Ok(account.map_err(Reply::from).and_then(|account| session.enter(account)))
}

pub(super) fn may_start(session: &Session) -> Result<(), Reply> {
    session.not_signed_in()?;
    if session.peer.may_send_password() { Ok(()) } else { Err(Reply::err("Start TLS first")) }
}
