//! SEARCH (RFC 3501 §6.4.4) and its RETURN options (RFC 4731).

mod judge;
mod key;
mod result;

use judge::{Eyes, Judge};
use key::Key;
use result::Returns;

use super::super::{
    args::{Args, Parsed},
    reply::{Answer, Reply},
    session::Session,
    view::Numbers,
};
use crate::{Capability, Fault};

pub(super) fn run(session: &mut Session, tag: &str, args: &mut Args<'_>, by: Numbers) -> Answer {
    let (returns, key) = read(session, args)?;
    let eyes = Eyes::of(&session.peer.faults);
    let (account, view) = session.selected()?;
    let found: Vec<u32> = account.read(|mailbox| {
        let Some(folder) = mailbox.by_uid_validity(view.folder) else {
            return Ok(Vec::new());
        };
        let judge = Judge::new(view, &key)?;
        let hits = view.all().filter(|(number, uid)| {
            folder
                .message(*uid)
                .is_some_and(|message| judge.accepts(message, *number, view.is_recent(*uid), eyes))
        });
        Ok::<_, Reply>(hits.map(|(number, uid)| if by == Numbers::Uid { uid } else { number }).collect())
    })?;
    session.untagged(&result::line(returns, tag, by, &found));
    Ok(Reply::ok("Searched"))
}

fn read(session: &Session, args: &mut Args<'_>) -> Parsed<(Option<Returns>, Key)> {
    args.space()?;
    let mut returns = None;
    if args.skip(b"RETURN ") {
        session.needs(Capability::Esearch)?;
        returns = Some(Returns::read(args)?);
        args.space()?;
    }
    if args.skip(b"CHARSET ") {
        if session.peer.faults.contains(&Fault::NoCharset) {
            return Err(Reply::bad("Unknown search key"));
        }
        let ascii_only = session.peer.faults.contains(&Fault::OnlyAscii);
        let charset = String::from_utf8_lossy(&args.astring()?).to_ascii_uppercase();
        if ascii_only && charset != "US-ASCII" {
            return Err(Reply::no("BADCHARSET (US-ASCII)", "Unknown charset"));
        }
        if !matches!(charset.as_str(), "UTF-8" | "US-ASCII") {
            return Err(Reply::no("BADCHARSET (US-ASCII UTF-8)", "Unknown charset"));
        }
        args.space()?;
    }
    let key = Key::all(args)?;
    args.end()?;
    Ok((returns, key))
}
