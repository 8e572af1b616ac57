use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
};
use crate::{Capability, Flags, outside};

/// APPEND (RFC 9051 §6.3.12) and APPENDUID (RFC 4315 §3).
pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let account = session.signed_in()?;
    args.space()?;
    let name = args.mailbox()?;
    args.space()?;
    let flags = if args.peek() == Some(b'(') {
        let flags: Flags = args.list(Args::flag)?.into_iter().collect();
        args.space()?;
        flags
    } else {
        Flags::default()
    };
    let received_at = if args.peek() == Some(b'"') {
        let at = args.date_time()?;
        args.space()?;
        at
    } else {
        outside::now()
    };
    args.expect("{")?;
    let raw = args.literal()?;
    args.end()?;
    if raw.is_empty() {
        return Err(Reply::no("CANNOT", "An empty message"));
    }
    session.has_room()?;
    let (uid_validity, uid) = account
        .write(|mailbox| {
            let folder = mailbox.folder_mut(&name)?;
            Ok((folder.uid_validity(), folder.append(raw.into(), flags, received_at)))
        })
        .map_err(Reply::target)?;
    let reply = Reply::ok("Appended");
    Ok(if session.peer.knows(Capability::UidPlus) {
        reply.coded(format!("APPENDUID {uid_validity} {uid}"))
    } else {
        reply
    })
}
