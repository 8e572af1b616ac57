//! What was tried, when nobody names a service.

use super::is_of;
use crate::{Error, Kind};
use carteiro_world::http::Url;
use carteiro_world::phrase;
use std::fmt;

/// Nobody names the service of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfound {
    /// Who was asked, in that order.
    pub tried: Vec<Tried>,
}

/// Somebody who was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Where.
    pub at: String,
    /// What came of it.
    pub said: Said,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nobody answered, and why.
    Unreachable(String),
    /// A status that is no answer.
    Status(u16),
    /// They want to know who asks.
    Unauthorized {
        /// By these schemes (RFC 9110 §11.6.1).
        schemes: Vec<String>,
        /// Whether a credential was shown by one of them: then it is not accepted.
        refused: bool,
    },
    /// What they answered is no answer.
    Nonsense,
    /// They know nothing, and why.
    Nothing(String),
    /// They point to where no credential of this domain goes.
    Elsewhere(String),
    /// They were not asked: what would be shown there may not go to that host.
    Withheld(String),
    /// They point to an address in the clear.
    InTheClear(String),
    /// They point to where was asked already, or too many have pointed on.
    Loop(String),
}

impl Unfound {
    /// Whether somebody was shown a credential and did not accept it.
    pub fn is_refused(&self) -> bool {
        self.tried.iter().any(|tried| matches!(tried.said, Said::Unauthorized { refused: true, .. }))
    }

    /// Where somebody points that is outside of the domain.
    pub fn elsewhere(&self) -> Option<&str> {
        self.tried.iter().find_map(|tried| match &tried.said {
            Said::Elsewhere(to) => Some(to.as_str()),
            _ => None,
        })
    }

    /// The first host that was not asked, since what would be shown there may not go to it.
    pub fn withheld(&self) -> Option<&str> {
        self.tried.iter().find_map(|tried| match &tried.said {
            Said::Withheld(host) => Some(host.as_str()),
            _ => None,
        })
    }

    /// Whether any server answered at this host.
    pub fn answered(&self, host: &str) -> bool {
        let at = |url: &str| Url::parse(url).ok()?.host_str().map(str::to_owned);
        self.tried.iter().any(|tried| {
            !matches!(tried.said, Said::Unreachable(_) | Said::Withheld(_))
                && at(&tried.at).is_some_and(|at| at == host)
        })
    }

    /// An Exchange of the domain that tells nothing to who does not sign in: its host, and how one signs in.
    pub fn exchange(&self, domain: &str) -> Option<(String, Vec<String>)> {
        self.tried.iter().find_map(|tried| {
            let Said::Unauthorized { schemes, .. } = &tried.said else { return None };
            let host = Url::parse(&tried.at).ok()?.host_str()?.to_owned();
            (is_of(&host, domain) && !schemes.is_empty()).then(|| (host, schemes.clone()))
        })
    }

    /// As an error, with all that was tried.
    pub fn error(&self, address: &str) -> Error {
        let domain = address.rsplit_once('@').map_or(address, |(_, domain)| domain);
        let error = if self.is_refused() {
            Error::new(Kind::SignInFailed, phrase!("autodiscover-refused", domain = domain))
        } else if let Some(to) = self.elsewhere() {
            Error::new(Kind::Denied, phrase!("autodiscover-elsewhere", domain = domain, to = to))
        } else {
            Error::new(Kind::NotFound, phrase!("autodiscover-nothing", domain = domain))
        };
        error.because(self)
    }
}

impl fmt::Display for Unfound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, Tried { at, said }) in self.tried.iter().enumerate() {
            let between = if number == 0 { "" } else { "; " };
            write!(f, "{between}{at}: {said}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) | Self::Nothing(why) => f.write_str(why),
            Self::Status(status) => write!(f, "HTTP {status}"),
            Self::Unauthorized { schemes, .. } => write!(f, "HTTP 401 ({})", schemes.join(", ")),
            Self::Withheld(host) => write!(f, "not shown to {host}"),
            Self::Nonsense => f.write_str("no answer of Autodiscover"),
            Self::Elsewhere(to) | Self::InTheClear(to) | Self::Loop(to) => write!(f, "→ {to}"),
        }
    }
}
