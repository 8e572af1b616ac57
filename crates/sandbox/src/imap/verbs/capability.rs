use super::super::{
    args::Args,
    reply::{Answer, Reply},
    session::Session,
};
use crate::{Capability, sasl};

pub(super) fn run(session: &mut Session, args: &Args<'_>) -> Answer {
    args.end()?;
    session.untagged(&code(session));
    Ok(Reply::ok("That is all"))
}

/// What is told differs before and after sign-in, as with Dovecot (RFC 9051 §7.2.2 allows it).
pub(in super::super) fn code(session: &Session) -> String {
    let signed_in = session.account.is_some();
    let told = |capability: &Capability| {
        session.peer.knows(*capability)
            && (capability.before_sign_in() || signed_in)
            && !(signed_in && *capability == Capability::SaslIr)
    };
    let mut words = vec!["CAPABILITY".to_owned(), "IMAP4rev1".to_owned()];
    words.extend(Capability::IMAP.iter().filter(|capability| told(capability)).map(ToString::to_string));
    if !signed_in {
        if session.peer.offers_start_tls() {
            words.push("STARTTLS".to_owned());
        }
        if session.peer.may_send_password() {
            let mechanisms =
                sasl::offered(&session.peer).map(|mechanism| format!("AUTH={}", mechanism.name()));
            words.extend(mechanisms);
        } else {
            words.push("LOGINDISABLED".to_owned());
        }
    }
    words.join(" ")
}
