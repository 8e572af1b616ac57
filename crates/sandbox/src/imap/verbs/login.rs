use super::{
    super::{
        args::Args,
        reply::{Answer, Reply},
        session::Session,
    },
    capability,
};
use crate::{Account, Fault};

pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    args.space()?;
    let user = args.astring()?;
    args.space()?;
    let password = args.astring()?;
    args.end()?;
    may_start(session)?;
    let account = session.peer.sign_in(&user, &password)?;
    Ok(welcome(session, account))
}

pub(super) fn welcome(session: &mut Session, account: Account) -> Reply {
    if session.peer.has(&Fault::Alert) {
        session.untagged("OK [ALERT] Closed for maintenance on Sunday");
    }
    session.account = Some(account);
    Reply::ok("Signed in").coded(capability::code(session))
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
