use super::{
    super::{
        reply::{Answer, Body, Reply},
        session::Session,
    },
    nothing, number,
};

/// LIST (RFC 1939 §5).
pub(super) fn run(session: &mut Session, argument: &[u8]) -> Answer {
    let maildrop = session.maildrop()?;
    if !argument.is_empty() {
        let number = number(argument)?;
        let (_, size) = maildrop.listed(number)?;
        return Ok(Reply::ok(format!("{number} {size}")));
    }
    let lines = maildrop.list().map(|(number, _, size)| format!("{number} {size}")).collect();
    Ok(Reply::ok("Numbers and sizes").body(Body::Lines(lines)))
}

/// STAT (RFC 1939 §5).
pub(super) fn stat(session: &mut Session, argument: &[u8]) -> Answer {
    let maildrop = session.maildrop()?;
    nothing(argument)?;
    let (count, size) = maildrop.count();
    Ok(Reply::ok(format!("{count} {size}")))
}
