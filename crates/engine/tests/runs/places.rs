//! Where a mailbox may be: what an automation does must not depend on it.

use crate::lab::{fresh, port, server};
use crate::token::graph_token;
use crate::world::World;
use carteiro_auth::Credential;
use carteiro_engine::host::{Outgoing, Server};
use carteiro_engine::{Failure, Host, OpenMailbox};
use carteiro_mail::backends::ews::{self, Ews};
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::backends::outlook::{self, Outlook};
use carteiro_mail::reaching::{self, Security};
use carteiro_mail::{Flags, Limits, Mailbox, Open, Permissions, Selection, transport, transports};
use carteiro_sandbox::oauth::Settings;
use carteiro_sandbox::{Options, Sandbox, User};
use carteiro_world::dial::Dialer;
use carteiro_world::http::Url;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use futures_util::StreamExt;
use jiff::Timestamp;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server with a fresh mailbox.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Simulator,
    Exchange,
    Outlook,
    Dovecot,
    Cyrus,
}

/// The mailbox that every `connect` of a run opens.
pub struct Standing {
    open: Arc<dyn Open>,
    /// By what it is filled, where not by that.
    filling: Option<Arc<dyn Open>>,
    /// Whether the server's names of messages stay with them wherever they go.
    names_stay: bool,
    /// The names of those that it was filled with.
    filled: Mutex<Vec<Option<String>>>,
    said: Arc<Mutex<Vec<String>>>,
    _simulator: Option<Sandbox>,
}

struct There(Arc<dyn Open>, transports::memory::Server);

impl OpenMailbox for There {
    fn opener(&self, _: Server) -> Result<Arc<dyn Open>, Failure> {
        Ok(Arc::clone(&self.0))
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(self.1.open())
    }
}

impl Place {
    /// `None` when this machine does not have it.
    pub async fn stand(self) -> Option<Standing> {
        let said = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&said);
        let transcript = Transcript::new(move |line| heard.lock().unwrap().push(line.to_owned()));
        if matches!(self, Self::Exchange) {
            let simulator = Sandbox::start(Options::default()).await.unwrap();
            let open = Arc::new(ews(&simulator, &Options::default().users[0], transcript));
            return Some(Standing { _simulator: Some(simulator), ..Standing::new(open, said) });
        }
        if matches!(self, Self::Outlook) {
            let oauth = Some(Settings::default());
            let simulator = Sandbox::start(Options { oauth, ..Options::default() }).await.unwrap();
            let user = &Options::default().users[0];
            let filling = Arc::new(ews(&simulator, user, Transcript::default()));
            let open = Arc::new(outlook(&simulator, user, transcript).await);
            // Graph says itself when a message was received.
            return Some(Standing {
                filling: Some(filling),
                names_stay: true,
                _simulator: Some(simulator),
                ..Standing::new(open, said)
            });
        }
        let (port, user, password, simulator) = match self {
            Self::Simulator | Self::Exchange | Self::Outlook => {
                let options = Options::default();
                let user = options.users[0].clone();
                let simulator = Sandbox::start(options).await.unwrap();
                (simulator.imap_addr().port(), user.name, user.password, Some(simulator))
            }
            Self::Dovecot => {
                let user = format!("{}@lab.test", fresh("test-"));
                (port(&server("dovecot")?, "imap"), user, "pw-test".to_owned(), None)
            }
            Self::Cyrus => (port(&server("cyrus")?, "imap"), fresh("test-"), "any".to_owned(), None),
        };
        let credentials = Credential::Password { user, password: Secret::new(password) };
        let open = Arc::new(imap(port, credentials, transcript));
        Some(Standing { _simulator: simulator, ..Standing::new(open, said) })
    }
}

/// The same simulator, spoken to as an Exchange.
fn ews(simulator: &Sandbox, user: &User, transcript: Transcript) -> Ews {
    let credentials =
        Credential::Password { user: user.name.clone(), password: Secret::new(user.password.clone()) };
    let config = ews::Config {
        endpoint: Url::parse(&simulator.ews_url()).unwrap(),
        version: None,
        mailbox: None,
        impersonate: false,
        timeout: Duration::from_secs(30),
        patience: Duration::from_secs(30),
        poll: Duration::from_millis(10),
    };
    Ews::new(config, outside(credentials, transcript), Spools::default())
}

/// The same by Microsoft Graph.
async fn outlook(simulator: &Sandbox, user: &User, transcript: Transcript) -> Outlook {
    let token = graph_token(simulator, &user.name, &user.password).await;
    let credentials = Credential::Bearer { user: user.name.clone(), token, expires_at: None };
    let config = outlook::Config {
        endpoint: Url::parse(&simulator.graph_url()).unwrap(),
        mailbox: None,
        timeout: Duration::from_secs(30),
        patience: Duration::from_secs(30),
        poll: Duration::from_millis(10),
    };
    Outlook::new(config, outside(credentials, transcript), Spools::default())
}

fn outside(credentials: Credential, transcript: Transcript) -> reaching::World {
    let clock = Clock::system();
    reaching::World {
        tls: Tls::trusting(Vec::new()).unwrap(),
        credentials: Arc::new(credentials),
        dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
        clock,
        random: Random::system(),
        transcript,
        stages: carteiro_mail::Stages::default(),
    }
}

