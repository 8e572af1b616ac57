//! The ways to the mailbox.

use carteiro_auth::Credential;
use carteiro_mail::backends::ews::{self, Ews};
use carteiro_mail::backends::imap::{self, Imap};
use carteiro_mail::backends::outlook::{self, Outlook};
use carteiro_mail::reaching::{Security, World};
use carteiro_mail::{Limits, Mailbox, Open, Permissions, Stages};
use carteiro_sandbox::{Options, Sandbox};
use carteiro_world::dial::Dialer;
use carteiro_world::http::Url;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use std::sync::Arc;
use std::time::Duration;

const LONG: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(10);

/// A kind of server, and the way to it.
pub struct Backend {
    pub name: &'static str,
    /// With a token for who goes by one.
    pub open: fn(&Sandbox, &Secret) -> Arc<dyn Open>,
}

/// All that look at the same mailbox; the first is what the others are compared with.
pub const BACKENDS: &[Backend] = &[
    Backend { name: "IMAP", open: by_imap },
    Backend { name: "Exchange Web Services", open: by_ews },
    Backend { name: "Microsoft Graph", open: by_graph },
];

/// A session of it.
pub async fn session(open: Arc<dyn Open>) -> Mailbox {
    let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
    Mailbox::open(open, Clock::system(), limits, Permissions::default(), |_| {}).await.unwrap()
}

fn by_imap(sandbox: &Sandbox, _: &Secret) -> Arc<dyn Open> {
    let config = imap::Config {
        host: "127.0.0.1".to_owned(),
        port: sandbox.imap_addr().port(),
        security: Security::None,
        timeout: LONG,
        patience: LONG,
        connections: 3,
        poll: POLL,
        read_only: false,
    };
    Arc::new(Imap { config, world: world(), spools: Spools::default() })
}

fn by_ews(sandbox: &Sandbox, _: &Secret) -> Arc<dyn Open> {
    let config = ews::Config {
        endpoint: Url::parse(&sandbox.ews_url()).unwrap(),
        version: None,
        mailbox: None,
        impersonate: false,
        timeout: LONG,
        patience: LONG,
        poll: POLL,
    };
    Arc::new(Ews::new(config, world(), Spools::default()))
}

fn by_graph(sandbox: &Sandbox, token: &Secret) -> Arc<dyn Open> {
    let config = outlook::Config {
        endpoint: Url::parse(&sandbox.graph_url()).unwrap(),
        mailbox: None,
        timeout: LONG,
        patience: LONG,
        poll: POLL,
    };
    let (user, token) = (Options::default().users[0].name.clone(), token.clone());
    let credentials = Arc::new(Credential::Bearer { user, token, expires_at: None });
    Arc::new(Outlook::new(config, World { credentials, ..world() }, Spools::default()))
}

fn world() -> World {
    let user = Options::default().users[0].clone();
    let clock = Clock::system();
    World {
        tls: Tls::trusting(Vec::new()).unwrap(),
        credentials: Arc::new(Credential::Password { user: user.name, password: Secret::new(user.password) }),
        dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
        clock,
        random: Random::system(),
        transcript: Transcript::default(),
        stages: Stages::default(),
    }
}
