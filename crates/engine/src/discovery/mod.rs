//! From an address to a mailbox that opens: where its server is, how one signs in there, and a first automation.
//!
//! ```text
//! address     what somebody is called, and the domain
//! discover    the table of known providers → where the domain's mail goes (MX) → its autoconfig → its services (SRV)
//!             → its Exchange (Autodiscover)
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
mod exchange;
mod first;
mod modes;
mod services;

pub use address::Address;
pub use capable::{Offered, capabilities};
pub use first::{Application, First};
pub use modes::{WRITTEN, modes};

use crate::actions::Protocol;
use crate::explain::Speaks;
use carteiro_auth::providers::Column;
use carteiro_auth::providers::hosts::{self, Hosted, Security as Tls, User};
use carteiro_mail::reaching::Security;
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Dns, Random, dns, http};
use futures_util::future::{Either, select};
use std::pin::pin;

/// A server, found for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it speaks: POP3 only where nobody names a server that speaks IMAP.
    pub protocol: Speaks,
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
    /// Where mail goes out, when the domain says so; of known providers the table says it.
    pub outgoing: Option<Sender>,
    /// Who said so.
    pub source: Source,
}

/// A server that sends, with what is shown to the one that is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected: never in the clear.
    pub security: Security,
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
    /// The domain's Autodiscover, at this host.
    Autodiscover(String),
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
    /// Where answers lie.
    pub spools: Spools,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
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
/// names one. `protocol`: what it must speak; `None`: Microsoft Graph for a mailbox of Microsoft; of others IMAP, or POP3
/// where nobody names a server of IMAP, or the Exchange of the domain where nobody names a mail server.
pub async fn discover(
    address: &Address,
    outside: &Outside,
    protocol: Option<Protocol>,
) -> Result<Found, Unfound> {
    if let Some(hosted) = hosts::of_domain(address.domain()) {
        return of_provider(hosted, address, protocol, Source::Known(hosted.name)).ok_or(Unfound::Unnamed);
    }
    let dns = outside.dns.as_ref();
    // Where mail goes is decided by who runs the domain; an autoconfig file often comes with the web server. Whoever is
    // believed before others is not kept waiting for them.
    let exchanger = pin!(exchanger(address, dns, protocol));
    let own = pin!(own(address, outside, protocol));
    let (exchanger, (named, services)) = match select(exchanger, own).await {
        Either::Left((Ok(Some(found)), _)) => return Ok(found),
        Either::Left((exchanger, own)) => (exchanger, own.await),
        Either::Right((own, exchanger)) => (exchanger.await, own),
    };
    match (exchanger, named, services) {
        (Ok(Some(found)), _, _) | (_, Some(found), _) | (_, _, Ok(Some(found))) => Ok(found),
        (Err(failed), _, _) | (_, _, Err(failed)) => Err(Unfound::Unasked(failed)),
        // An Exchange that lets nobody in by IMAP is named nowhere else.
        (Ok(None), None, Ok(None)) => match protocol {
            None => Box::pin(exchange::named(address, outside)).await.ok_or(Unfound::Unnamed),
            Some(_) => Err(Unfound::Unnamed),
        },
    }
}

/// What the domain says of itself: in its file, and in the name system.
async fn own(
    address: &Address,
    outside: &Outside,
    protocol: Option<Protocol>,
) -> (Option<Found>, Result<Option<Found>, Option<dns::Failed>>) {
    let named = pin!(autoconfig::named(address, &outside.http, protocol));
    let services = pin!(services::named(address, outside.dns.as_ref(), protocol));
    let is_best = |found: &Found| protocol.is_some() || found.protocol == Speaks::Imap;
    let (named, services) = match select(named, services).await {
        Either::Left((Some(found), _)) if is_best(&found) => return (Some(found), Ok(None)),
        Either::Left((named, services)) => (named, services.await),
        Either::Right((services, named)) => (named.await, services),
    };
    match services {
        Ok(Some(found)) if is_best(&found) => (named.filter(is_best), Ok(Some(found))),
        services => (named, services),
    }
}

async fn exchanger(
    address: &Address,
    dns: Option<&Dns>,
    protocol: Option<Protocol>,
) -> Result<Option<Found>, Option<dns::Failed>> {
    let exchangers = dns.ok_or(None)?.exchangers(address.domain()).await?;
    Ok(exchangers.into_iter().find_map(|host| {
        let hosted = hosts::of_exchanger(&host)?;
        of_provider(hosted, address, protocol, Source::Exchanger { name: hosted.name, host })
    }))
}

/// A mailbox of Microsoft, by Graph: what replaces Exchange Web Services there, and brings what IMAP lacks.
fn by_graph(address: &Address, source: Source) -> Found {
    let cloud = first::cloud(address);
    Found {
        protocol: Speaks::Outlook,
        host: cloud.graph().trim_start_matches("https://").to_owned(),
        port: 443,
        security: Security::Tls,
        user: address.to_string(),
        column: Column::Outlook,
        outgoing: None,
        source,
    }
}

/// `None`: the provider does not speak this protocol.
fn of_provider(
    hosted: &'static Hosted,
    address: &Address,
    protocol: Option<Protocol>,
    source: Source,
) -> Option<Found> {
    if protocol.is_none() && matches!(hosted.column, Column::Office365 | Column::OutlookCom) {
        return Some(by_graph(address, source));
    }
    let (protocol, server) = match protocol {
        Some(Protocol::Pop3) => (Protocol::Pop3, hosted.pop3?),
        _ => (Protocol::Imap, hosted.imap),
    };
    Some(Found {
        protocol: protocol.into(),
        host: server.host.to_owned(),
        port: server.port,
        security: match server.security {
            Tls::Tls => Security::Tls,
            Tls::Starttls => Security::Starttls,
        },
        user: match hosted.user {
            User::Address => address.to_string(),
            User::Local => address.local().to_owned(),
        },
        column: hosted.column,
        // The table knows it by where mail is read.
        outgoing: None,
        source,
    })
}
