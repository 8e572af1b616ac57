//! A domain's own Exchange, as Autodiscover knows it before anybody signs in.

use super::{Address, Found, Offered, Outside, Source, of_provider};
use crate::explain::Speaks;
use crate::failure::Failure;
use crate::host::Host;
use carteiro_auth::providers::{Column, hosts};
use carteiro_mail::Kind;
use carteiro_mail::backends::ews::autodiscover::{self, Autodiscover};
use carteiro_mail::reaching::Security;
use carteiro_world::phrase;

/// Where mail for a mailbox of Microsoft 365 comes in (learn.microsoft.com/microsoft-365/enterprise/external-domain-name-system-records).
const CLOUD_EXCHANGER: &str = "mail.protection.outlook.com";

/// The Exchange of the domain, or the provider to which its mailboxes were moved.
pub(super) async fn named(address: &Address, outside: &Outside) -> Option<Found> {
    let source = Source::Autodiscover;
    match outside.autodiscover().find(&address.to_string(), None).await {
        Ok(autodiscover::Found::Cloud { host }) => {
            of_provider(hosts::of_exchanger(CLOUD_EXCHANGER)?, address, None, source(host))
        }
        Ok(autodiscover::Found::Endpoint(url)) => Some(of(address, url.host_str()?.to_owned())),
        Err(unfound) => unfound.exchange(address.domain()).map(|(host, _)| of(address, host)),
    }
}

fn of(address: &Address, host: String) -> Found {
    Found {
        protocol: Speaks::Ews,
        host: host.clone(),
        port: 443,
        security: Security::Tls,
        user: address.to_string(),
        column: Column::EwsOnPremises,
        outgoing: None,
        source: Source::Autodiscover(host),
    }
}

/// How one signs in there.
pub(super) async fn offers(found: &Found, host: &Host) -> Result<Offered, Failure> {
    let outside = Outside::of(host);
    let address = found.user.as_str();
    let domain = address.rsplit_once('@').map_or(address, |(_, domain)| domain);
    let Err(unfound) = outside.autodiscover().find(address, None).await else {
        return Ok(Offered(Vec::new()));
    };
    let Some((_, schemes)) = unfound.exchange(domain) else {
        let words = phrase!("autodiscover-nothing", domain = domain);
        return Err(Failure::new(Kind::NotFound, words).because(unfound));
    };
    Ok(Offered(schemes.into_iter().map(|scheme| format!("HTTP {scheme}")).collect()))
}

impl Outside {
    /// That of a run.
    pub fn of(host: &Host) -> Self {
        Self {
            dns: host.dns.clone(),
            http: host.http.clone(),
            spools: host.spools.clone(),
            clock: host.clock.clone(),
            random: host.random.clone(),
        }
    }

    fn autodiscover(&self) -> Autodiscover {
        let Self { dns, http, spools, clock, random } = self.clone();
        Autodiscover { http, dns, spools, clock, random, hosts: Vec::new() }
    }
}
