//! Everything outside of a run: it reaches nothing but what is in here.

use crate::actions::Protocol;
use crate::event::Events;
use crate::failure::Failure;
use crate::journal::Journal;
use crate::secrets::Secrets;
use crate::seen::Ledgers;
use crate::tokens::Tokens;
use carteiro_auth::CredentialSource;
use carteiro_auth::providers::Service;
use carteiro_mail::backends::ews::{self, Ews};
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::backends::outlook::{self, Outlook};
use carteiro_mail::backends::pop3::{self, Marks, Pop3};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::transports::smtp::{self, Smtp};
use carteiro_mail::{Open, Stages, transport};
use carteiro_world::dial::{Dialer, Proxy};
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Dns, Files, Random, Spool, Transcript, http};
use jiff::tz::TimeZone;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The outside world of a run.
#[derive(Clone)]
pub struct Host {
    /// Where credentials come from.
    pub secrets: Arc<dyn Secrets>,
    /// Where tokens come from that people have brought.
    pub tokens: Arc<dyn Tokens>,
    /// The files a run may touch.
    pub files: Files,
    /// Where large messages lie while they are made.
    pub spools: Spools,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// Remembers effects.
    pub journal: Arc<dyn Journal>,
    /// Remembers, beyond a run, which messages were worked on.
    pub seen: Arc<dyn Ledgers>,
    /// Hears everything that happens.
    pub events: Arc<dyn Events>,
    /// Opens mailboxes.
    pub mailboxes: Arc<dyn OpenMailbox>,
    /// Sends requests to web servers.
    pub http: http::Client,
    /// Asks which servers a domain has; `None`: nobody can.
    pub dns: Option<Dns>,
    /// The time zone of automations that name none.
    pub time_zone: TimeZone,
}

/// What a step may reach by itself. Nothing in here changes anything: that takes a claimed effect.
#[derive(Clone)]
pub struct Reach {
    /// Where credentials come from.
    pub secrets: Arc<dyn Secrets>,
    /// Where tokens come from that people have brought.
    pub tokens: Arc<dyn Tokens>,
    /// The files a run may read.
    pub files: Readable,
    /// Where large messages lie while they are made.
    pub spools: Spools,
    /// The time.
    pub clock: Clock,
    /// Hears everything that happens.
    pub events: Arc<dyn Events>,
    /// Opens mailboxes.
    pub mailboxes: Arc<dyn OpenMailbox>,
    /// Randomness.
    pub(crate) random: Random,
    /// Asks providers for tokens and a domain for its Exchange, and nobody for anything else.
    pub(crate) http: http::Client,
    /// Asks a domain for its Exchange.
    pub(crate) dns: Option<Dns>,
}

/// Files, for reading only.
#[derive(Clone, Debug)]
pub struct Readable(Files);

impl Readable {
    /// A whole file of at most `cap` bytes; a longer one is [`io::ErrorKind::FileTooLarge`].
    pub fn read(&self, path: &Path, cap: u64) -> io::Result<Vec<u8>> {
        self.0.read(path, cap)
    }

    /// A file to be read piece by piece; what is no file is [`io::ErrorKind::InvalidInput`].
    pub fn open(&self, path: &Path) -> io::Result<Spool> {
        self.0.open(path)
    }
}

impl Host {
    /// What steps may reach of it by themselves.
    pub(crate) fn reach(&self) -> Reach {
        Reach {
            secrets: Arc::clone(&self.secrets),
            tokens: Arc::clone(&self.tokens),
            files: Readable(self.files.clone()),
            spools: self.spools.clone(),
            clock: self.clock.clone(),
            events: Arc::clone(&self.events),
            mailboxes: Arc::clone(&self.mailboxes),
            random: self.random.clone(),
            http: self.http.clone(),
            dns: self.dns.clone(),
        }
    }
}

/// A server and how to sign in, all values resolved.
#[derive(Clone)]
pub struct Server {
    /// The name of the session.
    pub session: String,
    /// Where it is and what it speaks.
    pub way: Way,
    /// Who leads there; `None`: it is dialled directly.
    pub proxy: Option<Arc<Proxy>>,
    /// Which certificates are accepted.
    pub tls: Tls,
    /// What to sign in with.
    pub credentials: Arc<dyn CredentialSource>,
    /// Who signs in, when that is no secret.
    pub user: Option<String>,
    /// Which mailbox it is, for the journal: the same in every run, and of no other mailbox.
    pub identity: String,
    /// Hears how far opening it got.
    pub stages: Stages,
    /// Where it is kept which messages were read, of a server that does not keep it; left out: nowhere.
    pub marks: Option<Arc<dyn Marks>>,
    /// Where the session's mail goes out; `None`: nobody said, and nobody knows.
    pub outgoing: Option<Outgoing>,
}

/// The way to a mailbox.
#[derive(Clone, Debug)]
pub enum Way {
    /// A mail server, which speaks IMAP or POP3.
    MailServer(Protocol, Config),
    /// Exchange Web Services.
    Ews(ews::Config),
    /// Microsoft Graph.
    Outlook(outlook::Config),
}

