//! LIST (RFC 9051 §6.3.9, RFC 5258) and LSUB (RFC 3501 §6.3.9).

mod names;
mod request;

use names::{Row, rows};
use request::Request;

use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
    write,
};
use crate::{Capability, store::Role};

pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let account = session.signed_in()?;
    let request = Request::read(args)?;
    if request.extended {
        session.needs(Capability::ListExtended)?;
    }
    if request.special_use {
        session.needs(Capability::SpecialUse)?;
    }
    // An empty name asks for the separator alone (RFC 9051 §6.3.9).
    if request.patterns.iter().all(String::is_empty) && !request.extended {
        session.untagged("LIST (\\Noselect) \"/\" \"\"");
        return Ok(Reply::ok("That is all"));
    }
    for row in account.read(|mailbox| rows(mailbox, &request)) {
        write_row(session, "LIST", &row, &request);
    }
    Ok(Reply::ok("That is all"))
}

pub(super) fn subscribed(session: &mut Session, args: &mut Args<'_>) -> Answer {
    let account = session.signed_in()?;
    let request = Request::read_lsub(args)?;
    for row in account.read(|mailbox| names::lsub(mailbox, &request)) {
        write_row(session, "LSUB", &row, &request);
    }
    Ok(Reply::ok("That is all"))
}

fn write_row(session: &mut Session, word: &str, row: &Row, request: &Request) {
    let mut attributes = Vec::new();
    if !row.selectable {
        attributes.push(if request.extended { "\\NonExistent" } else { "\\Noselect" });
    }
    if session.peer.knows(Capability::Children) && word == "LIST" {
        attributes.push(if row.has_children { "\\HasChildren" } else { "\\HasNoChildren" });
    }
    if row.subscribed && (request.subscribed || request.tell_subscribed) {
        attributes.push("\\Subscribed");
    }
    if let Some(role) = row.role.filter(|_| session.peer.knows(Capability::SpecialUse)) {
        attributes.push(attribute(role));
    }
    let out = &mut session.peer.wire.output;
    out.extend_from_slice(format!("* {word} ({}) \"/\" ", attributes.join(" ")).as_bytes());
    write::mailbox(out, &row.name);
    if row.subscribed_below {
        out.extend_from_slice(b" (\"CHILDINFO\" (\"SUBSCRIBED\"))");
    }
    out.extend_from_slice(b"\r\n");
}

/// RFC 6154 §2.
fn attribute(role: Role) -> &'static str {
    match role {
        Role::Archive => "\\Archive",
        Role::Drafts => "\\Drafts",
        Role::Junk => "\\Junk",
        Role::Sent => "\\Sent",
        Role::Trash => "\\Trash",
    }
}
