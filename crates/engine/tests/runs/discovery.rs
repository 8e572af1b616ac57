//! From an address to a mailbox, by what the domain says of itself. Names, web servers and mail servers are on loopback.

use crate::lab::{fresh, port, read, server};
use crate::network;
use crate::world::World;
use carteiro_auth::modes::Kind;
use carteiro_engine::actions::Protocol;
use carteiro_engine::discovery::{self, Address, First, Found, Outside, Sender, Source, Unfound};
use carteiro_engine::explain::Speaks;
use carteiro_engine::{Automation, Host, Network, doctor};
use carteiro_mail::reaching::Security;
use carteiro_sandbox::{NameServer, Options, Record, Sandbox};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::tls::{self, Fingerprint, Tls};
use carteiro_world::{Clock, Dns, Random, Transcript, http};
use indexmap::IndexMap;
use rcgen::{CertificateParams, KeyPair};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate for these names, and who accepts it.
struct Certificate {
    server: Arc<ServerConfig>,
    der: CertificateDer<'static>,
}

impl Certificate {
    fn of(names: &[&str]) -> Self {
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let der = CertificateParams::new(names).unwrap().self_signed(&key).unwrap().der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(vec![der.clone()], key).unwrap();
        Self { server: Arc::new(config), der }
    }

    fn accepted(&self) -> Tls {
        Tls::trusting(vec![self.der.clone()]).unwrap()
    }
}

