use std::io;

use super::super::{
    args::Args,
    reply::{Answer, Reply, Then},
    session::Session,
    view::Numbers,
};
use crate::{Account, Capability};

/// IDLE (RFC 2177): changes are told as they happen, until the client says DONE.
pub(super) async fn run(session: &mut Session, args: &Args<'_>) -> io::Result<Answer> {
    let account = match may_idle(session, args) {
        Ok(account) => account,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut changes = account.subscribe_to_changes();
    session.peer.wire.output.extend_from_slice(b"+ Idling\r\n");
    loop {
        session.tell(true, Numbers::Sequence);
        if session.folder_is_gone() {
            session.view = None;
            return Ok(Ok(Reply::ok("Idled").then(Then::Close)));
        }
        session.peer.wire.flush().await?;
        tokio::select! {
            line = session.peer.wire.line() => {
                return match line? {
                    Some(line) if line.eq_ignore_ascii_case(b"DONE") => Ok(Ok(Reply::ok("Idled"))),
                    Some(_) => Ok(Err(Reply::bad("Only DONE ends IDLE"))),
                    None => Err(io::ErrorKind::UnexpectedEof.into()),
                };
            }
            _ = changes.changed() => {}
        }
    }
}

fn may_idle(session: &Session, args: &Args<'_>) -> Result<Account, Reply> {
    session.needs(Capability::Idle)?;
    args.end()?;
    session.signed_in()
}
