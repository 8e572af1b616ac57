//! Us, towards a server that is up to something.

use carteiro_auth::{Credential, Renew};
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::{
    Backend, Error, FolderPath, Limits, Mailbox, MessageRef, Notices, Open, Permissions, Query,
};
use carteiro_world::dial::Dialer;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What must never be seen.
pub const CANARY: &str = "canary-7f3a";

#[derive(Clone)]
pub struct Client {
    pub imap: Imap,
    said: Arc<Mutex<Vec<String>>>,
}

impl Client {
    pub fn to(port: u16) -> Self {
        let clock = Clock::system();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let listener = Arc::clone(&said);
        let imap = Imap {
            config: Config {
                host: "127.0.0.1".to_owned(),
                port,
                security: Security::None,
                timeout: Duration::from_secs(20),
                patience: Duration::from_secs(20),
                connections: 3,
                poll: Duration::from_mins(1),
                read_only: false,
            },
            world: World {
                tls: Tls::trusting(Vec::new()).unwrap(),
                credentials: Arc::new(Credential::Password {
                    user: "ana@sandbox.test".to_owned(),
                    password: Secret::new(CANARY),
                }),
                dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
                clock,
                random: Random::system(),
                transcript: Transcript::new(move |line| listener.lock().unwrap().push(line.to_owned())),
                stages: carteiro_mail::Stages::default(),
            },
            spools: Spools::default(),
        };
        Self { imap, said }
    }

    pub fn security(mut self, security: Security) -> Self {
        self.imap.config.security = security;
        self
    }

    pub fn trusting(mut self, tls: Tls) -> Self {
        self.imap.world.tls = tls;
        self
    }

    pub fn patience(mut self, patience: Duration) -> Self {
        self.imap.config.patience = patience;
        self
    }

    pub fn clock(mut self, clock: Clock) -> Self {
        self.imap.world.dialer.clock = clock.clone();
        self.imap.world.clock = clock;
        self
    }

    /// With a token in place of a password.
    pub fn showing(mut self, token: &str) -> Self {
        self.imap.world.credentials = Arc::new(Credential::Bearer {
            user: "ana@sandbox.test".to_owned(),
            token: Secret::new(token),
            expires_at: None,
        });
        self
    }

    pub fn signing_in(mut self, user: &str, password: &str) -> Self {
        self.imap.world.credentials =
            Arc::new(Credential::Password { user: user.to_owned(), password: Secret::new(password) });
        self
    }

    /// A session without a guard.
    pub async fn backend(&self) -> Result<Arc<dyn Backend>, Error> {
        self.imap.open(Renew::WhenExpired, Notices::default()).await
    }

    /// Why no session came about.
    pub async fn refused(&self) -> Error {
        match self.backend().await {
            Err(error) => error,
            Ok(_) => panic!("signed in"),
        }
    }

    pub async fn mailbox(&self) -> Mailbox {
        let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
        let open = Arc::new(self.imap.clone());
        Mailbox::open(open, Clock::system(), limits, Permissions::default(), |_| {}).await.unwrap()
    }

    /// What was said, as a person would read it.
    pub fn transcript(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }
}

/// A failed test shows what was said.
impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for line in self.said.lock().unwrap().iter().take(80) {
                eprintln!("{}", line.chars().take(200).collect::<String>());
            }
        }
    }
}

pub fn inbox() -> FolderPath {
    FolderPath::inbox()
}

/// Everything in the inbox.
pub async fn all(backend: &dyn Backend) -> Result<Vec<MessageRef>, Error> {
    backend.search(inbox(), Query::default()).await
}
