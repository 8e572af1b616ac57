use super::{
    super::{
        reply::{Answer, Reply, Then},
        session::Session,
    },
    nothing,
};

/// STLS (RFC 2595 §4), before sign-in alone.
pub(super) fn run(session: &Session, argument: &[u8]) -> Answer {
    nothing(argument)?;
    session.not_signed_in()?;
    if !session.peer.offers_start_tls() {
        return Err(Reply::err("STLS is not possible here"));
    }
    Ok(Reply::ok("Begin TLS").then(Then::StartTls))
}
