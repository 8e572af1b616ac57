//! What a server's refusals mean (RFC 5321 §4.2.3, RFC 3463 §3).

use super::reply::Reply;
use crate::{Error, Kind, Retry};
use carteiro_world::{Phrase, phrase};

/// So many names are told of those who were refused.
const NAMED: usize = 10;

/// What is wrong, as far as the server says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// There is nobody of that name.
    Unknown,
    /// Their mailbox is full.
    Full,
    /// The message is too large.
    Large,
    /// Whoever sends may not.
    Denied,
    /// There are too many recipients for one message.
    Many,
    /// A command was not understood.
    Bad,
    /// It closes the connection.
    Closing,
    /// At another time.
    Passing,
    /// Something else.
    Other,
}

impl Meaning {
    fn of(reply: &Reply) -> Self {
        match (reply.code, reply.status()) {
            (421, _) => Self::Closing,
            (_, Some((5, 1, 1 | 2 | 3 | 6 | 10))) => Self::Unknown,
            (_, Some((_, 2, 2))) => Self::Full,
            (_, Some((5, 2 | 3, 3 | 4))) => Self::Large,
            (_, Some((_, 5, 3))) => Self::Many,
            (_, Some((5, 7, _) | (5, 2, 252))) | (530, None) => Self::Denied,
            (400..500, _) => Self::Passing,
            (500..=504 | 555, _) => Self::Bad,
            _ => Self::Other,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Unknown => Kind::NotFound,
            Self::Full => Kind::Quota,
            Self::Denied => Kind::Denied,
            Self::Bad => Kind::Protocol,
            Self::Closing | Self::Passing => Kind::Throttled,
            Self::Large | Self::Many | Self::Other => Kind::Rejected,
        }
    }

    fn words(self) -> Phrase {
        match self {
            Self::Unknown => phrase!("smtp-unknown"),
            Self::Full => phrase!("smtp-full"),
            Self::Large => phrase!("smtp-too-large"),
            Self::Denied => phrase!("smtp-denied"),
            Self::Many => phrase!("smtp-too-many"),
            Self::Bad => phrase!("server-bad"),
            Self::Closing => phrase!("smtp-closing"),
            Self::Passing => phrase!("smtp-not-now"),
            Self::Other => phrase!("server-refused"),
        }
    }

    /// For the words about several at once.
    fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Full => "full",
            Self::Denied => "denied",
            Self::Many => "many",
            Self::Closing | Self::Passing => "passing",
            Self::Large | Self::Bad | Self::Other => "other",
        }
    }
}

/// A refusal, as an error.
pub(super) fn refused(reply: &Reply) -> Error {
    let meaning = Meaning::of(reply);
    Error::new(meaning.kind(), meaning.words()).retrying(retry(reply, meaning)).because(reply)
}

/// The refusal of a message, or of who sends it: without a status, what is full is the room for one message (RFC 1870 §6.1).
pub(super) fn message_refused(reply: &Reply) -> Error {
    if reply.code == 552 && reply.status().is_none() {
        return Error::new(Kind::Rejected, Meaning::Large.words()).because(reply);
    }
    refused(reply)
}

/// The refusal of some recipients: of the whole message, since it goes to all of them or to nobody. When one is refused for
/// good, so is the message.
pub(super) fn recipients_refused(refused: &[(&str, Reply)]) -> Error {
    let for_good = refused.iter().find(|(_, reply)| !reply.is_passing());
    let Some((_, reply)) = for_good.or(refused.first()) else {
        return Error::internal("recipients were refused and nobody was");
    };
    let mut meaning = Meaning::of(reply);
    if reply.code == 552 && reply.status().is_none() {
        meaning = Meaning::Full;
    }
    let names: Vec<&str> = refused.iter().take(NAMED).map(|(address, _)| *address).collect();
    let said: Vec<String> =
        refused.iter().take(NAMED).map(|(address, reply)| format!("{address}: {reply}")).collect();
    let words = phrase!(
        "smtp-recipients-refused",
        names = names.join(", "),
        more = refused.len() - names.len(),
        why = meaning.name()
    );
    Error::new(meaning.kind(), words).retrying(retry(reply, meaning)).because(said.join("; "))
}

fn retry(reply: &Reply, meaning: Meaning) -> Retry {
    match meaning {
        // Nothing was taken (RFC 5321 §3.8).
        Meaning::Closing => Retry::Reconnect,
        Meaning::Many => Retry::Never,
        _ if reply.is_passing() => Retry::Later,
        _ => Retry::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(line: &str) -> Reply {
        let (code, text) = line.split_once(' ').unwrap();
        Reply { code: code.parse().unwrap(), lines: vec![text.to_owned()] }
    }

    #[test]
    fn refusals_of_real_servers_mean_what_they_say() {
        for (line, kind, retry) in [
            ("550 5.1.1 <x@y>: Recipient address rejected: User unknown", Kind::NotFound, Retry::Never),
            ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", Kind::NotFound, Retry::Never),
            ("553 5.1.2 We weren't able to find the recipient domain", Kind::NotFound, Retry::Never),
            ("550 relay not permitted", Kind::Rejected, Retry::Never),
            ("554 5.7.1 Relay access denied", Kind::Denied, Retry::Never),
            ("530 5.7.57 Client not authenticated to send mail", Kind::Denied, Retry::Never),
            ("530 Authentication required", Kind::Denied, Retry::Never),
            ("554 5.2.252 SendAsDenied; not allowed to send as", Kind::Denied, Retry::Never),
            ("552 5.2.2 The email account is over quota", Kind::Quota, Retry::Never),
            ("452 4.2.2 Mailbox full", Kind::Quota, Retry::Later),
            ("552 5.3.4 Message size exceeds fixed limit", Kind::Rejected, Retry::Never),
            ("552 5.2.3 Your message exceeded Google's size limits", Kind::Rejected, Retry::Never),
            ("452 4.5.3 Too many recipients", Kind::Rejected, Retry::Never),
            ("451 4.7.1 Greylisted, try again in 300 seconds", Kind::Throttled, Retry::Later),
            ("450 4.1.1 not verified yet", Kind::Throttled, Retry::Later),
            ("451 Temporary local problem", Kind::Throttled, Retry::Later),
            ("421 4.3.2 Service not available", Kind::Throttled, Retry::Reconnect),
            ("500 unrecognized command", Kind::Protocol, Retry::Never),
            ("554 Transaction failed", Kind::Rejected, Retry::Never),
        ] {
            let error = refused(&reply(line));
            assert_eq!((error.kind(), error.retry()), (kind, retry), "{line}");
            assert_eq!(error.detail(), Some(line));
        }
    }

    #[test]
    fn no_room_is_that_of_a_message_or_that_of_a_mailbox() {
        let reply = reply("552 Exceeded storage allocation");
        assert_eq!(message_refused(&reply).words().code, "smtp-too-large");
        assert_eq!(recipients_refused(&[("a@x", reply)]).kind(), Kind::Quota);
    }

    #[test]
    fn one_who_is_refused_for_good_decides_over_those_who_are_not() {
        let refused = [("a@x", reply("451 later")), ("b@x", reply("550 5.1.1 nobody"))];
        let error = recipients_refused(&refused);
        assert_eq!((error.kind(), error.retry()), (Kind::NotFound, Retry::Never));
        assert_eq!(error.words().args["names"], "a@x, b@x");
        assert_eq!(error.detail(), Some("a@x: 451 later; b@x: 550 5.1.1 nobody"));
    }
}
