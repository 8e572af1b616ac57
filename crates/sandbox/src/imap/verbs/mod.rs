//! One file per command. To add one: write the file with its `run`, and name it here and in [`run`].

mod append;
mod authenticate;
pub(super) mod capability;
mod close;
mod copy_move;
mod enable;
mod expunge;
mod fetch;
mod folders;
mod id;
mod idle;
mod list;
mod login;
mod namespace;
mod search;
mod select;
mod status;
mod store;

use std::io;

use super::{
    args::Args,
    reply::{Answer, Reply, Then},
    session::Session,
    view::Numbers,
};

pub(super) async fn run(
    session: &mut Session,
    tag: &str,
    verb: &str,
    by: Numbers,
    args: &mut Args<'_>,
) -> io::Result<Answer> {
    Ok(match (verb, by) {
        ("AUTHENTICATE", Numbers::Sequence) => return authenticate::run(session, args).await,
        ("IDLE", Numbers::Sequence) => return idle::run(session, args).await,
        ("FETCH", _) => return fetch::run(session, args, by).await,
        ("SEARCH", _) => search::run(session, tag, args, by),
        ("STORE", _) => store::run(session, args, by),
        ("COPY", _) => copy_move::copy(session, args, by),
        ("MOVE", _) => copy_move::move_(session, args, by),
        ("EXPUNGE", Numbers::Sequence) => expunge::run(session, args),
        ("EXPUNGE", Numbers::Uid) => expunge::by_uid(session, args),
        (_, Numbers::Uid) => Err(Reply::bad("UID goes with FETCH, SEARCH, STORE, COPY, MOVE and EXPUNGE")),
        ("CAPABILITY", _) => capability::run(session, args),
        ("NOOP", _) => args.end().map(|()| Reply::ok("Nothing done")),
        ("CHECK", _) => session.selected().map(drop).and_then(|()| args.end()).map(|()| Reply::ok("Checked")),
        ("LOGOUT", _) => logout(session, args),
        ("STARTTLS", _) => start_tls(session, args),
        ("LOGIN", _) => login::run(session, args),
        ("ID", _) => id::run(session, args),
        ("ENABLE", _) => enable::run(session, args),
        ("NAMESPACE", _) => namespace::run(session, args),
        ("SELECT", _) => select::run(session, args, false),
        ("EXAMINE", _) => select::run(session, args, true),
        ("CLOSE", _) => close::run(session, args),
        ("UNSELECT", _) => close::unselect(session, args),
        ("CREATE", _) => folders::create(session, args),
        ("DELETE", _) => folders::delete(session, args),
        ("RENAME", _) => folders::rename(session, args),
        ("SUBSCRIBE", _) => folders::subscribe(session, args),
        ("UNSUBSCRIBE", _) => folders::unsubscribe(session, args),
        ("LIST", _) => list::run(session, args),
        ("LSUB", _) => list::subscribed(session, args),
        ("STATUS", _) => status::run(session, args),
        ("APPEND", _) => append::run(session, args),
        _ => Err(Reply::bad("Unknown command")),
    })
}

fn logout(session: &mut Session, args: &Args<'_>) -> Answer {
    args.end()?;
    session.view = None;
    session.untagged("BYE Logging out");
    Ok(Reply::ok("Bye").then(Then::Close))
}

fn start_tls(session: &Session, args: &Args<'_>) -> Answer {
    args.end()?;
    if !session.peer.offers_start_tls() || session.account.is_some() {
        return Err(Reply::bad("STARTTLS is not possible here"));
    }
    Ok(Reply::ok("Begin TLS").then(Then::StartTls))
}
