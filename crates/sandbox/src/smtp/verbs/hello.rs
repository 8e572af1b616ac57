use super::super::{
    reply::{Answer, Reply},
    session::{Hello, Session},
};
use crate::{
    Capability,
    sasl::{Mechanism, offered},
};

/// EHLO and HELO (RFC 5321 §4.1.1.1). Either ends what was under way.
pub(super) fn run(session: &mut Session, argument: &str, extended: bool) -> Answer {
    let name = argument.trim();
    if name.is_empty() || name.len() > 255 || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Reply::bad_argument("Say who you are"));
    }
    session.transaction = None;
    session.hello = Some(Hello { name: name.to_owned(), extended });
    let mut reply = Reply::plain(250, "sandbox.test at your service");
    if extended {
        reply.more = extensions(session);
    }
    Ok(reply)
}

fn extensions(session: &Session) -> Vec<String> {
    let peer = &session.peer;
    let mut lines = Vec::new();
    for capability in [
        Capability::Size,
        Capability::Pipelining,
        Capability::EightBitMime,
        Capability::SmtpUtf8,
        Capability::Dsn,
        Capability::EnhancedStatusCodes,
        Capability::Chunking,
    ] {
        if peer.knows(capability) {
            lines.push(match capability {
                Capability::Size => format!("SIZE {}", peer.site.submission.largest_message),
                other => other.to_string(),
            });
        }
    }
    if peer.offers_start_tls() {
        lines.push("STARTTLS".to_owned());
    }
    let mechanisms: Vec<_> = offered(peer).map(Mechanism::name).collect();
    if session.account.is_none() && peer.may_send_password() && !mechanisms.is_empty() {
        lines.push(format!("AUTH {}", mechanisms.join(" ")));
    }
    lines.push("HELP".to_owned());
    lines
}
