use super::{
    super::{
        reply::{Answer, Body, Reply},
        session::Session,
    },
    number,
};
use crate::{Capability, Fault};

/// UIDL (RFC 1939 §7).
pub(super) fn run(session: &mut Session, argument: &[u8]) -> Answer {
    session.needs(Capability::Uidl)?;
    let lost = session.peer.faults.iter().find_map(|fault| match fault {
        Fault::LostAfterUidl(number) => Some(*number),
        _ => None,
    });
    let maildrop = session.maildrop()?;
    if !argument.is_empty() {
        let number = number(argument)?;
        let (unique_id, _) = maildrop.listed(number)?;
        return Ok(Reply::ok(format!("{number} {unique_id}")));
    }
    let lines = maildrop.list().map(|(number, unique_id, _)| format!("{number} {unique_id}")).collect();
    if let Some(number) = lost {
        maildrop.lose(number);
    }
    Ok(Reply::ok("Numbers and unique ids").body(Body::Lines(lines)))
}
