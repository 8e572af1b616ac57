use super::super::{
    args::{Args, Parsed},
    reply::{Answer, Reply},
    sequence_set::{SequenceSet, compact},
    session::Session,
    view::Numbers,
};
use crate::{Capability, store::Copied};

/// COPY (RFC 9051 §6.4.7).
pub(super) fn copy(session: &mut Session, args: &mut Args<'_>, by: Numbers) -> Answer {
    let (set, to) = read(args)?;
    let (account, view) = session.selected()?;
    let uids = view.pick(&set, by)?.into_iter().map(|(_, uid)| uid).collect::<Vec<_>>();
    let from = view.folder;
    if !uids.is_empty() {
        session.has_room()?;
    }
    let copied = account.write(|mailbox| mailbox.copy_to(from, &uids, &to)).map_err(Reply::target)?;
    let reply = Reply::ok("Copied");
    Ok(match code(session, &copied) {
        Some(code) => reply.coded(code),
        None => reply,
    })
}

/// MOVE. COPYUID comes in an untagged OK, before the EXPUNGEs (RFC 6851 §4.3).
pub(super) fn move_(session: &mut Session, args: &mut Args<'_>, by: Numbers) -> Answer {
    session.needs(Capability::Move)?;
    let (set, to) = read(args)?;
    let (account, view) = session.selected_for_writing()?;
    let uids = view.pick(&set, by)?.into_iter().map(|(_, uid)| uid).collect::<Vec<_>>();
    let from = view.folder;
    if !uids.is_empty() {
        session.has_room()?;
    }
    let moved = account.write(|mailbox| mailbox.move_to(from, &uids, &to)).map_err(Reply::target)?;
    if let Some(code) = code(session, &moved) {
        session.untagged(&format!("OK [{code}] Moved"));
    }
    Ok(Reply::ok("Moved"))
}

fn read(args: &mut Args<'_>) -> Parsed<(SequenceSet, String)> {
    args.space()?;
    let set = args.sequence_set()?;
    args.space()?;
    let to = args.mailbox()?;
    args.end()?;
    Ok((set, to))
}

/// RFC 4315 §3. Nothing copied, nothing told.
fn code(session: &Session, copied: &Copied) -> Option<String> {
    let told = session.peer.knows(Capability::UidPlus) && !copied.uids.is_empty();
    told.then(|| {
        let there = compact(copied.uids.iter().map(|(there, _)| *there));
        let here = compact(copied.uids.iter().map(|(_, here)| *here));
        format!("COPYUID {} {there} {here}", copied.uid_validity)
    })
}
