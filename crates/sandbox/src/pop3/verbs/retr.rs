use super::{
    super::{
        reply::{Answer, Body, Reply},
        session::Session,
    },
    number,
};
use crate::Capability;

/// RETR (RFC 1939 §5).
pub(super) fn run(session: &mut Session, argument: &[u8]) -> Answer {
    let maildrop = session.maildrop()?;
    let number = number(argument)?;
    let (_, size) = maildrop.listed(number)?;
    let message = maildrop.message(number)?;
    Ok(Reply::ok(format!("{size} octets")).body(Body::Message(message.into(), None)))
}

/// TOP (RFC 1939 §7): the header, the empty line, and so many lines of the text.
pub(super) fn top(session: &mut Session, argument: &[u8]) -> Answer {
    session.needs(Capability::Top)?;
    let maildrop = session.maildrop()?;
    let mut words = argument.split(|byte| *byte == b' ');
    let (Some(message), Some(lines), None) = (words.next(), words.next(), words.next()) else {
        return Err(Reply::err("TOP takes a message and a count of lines"));
    };
    let (message, lines) = (number(message)?, number(lines)?);
    let message = maildrop.message(message)?;
    Ok(Reply::ok("The top of it").body(Body::Message(message.into(), Some(lines))))
}
