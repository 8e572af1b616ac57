//! One file per command, or for those that are told in the same words. To add one: write the file with its `run`, and
//! name it here and in [`run`].

mod auth;
mod capa;
mod dele;
mod list;
mod retr;
mod stls;
mod uidl;
mod user;

use std::io;

use super::{
    reply::{Answer, Reply, Then},
    session::Session,
};
use crate::{Capability, Fault};

pub(super) async fn run(session: &mut Session, verb: &str, argument: &[u8]) -> io::Result<Answer> {
    let named = session.user.take();
    Ok(match verb {
        "AUTH" => return auth::run(session, argument).await,
        "CAPA" => capa::run(session, argument),
        "USER" => user::run(session, argument),
        "PASS" => user::pass(session, named, argument),
        "STLS" => stls::run(session, argument),
        "UTF8" => utf8(session, argument),
        "QUIT" => return quit(session, argument),
        "NOOP" => session.maildrop().and_then(|_| nothing(argument)).map(|()| Reply::ok("Nothing done")),
        "STAT" => list::stat(session, argument),
        "LIST" => list::run(session, argument),
        "UIDL" => uidl::run(session, argument),
        "RETR" => retr::run(session, argument),
        "TOP" => retr::top(session, argument),
        "DELE" => dele::run(session, argument),
        "RSET" => dele::reset(session, argument),
        _ => Err(Reply::err("Unknown command")),
    })
}

fn quit(session: &mut Session, argument: &[u8]) -> io::Result<Answer> {
    if let Err(refusal) = nothing(argument) {
        return Ok(Err(refusal));
    }
    if session.peer.has(&Fault::CutAtQuitKept) {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    if let Some(maildrop) = session.maildrop.take() {
        maildrop.update();
    }
    if session.peer.has(&Fault::CutAtQuitRemoved) {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    Ok(Ok(Reply::ok("Bye").then(Then::Close)))
}

/// RFC 6856 §2.1. Messages are sent as they are, with and without it, as by servers that never heard of it.
fn utf8(session: &Session, argument: &[u8]) -> Answer {
    session.needs(Capability::Utf8)?;
    session.not_signed_in()?;
    nothing(argument)?;
    Ok(Reply::ok("UTF-8 is welcome"))
}

fn nothing(argument: &[u8]) -> Result<(), Reply> {
    if argument.is_empty() { Ok(()) } else { Err(Reply::err("The command takes no argument")) }
}

fn number(argument: &[u8]) -> Result<usize, Reply> {
    let digits = str::from_utf8(argument).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| Reply::err("Name a message by its number"))
}
