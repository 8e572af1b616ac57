use std::io;

use super::super::{
    reply::{Answer, Reply},
    session::Session,
};
use crate::sasl;

/// AUTH (RFC 4954 §4).
pub(super) async fn run(session: &mut Session, argument: &str) -> io::Result<Answer> {
    if let Err(refusal) = may_start(session) {
        return Ok(Err(refusal));
    }
    let (mechanism, initial) = match argument.split_once(' ') {
        Some((mechanism, initial)) => (mechanism, Some(initial.as_bytes())),
        None => (argument, None),
    };
    let account = sasl::authenticate(&mut session.peer, mechanism, initial).await?;
    Ok(account.map_err(Reply::from).map(|account| {
        session.account = Some(account);
        Reply::new(235, "2.7.0", "Signed in")
    }))
}

fn may_start(session: &Session) -> Result<(), Reply> {
    if !session.hello.as_ref().is_some_and(|hello| hello.extended) {
        return Err(Reply::bad_sequence("EHLO goes first"));
    }
    if session.account.is_some() {
        return Err(Reply::bad_sequence("Already signed in"));
    }
    if session.transaction.is_some() {
        return Err(Reply::bad_sequence("Not while a message is under way"));
    }
    if !session.peer.may_send_password() {
        return Err(Reply::new(538, "5.7.11", "Start TLS first"));
    }
    Ok(())
}
