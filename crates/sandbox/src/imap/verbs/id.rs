use super::super::{
    args::{Args, Parsed},
    reply::{Answer, Reply},
    session::Session,
};
use crate::Capability;

/// RFC 2971.
pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    session.needs(Capability::Id)?;
    args.space()?;
    if args.peek() == Some(b'(') {
        args.list(text)?;
    } else {
        nil(args)?;
    }
    args.end()?;
    session.untagged("ID (\"name\" \"Carteiro sandbox\")");
    Ok(Reply::ok("Pleased to meet you"))
}

fn text(args: &mut Args<'_>) -> Parsed<()> {
    if args.peek() == Some(b'"') || args.peek() == Some(b'{') { args.string().map(drop) } else { nil(args) }
}

fn nil(args: &mut Args<'_>) -> Parsed<()> {
    if args.word()? == "NIL" { Ok(()) } else { Err(Reply::bad("Expected a list or NIL")) }
}
