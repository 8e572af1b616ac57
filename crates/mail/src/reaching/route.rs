//! The way to a server, and how far along it one gets.

use super::{Security, World, words};
use crate::{Error, Kind, Result, Retry, Stage, advice};
use carteiro_auth::oauth2::judge::Facts;
use carteiro_auth::providers::Service;
use carteiro_auth::sasl::Channel;
use carteiro_auth::{Credential, Renew};
use carteiro_world::{dial, phrase, tls};
use std::net::SocketAddr;
use std::time::Duration;

/// To say the first word.
const GREETING: Duration = Duration::from_secs(15);

/// The way to a server: its name, how it is protected, and what of the outside that takes.
#[derive(Clone, Copy)]
pub(crate) struct Route<'a> {
    /// What is spoken there.
    pub(crate) service: Service,
    /// Name or address.
    pub(crate) host: &'a str,
    /// Port.
    pub(crate) port: u16,
    /// How the connection is protected.
    pub(crate) security: Security,
    /// To connect and sign in.
    pub(crate) timeout: Duration,
    /// What else that takes.
    pub(crate) world: &'a World,
}

impl Route<'_> {
    /// All of an opening within the time there is for it, with what is known to help when it fails. `Timeout`.
    pub(crate) async fn within<T>(&self, opening: impl Future<Output = Result<T>>) -> Result<T> {
        let opened = self.world.clock.within(self.timeout, opening).await.unwrap_or_else(|_| {
            let words = phrase!("connect-timeout", host = self.host, seconds = self.timeout.as_secs());
            Err(Error::new(Kind::Timeout, words).retrying(Retry::Later))
        });
        opened.map_err(|error| {
            let advice = advice::on_opening(self.host, &error);
            error.advised(advice)
        })
    }

    /// Connects; under TLS at once where that is wanted. `Unreachable`, `Denied`, `Timeout`, `Tls`.
    pub(crate) async fn dial(&self) -> Result<(dial::Stream, Channel)> {
        let resolved = |found: &[SocketAddr]| {
            let mut addresses: Vec<_> = found.iter().map(SocketAddr::ip).collect();
            addresses.dedup();
            self.world.stages.tell(|| Stage::Resolved { addresses });
        };
        let dialled = self.world.dialer.connect_telling(self.host, self.port, self.timeout, resolved).await;
        let dialled = dialled.map_err(|error| words::unreachable(self.host, self.port, &error))?;
        let dial::Connection { stream, address, stays_here } = dialled;
        let proxy = self.world.dialer.proxy.as_ref().map(ToString::to_string);
        if let Some(proxy) = &proxy {
            self.world.transcript.note(&format!("through the proxy {proxy}"));
        }
        self.world.stages.tell(|| Stage::Connected { address, proxy });
        self.world.transcript.note(&format!("connected to {}:{}", self.host, self.port));
        match self.security {
            Security::Tls => self.secure(stream).await,
            _ if stays_here => Ok((stream, Channel::Loopback)),
            _ => Ok((stream, Channel::Clear)),
        }
    }

    /// Puts a connection under TLS. What the server said in the clear is to be forgotten: it may be an attacker's
    /// (CVE-2011-0411). `Tls`.
    pub(crate) async fn secure(&self, stream: dial::Stream) -> Result<(dial::Stream, Channel)> {
        let upgraded = self.world.tls.upgrade(stream, self.host).await;
        upgraded
            .map(|tls::Secured { stream, chain, version, binding, .. }| {
                self.world.transcript.note("TLS established");
                self.world.stages.tell(|| Stage::Secured { version, chain });
                (stream, Channel::Tls(binding))
            })
            .map_err(|failure| words::not_secure(self.host, self.port, &failure))
    }

    /// The server's first word, within the time it has for it. `Timeout`.
    pub(crate) async fn greeted<T>(&self, greeting: impl Future<Output = Result<T>>) -> Result<T> {
        self.world.clock.within(GREETING, greeting).await.unwrap_or_else(|_| {
            // Silence where a server should speak first: ports that expect TLS from the start keep it.
            let words = phrase!(
                "greeting-missing",
                host = self.host,
                port = self.port,
                seconds = GREETING.as_secs(),
                tls_port = self.tls_port()
            );
            Err(Error::new(Kind::Timeout, words).retrying(Retry::Later))
        })
    }

    /// The server does not offer TLS, and going on in the clear would be a downgrade.
    pub(crate) fn no_starttls(&self) -> Error {
        Error::new(Kind::Tls, phrase!("starttls-missing", host = self.host, tls_port = self.tls_port()))
    }

    /// The server offered TLS, and then would not.
    pub(crate) fn starttls_refused(&self, refusal: Error) -> Error {
        Error::new(Kind::Tls, phrase!("starttls-refused", host = self.host)).because(refusal)
    }

    /// What to sign in with.
    pub(crate) async fn credential(&self, renew: Renew) -> Result<Credential> {
        let credential = self.world.credentials.credential(renew).await.map_err(Error::from)?;
        if let Some(facts) = Facts::of(&credential) {
            let misfit = facts.at_sight(self.service, self.world.clock.now());
            self.world.stages.tell(|| Stage::Token { misfit, facts: Box::new(facts) });
        }
        Ok(credential)
    }

    /// With what is known to help against the refusal of this credential.
    pub(crate) fn advised(&self, error: Error, credential: &Credential) -> Error {
        let now = self.world.clock.now();
        let advice = advice::on_sign_in(self.host, self.service, credential, &error, now);
        error.advised(advice)
    }

    /// Where this kind of server speaks TLS from the first byte.
    fn tls_port(&self) -> u16 {
        match self.service {
            Service::Imap => 993,
            Service::Pop3 => 995,
            Service::Smtp => 465,
            Service::Ews | Service::Graph => 443,
        }
    }
}
