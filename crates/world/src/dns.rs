//! What the domain name system says beside addresses: which servers a domain has, and where its mail goes.
//!
//! Names are asked as they are, without search domains; an answer is kept for as long as it says.

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{Resolver, TokioResolver};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Asks the domain name system. Cheap to clone.
#[derive(Clone)]
pub struct Dns(Arc<TokioResolver>);

/// Where a service of a domain is (RFC 2782).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The host, without a dot at its end.
    pub host: String,
    /// The port.
    pub port: u16,
}

/// Nobody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

impl From<NetError> for Failed {
    fn from(error: NetError) -> Self {
        Self(error.to_string())
    }
}

/// For one question to one server.
const PATIENCE: Duration = Duration::from_secs(3);
/// Of what a domain lists, no more is looked at.
const MOST: usize = 16;

impl Dns {
    /// As the machine is set up to ask.
    pub fn system() -> Result<Self, Failed> {
        let builder = TokioResolver::builder_tokio()?;
        let options = builder_options(ResolverOpts::default());
        Ok(Self(Arc::new(builder.with_options(options).build()?)))
    }

    /// A name server of one's own.
    pub fn at(server: SocketAddr) -> Result<Self, Failed> {
        let ways = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut way| {
            way.port = server.port();
            way
        });
        let server = NameServerConfig::new(server.ip(), true, ways.to_vec());
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
        let builder = Resolver::builder_with_config(config, TokioRuntimeProvider::default());
        Ok(Self(Arc::new(builder.with_options(builder_options(ResolverOpts::default())).build()?)))
    }

    /// Where `service` (such as `_imaps._tcp`) of the domain is, the wanted ones first. A domain says "nowhere" with a
    /// host that is a dot alone (RFC 2782); then, as when it says nothing, there are none.
    pub async fn services(&self, service: &str, domain: &str) -> Result<Vec<Service>, Failed> {
        let mut found = Vec::new();
        for data in self.ask(&format!("{service}.{domain}"), RecordType::SRV).await? {
            if let RData::SRV(srv) = data
                && !srv.target.is_root()
            {
                let weight = u16::MAX - srv.weight;
                found.push((srv.priority, weight, Service { host: plain(&srv.target), port: srv.port }));
            }
        }
        found.sort_by_key(|(priority, weight, _)| (*priority, *weight));
        Ok(found.into_iter().map(|(_, _, service)| service).collect())
    }

    /// Where mail for the domain goes, the preferred hosts first (RFC 5321 §5.1). None when it takes no mail (RFC 7505).
    pub async fn exchangers(&self, domain: &str) -> Result<Vec<String>, Failed> {
        let mut found = Vec::new();
        for data in self.ask(domain, RecordType::MX).await? {
            if let RData::MX(mx) = data
                && !mx.exchange.is_root()
            {
                found.push((mx.preference, plain(&mx.exchange)));
            }
        }
        found.sort();
        Ok(found.into_iter().map(|(_, host)| host).collect())
    }

    /// The addresses of a host.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Failed> {
        let mut found = Vec::new();
        for kind in [RecordType::A, RecordType::AAAA] {
            found.extend(self.ask(host, kind).await?.into_iter().filter_map(|data| match data {
                RData::A(address) => Some(IpAddr::V4(address.0)),
                RData::AAAA(address) => Some(IpAddr::V6(address.0)),
                _ => None,
            }));
        }
        Ok(found)
    }

    /// What a name has of this kind. Nothing when there is no such name.
    async fn ask(&self, name: &str, kind: RecordType) -> Result<Vec<RData>, Failed> {
        let mut name = Name::from_utf8(name).map_err(|error| Failed(error.to_string()))?;
        name.set_fqdn(true);
        match Box::pin(self.0.lookup(name, kind)).await {
            Ok(found) => Ok(found.answers().iter().take(MOST).map(|record| record.data.clone()).collect()),
            Err(error) if error.is_no_records_found() => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }
}

fn builder_options(mut options: ResolverOpts) -> ResolverOpts {
    options.timeout = PATIENCE;
    options.attempts = 1;
    options.ndots = 0;
    options
}

fn plain(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_ascii_lowercase()
}

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dns")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_sandbox::{NameServer, Record};

    async fn serving(records: Vec<(&str, Record)>) -> (NameServer, Dns) {
        let records = records.into_iter().map(|(name, record)| (name.to_owned(), record)).collect();
        let server = NameServer::start(records).await.unwrap();
        let dns = Dns::at(server.address()).unwrap();
        (server, dns)
    }

    #[tokio::test]
    async fn services_come_in_the_order_in_which_they_are_wanted() {
        let at = |priority, weight, port, host: &str| Record::Srv(priority, weight, port, host.to_owned());
        let (_server, dns) = serving(vec![
            ("_imaps._tcp.example.test", at(10, 0, 993, "later.example.test")),
            ("_imaps._tcp.example.test", at(0, 1, 993, "lighter.example.test")),
            ("_imaps._tcp.example.test", at(0, 5, 1993, "Wanted.example.test")),
            ("_imap._tcp.example.test", at(0, 0, 0, "")),
        ])
        .await;
        let found = dns.services("_imaps._tcp", "example.test").await.unwrap();
        let hosts: Vec<&str> = found.iter().map(|service| service.host.as_str()).collect();
        assert_eq!(hosts, ["wanted.example.test", "lighter.example.test", "later.example.test"]);
        assert_eq!(found[0].port, 1993);
        assert_eq!(dns.services("_imap._tcp", "example.test").await, Ok(Vec::new()), "nowhere");
        assert_eq!(dns.services("_pop3._tcp", "example.test").await, Ok(Vec::new()), "nothing is said");
    }

    #[tokio::test]
    async fn exchangers_and_addresses_are_found_and_search_domains_are_not_tried() {
        let mx = |preference, host: &str| Record::Mx(preference, host.to_owned());
        let (server, dns) = serving(vec![
            ("example.test", mx(20, "b.example.test")),
            ("example.test", mx(10, "a.example.test")),
            ("a.example.test", Record::A([127, 0, 0, 1].into())),
        ])
        .await;
        assert_eq!(dns.exchangers("example.test").await.unwrap(), ["a.example.test", "b.example.test"]);
        assert_eq!(dns.addresses("a.example.test").await.unwrap(), [IpAddr::from([127, 0, 0, 1])]);
        assert_eq!(dns.addresses("nobody.test").await, Ok(Vec::new()));
        assert!(
            server
                .asked()
                .iter()
                .all(|name| name.strip_suffix("test").is_some_and(|rest| rest.ends_with('.'))),
            "{:?}",
            server.asked()
        );
    }

    #[tokio::test]
    async fn a_dialer_reaches_names_that_only_its_name_server_knows() {
        use crate::{Clock, dial::Dialer, egress::Policy};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (_server, dns) = serving(vec![("mail.example.test", Record::A([127, 0, 0, 1].into()))]).await;
        let dialer = Dialer { dns: Some(dns), ..Dialer::new(Policy::OPEN, Clock::system()) };
        assert!(dialer.connect("mail.example.test", port, PATIENCE).await.is_ok());
        let refused =
            Dialer { egress: Policy::PUBLIC, ..dialer }.connect("mail.example.test", port, PATIENCE).await;
        assert!(matches!(refused, Err(crate::dial::Error::Refused { .. })), "{refused:?}");
    }
}
