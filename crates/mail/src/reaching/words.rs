//! Why a server could not be reached, in words.

use crate::{Error, Kind, Retry};
use carteiro_world::dial::{self, Fault};
use carteiro_world::phrase;
use carteiro_world::tls::{self, Reason};

/// No connection.
pub fn unreachable(host: &str, port: u16, error: &dial::Error) -> Error {
    match error {
        dial::Error::Resolve { source } => {
            // A resolver that is being restarted knows no name.
            let words = phrase!("host-unknown", host = host);
            Error::new(Kind::Unreachable, words).retrying(Retry::Later).because(source)
        }
        dial::Error::Refused { address } => {
            Error::new(Kind::Denied, phrase!("egress-refused", host = host, address = address))
        }
        dial::Error::Connect { source, .. } => {
            let words = phrase!("host-unreachable", host = host, port = port);
            Error::new(Kind::Unreachable, words).retrying(Retry::Later).because(source)
        }
        dial::Error::Timeout { after } => {
            let words = phrase!("host-silent", host = host, port = port, seconds = after.as_secs());
            Error::new(Kind::Timeout, words).retrying(Retry::Later)
        }
        dial::Error::Proxy(blocked) => {
            let kind = match &blocked.fault {
                Fault::Reach(error) => match &**error {
                    dial::Error::Refused { .. } => Kind::Denied,
                    dial::Error::Timeout { .. } => Kind::Timeout,
                    _ => Kind::Unreachable,
                },
                Fault::Tls(_) | Fault::Setup(_) => Kind::Tls,
                // Not the mailbox's: a password of its own, which no sign-in would renew.
                Fault::LoginWanted | Fault::LoginRefused | Fault::Forbidden(_) => Kind::Denied,
                Fault::NoWay(_) | Fault::Closed => Kind::Unreachable,
                Fault::Nonsense(_) => Kind::Protocol,
            };
            let retry = if blocked.may_pass() { Retry::Later } else { Retry::Never };
            Error::new(kind, blocked.words()).retrying(retry).because(&blocked.fault)
        }
    }
}

/// The reason in words, the chain as it was shown.
pub fn not_secure(host: &str, port: u16, failure: &tls::Failure) -> Error {
    let leaf = failure.chain.leaf();
    let words = match &failure.reason {
        Reason::Expired => {
            phrase!(
                "tls-expired",
                host = host,
                until = leaf.map_or(String::new(), |leaf| leaf.not_after.to_string())
            )
        }
        Reason::NotYetValid => {
            phrase!(
                "tls-not-yet-valid",
                host = host,
                from = leaf.map_or(String::new(), |leaf| leaf.not_before.to_string())
            )
        }
        Reason::UnknownIssuer
            if failure.chain.0.len() == 1 && leaf.is_some_and(tls::Certificate::is_self_signed) =>
        {
            let fingerprint = leaf.map_or(String::new(), |leaf| leaf.fingerprint.to_string());
            phrase!("tls-self-signed", host = host, fingerprint = fingerprint)
        }
        Reason::UnknownIssuer => {
            phrase!("tls-unknown-issuer", host = host, issuer = leaf.map_or("?", |leaf| &leaf.issuer))
        }
        Reason::WrongName => {
            let names = leaf.map_or(String::new(), |leaf| leaf.names.join(", "));
            phrase!("tls-wrong-name", host = host, names = names)
        }
        Reason::WrongFingerprint { wanted } => {
            let shown = leaf.map_or(String::new(), |leaf| leaf.fingerprint.to_string());
            phrase!("tls-wrong-fingerprint", host = host, wanted = wanted, shown = shown)
        }
        Reason::NotTls => phrase!("tls-not-spoken", host = host, port = port),
        Reason::Closed => phrase!("tls-closed", host = host, port = port),
        Reason::Revoked => phrase!("tls-revoked", host = host),
        Reason::BadName => phrase!("tls-bad-name", host = host),
        Reason::Refused(why) | Reason::Other(why) => phrase!("tls-refused", host = host, why = why),
    };
    // Something in front of a server that is being restarted accepts and closes.
    let retry = if failure.reason == Reason::Closed { Retry::Later } else { Retry::Never };
    Error::new(Kind::Tls, words).retrying(retry).because(&failure.chain)
}
