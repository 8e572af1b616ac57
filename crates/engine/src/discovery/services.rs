//! What the domain says of itself in the name system (RFC 6186 §3).

use super::{Address, Found, Sender, Source};
use crate::actions::Protocol;
use carteiro_auth::providers::{Column, hosts};
use carteiro_mail::reaching::Security;
use carteiro_world::dns::{Dns, Failed};

/// RFC 6186 §3.2, the better ones first.
const READING: [(&str, Protocol, Security); 4] = [
    ("_imaps._tcp", Protocol::Imap, Security::Tls),
    ("_imap._tcp", Protocol::Imap, Security::Starttls),
    ("_pop3s._tcp", Protocol::Pop3, Security::Tls),
    ("_pop3._tcp", Protocol::Pop3, Security::Starttls),
];

/// RFC 8314 §5.1 and RFC 6186 §3.1.
const SENDING: [(&str, Security); 2] =
    [("_submissions._tcp", Security::Tls), ("_submission._tcp", Security::Starttls)];

/// The server that is named first, of this protocol where one is wanted.
pub(super) async fn named(
    address: &Address,
    dns: Option<&Dns>,
    wanted: Option<Protocol>,
) -> Result<Option<Found>, Option<Failed>> {
    let dns = dns.ok_or(None)?;
    for (service, protocol, security) in READING {
        if wanted.is_some_and(|wanted| wanted != protocol) {
            continue;
        }
        if let Some(found) = dns.services(service, address.domain()).await?.into_iter().next() {
            let outgoing = match hosts::of_reading(&found.host) {
                Some(_) => None,
                None => sender(address, dns).await,
            };
            return Ok(Some(Found {
                protocol: protocol.into(),
                column: Column::of_host(&found.host),
                host: found.host,
                port: found.port,
                security,
                user: address.to_string(),
                outgoing,
                source: Source::Service(format!("{service}.{}", address.domain())),
            }));
        }
    }
    Ok(None)
}

/// Mail is read also where nobody says by whom it is sent.
async fn sender(address: &Address, dns: &Dns) -> Option<Sender> {
    for (service, security) in SENDING {
        let found = dns.services(service, address.domain()).await.ok()?.into_iter().next();
        if let Some(found) = found {
            return Some(Sender { host: found.host, port: found.port, security });
        }
    }
    None
}
