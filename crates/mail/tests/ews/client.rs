//! Us, towards a server of Exchange Web Services.

use carteiro_auth::Credential;
use carteiro_mail::backends::ews::{Config, Ews};
use carteiro_mail::reaching::World;
use carteiro_mail::{Error, Limits, Mailbox, Notice, Outgoing, Permissions, Stages};
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::http::Url;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub struct Client {
    pub ews: Ews,
    pub limits: Limits,
    pub told: Arc<Mutex<Vec<Notice>>>,
    hurry: Option<Manual>,
}

impl Client {
    /// Ana, by password.
    pub fn to(url: &str) -> Self {
        let clock = Clock::system();
        let config = Config {
            endpoint: Url::parse(url).unwrap(),
            version: None,
            mailbox: None,
            impersonate: false,
            timeout: Duration::from_mins(10),
            patience: Duration::from_mins(10),
            poll: Duration::from_millis(10),
        };
        let world = World {
            tls: Tls::trusting(Vec::new()).unwrap(),
            credentials: Arc::new(Credential::Password {
                user: "ana@sandbox.test".to_owned(),
                password: Secret::new("sandbox"),
            }),
            dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
            clock,
            random: Random::system(),
            transcript: Transcript::default(),
            stages: Stages::default(),
        };
        Self {
            ews: Ews::new(config, world, Spools::default()),
            limits: Limits { pause: Duration::ZERO, ..Limits::default() },
            told: Arc::default(),
            hurry: None,
        }
    }

    /// For whom a pause that is told has passed at once. On a runtime of one thread.
    pub fn hurried(mut self) -> Self {
        let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
        self.ews.world.clock = clock.clock();
        self.ews.world.dialer.clock = clock.clock();
        Self { hurry: Some(clock), ..self }
    }

    fn notify(&self) -> impl Fn(Notice) + Send + Sync + 'static {
        let (told, hurry) = (Arc::clone(&self.told), self.hurry.clone());
        move |notice| {
            if let (Notice::Retrying { pause, .. }, Some(clock)) = (&notice, hurry.clone()) {
                let pause = *pause;
                // When the one that tells it has gone to wait.
                tokio::spawn(async move { clock.advance(pause) });
            }
            told.lock().unwrap().push(notice);
        }
    }

    pub async fn open(&self) -> Result<Mailbox, Error> {
        let (open, clock) = (Arc::new(self.ews.clone()), self.ews.world.clock.clone());
        Mailbox::open(open, clock, self.limits, Permissions::default(), self.notify()).await
    }

    pub async fn mailbox(&self) -> Mailbox {
        self.open().await.unwrap()
    }

    pub fn outgoing(&self) -> Outgoing {
        let (open, clock) = (Arc::new(self.ews.clone()), self.ews.world.clock.clone());
        Outgoing::new(open, clock, self.limits, Permissions::default(), self.notify())
    }
}
