//! From an address to a mailbox that opens: where its server is, how one signs in there, and a first automation.
//!
//! ```text
//! address     what somebody is called, and the domain
//! discover    the table of known providers → where the domain's mail goes (MX) → its autoconfig → its SRV records
//! capable     what the server offers before anybody signs in
//! modes       which modes lead in: the matrix, what the server offers, what can be written here
//! first       the automation
//! ```
//!
//! An address is shown to its own domain and to the provider, and to nobody else: no directory of third parties is
//! asked.

mod address;
mod autoconfig;
mod capable;
mod first;
mod modes;

pub use address::Address;
pub use capable::{Offered, capabilities};
pub use first::{Application, First};
pub use modes::{WRITTEN, modes};

use crate::actions::Protocol;
use carteiro_auth::providers::Column;
use carteiro_auth::providers::hosts::{self, Hosted, Security as Tls, User};
use carteiro_mail::reaching::Security;
use carteiro_world::{Dns, dns, http};

/// A server, found for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it speaks: POP3 only where nobody names a server that speaks IMAP.
    pub protocol: Protocol,
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Who signs in there.
    pub user: String,
    /// Whose mailboxes these are, for the matrix of modes.
    pub column: Column,
    /// Who said so.
    pub source: Source,
}

/// Who named a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The table of known providers.
    Known(&'static str),
    /// The domain's mail goes to a known provider.
    Exchanger {
        /// The provider.
        name: &'static str,
        /// The mail exchanger that told it.
        host: String,
    },
    /// The domain's own autoconfig file, at this address.
    Autoconfig(String),
    /// The domain's SRV records of this name.
    Service(String),
    /// The person.
    Given,
}

/// What the search may ask.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Asks the domain name system; `None`: nobody can.
    pub dns: Option<Dns>,
    /// Asks the domain's web servers.
    pub http: http::Client,
}

/// Why there is no server for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfound {
    /// Nobody names one.
    Unnamed,
    /// Who could name one cannot be asked.
    Unasked(Option<dns::Failed>),
}

/// The server of an address. What cannot be asked, or answers with nonsense, is passed over as long as somebody else
/// names one.
pub async fn discover(address: &Address, outside: &Outside) -> Result<Found, Unfound> {
    if let Some(hosted) = hosts::of_domain(address.domain()) {
        return Ok(of_provider(hosted, address, Source::Known(hosted.name)));
    }
    let dns = outside.dns.as_ref();
    // Where mail goes is decided by who runs the domain; an autoconfig file often comes with the web server.
    let (exchanger, named, services) = tokio::join!(
        exchanger(address, dns),
        autoconfig::named(address, &outside.http),
        services(address, dns),
    );
    match (exchanger, named, services) {
        (Ok(Some(found)), _, _) | (_, Some(found), _) | (_, _, Ok(Some(found))) => Ok(found),
        (Err(failed), _, _) | (_, _, Err(failed)) => Err(Unfound::Unasked(failed)),
        (Ok(None), None, Ok(None)) => Err(Unfound::Unnamed),
    }
}

async fn exchanger(address: &Address, dns: Option<&Dns>) -> Result<Option<Found>, Option<dns::Failed>> {
    let exchangers = dns.ok_or(None)?.exchangers(address.domain()).await?;
    Ok(exchangers.into_iter().find_map(|host| {
        let hosted = hosts::of_exchanger(&host)?;
        Some(of_provider(hosted, address, Source::Exchanger { name: hosted.name, host }))
    }))
}

/// RFC 6186 §3.2.
async fn services(address: &Address, dns: Option<&Dns>) -> Result<Option<Found>, Option<dns::Failed>> {
    let dns = dns.ok_or(None)?;
    for (service, protocol, security) in [
        ("_imaps._tcp", Protocol::Imap, Security::Tls),
        ("_imap._tcp", Protocol::Imap, Security::Starttls),
        ("_pop3s._tcp", Protocol::Pop3, Security::Tls),
        ("_pop3._tcp", Protocol::Pop3, Security::Starttls),
    ] {
        let found = dns.services(service, address.domain()).await?.into_iter().next();
        if let Some(found) = found {
            return Ok(Some(Found {
                protocol,
                column: Column::of_host(&found.host),
                host: found.host,
                port: found.port,
                security,
                user: address.to_string(),
                source: Source::Service(format!("{service}.{}", address.domain())),
            }));
        }
    }
    Ok(None)
}

fn of_provider(hosted: &'static Hosted, address: &Address, source: Source) -> Found {
    Found {
        protocol: Protocol::Imap,
        host: hosted.imap.host.to_owned(),
        port: hosted.imap.port,
        security: match hosted.imap.security {
            Tls::Tls => Security::Tls,
            Tls::Starttls => Security::Starttls,
        },
        user: match hosted.user {
            User::Address => address.to_string(),
            User::Local => address.local().to_owned(),
        },
        column: hosted.column,
        source,
    }
}
