use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
};
use crate::Capability;

/// RFC 2342: one personal namespace, without prefix.
pub(super) fn run(session: &mut Session, args: &Args<'_>) -> Answer {
    session.needs(Capability::Namespace)?;
    session.signed_in()?;
    args.end()?;
    session.untagged("NAMESPACE ((\"\" \"/\")) NIL NIL");
    Ok(Reply::ok("That is all"))
}
