//! Us, towards a server of Microsoft Graph.

use carteiro_auth::Credential;
use carteiro_mail::backends::outlook::{Config, Outlook};
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

pub const ANA: &str = "ana@sandbox.test";

pub struct Client {
    pub outlook: Outlook,
    pub limits: Limits,
    pub told: Arc<Mutex<Vec<Notice>>>,
    /// Goes on by what a notice says that it waits.
    pub clock: Option<Manual>,
    /// So many times that, for those who begin to wait a little later.
    pub steps: u32,
}

impl Client {
    /// Ana, by a token.
    pub fn to(url: &str, token: Secret) -> Self {
        Self::by(url, token, Clock::system(), None)
    }

    /// The same; what waits does so for no time.
    pub fn in_no_time(url: &str, token: Secret) -> Self {
        let manual = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
        Self::by(url, token, manual.clock(), Some(manual))
    }

    fn by(url: &str, token: Secret, clock: Clock, manual: Option<Manual>) -> Self {
        let config = Config {
            endpoint: Url::parse(url).unwrap(),
            mailbox: None,
            timeout: Duration::from_hours(24 * 365),
            patience: Duration::from_hours(24 * 365),
            poll: Duration::from_millis(10),
        };
        let world = World {
            tls: Tls::trusting(Vec::new()).unwrap(),
            credentials: Arc::new(Credential::Bearer { user: ANA.to_owned(), token, expires_at: None }),
            dialer: Dialer::new(egress::Policy::OPEN, Clock::system()),
            clock,
            random: Random::seeded(1),
            transcript: Transcript::default(),
            stages: Stages::default(),
        };
        let deadline = Duration::from_hours(24 * 365);
        Self {
            outlook: Outlook::new(config, world, Spools::default()),
            limits: Limits { pause: Duration::ZERO, deadline, ..Limits::default() },
            told: Arc::default(),
            clock: manual,
            steps: 16,
        }
    }

    fn hears(&self) -> impl Fn(Notice) + Send + Sync + 'static {
        let (told, clock, steps) = (Arc::clone(&self.told), self.clock.clone(), self.steps);
        move |notice| {
            if let (Notice::Retrying { pause, .. }, Some(clock)) = (&notice, &clock) {
                let (clock, pause) = (clock.clone(), *pause);
                tokio::spawn(async move {
                    // Whoever waits begins to right after having said so.
                    for _ in 0..steps {
                        tokio::task::yield_now().await;
                        clock.advance(pause);
                    }
                });
            }
            told.lock().unwrap().push(notice);
        }
    }

    pub async fn open(&self) -> Result<Mailbox, Error> {
        let clock = self.outlook.world.clock.clone();
        let open = Arc::new(self.outlook.clone());
        Mailbox::open(open, clock, self.limits, Permissions::default(), self.hears()).await
    }

    pub async fn mailbox(&self) -> Mailbox {
        self.open().await.unwrap()
    }

    pub fn outgoing(&self) -> Outgoing {
        let clock = self.outlook.world.clock.clone();
        let open = Arc::new(self.outlook.clone());
        Outgoing::new(open, clock, self.limits, Permissions::default(), self.hears())
    }

    /// How often it was told that something is tried again.
    pub fn retries(&self) -> usize {
        let told = self.told.lock().unwrap();
        told.iter().filter(|notice| matches!(notice, Notice::Retrying { .. })).count()
    }
}
