use super::super::{
    args::Args,
    reply::{Answer, Reply},
    sequence_set,
    session::Session,
};
use crate::{Account, Capability, Flag};

/// RFC 9051 §6.4.3. The removals are told with those of others.
pub(super) fn run(session: &mut Session, args: &Args<'_>) -> Answer {
    args.end()?;
    let (account, view) = session.selected_for_writing()?;
    remove(&account, view.folder, |_| true);
    Ok(Reply::ok("Expunged"))
}

/// UID EXPUNGE (RFC 4315 §2.1).
pub(super) fn by_uid(session: &mut Session, args: &mut Args<'_>) -> Answer {
    session.needs(Capability::UidPlus)?;
    args.space()?;
    let set = args.sequence_set()?;
    args.end()?;
    let (account, view) = session.selected_for_writing()?;
    let ranges = set.ranges(view.highest_uid());
    remove(&account, view.folder, |uid| sequence_set::has(&ranges, uid));
    Ok(Reply::ok("Expunged"))
}

pub(super) fn remove(account: &Account, folder: u32, wanted: impl Fn(u32) -> bool) {
    account.write(|mailbox| {
        let Some(folder) = mailbox.by_uid_validity_mut(folder) else {
            return;
        };
        let doomed =
            folder.messages().filter(|message| message.flags.has(&Flag::Deleted) && wanted(message.uid));
        for uid in doomed.map(|message| message.uid).collect::<Vec<_>>() {
            folder.remove(uid);
        }
    });
}
