//! What a server offers before anybody signs in.

use super::exchange;
use crate::actions::Protocol;
use crate::explain::Speaks;
use crate::failure::Failure;
use crate::host::{Host, Server, Way};
use carteiro_auth::{Credential, CredentialSource, Refused, Renew, Why};
use carteiro_mail::backends::imap::Config;
use carteiro_mail::{Limits, Mailbox, Permissions, Stage, Stages};
use carteiro_world::phrase;
use carteiro_world::tls::Tls;
use futures_util::future::BoxFuture;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Found;

/// What a server said it can do, before anybody signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered(pub Vec<String>);

impl Offered {
    /// Whether it takes passwords (RFC 9051 §6.2.2 and §6.2.3; RFC 2449 §6.3). An old server of POP3 does not say.
    pub fn passwords(&self, protocol: Speaks) -> bool {
        let by_password = |mechanism: &str| {
            matches!(mechanism, "PLAIN" | "LOGIN" | "CRAM-MD5") || mechanism.starts_with("SCRAM-")
        };
        let without = match protocol {
            Speaks::Imap => !self.has("LOGINDISABLED"),
            Speaks::Ews | Speaks::Outlook => self.has("HTTP Basic"),
            Speaks::Pop3 => self.has("USER") || self.0.is_empty(),
        };
        without || self.mechanisms().any(by_password)
    }

    /// Whether it takes Windows accounts (MS-NTHT).
    pub fn ntlm(&self) -> bool {
        self.has("HTTP NTLM")
    }

    /// Whether it takes tokens (RFC 7628, RFC 6750).
    pub fn tokens(&self) -> bool {
        self.has("HTTP Bearer")
            || self.mechanisms().any(|mechanism| matches!(mechanism, "XOAUTH2" | "OAUTHBEARER"))
    }

    fn has(&self, capability: &str) -> bool {
        self.0.iter().any(|known| known == capability)
    }

    fn mechanisms(&self) -> impl Iterator<Item = &str> {
        let one = self.0.iter().filter_map(|capability| capability.strip_prefix("AUTH="));
        // POP3 names them in one line (RFC 5034 §3).
        let line = self.0.iter().filter_map(|capability| capability.strip_prefix("SASL "));
        one.chain(line.flat_map(str::split_ascii_whitespace))
    }
}

const TIMEOUT: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(15);

/// Opens a connection up to the point at which somebody would sign in, and closes it there. `Err`: it does not get so far.
pub async fn capabilities(found: &Found, tls: Tls, host: &Host) -> Result<Offered, Failure> {
    let protocol = match found.protocol {
        Speaks::Imap => Protocol::Imap,
        Speaks::Pop3 => Protocol::Pop3,
        Speaks::Ews => return exchange::offers(found, host).await,
        // learn.microsoft.com/graph/auth/auth-concepts
        Speaks::Outlook => return Ok(Offered(vec!["HTTP Bearer".to_owned()])),
    };
    let heard: Arc<Mutex<Option<Vec<String>>>> = Arc::default();
    let hear = Arc::clone(&heard);
    let stages = Stages::new(move |stage| {
        if let Stage::Offered { capabilities } = stage {
            *hear.lock().unwrap_or_else(PoisonError::into_inner) = Some(capabilities);
        }
    });
    let config = Config {
        host: found.host.clone(),
        port: found.port,
        security: found.security,
        timeout: TIMEOUT,
        patience: PATIENCE,
        connections: 1,
        poll: TIMEOUT,
        read_only: true,
    };
    let server = Server {
        session: String::new(),
        way: Way::MailServer(protocol, config),
        proxy: None,
        tls,
        credentials: Arc::new(Nobody),
        user: None,
        identity: String::new(),
        stages,
        outgoing: None,
        marks: None,
    };
    let way_in = host.mailboxes.opener(server)?;
    let limits = Limits { attempts: 1, ..Limits::default() };
    let opened = Mailbox::open(way_in, host.clock.clone(), limits, Permissions::default(), |_| {}).await;
    let told = heard.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (told, opened) {
        (Some(capabilities), _) => Ok(Offered(capabilities)),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(_)) => Ok(Offered(Vec::new())),
    }
}

/// Signs in as nobody.
struct Nobody;

impl CredentialSource for Nobody {
    fn credential(&self, _: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        Box::pin(std::future::ready(Err(Refused::new(Why::Denied, phrase!("login-nobody")))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_takes_is_in_its_capabilities() {
        for (said, passwords, tokens) in [
            ("IMAP4REV1", true, false),
            ("IMAP4REV1 LOGINDISABLED", false, false),
            ("IMAP4REV1 LOGINDISABLED AUTH=PLAIN", true, false),
            ("IMAP4REV1 LOGINDISABLED AUTH=XOAUTH2", false, true),
            ("IMAP4REV1 AUTH=OAUTHBEARER AUTH=SCRAM-SHA-256", true, true),
        ] {
            let offered = Offered(said.split(' ').map(str::to_owned).collect());
            assert_eq!((offered.passwords(Speaks::Imap), offered.tokens()), (passwords, tokens), "{said}");
        }
        for (said, passwords, tokens) in [
            (&["TOP", "UIDL", "USER"][..], true, false),
            (&[], true, false),
            (&["TOP", "SASL XOAUTH2"], false, true),
            (&["SASL PLAIN XOAUTH2"], true, true),
        ] {
            let offered = Offered(said.iter().map(|&one| one.to_owned()).collect());
            assert_eq!((offered.passwords(Speaks::Pop3), offered.tokens()), (passwords, tokens), "{said:?}");
        }
    }
}
