//! Autodiscover: from an address to the Exchange Web Services that have its mailbox.
//!
//! ```text
//! search     where is asked, in which order, and what may be shown there
//! request    what is asked: by SOAP, or as plain XML where there is none
//! answer     what is answered
//! unfound    what was tried, when nobody names a service
//! ```
//!
//! - Asked are servers of the address's own domain, and nobody else: neither the address nor a credential goes
//!   elsewhere, whoever points there. Exchange in the cloud is known by its name and is not asked.
//! - Nor does either go to a host that is not allowed for them, where somebody says which are.
//! - Whoever they point to there is asked too, at most ten times, never in the clear and never the same twice.
//! - Every connection passes the egress policy and has its certificate judged: it is the client's.
//!
//! Source: learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange and
//! …/handling-autodiscover-error-messages.

mod answer;
mod request;
mod search;
mod unfound;

pub use unfound::{Said, Tried, Unfound};

use carteiro_auth::{AllowedHosts, Credential};
use carteiro_world::http::{self, Url};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Dns, Random};
use search::Search;

/// Asks a domain for its Exchange.
#[derive(Clone, Debug)]
pub struct Autodiscover {
    /// Asks its web servers.
    pub http: http::Client,
    /// Asks for its services; `None`: nobody can.
    pub dns: Option<Dns>,
    /// Where requests and answers lie.
    pub spools: Spools,
    /// The time, for answers to a challenge.
    pub clock: Clock,
    /// Makes their nonces.
    pub random: Random,
    /// Where the address and the credential may be shown: at hosts that each of these allows.
    pub hosts: Vec<AllowedHosts>,
}

/// Where a mailbox is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// At the service of this address, in the domain of the one who asks.
    Endpoint(Url),
    /// In Exchange Online.
    Cloud {
        /// What said so: a host of it, or a domain.
        host: String,
    },
}

impl Autodiscover {
    /// Looks for the mailbox of `address`. With no credential at hand nobody tells where it is, but whether there is
    /// somebody who could: [`Unfound::exchange`].
    pub async fn find(&self, address: &str, credential: Option<&Credential>) -> Result<Found, Unfound> {
        Search::new(self, address, credential).run().await
    }
}

/// Whether `host` is `domain` or lies below it.
fn is_of(host: &str, domain: &str) -> bool {
    let (host, domain) = (host.trim_end_matches('.').to_ascii_lowercase(), domain.to_ascii_lowercase());
    host.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_of_a_domain_and_not_of_one_that_ends_alike() {
        for (host, domain, expected) in [
            ("contoso.example", "contoso.example", true),
            ("Mail.Contoso.example.", "contoso.example", true),
            ("notcontoso.example", "contoso.example", false),
            ("contoso.example.evil.test", "contoso.example", false),
            ("example", "contoso.example", false),
        ] {
            assert_eq!(is_of(host, domain), expected, "{host}");
        }
    }
}
