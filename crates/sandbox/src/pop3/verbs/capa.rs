use super::{
    super::{
        reply::{Answer, Body, Reply},
        session::Session,
    },
    nothing,
};
use crate::{
    Capability,
    sasl::{Mechanism, offered},
};

/// CAPA (RFC 2449 §5), in both states.
pub(super) fn run(session: &Session, argument: &[u8]) -> Answer {
    session.needs(Capability::Capa)?;
    nothing(argument)?;
    let peer = &session.peer;
    let mut lines = Vec::new();
    let mut tell = |capability, line: &str| {
        if peer.knows(capability) {
            lines.push(line.to_owned());
        }
    };
    tell(Capability::Top, "TOP");
    tell(Capability::Uidl, "UIDL");
    tell(Capability::RespCodes, "RESP-CODES");
    tell(Capability::RespCodes, "AUTH-RESP-CODE");
    tell(Capability::Pipelining, "PIPELINING");
    tell(Capability::Utf8, "UTF8");
    if session.maildrop.is_none() {
        if peer.offers_start_tls() {
            lines.push("STLS".to_owned());
        }
        if peer.may_send_password() {
            if peer.knows(Capability::User) {
                lines.push("USER".to_owned());
            }
            let mechanisms: Vec<_> = offered(peer).map(Mechanism::name).collect();
            if !mechanisms.is_empty() {
                lines.push(format!("SASL {}", mechanisms.join(" ")));
            }
        }
    }
    lines.push("EXPIRE NEVER".to_owned());
    lines.push("IMPLEMENTATION Carteiro-sandbox".to_owned());
    Ok(Reply::ok("What is known").body(Body::Lines(lines)))
}
