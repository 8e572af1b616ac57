//! Everything outside of a run: it reaches nothing but what is in here.

use crate::actions::Protocol;
use crate::event::Events;
use crate::failure::Failure;
use crate::journal::Journal;
use crate::secrets::Secrets;
use crate::seen::Ledgers;
use crate::tokens::Tokens;
use carteiro_auth::CredentialSource;
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::backends::pop3::{self, Marks, Pop3};
use carteiro_mail::reaching::World;
use carteiro_mail::transports::smtp::{self, Smtp};
use carteiro_mail::{Open, Stages, transport};
use carteiro_world::dial::{Dialer, Proxy};
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Files, Random, Spool, Transcript, http};
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
    /// Asks providers for tokens, and nobody for anything else.
    pub(crate) http: http::Client,
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
        }
    }
}

/// A server and how to sign in, all values resolved.
#[derive(Clone)]
pub struct Server {
    /// The name of the session.
    pub session: String,
    /// What it speaks.
    pub protocol: Protocol,
    /// Where it is and how to get there.
    pub config: Config,
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

/// A server that takes mail to send, and how to sign in, all values resolved.
#[derive(Clone)]
pub struct Outgoing {
    /// Where it is and how to get there.
    pub config: smtp::Config,
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
        if server.protocol == Protocol::Pop3 {
            return Ok(Arc::new(self.pop3(server)));
        }
        Ok(Arc::new(Imap {
            config: server.config,
            world: self.world(server.tls, server.credentials, server.proxy, server.stages),
            spools: self.spools.clone(),
        }))
    }

    fn way_out(&self, outgoing: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        let Outgoing { config, proxy, tls, credentials, stages } = outgoing;
        Ok(Arc::new(Smtp { config, world: self.world(tls, credentials, proxy, stages) }))
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

    fn pop3(&self, server: Server) -> Pop3 {
        let Config { host, port, security, timeout, patience, poll, .. } = server.config;
        let config = pop3::Config { host, port, security, timeout, patience, poll };
        let world = self.world(server.tls, server.credentials, server.proxy, server.stages);
        let pop3 = Pop3::new(config, world, self.spools.clone());
        match server.marks {
            Some(marks) => pop3.marking(marks),
            None => pop3,
        }
    }
}
