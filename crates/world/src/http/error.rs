//! Why a request has no answer.

use crate::{dial, tls};
use http::StatusCode;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A request that has no answer, or not all of it.
#[derive(Clone, Debug)]
pub struct Failed {
    /// What happened.
    pub error: Error,
    /// Who was spoken to.
    pub host: String,
    /// On which port.
    pub port: u16,
    /// Whether a server may have got the request: then what it asks for may have been done.
    pub sent: bool,
    /// What the server answered, when it got as far.
    pub status: Option<StatusCode>,
}

/// What went wrong.
#[derive(Clone, Debug)]
pub enum Error {
    /// The server, or the proxy, could not be reached.
    Dial(Arc<dial::Error>),
    /// TLS did not come about.
    Tls(Arc<tls::Failure>),
    /// TLS cannot be set up on this machine.
    Setup(String),
    /// The setting of this name means no proxy that is understood here.
    ProxySetting(&'static str),
    /// It took longer than allowed.
    Timeout(Duration),
    /// The connection broke.
    Broken(String),
    /// What the server said is not HTTP.
    NotHttp(String),
    /// The answer is longer than so many bytes.
    TooLarge(u64),
    /// The answer is compressed in a way that was not asked for, or damaged.
    Coding(String),
    /// More redirects than are followed.
    TooManyRedirects,
    /// A redirect leads from `https` to `http`.
    Downgrade,
    /// A redirect leads nowhere.
    BadRedirect,
    /// The request carries a secret, and would travel in the clear.
    InTheClear,
    /// The address cannot be written in a request.
    BadAddress,
    /// The body of the request could not be read, or the answer could not be kept.
    File(Arc<std::io::Error>),
}

impl Error {
    /// Reads what hyper says.
    pub(super) fn of(error: &hyper::Error) -> Self {
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            if let Some(ours) = inner.downcast_ref::<Unread>() {
                return Self::File(Arc::clone(&ours.0));
            }
            cause = inner.source();
        }
        let is_broken = error.is_incomplete_message() || error.is_closed() || error.is_canceled();
        let mut text = error.to_string();
        if let Some(cause) = std::error::Error::source(error) {
            text = format!("{text}: {cause}");
        }
        if error.is_parse() && !is_broken { Self::NotHttp(text) } else { Self::Broken(text) }
    }
}

/// The body of a request could not be read: through hyper and out again.
#[derive(Debug)]
pub(super) struct Unread(pub(super) Arc<std::io::Error>);

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Unread {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dial(error) => error.fmt(f),
            Self::Tls(failure) => failure.fmt(f),
            Self::Setup(why) => write!(f, "TLS cannot be set up: {why}"),
            Self::ProxySetting(name) => write!(f, "{name} means no proxy of the form SCHEME://HOST:PORT"),
            Self::Timeout(after) => write!(f, "no answer within {} s", after.as_secs()),
            Self::Broken(why) | Self::NotHttp(why) | Self::Coding(why) => f.write_str(why),
            Self::TooLarge(cap) => write!(f, "the answer has more than {cap} bytes"),
            Self::TooManyRedirects => f.write_str("too many redirects"),
            Self::Downgrade => f.write_str("a redirect leads from https to http"),
            Self::BadRedirect => f.write_str("a redirect leads nowhere"),
            Self::InTheClear => f.write_str("a secret would travel in the clear"),
            Self::BadAddress => f.write_str("the address cannot be written in a request"),
            Self::File(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.host, self.port, self.error)
    }
}

impl std::error::Error for Failed {}
