//! One file per command, or for those that are told in the same words. To add one: write the file with its `run`, and
//! name it here and in [`run`].

mod auth;
mod bdat;
mod data;
mod hello;
mod mail;
mod rcpt;

use std::io;

use super::{
    reply::{Answer, Reply, Then},
    session::Session,
};

pub(super) async fn run(session: &mut Session, verb: &str, argument: &str) -> io::Result<Answer> {
    Ok(match verb {
        "AUTH" => return auth::run(session, argument).await,
        "DATA" => return data::run(session, argument).await,
        "BDAT" => return bdat::run(session, argument).await,
        "EHLO" => hello::run(session, argument, true),
        "HELO" => hello::run(session, argument, false),
        "MAIL" => mail::run(session, argument),
        "RCPT" => rcpt::run(session, argument),
        "STARTTLS" => start_tls(session, argument),
        "RSET" => nothing(argument).map(|()| {
            session.transaction = None;
            Reply::ok("2.0.0", "Nothing is under way")
        }),
        "NOOP" => Ok(Reply::ok("2.0.0", "Nothing done")),
        "QUIT" => nothing(argument).map(|()| Reply::new(221, "2.0.0", "Bye").then(Then::Close)),
        "HELP" => Ok(Reply::new(214, "2.0.0", "RFC 5321 says it all")),
        // RFC 5321 §3.5.3: nobody learns who is here.
        "VRFY" if argument.is_empty() => Err(Reply::bad_argument("Name somebody")),
        "VRFY" => Ok(Reply::new(252, "2.0.0", "Try and see")),
        "EXPN" => Err(Reply::new(502, "5.5.1", "There are no lists here")),
        _ => Err(Reply::new(500, "5.5.1", "Unknown command")),
    })
}

/// RFC 3207 §4.
fn start_tls(session: &Session, argument: &str) -> Answer {
    nothing(argument)?;
    if session.peer.encrypted {
        return Err(Reply::bad_sequence("TLS is on already"));
    }
    if !session.peer.offers_start_tls() {
        return Err(Reply::new(502, "5.5.1", "STARTTLS is not possible here"));
    }
    Ok(Reply::new(220, "2.0.0", "Begin TLS").then(Then::StartTls))
}

fn nothing(argument: &str) -> Result<(), Reply> {
    if argument.is_empty() { Ok(()) } else { Err(Reply::bad_argument("The command takes no argument")) }
}
