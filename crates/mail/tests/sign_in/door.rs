//! The way into a mailbox: with whatever credential, over whatever line.

use carteiro_auth::{Credential, CredentialSource, Renew};
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::{Backend, Error, Limits, Mailbox, Notices, Open, Permissions, Stage, Stages};
use carteiro_world::dial::Dialer;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A password.
pub fn password(user: &str, password: &str) -> Credential {
    Credential::Password { user: user.to_owned(), password: Secret::new(password) }
}

/// A token.
pub fn token(user: &str, token: &str) -> Credential {
    Credential::Bearer { user: user.to_owned(), token: Secret::new(token), expires_at: None }
}

pub struct Door {
    pub imap: Imap,
    mechanisms: Arc<Mutex<Vec<&'static str>>>,
    said: Arc<Mutex<Vec<String>>>,
}

impl Door {
    pub fn at(port: u16, credentials: impl CredentialSource + 'static) -> Self {
        let clock = Clock::system();
        let mechanisms: Arc<Mutex<Vec<&'static str>>> = Arc::default();
        let told = Arc::clone(&mechanisms);
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = Arc::clone(&said);
        let imap = Imap {
            config: Config {
                host: "127.0.0.1".to_owned(),
                port,
                security: Security::None,
                timeout: Duration::from_secs(30),
                patience: Duration::from_secs(30),
                connections: 3,
                poll: Duration::from_mins(1),
                read_only: false,
            },
            world: World {
                tls: Tls::trusting(Vec::new()).unwrap(),
                credentials: Arc::new(credentials),
                dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
                clock,
                random: Random::system(),
                transcript: Transcript::new(move |line| heard.lock().unwrap().push(line.to_owned())),
                stages: Stages::new(move |stage| {
                    if let Stage::SignedIn { mechanism, .. } = stage {
                        told.lock().unwrap().push(mechanism);
                    }
                }),
            },
            spools: Spools::default(),
        };
        Self { imap, mechanisms, said }
    }

    pub fn under(mut self, security: Security, tls: Tls) -> Self {
        self.imap.config.security = security;
        self.imap.world.tls = tls;
        self
    }

    /// Signs in, and answers how.
    pub async fn enter(&self) -> Result<&'static str, Error> {
        let backend = self.backend().await?;
        backend.close().await?;
        Ok(*self.mechanisms.lock().unwrap().last().unwrap())
    }

    pub async fn backend(&self) -> Result<Arc<dyn Backend>, Error> {
        self.imap.open(Renew::WhenExpired, Notices::default()).await
    }

    pub async fn mailbox(&self) -> Result<Mailbox, Error> {
        let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
        let open = Arc::new(self.imap.clone());
        Mailbox::open(open, Clock::system(), limits, Permissions::default(), |_| {}).await
    }

    pub fn transcript(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }
}
