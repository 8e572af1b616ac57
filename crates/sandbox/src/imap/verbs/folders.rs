//! CREATE, DELETE, RENAME, SUBSCRIBE and UNSUBSCRIBE (RFC 9051 §6.3.4 to §6.3.8).

use super::super::{
    args::{Args, Parsed},
    reply::{Answer, Reply},
    session::Session,
};

pub(super) fn create(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let (account, name) = (session.signed_in()?, own(session, one(args)?)?);
    account.write(|mailbox| mailbox.create(&name))?;
    Ok(Reply::ok("Created"))
}

pub(super) fn delete(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let (account, name) = (session.signed_in()?, own(session, one(args)?)?);
    let selected = session.view.as_ref().map(|view| view.folder);
    let is_selected = account.write(|mailbox| {
        let id = mailbox.folder(&name).ok().map(crate::store::Folder::uid_validity);
        mailbox.delete(&name).map(|()| id == selected)
    })?;
    if is_selected {
        session.view = None;
    }
    Ok(Reply::ok("Deleted"))
}

pub(super) fn rename(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let account = session.signed_in()?;
    args.space()?;
    let from = own(session, args.mailbox()?)?;
    let to = own(session, one(args)?)?;
    account.write(|mailbox| mailbox.rename(&from, &to))?;
    Ok(Reply::ok("Renamed"))
}

pub(super) fn subscribe(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let (account, name) = (session.signed_in()?, one(args)?);
    account.write(|mailbox| {
        mailbox.folder(&name)?;
        mailbox.subscribe(&name);
        Ok::<_, Reply>(())
    })?;
    Ok(Reply::ok("Subscribed"))
}

pub(super) fn unsubscribe(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let (account, name) = (session.signed_in()?, one(args)?);
    if account.write(|mailbox| mailbox.unsubscribe(&name)) {
        Ok(Reply::ok("Unsubscribed"))
    } else {
        Err(Reply::no("NONEXISTENT", "There was no subscription"))
    }
}

/// Folders of others may be used, not made nor removed.
fn own(session: &Session, name: String) -> Parsed<String> {
    if session.peer.site.namespaces.is_personal(&name) {
        Ok(name)
    } else {
        Err(Reply::no("NOPERM", "Not in your own namespace"))
    }
}

fn one(args: &mut Args<'_>) -> Parsed<String> {
    args.space()?;
    let name = args.mailbox()?;
    args.end()?;
    Ok(name)
}
