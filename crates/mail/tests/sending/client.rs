//! Us, towards a server that takes mail.

use carteiro_auth::{Credential, CredentialSource};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::transports::smtp::{Config, Smtp};
use carteiro_mail::{Envelope, Error, Keeps, Limits, Notice, Outgoing, Permissions, Result, Sent, Stages};
use carteiro_world::dial::Dialer;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Spool, Transcript, egress};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What must never be seen.
pub const CANARY: &str = "canary-7f3a";

#[derive(Clone)]
pub struct Client {
    pub smtp: Smtp,
    pub limits: Limits,
    pub said: Arc<Mutex<Vec<String>>>,
    pub notices: Arc<Mutex<Vec<Notice>>>,
}

impl Client {
    pub fn to(port: u16) -> Self {
        let clock = Clock::system();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let listener = Arc::clone(&said);
        let user = "ana@example.org".to_owned();
        let smtp = Smtp {
            config: Config {
                host: "127.0.0.1".to_owned(),
                port,
                security: Security::None,
                timeout: Duration::from_secs(20),
                patience: Duration::from_secs(20),
                keeps: Keeps::Nothing,
            },
            world: World {
                tls: Tls::trusting(Vec::new()).unwrap(),
                credentials: Arc::new(Credential::Password { user, password: Secret::new(CANARY) }),
                dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
                clock,
                random: Random::system(),
                transcript: Transcript::new(move |line| listener.lock().unwrap().push(line.to_owned())),
                stages: Stages::default(),
            },
        };
        let limits = Limits { pause: Duration::ZERO, attempts: 3, ..Limits::default() };
        Self { smtp, limits, said, notices: Arc::default() }
    }

    pub fn security(mut self, security: Security, tls: Tls) -> Self {
        self.smtp.config.security = security;
        self.smtp.world.tls = tls;
        self
    }

    pub fn signing_in(mut self, credentials: impl CredentialSource + 'static) -> Self {
        self.smtp.world.credentials = Arc::new(credentials);
        self
    }

    pub fn clock(mut self, clock: &Clock) -> Self {
        self.smtp.world.dialer.clock = clock.clone();
        self.smtp.world.clock = clock.clone();
        self
    }

    pub fn outgoing(&self) -> Outgoing {
        let notices = Arc::clone(&self.notices);
        let notify = move |notice| notices.lock().unwrap().push(notice);
        let clock = self.smtp.world.clock.clone();
        Outgoing::new(Arc::new(self.smtp.clone()), clock, self.limits, Permissions::default(), notify)
    }

    /// One message, in a session of its own.
    pub async fn send(&self, to: &[&str], content: impl Into<Vec<u8>>) -> Result<Sent> {
        let outgoing = self.outgoing();
        let sent = outgoing.send(envelope(to), Spool::from(content.into())).await;
        outgoing.close().await.unwrap();
        if let Err(error) = &sent {
            self.tells_nothing(error);
        }
        sent
    }

    /// A small message to Bob.
    pub async fn refused(&self) -> Error {
        self.send(&["bob@example.org"], "Subject: x\r\n\r\nx\r\n").await.unwrap_err()
    }

    /// No secret is in the transcript, nor in the error.
    fn tells_nothing(&self, error: &Error) {
        use base64::Engine as _;
        let encoded =
            base64::engine::general_purpose::STANDARD.encode(format!("\0ana@example.org\0{CANARY}"));
        let said = format!("{:?} {error:?} {error}", self.said.lock().unwrap());
        assert!(!said.contains(CANARY) && !said.contains(&encoded), "{said}");
    }
}

pub fn envelope(to: &[&str]) -> Envelope {
    Envelope::new("ana@example.org", to).unwrap()
}
