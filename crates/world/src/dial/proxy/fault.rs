//! Why a proxy led nowhere.

use super::super::Error;
use crate::{Phrase, phrase, tls};
use std::fmt;

/// No way through a proxy.
#[derive(Debug)]
pub struct Blocked {
    /// Which one: `SCHEME://HOST:PORT`.
    pub proxy: String,
    /// Where to: `HOST:PORT`.
    pub target: String,
    /// What happened.
    pub fault: Fault,
}

/// What a proxy did instead of leading to the server.
#[derive(Debug)]
pub enum Fault {
    /// It could not be reached itself.
    Reach(Box<Error>),
    /// TLS with it did not come about.
    Tls(Box<tls::Failure>),
    /// TLS cannot be set up on this machine.
    Setup(String),
    /// It wants a user name and a password, and was given none.
    LoginWanted,
    /// It did not accept the user name and password.
    LoginRefused,
    /// It does not let anybody, or us, through to the server.
    Forbidden(String),
    /// It could not reach the server itself.
    NoWay(String),
    /// It hung up instead of answering.
    Closed,
    /// What it said is not the protocol of such a proxy.
    Nonsense(String),
}

impl Blocked {
    /// The reason in words, always naming the proxy.
    pub fn words(&self) -> Phrase {
        let Self { proxy, target, fault } = self;
        match fault {
            Fault::Reach(error) => match &**error {
                Error::Resolve { .. } => phrase!("proxy-unknown", proxy = proxy),
                Error::Refused { address } => phrase!("proxy-egress", proxy = proxy, address = address),
                Error::Connect { .. } | Error::Proxy(_) => phrase!("proxy-unreachable", proxy = proxy),
                Error::Timeout { after } => phrase!("proxy-silent", proxy = proxy, seconds = after.as_secs()),
            },
            Fault::Tls(_) | Fault::Setup(_) => phrase!("proxy-not-secure", proxy = proxy),
            Fault::LoginWanted => phrase!("proxy-login-wanted", proxy = proxy),
            Fault::LoginRefused => phrase!("proxy-login-refused", proxy = proxy),
            Fault::Forbidden(_) => phrase!("proxy-forbids", proxy = proxy, target = target),
            Fault::NoWay(_) => phrase!("proxy-no-way", proxy = proxy, target = target),
            Fault::Closed => phrase!("proxy-closed", proxy = proxy),
            Fault::Nonsense(_) => phrase!("proxy-nonsense", proxy = proxy),
        }
    }

    /// Whether another try may well end otherwise.
    pub fn may_pass(&self) -> bool {
        match &self.fault {
            Fault::Reach(error) => !matches!(&**error, Error::Refused { .. }),
            Fault::NoWay(_) | Fault::Closed => true,
            _ => false,
        }
    }
}

/// The cause, without what [`Blocked::words`] say.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reach(error) => error.fmt(f),
            Self::Tls(failure) => failure.fmt(f),
            Self::LoginWanted => f.write_str("it wants a user name and a password"),
            Self::LoginRefused => f.write_str("it does not accept the user name and password"),
            Self::Setup(said) | Self::Forbidden(said) | Self::NoWay(said) | Self::Nonsense(said) => {
                f.write_str(said)
            }
            Self::Closed => f.write_str("it hung up"),
        }
    }
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} through the proxy {}: {}", self.target, self.proxy, self.fault)
    }
}
