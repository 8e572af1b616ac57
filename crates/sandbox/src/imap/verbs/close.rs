use super::{
    super::{
        args::Args,
        reply::{Answer, Reply},
        session::Session,
    },
    expunge,
};
use crate::Capability;

/// CLOSE removes what is marked as deleted, and tells nobody here (RFC 9051 §6.4.1).
pub(super) fn run(session: &mut Session, args: &Args<'_>) -> Answer {
    args.end()?;
    let (account, view) = session.selected()?;
    if !view.read_only {
        expunge::remove(&account, view.folder, |_| true);
    }
    session.view = None;
    Ok(Reply::ok("Closed"))
}

/// RFC 3691.
pub(super) fn unselect(session: &mut Session, args: &Args<'_>) -> Answer {
    session.needs(Capability::Unselect)?;
    args.end()?;
    session.selected()?;
    session.view = None;
    Ok(Reply::ok("Left"))
}