impl Way {
    /// The name of the server, or its address.
    pub fn host(&self) -> &str {
        match self {
            Self::MailServer(_, config) => &config.host,
            Self::Ews(ews::Config { endpoint, .. }) | Self::Outlook(outlook::Config { endpoint, .. }) => {
                endpoint.host_str().unwrap_or_default()
            }
        }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        match self {
            Self::MailServer(_, config) => config.port,
            Self::Ews(ews::Config { endpoint, .. }) | Self::Outlook(outlook::Config { endpoint, .. }) => {
                endpoint.port_or_known_default().unwrap_or(443)
            }
        }
    }

    /// How the connection is protected.
    pub fn security(&self) -> Security {
        match self {
            Self::MailServer(_, config) => config.security,
            Self::Ews(ews::Config { endpoint, .. }) | Self::Outlook(outlook::Config { endpoint, .. }) => {
                if endpoint.scheme() == "https" {
                    Security::Tls
                } else {
                    Security::None
                }
            }
        }
    }

    /// What a token is asked for.
    pub fn service(&self) -> Service {
        match self {
            Self::MailServer(protocol, _) => protocol.service(),
            Self::Ews(_) => Service::Ews,
            Self::Outlook(_) => Service::Graph,
        }
    }
}

/// The way out for mail.
#[derive(Clone, Debug)]
pub enum WayOut {
    /// A server that speaks SMTP.
    Smtp(smtp::Config),
    /// The mailbox itself sends, by Exchange Web Services.
    Ews(ews::Config),
    /// The mailbox itself sends, by Microsoft Graph.
    Outlook(outlook::Config),
}

/// A server that takes mail to send, and how to sign in, all values resolved.
#[derive(Clone)]
pub struct Outgoing {
    /// Where it is and how to get there.
    pub way: WayOut,
    /// What leads there; `None`: it is dialled.
    pub proxy: Option<Arc<Proxy>>,
    /// Which certificates are accepted.
    pub tls: Tls,
    /// What to sign in with.
    pub credentials: Arc<dyn CredentialSource>,
    /// Hears how far opening it got.
    pub stages: Stages,
}

/// Knows how to open mailboxes.
pub trait OpenMailbox: Send + Sync {
    /// What opens the sessions of `server`. Nothing is dialled yet.
    fn opener(&self, server: Server) -> Result<Arc<dyn Open>, Failure>;

    /// What opens the way out by `outgoing`. Nothing is dialled yet.
    fn way_out(&self, outgoing: Outgoing) -> Result<Arc<dyn transport::Open>, Failure>;
}

/// Mailboxes on the network.
#[derive(Clone, Debug)]
pub struct Network {
    /// Reaches servers, within the egress policy.
    pub dialer: Dialer,
    /// Where large messages lie while they are read.
    pub spools: Spools,
    /// Measures patience.
    pub clock: Clock,
    /// Makes the nonces of sign-ins.
    pub random: Random,
    /// Hears what is said.
    pub transcript: Transcript,
}

impl OpenMailbox for Network {
    fn opener(&self, server: Server) -> Result<Arc<dyn Open>, Failure> {
        let Server { way, marks, .. } = &server;
        let (way, marks) = (way.clone(), marks.clone());
        let world = self.world(server.tls, server.credentials, server.proxy, server.stages);
        let spools = self.spools.clone();
        Ok(match way {
            Way::MailServer(Protocol::Imap, config) => Arc::new(Imap { config, world, spools }),
            Way::MailServer(Protocol::Pop3, config) => Arc::new(pop3(config, world, spools, marks)),
            Way::Ews(config) => Arc::new(Ews::new(config, world, spools)),
            Way::Outlook(config) => Arc::new(Outlook::new(config, world, spools)),
        })
    }

    fn way_out(&self, outgoing: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        let Outgoing { way, proxy, tls, credentials, stages } = outgoing;
        let world = self.world(tls, credentials, proxy, stages);
        Ok(match way {
            WayOut::Smtp(config) => Arc::new(Smtp { config, world }),
            WayOut::Ews(config) => Arc::new(Ews::new(config, world, self.spools.clone())),
            WayOut::Outlook(config) => Arc::new(Outlook::new(config, world, self.spools.clone())),
        })
    }
}

impl Network {
    fn world(
        &self,
        tls: Tls,
        credentials: Arc<dyn CredentialSource>,
        proxy: Option<Arc<Proxy>>,
        stages: Stages,
    ) -> World {
        World {
            tls,
            credentials,
            dialer: self.dialer.clone().through(proxy),
            clock: self.clock.clone(),
            random: self.random.clone(),
            transcript: self.transcript.clone(),
            stages,
        }
    }
}

fn pop3(config: Config, world: World, spools: Spools, marks: Option<Arc<dyn Marks>>) -> Pop3 {
    let Config { host, port, security, timeout, patience, poll, .. } = config;
    let pop3 = Pop3::new(pop3::Config { host, port, security, timeout, patience, poll }, world, spools);
    match marks {
        Some(marks) => pop3.marking(marks),
        None => pop3,
    }
}
