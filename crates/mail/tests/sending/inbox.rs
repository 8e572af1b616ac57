//! Somebody's inbox on the lab's Dovecot: what comes in, as it comes.

use crate::lab::{port, server};
use carteiro_auth::Credential;
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::{Change, Changes, FolderPath, Limits, Mailbox, Parts, Permissions, Stages};
use carteiro_world::dial::Dialer;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use futures_util::StreamExt;
use std::sync::Arc;
use std::time::Duration;

pub struct Inbox {
    mailbox: Mailbox,
    changes: Changes,
}

impl Inbox {
    pub async fn of(user: &str) -> Self {
        let clock = Clock::system();
        let imap = Imap {
            config: Config {
                host: "127.0.0.1".to_owned(),
                port: port(&server("dovecot").unwrap(), "imap"),
                security: Security::None,
                timeout: Duration::from_secs(30),
                patience: Duration::from_secs(30),
                connections: 1,
                poll: Duration::from_secs(1),
                read_only: true,
            },
            world: World {
                tls: Tls::trusting(Vec::new()).unwrap(),
                credentials: Arc::new(Credential::Password {
                    user: user.to_owned(),
                    password: Secret::new("pw-test"),
                }),
                dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
                clock: clock.clone(),
                random: Random::system(),
                transcript: Transcript::default(),
                stages: Stages::default(),
            },
            spools: Spools::default(),
        };
        let (open, limits, all) = (Arc::new(imap), Limits::default(), Permissions::default());
        let mailbox = Mailbox::open(open, clock, limits, all, |_| {}).await.unwrap();
        let inbox = FolderPath::parse("INBOX").unwrap();
        let cursor = mailbox.cursor(inbox.clone()).await.unwrap();
        let changes = mailbox.watch(inbox, Some(cursor));
        Self { mailbox, changes }
    }

    /// The next message, as it is there.
    pub async fn next(&mut self) -> Vec<u8> {
        loop {
            if let Change::Arrived { message, .. } = self.changes.next().await.unwrap().unwrap() {
                let parts = Parts { content: true, ..Parts::default() };
                let found = self.mailbox.fetch(vec![message], parts).await.pop().unwrap().unwrap();
                return found.content.unwrap().read(0..u64::MAX, usize::MAX).unwrap().to_vec();
            }
        }
    }
}
