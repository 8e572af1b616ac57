use super::{
    super::{
        reply::{Answer, Reply},
        session::Session,
    },
    nothing, number,
};

/// DELE (RFC 1939 §5) only marks; QUIT removes.
pub(super) fn run(session: &mut Session, argument: &[u8]) -> Answer {
    let maildrop = session.maildrop()?;
    maildrop.mark_as_deleted(number(argument)?)?;
    Ok(Reply::ok("Marked as deleted"))
}

/// RSET (RFC 1939 §5).
pub(super) fn reset(session: &mut Session, argument: &[u8]) -> Answer {
    let maildrop = session.maildrop()?;
    nothing(argument)?;
    maildrop.unmark();
    Ok(Reply::ok("Nothing is marked"))
}
