//! Us, towards a server of Exchange Web Services.

use carteiro_auth::Credential;
use carteiro_mail::backends::ews::{Config, Ews};
use carteiro_mail::reaching::World;
use carteiro_mail::{Error, Limits, Mailbox, Notice, Outgoing, Permissions, Stages};
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
        }
    }

    pub async fn open(&self) -> Result<Mailbox, Error> {
        let (open, told) = (Arc::new(self.ews.clone()), Arc::clone(&self.told));
        let notify = move |notice| told.lock().unwrap().push(notice);
        let clock = self.ews.world.clock.clone();
        Mailbox::open(open, clock, self.limits, Permissions::default(), notify).await
    }

    pub async fn mailbox(&self) -> Mailbox {
        self.open().await.unwrap()
    }

    pub fn outgoing(&self) -> Outgoing {
        let (open, told) = (Arc::new(self.ews.clone()), Arc::clone(&self.told));
        let notify = move |notice| told.lock().unwrap().push(notice);
        Outgoing::new(open, self.ews.world.clock.clone(), self.limits, Permissions::default(), notify)
    }
}
