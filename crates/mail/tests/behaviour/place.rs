//! The servers that the suite runs against.

use crate::lab::{fresh, port, read, server};
use crate::relay::Relay;
use crate::token::graph_token;
use carteiro_auth::Credential;
use carteiro_mail::Open;
use carteiro_mail::backends::ews::{self, Ews};
use carteiro_mail::backends::imap::{Config, Imap};
use carteiro_mail::backends::memory;
use carteiro_mail::backends::outlook::{self, Outlook};
use carteiro_mail::backends::pop3::{self, Pop3};
use carteiro_mail::backends::rehearsal::Rehearsal;
use carteiro_mail::reaching::{Security, World};
use carteiro_sandbox::{Capability, Fault, Namespaces, Options, Sandbox, oauth};
use carteiro_world::dial::Dialer;
use carteiro_world::http::Url;
use carteiro_world::spool::Spools;
use carteiro_world::tls::{Tls, certificates};
use carteiro_world::{Clock, Random, Secret, Transcript, egress};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// A backend and a server.
#[derive(Clone, Copy)]
pub enum Place {
    /// No server at all.
    Memory,
    /// No server, and what is changed in it is changed nowhere.
    Rehearsal,
    /// The simulated IMAP server, which does not know these.
    Simulator(&'static [Capability]),
    /// The same, with all folders below INBOX, and with folders of others.
    SimulatorBelowInbox,
    /// The same, misbehaving so, without UIDPLUS: what was moved must be looked for.
    OddSimulator(&'static Fault),
    /// Dovecot, reached so.
    Dovecot(Security),
    /// Dovecot by POP3, reached so; filled by IMAP.
    DovecotPop3(Security),
    /// The simulated server by POP3; filled by IMAP.
    SimulatorPop3(&'static [Capability]),
    /// The simulated Exchange, by Exchange Web Services of this version, or of the one that both agree on.
    SimulatorEws(Option<ews::Version>),
    /// The same, signed in by NTLM.
    SimulatorNtlm,
    /// The simulated Microsoft Graph.
    SimulatorGraph,
    /// Cyrus IMAP, whose folders lie below `INBOX.`, reached so.
    Cyrus(Security),
}

/// A server that stands, and a fresh mailbox in it.
pub struct Standing {
    /// Opens sessions of the mailbox.
    pub open: Arc<dyn Open>,
    /// Fills the mailbox, where `open` cannot.
    pub fill: Option<Box<Standing>>,
    /// What breaks its connections.
    pub line: Line,
    /// Whether it tells what its folders are for.
    pub tells_roles: bool,
    /// Whether a move is one command, and not a copy and a removal that a broken connection can come between.
    pub moves_at_once: bool,
    /// What it takes of what is odd.
    pub taste: Taste,
    /// Who signs in, where somebody does.
    pub user: String,
    /// Served as long as this is held.
    pub simulator: Option<Sandbox>,
}

/// What a server refuses though others take it. Nothing, unless said.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an oddity of its own")]
pub struct Taste {
    /// Characters in the names of folders.
    pub in_names: &'static str,
    /// Messages whose header has no end.
    pub endless_headers: bool,
    /// The end of a message is that of a line: one is added where there is none (RFC 1939 §3).
    pub ends_lines: bool,
    /// It takes headers apart by itself, keeps of what was done with a message what was done last, knows when messages were
    /// received and not in which order they came into a folder, and has no folder for what is put away.
    pub is_exchange: bool,
    /// Beside that: the name of a message stays when somebody moves it, twenty go into one request, and there is a folder for
    /// what is put away.
    pub is_graph: bool,
}

impl Taste {
    /// How many requests it takes at most beyond what others take, where something is done to so many messages.
    pub fn more_requests(self, messages: u64) -> u64 {
        if self.is_graph { messages.div_ceil(10) + 3 } else { 0 }
    }

    /// A message as it comes back.
    pub fn as_it_comes(self, mut raw: Vec<u8>) -> Vec<u8> {
        if self.ends_lines && !raw.ends_with(b"\r\n") {
            raw.extend_from_slice(b"\r\n");
        }
        raw
    }
}

/// Cyrus 3.6 refuses more in names than RFC 9051 §5.1 does, and headers that are none.
const CYRUS: Taste = Taste {
    in_names: "!\"%/;<>\\`{|}",
    endless_headers: true,
    ends_lines: false,
    is_exchange: false,
    is_graph: false,
};

/// What lies between us and the server.
pub enum Line {
    Memory(memory::Server),
    Relay(Relay),
}

impl Place {
    /// Sets it up; `None` when this machine does not have it.
    pub async fn stand(self, transcript: Transcript) -> Option<Standing> {
        match self {
            Self::Memory | Self::Rehearsal => {
                let server = memory::Server::new();
                let open = match self {
                    Self::Rehearsal => Arc::new(Rehearsal::over(server.open())),
                    _ => server.open(),
                };
                Some(Standing {
                    open,
                    fill: None,
                    line: Line::Memory(server),
                    tells_roles: true,
                    moves_at_once: true,
                    taste: Taste::default(),
                    user: String::new(),
                    simulator: None,
                })
            }
            Self::Simulator(_) | Self::SimulatorBelowInbox | Self::OddSimulator(_) => {
                let mut options = Options::default();
                match self {
                    Self::Simulator(without) => options.without = without.to_vec(),
                    Self::OddSimulator(fault) => {
                        options.faults = vec![fault.clone()];
                        options.without = vec![Capability::UidPlus];
                    }
                    _ => options.namespaces = below_inbox(),
                }
                let without = options.without.clone();
                let user = options.users[0].clone();
                let simulator = Sandbox::start(options).await.unwrap();
                let account = (user.name, user.password);
                let no_tls = Tls::trusting(Vec::new()).unwrap();
                let (open, relay) =
                    reach(simulator.imap_addr(), Security::None, account, no_tls, transcript).await;
                Some(Standing {
                    open,
                    fill: None,
                    line: Line::Relay(relay),
                    tells_roles: !without.contains(&Capability::SpecialUse),
                    moves_at_once: !without.contains(&Capability::Move),
                    taste: Taste::default(),
                    user: String::new(),
                    simulator: Some(simulator),
                })
            }
            Self::Dovecot(security) => {
                let account = (format!("{}@lab.test", fresh("test-")), "pw-test".to_owned());
                real("dovecot", security, account, transcript, Taste::default()).await
            }
            Self::DovecotPop3(security) => {
                let account = (format!("{}@lab.test", fresh("test-")), "pw-test".to_owned());
                let filled =
                    real("dovecot", Security::None, account.clone(), Transcript::default(), Taste::default());
                let server = server("dovecot")?;
                let name = if security == Security::Tls { "pop3s" } else { "pop3" };
                let at = SocketAddr::from(([127, 0, 0, 1], port(&server, name)));
                let ca = read(server["ca_file"].as_str().unwrap());
                let tls = Tls::trusting(certificates(&ca).unwrap()).unwrap();
                Some(by_pop3(filled.await?, at, security, tls, account, transcript).await)
            }
            Self::SimulatorPop3(without) => {
                let filled = Box::pin(Self::Simulator(without).stand(Transcript::default())).await?;
                let simulator = filled.simulator.as_ref()?;
                let user = Options::default().users[0].clone();
                let (at, no_tls) = (simulator.pop3_addr(), Tls::trusting(Vec::new()).unwrap());
                let account = (user.name, user.password);
                Some(by_pop3(filled, at, Security::None, no_tls, account, transcript).await)
            }
            Self::SimulatorEws(version) => Some(by_ews(version, false, transcript).await),
            Self::SimulatorNtlm => Some(by_ews(None, true, transcript).await),
            Self::SimulatorGraph => Some(by_graph(transcript).await),
            Self::Cyrus(security) => {
                let account = (fresh("test-"), "any".to_owned());
                real("cyrus", security, account, transcript, CYRUS).await
            }
        }
    }
}

/// As Cyrus and Courier have it.
fn below_inbox() -> Namespaces {
    Namespaces {
        personal: "INBOX/".to_owned(),
        others: Some("user/".to_owned()),
        shared: Some(String::new()),
    }
}

/// A server of the lab.
async fn real(
    name: &str,
    security: Security,
    account: (String, String),
    transcript: Transcript,
    taste: Taste,
) -> Option<Standing> {
    let server = server(name)?;
    let protocol = match security {
        Security::Tls => "imaps",
        Security::Starttls | Security::None => "imap",
    };
    let address = SocketAddr::from(([127, 0, 0, 1], port(&server, protocol)));
    let ca = read(server["ca_file"].as_str().unwrap());
    let tls = Tls::trusting(certificates(&ca).unwrap()).unwrap();
    let user = account.0.clone();
    let (open, relay) = reach(address, security, account, tls, transcript).await;
    let line = Line::Relay(relay);
    Some(Standing {
        open,
        fill: None,
        line,
        tells_roles: true,
        moves_at_once: true,
        taste,
        user,
        simulator: None,
    })
}

/// The same mailbox, by POP3.
async fn by_pop3(
    filled: Standing,
    server: SocketAddr,
    security: Security,
    tls: Tls,
    (user, password): (String, String),
    transcript: Transcript,
) -> Standing {
    let relay = Relay::to(server).await;
    let config = pop3::Config {
        host: "127.0.0.1".to_owned(),
        port: relay.port(),
        security,
        timeout: Duration::from_secs(30),
        patience: Duration::from_secs(30),
        poll: Duration::from_millis(10),
    };
    let world = world(tls, (user, password), transcript);
    let open = Arc::new(Pop3::new(config, world, Spools::default()));
    let user = filled.user.clone();
    Standing {
        open,
        line: Line::Relay(relay),
        tells_roles: true,
        moves_at_once: true,
        taste: Taste { ends_lines: true, ..Taste::default() },
        user,
        simulator: None,
        fill: Some(Box::new(filled)),
    }
}

/// The simulator alone.
async fn by_ews(version: Option<ews::Version>, by_ntlm: bool, transcript: Transcript) -> Standing {
    let simulator = Sandbox::start(Options::default()).await.unwrap();
    let standing = ews_of(&simulator, version, by_ntlm, transcript).await;
    Standing { simulator: Some(simulator), ..standing }
}

/// The same of a simulator that stands.
async fn ews_of(
    simulator: &Sandbox,
    version: Option<ews::Version>,
    by_ntlm: bool,
    transcript: Transcript,
) -> Standing {
    let user = Options::default().users[0].clone();
    let mut endpoint = Url::parse(&simulator.ews_url()).unwrap();
    let server = SocketAddr::from(([127, 0, 0, 1], endpoint.port().unwrap()));
    let relay = Relay::to(server).await;
    endpoint.set_port(Some(relay.port())).unwrap();
    let config = ews::Config {
        endpoint,
        version,
        mailbox: None,
        impersonate: false,
        timeout: Duration::from_secs(30),
        patience: Duration::from_secs(30),
        poll: Duration::from_millis(10),
    };
    let no_tls = Tls::trusting(Vec::new()).unwrap();
    let mut world = world(no_tls, (user.name.clone(), user.password.clone()), transcript);
    if by_ntlm {
        let password = Secret::new(user.password);
        world.credentials = Arc::new(Credential::Ntlm { user: user.name, domain: None, password });
    }
    Standing {
        open: Arc::new(Ews::new(config, world, Spools::default())),
        fill: None,
        line: Line::Relay(relay),
        tells_roles: true,
        moves_at_once: true,
        taste: Taste { is_exchange: true, ..Taste::default() },
        user: String::new(),
        simulator: None,
    }
}

/// The simulator, which gives out the token itself.
async fn by_graph(transcript: Transcript) -> Standing {
    let options = Options { oauth: Some(oauth::Settings::default()), ..Options::default() };
    let user = options.users[0].clone();
    let simulator = Sandbox::start(options).await.unwrap();
    let token = graph_token(&simulator, &user.name, &user.password).await;
    let mut endpoint = Url::parse(&simulator.graph_url()).unwrap();
    let relay = Relay::to(simulator.http_addr()).await;
    endpoint.set_port(Some(relay.port())).unwrap();
    let config = outlook::Config {
        endpoint,
        mailbox: None,
        timeout: Duration::from_secs(30),
        patience: Duration::from_secs(30),
        poll: Duration::from_millis(10),
    };
    let no_tls = Tls::trusting(Vec::new()).unwrap();
    let mut world = world(no_tls, (user.name.clone(), user.password), transcript);
    world.credentials = Arc::new(Credential::Bearer { user: user.name, token, expires_at: None });
    let taste = Taste { is_exchange: true, is_graph: true, ..Taste::default() };
    // Graph says itself when a message was received, and takes no large one as it is.
    let filled = ews_of(&simulator, None, false, Transcript::default()).await;
    Standing {
        open: Arc::new(Outlook::new(config, world, Spools::default())),
        fill: Some(Box::new(filled)),
        line: Line::Relay(relay),
        tells_roles: true,
        moves_at_once: true,
        taste,
        user: String::new(),
        simulator: Some(simulator),
    }
}

fn world(tls: Tls, (user, password): (String, String), transcript: Transcript) -> World {
    let clock = Clock::system();
    World {
        tls,
        credentials: Arc::new(Credential::Password { user, password: Secret::new(password) }),
        dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
        clock,
        random: Random::system(),
        transcript,
        stages: carteiro_mail::Stages::default(),
    }
}

async fn reach(
    server: SocketAddr,
    security: Security,
    (user, password): (String, String),
    tls: Tls,
    transcript: Transcript,
) -> (Arc<dyn Open>, Relay) {
    let relay = Relay::to(server).await;
    let clock = Clock::system();
    let imap = Imap {
        config: Config {
            host: "127.0.0.1".to_owned(),
            port: relay.port(),
            security,
            timeout: Duration::from_secs(30),
            patience: Duration::from_secs(30),
            connections: 3,
            poll: Duration::from_millis(10),
            read_only: false,
        },
        world: World {
            tls,
            credentials: Arc::new(Credential::Password { user, password: Secret::new(password) }),
            dialer: Dialer::new(egress::Policy::OPEN, clock.clone()),
            clock,
            random: Random::system(),
            transcript,
            stages: carteiro_mail::Stages::default(),
        },
        spools: Spools::default(),
    };
    (Arc::new(imap), relay)
}

impl Line {
    /// Breaks every connection that stands; new ones are possible.
    pub fn cut(&self) {
        match self {
            Self::Relay(relay) => relay.cut(),
            Self::Memory(server) => server.break_connections(),
        }
    }
}