fn imap(port: u16, credentials: Credential, transcript: Transcript) -> Imap {
    Imap {
        config: Config {
            host: "127.0.0.1".to_owned(),
            port,
            security: Security::None,
            timeout: Duration::from_secs(30),
            patience: Duration::from_secs(30),
            connections: 3,
            poll: Duration::from_millis(10),
            read_only: false,
        },
        world: outside(credentials, transcript),
        spools: Spools::default(),
    }
}

impl Standing {
    /// The mailbox of `world` itself.
    pub fn memory(world: &World) -> Self {
        Self::new(world.server.open(), Arc::default())
    }

    fn new(open: Arc<dyn Open>, said: Arc<Mutex<Vec<String>>>) -> Self {
        let filled = Mutex::default();
        Self { open, filling: None, names_stay: false, filled, said, _simulator: None }
    }

    /// What opens the mailbox.
    pub fn opener(&self) -> &Arc<dyn Open> {
        &self.open
    }

    /// The outside of `world`, with its mailbox here.
    pub fn host(&self, world: &World) -> Host {
        Host { mailboxes: Arc::new(There(Arc::clone(&self.open), world.outgoing.clone())), ..world.host() }
    }

    /// Puts here what is in the mailbox of `world`.
    pub async fn fill(&self, world: &World) {
        let mailbox = open(self.filling.as_ref().unwrap_or(&self.open)).await;
        for folder in world.server.folders() {
            // Some are in every new mailbox.
            let _ = mailbox.create_folder(folder.path.clone()).await;
            for message in world.server.messages(&folder.path).unwrap() {
                let (raw, at) = (message.raw.to_vec(), Some(message.received_at));
                mailbox.append(folder.path.clone(), raw.into(), message.flags, at).await.unwrap();
            }
        }
        mailbox.close().await.unwrap();
        if self.names_stay {
            let names = self.contents().await.into_iter().map(|kept| kept.id);
            *self.filled.lock().unwrap() = names.collect();
        }
    }

    /// The commands that were given since the last time.
    pub fn commands(&self) -> Vec<String> {
        let said = std::mem::take(&mut *self.said.lock().unwrap());
        let commands = said.iter().filter_map(|line| line.strip_prefix("C: ")?.split_once(' '));
        commands.map(|(_, command)| command.to_owned()).collect()
    }

    /// What is in the mailbox.
    pub async fn contents(&self) -> Vec<Kept> {
        contents(&self.open).await
    }
}

/// A folder, or a message in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    told: String,
    received_at: Option<Timestamp>,
    id: Option<String>,
}

/// Whether the same is there, in whatever order messages came.
pub fn assert_same(standing: &Standing, there: &[Kept], memory: &[Kept], what: &str) {
    let told = |all: &[Kept]| all.iter().map(|one| one.told.clone()).collect::<Vec<_>>();
    assert_eq!(told(there), told(memory), "{what}");
    for (there, memory) in there.iter().zip(memory) {
        // By Graph nobody can give the time at which a stored message was received (docs/decisions/0027): the mailbox
        // says when it was stored. What was there before keeps its name there, and its time.
        let is_stored = standing.names_stay && !standing.filled.lock().unwrap().contains(&there.id);
        assert!(is_stored || there.received_at == memory.received_at, "{what}: {there:?}, {memory:?}");
    }
}

/// Every folder with its messages.
pub async fn contents(of: &Arc<dyn Open>) -> Vec<Kept> {
    let mailbox = open(of).await;
    let mut all = Vec::new();
    for folder in mailbox.folders().await.unwrap() {
        all.push(Kept { told: folder.path.to_string(), received_at: None, id: None });
        let selection = Selection::of(folder.path);
        let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
        let mut kept: Vec<Kept> = found
            .into_iter()
            .map(|one| one.unwrap().message)
            .map(|one| {
                let Flags { seen, flagged, answered, .. } = one.flags;
                let subject = &one.header.subject;
                let told = format!("  {subject} seen {seen} flagged {flagged} answered {answered}");
                let id = one.reference.id.map(|id| format!("{id:?}"));
                Kept { told, received_at: one.received_at, id }
            })
            .collect();
        // Messages that were moved at once arrive in any order.
        kept.sort();
        all.extend(kept);
    }
    mailbox.close().await.unwrap();
    all
}

pub async fn open(of: &Arc<dyn Open>) -> Mailbox {
    let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
    Mailbox::open(Arc::clone(of), Clock::system(), limits, Permissions::default(), |_| {}).await.unwrap()
}

/// What was sent: to whom, and its subject.
pub fn sent(world: &World) -> Vec<String> {
    let line = |taken: transports::memory::Taken| {
        let raw = taken.content.read(0..u64::MAX, usize::MAX).unwrap();
        let subject = carteiro_mail::mime::Header::parse(&raw).subject;
        format!("{}: {subject}", taken.envelope.to().join(" "))
    };
    world.outgoing.taken().into_iter().map(line).collect()
}
