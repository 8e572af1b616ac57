use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
};
use crate::{Capability, Namespaces};

/// RFC 2342: at most one namespace of each sort.
pub(super) fn run(session: &mut Session, args: &Args<'_>) -> Answer {
    session.needs(Capability::Namespace)?;
    session.signed_in()?;
    args.end()?;
    let told = |prefix: &str| format!("((\"{prefix}\" \"/\"))");
    let of_others = |prefix: &Option<String>| prefix.as_deref().map_or("NIL".to_owned(), told);
    let Namespaces { personal, others, shared } = &session.peer.site.namespaces;
    let line = format!("NAMESPACE {} {} {}", told(personal), of_others(others), of_others(shared));
    session.untagged(&line);
    Ok(Reply::ok("That is all"))
}
