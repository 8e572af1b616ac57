use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
};
use crate::Capability;

/// RFC 5161. What can be asked for is unknown here, and unknown names are passed over.
pub(super) fn run(session: &mut Session, args: &mut Args<'_>) -> Answer {
    session.needs(Capability::Enable)?;
    session.signed_in()?;
    args.space()?;
    args.atom()?;
    while args.end().is_err() {
        args.space()?;
        args.atom()?;
    }
    session.untagged("ENABLED");
    Ok(Reply::ok("Enabled what is known"))
}
