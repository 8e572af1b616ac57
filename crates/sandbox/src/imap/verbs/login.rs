use super::{
    super::{
        args::Args,
        reply::{Answer, Reply},
        session::Session,
    },
    capability,
};
use crate::Fault;

pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    args.space()?;
    let user = args.astring()?;
    args.space()?;
    let password = args.astring()?;
    args.end()?;
    sign_in(session, &user, &password)
}

pub(super) fn sign_in(session: &mut Session, user: &[u8], password: &[u8]) -> Answer {
    may_start(session)?;
    let (user, password) = (String::from_utf8_lossy(user), String::from_utf8_lossy(password));
    let Some(account) = session.peer.site.store.sign_in(&user, &password) else {
        return Err(Reply::no("AUTHENTICATIONFAILED", "Wrong name or password"));
    };
    if session.peer.faults.contains(&Fault::NewUidValidity) {
        account.write(crate::store::Mailbox::renumber);
    }
    if session.peer.faults.contains(&Fault::Alert) {
        session.untagged("OK [ALERT] Closed for maintenance on Sunday");
    }
    session.account = Some(account);
    Ok(Reply::ok("Signed in").coded(capability::code(session)))
}

pub(super) fn may_start(session: &Session) -> Result<(), Reply> {
    if session.account.is_some() {
        return Err(Reply::bad("Already signed in"));
    }
    if session.peer.may_send_password() {
        return Ok(());
    }
    // RFC 5530 §3.
    Err(Reply::no("PRIVACYREQUIRED", "Start TLS first"))
}
