use super::{
    super::{
        reply::{Answer, Reply},
        session::Session,
    },
    auth,
};
use crate::Capability;

/// USER (RFC 1939 §7). Any name is welcome, so that nobody learns who is here.
pub(super) fn run(session: &mut Session, argument: &[u8]) -> Answer {
    session.needs(Capability::User)?;
    auth::may_start(session)?;
    let name = String::from_utf8_lossy(argument).into_owned();
    if name.is_empty() {
        return Err(Reply::err("Name somebody"));
    }
    session.user = Some(name);
    Ok(Reply::ok("And the password?"))
}

/// PASS, which goes only right after USER. Spaces belong to the password (RFC 1939 §7).
pub(super) fn pass(session: &mut Session, user: Option<String>, password: &[u8]) -> Answer {
    session.needs(Capability::User)?;
    auth::may_start(session)?;
    let user = user.ok_or_else(|| Reply::err("USER goes first"))?;
    let account = session.peer.sign_in(user.as_bytes(), password)?;
    session.enter(account)
}