/// A domain with a name server, and a web server behind a proxy, as no test may listen at port 443.
struct Domain {
    names: NameServer,
    outside: Outside,
    /// What was asked of web servers: host, and the line of the request.
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Domain {
    /// `pages`: host and path, and what is there.
    async fn with(records: Vec<(&str, Record)>, pages: Vec<(&'static str, String)>) -> Self {
        Self::by(Clock::system(), records, pages).await
    }

    /// The same; `clock` measures how long web servers are waited for.
    async fn by(clock: Clock, records: Vec<(&str, Record)>, pages: Vec<(&'static str, String)>) -> Self {
        let here = |name: &str| (name.to_owned(), Record::A([127, 0, 0, 1].into()));
        let mut all: Vec<(String, Record)> =
            records.into_iter().map(|(name, record)| (name.to_owned(), record)).collect();
        all.extend(["example.test", "autoconfig.example.test", "imap.example.test"].map(here));
        let names = NameServer::start(all).await.unwrap();
        let dns = Dns::at(names.address()).unwrap();
        let certificate = Certificate::of(&["example.test", "autoconfig.example.test"]);
        let asked: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = proxy.local_addr().unwrap();
        let (log, acceptor) = (Arc::clone(&asked), TlsAcceptor::from(Arc::clone(&certificate.server)));
        let pages = Arc::new(pages);
        tokio::spawn(async move {
            while let Ok((stream, _)) = proxy.accept().await {
                tokio::spawn(serve(stream, acceptor.clone(), Arc::clone(&pages), Arc::clone(&log)));
            }
        });
        let dialer = Dialer { dns: Some(dns.clone()), ..Dialer::new(Policy::OPEN, clock) };
        let proxies = http::Proxies::new("", &format!("http://{at}"), "");
        let client = http::Client::new(dialer, Spools::default(), Transcript::default());
        let http = client.through(proxies).trusting(certificate.accepted());
        let (spools, clock, random) = (Spools::default(), Clock::system(), Random::system());
        Self { names, outside: Outside { dns: Some(dns), http, spools, clock, random }, asked }
    }

    async fn found(&self, address: &str) -> Result<Found, Unfound> {
        discovery::discover(&Address::parse(address).unwrap(), &self.outside, None).await
    }

    /// A host of a run that knows the names of this domain.
    fn host(&self, world: &World) -> Host {
        let said = Arc::default();
        let host = network::host(world, &said);
        let clock = Clock::system();
        let dialer = Dialer { dns: self.outside.dns.clone(), ..Dialer::new(Policy::OPEN, clock.clone()) };
        let mailboxes = Network {
            dialer,
            spools: Spools::default(),
            clock: clock.clone(),
            random: Random::system(),
            transcript: Transcript::default(),
        };
        Host { mailboxes: Arc::new(mailboxes), clock, ..host }
    }
}

async fn serve(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    pages: Arc<Vec<(&'static str, String)>>,
    asked: Arc<Mutex<Vec<(String, String)>>>,
) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let wanted = head(&mut stream).await?;
    let host = wanted.strip_prefix("CONNECT ")?.split(':').next()?.to_owned();
    stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
    let mut stream = BufReader::new(acceptor.accept(stream.into_inner()).await.ok()?);
    let line = head(&mut stream).await?;
    asked.lock().unwrap().push((host.clone(), line.clone()));
    let path = line.split(' ').nth(1)?.split('?').next()?.to_owned();
    let page = pages.iter().find(|(place, _)| *place == format!("{host}{path}")).map(|(_, page)| page);
    if page.is_some_and(|page| page == SILENCE) {
        return std::future::pending().await;
    }
    let answer = match page {
        Some(page) if page.starts_with("https://") => {
            format!(
                "HTTP/1.1 302 Found\r\nLocation: {page}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        }
        Some(page) => {
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}", page.len())
        }
        None => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
    };
    stream.get_mut().write_all(answer.as_bytes()).await.ok()?;
    stream.get_mut().shutdown().await.ok()?;
    let _ = stream.read_to_end(&mut Vec::new()).await;
    Some(())
}

/// A page that never comes.
const SILENCE: &str = "silence";

/// The first line of a request; its header is read to its end.
async fn head<S: tokio::io::AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut first = String::new();
    stream.read_line(&mut first).await.ok()?;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        if line.trim().is_empty() {
            return Some(first.trim_end().to_owned());
        }
    }
}

fn autoconfig(host: &str, port: u16) -> String {
    format!(
        "<clientConfig version=\"1.1\"><emailProvider id=\"example.test\"><incomingServer type=\"imap\"><hostname>{host}</hostname><port>{port}</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer></emailProvider></clientConfig>"
    )
}

fn imaps(port: u16, host: &str) -> (&'static str, Record) {
    ("_imaps._tcp.example.test", Record::Srv(0, 0, port, host.to_owned()))
}

const ASKED: &str = "autoconfig.example.test/mail/config-v1.1.xml";
const KNOWN: &str = "example.test/.well-known/autoconfig/mail/config-v1.1.xml";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_domain_says_where_its_mailboxes_are_and_the_automation_opens_one() {
    let certificate = Certificate::of(&["imap.example.test"]);
    let mut options = Options { tls: Some(Arc::clone(&certificate.server)), ..Options::default() };
    options.users[0].name = "ana@example.test".to_owned();
    let password = options.users[0].password.clone();
    let sandbox = Sandbox::start(options).await.unwrap();
    let port = sandbox.imaps_addr().unwrap().port();
    let domain = Domain::with(vec![], vec![(ASKED, autoconfig("imap.example.test", port))]).await;
    let found = domain.found("ana@example.test").await.unwrap();
    assert_eq!((found.host.as_str(), found.port, found.security), ("imap.example.test", port, Security::Tls));
    assert_eq!(found.source, Source::Autoconfig(format!("https://{ASKED}")));

    let mut world = World::new();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ANA__PASSWORD", &password);
    let host = domain.host(&world);
    let offered = discovery::capabilities(&found, certificate.accepted(), &host).await.unwrap();
    assert_eq!(discovery::modes(&found, &offered), [Kind::Basic]);
    assert!(!sandbox.commands().iter().any(|line| line.contains("LOGIN") || line.contains("AUTHENTICATE")));

    let address = Address::parse("ana@example.test").unwrap();
    let first = First {
        address: &address,
        found: &found,
        mode: Kind::Basic,
        application: None,
        name: "First".to_owned(),
    };
    let pinned = format!("fingerprint: '{}'\n        auth:", Fingerprint::of(&certificate.der));
    let text = first.text().replace("auth:", &pinned);
    let checked = Arc::new(Automation::load("first.yaml", text.as_bytes()).unwrap());
    let is_well = doctor::examine(checked, &IndexMap::new(), host, None, |_| {}).await.unwrap();
    assert!(is_well);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_mail_goes_says_more_than_a_file_and_a_file_more_than_the_name_service() {
    let google = ("example.test", Record::Mx(1, "aspmx.l.google.com".to_owned()));
    let own = ("example.test", Record::Mx(1, "imap.example.test".to_owned()));
    let page = || vec![(KNOWN, autoconfig("imap.example.test", 993))];

    let domain = Domain::with(vec![google, imaps(993, "imap.example.test")], page()).await;
    let found = domain.found("ana@example.test").await.unwrap();
    assert_eq!(found.host, "imap.gmail.com");
    let exchanger = Source::Exchanger { name: "Gmail", host: "aspmx.l.google.com".to_owned() };
    assert_eq!(found.source, exchanger);

    let domain = Domain::with(vec![own.clone(), imaps(1993, "other.example.test")], page()).await;
    let found = domain.found("ana@example.test").await.unwrap();
    assert_eq!(found.source, Source::Autoconfig(format!("https://{KNOWN}")));

    let domain = Domain::with(vec![own, imaps(1993, "other.example.test")], vec![]).await;
    let found = domain.found("ana@example.test").await.unwrap();
    assert_eq!((found.host.as_str(), found.port), ("other.example.test", 1993));
    assert_eq!(found.source, Source::Service("_imaps._tcp.example.test".to_owned()));

    assert_eq!(Domain::with(vec![], vec![]).await.found("ana@example.test").await, Err(Unfound::Unnamed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_file_when_a_known_provider_takes_the_mail() {
    let google = ("example.test", Record::Mx(1, "aspmx.l.google.com".to_owned()));
    let silent = || vec![(ASKED, SILENCE.to_owned())];
    // Of this clock no web server ever takes too long.
    let clock = World::new().clock.clock();
    let domain = Domain::by(clock, vec![google, imaps(993, "imap.example.test")], silent()).await;
    assert_eq!(domain.found("ana@example.test").await.unwrap().host, "imap.gmail.com");
}

/// `name` as both servers of a domain that knows no IMAP.
fn pop3_alone(name: &str, pop3: u16, smtp: u16) -> String {
    let server = |kind: &str, protocol: &str, port: u16| {
        format!(
            "<{kind}Server type=\"{protocol}\"><hostname>{name}</hostname><port>{port}</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></{kind}Server>"
        )
    };
    let servers = server("incoming", "pop3", pop3) + &server("outgoing", "smtp", smtp);
    format!(
        "<clientConfig version=\"1.1\"><emailProvider id=\"example.test\">{servers}</emailProvider></clientConfig>"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_domain_with_pop3_alone_is_opened_and_sends() {
    let certificate = Certificate::of(&["imap.example.test"]);
    let mut options = Options { tls: Some(Arc::clone(&certificate.server)), ..Options::default() };
    options.users[0].name = "ana@example.test".to_owned();
    let password = options.users[0].password.clone();
    let sandbox = Sandbox::start(options).await.unwrap();
    let (pop3, smtp) = (sandbox.pop3s_addr().unwrap().port(), sandbox.smtps_addr().unwrap().port());
    let page = pop3_alone("imap.example.test", pop3, smtp);
    let by_file = Domain::with(vec![], vec![(ASKED, page)]).await;
    let at = |service: &'static str, port| (service, Record::Srv(0, 0, port, "imap.example.test".to_owned()));
    let records = vec![at("_pop3s._tcp.example.test", pop3), at("_submissions._tcp.example.test", smtp)];
    let by_names = Domain::with(records, vec![]).await;
    for domain in [by_file, by_names] {
        let found = domain.found("ana@example.test").await.unwrap();
        assert_eq!((found.protocol, found.port, found.security), (Speaks::Pop3, pop3, Security::Tls));
        let sender = Sender { host: "imap.example.test".to_owned(), port: smtp, security: Security::Tls };
        assert_eq!(found.outgoing, Some(sender));
        let address = Address::parse("ana@example.test").unwrap();
        let by_imap = discovery::discover(&address, &domain.outside, Some(Protocol::Imap)).await;
        assert_eq!(by_imap, Err(Unfound::Unnamed));

        let mut world = World::new();
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ANA__PASSWORD", &password);
        let host = domain.host(&world);
        let offered = discovery::capabilities(&found, certificate.accepted(), &host).await.unwrap();
        assert_eq!(discovery::modes(&found, &offered), [Kind::Basic]);
        let name = "First".to_owned();
        let first = First { address: &address, found: &found, mode: Kind::Basic, application: None, name };
        let pinned = format!("fingerprint: '{}'\n        auth:", Fingerprint::of(&certificate.der));
        let text = first.text().replace("auth:", &pinned);
        let checked = Arc::new(Automation::load("first.yaml", text.as_bytes()).unwrap());
        let steps: Arc<Mutex<Vec<(doctor::Step, bool)>>> = Arc::default();
        let hear = Arc::clone(&steps);
        let variables = IndexMap::new();
        let is_well = doctor::examine(checked, &variables, host, None, move |finding| {
            hear.lock().unwrap().push((finding.step, finding.failure.is_none()));
        });
        assert!(is_well.await.unwrap(), "{:?}", steps.lock().unwrap());
        assert_eq!(steps.lock().unwrap().last(), Some(&(doctor::Step::Sending, true)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_wants_pop3_gets_it_where_it_is_spoken() {
    let google = ("example.test", Record::Mx(1, "aspmx.l.google.com".to_owned()));
    let domain = Domain::with(vec![google], vec![]).await;
    let wanted = Some(Protocol::Pop3);
    let found = async |address: &str| {
        discovery::discover(&Address::parse(address).unwrap(), &domain.outside, wanted).await
    };
    for address in ["ana@example.test", "ana@gmail.com"] {
        let found = found(address).await.unwrap();
        assert_eq!((found.host.as_str(), found.port, found.protocol), ("pop.gmail.com", 995, Speaks::Pop3));
        assert_eq!(found.outgoing, None, "the table says it");
    }
    assert_eq!(found("ana@icloud.com").await, Err(Unfound::Unnamed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_of_imap_is_taken_before_one_of_pop3_whoever_names_it() {
    let page = vec![(ASKED, pop3_alone("pop.example.test", 995, 465))];
    let domain = Domain::with(vec![imaps(993, "imap.example.test")], page).await;
    let found = domain.found("ana@example.test").await.unwrap();
    assert_eq!((found.host.as_str(), found.protocol), ("imap.example.test", Speaks::Imap));
    let wanted = Some(Protocol::Pop3);
    let address = Address::parse("ana@example.test").unwrap();
    let found = discovery::discover(&address, &domain.outside, wanted).await.unwrap();
    assert_eq!((found.host.as_str(), found.protocol), ("pop.example.test", Speaks::Pop3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_cannot_ask_does_not_say_that_nobody_answers() {
    let domain = Domain::with(vec![], vec![]).await;
    let nobody = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for dns in [None, Some(Dns::at(nobody).unwrap())] {
        let outside = Outside { dns, ..domain.outside.clone() };
        let address = Address::parse("ana@example.test").unwrap();
        let unfound = discovery::discover(&address, &outside, None).await.unwrap_err();
        assert!(matches!(unfound, Unfound::Unasked(_)), "{unfound:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_goes_to_its_own_domain_and_to_nobody_else() {
    let elsewhere = "https://directory.test/example.test?emailaddress=ana@example.test".to_owned();
    let domain = Domain::with(vec![], vec![(ASKED, elsewhere)]).await;
    assert_eq!(domain.found("ana@example.test").await, Err(Unfound::Unnamed));
    let asked = domain.asked.lock().unwrap().clone();
    let hosts: Vec<&str> = asked.iter().map(|(host, _)| host.as_str()).collect();
    assert_eq!(hosts[..2], ["autoconfig.example.test", "example.test"]);
    // Where nobody knows a mail server, the domain may have an Exchange.
    assert!(hosts[2..].iter().all(|host| host.ends_with("example.test")), "{hosts:?}");
    assert!(
        asked[0].1.contains("emailaddress=ana%40example.test") && !asked[1].1.contains("ana"),
        "{asked:?}"
    );
    assert!(
        domain.names.asked().iter().all(|name| name.ends_with("example.test")),
        "{:?}",
        domain.names.asked()
    );

    let known = domain.found("ana@gmail.com").await.unwrap();
    assert_eq!(known.source, Source::Known("Gmail"));
    assert_eq!(domain.asked.lock().unwrap().len(), asked.len(), "nobody is asked about a known provider");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_of_dovecot_is_found_by_its_service_records_and_opens() {
    let Some(dovecot) = server("dovecot") else { return };
    let at = Record::Srv(0, 0, port(&dovecot, "imaps"), "localhost".to_owned());
    let domain = Domain::with(vec![("_imaps._tcp.lab.test", at)], vec![]).await;
    let user = fresh("test-");
    let address = Address::parse(&format!("{user}@lab.test")).unwrap();
    let found = discovery::discover(&address, &domain.outside, None).await.unwrap();
    assert_eq!((found.host.as_str(), found.security), ("localhost", Security::Tls));

    let authority = read(dovecot["ca_file"].as_str().unwrap());
    let mut world = World::new();
    world.person_writes("ca.pem", &authority);
    let tls = Tls::trusting(tls::certificates(&authority).unwrap()).unwrap();
    let offered = discovery::capabilities(&found, tls, &domain.host(&world)).await.unwrap();
    assert!(offered.passwords(Speaks::Imap) && offered.tokens(), "{offered:?}");
    assert_eq!(discovery::modes(&found, &offered), [Kind::Basic]);

    let name = "First".to_owned();
    let first = First { address: &address, found: &found, mode: Kind::Basic, application: None, name };
    let variable = carteiro_engine::secrets::variable(&first.secret().unwrap());
    world.secrets.take_variable(&variable, "pw-test");
    let text = first.text().replace("auth:", "ca_file: ca.pem\n        auth:");
    let checked = Arc::new(Automation::load("first.yaml", text.as_bytes()).unwrap());
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let hear = Arc::clone(&heard);
    let host = domain.host(&world);
    let variables = IndexMap::new();
    let is_well = doctor::examine(checked, &variables, host, None, move |finding| {
        hear.lock().unwrap().push(format!("{finding:?}"));
    });
    assert!(is_well.await.unwrap(), "{:#?}", heard.lock().unwrap());
}
