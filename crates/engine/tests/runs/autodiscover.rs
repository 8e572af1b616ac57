//! Autodiscover, asked of a domain whose name server and web servers are on loopback, behind a proxy: no test may listen
//! at port 443.

use crate::allowed::{Vault, hosts};
use crate::world::World;
use carteiro_auth::Credential;
use carteiro_auth::modes::Kind as Mode;
use carteiro_engine::actions::Protocol;
use carteiro_engine::discovery::{self, Address, Outside, Source};
use carteiro_engine::explain::Speaks;
use carteiro_engine::host::{Outgoing, Server, Way};
use carteiro_engine::{Failure, Host, OpenMailbox};
use carteiro_mail::backends::ews::autodiscover::{Autodiscover, Found, Said, Unfound};
use carteiro_mail::{Kind, Open, transport, transports};
use carteiro_sandbox::{NameServer, Record};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::Url;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Dns, Random, Secret, Transcript, http};
use rcgen::{CertificateParams, KeyPair};
use std::sync::{Arc, Mutex};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

const PASSWORD: &str = "canary-7f3a";
const ADDRESS: &str = "ana@contoso.test";
const HOSTS: [&str; 5] = [
    "contoso.test",
    "autodiscover.contoso.test",
    "mail.contoso.test",
    "autodiscover.moved.contoso.test",
    "hoster.test",
];

/// A request as it came: `METHOD URL`, whether it showed a credential, and its body.
#[derive(Clone, Debug)]
struct Asked {
    line: String,
    shown: bool,
    body: String,
}

/// What is answered: a status, header fields, and a body.
type Answer = (u16, Vec<(&'static str, String)>, String);
type Script = Arc<dyn Fn(&Asked) -> Option<Answer> + Send + Sync>;

struct Domain {
    autodiscover: Autodiscover,
    asked: Arc<Mutex<Vec<Asked>>>,
    _names: NameServer,
}

impl Domain {
    /// `None` of the script: 404.
    async fn with(
        records: Vec<(&str, Record)>,
        script: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static,
    ) -> Self {
        let names = records.into_iter().map(|(name, record)| (name.to_owned(), record)).collect();
        let names = NameServer::start(names).await.unwrap();
        let dns = Dns::at(names.address()).unwrap();
        let key = KeyPair::generate().unwrap();
        let hosts = CertificateParams::new(HOSTS.map(str::to_owned)).unwrap();
        let der = hosts.self_signed(&key).unwrap().der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(vec![der.clone()], key).unwrap();
        let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = format!("http://{}", proxy.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (acceptor, script): (_, Script) = (TlsAcceptor::from(Arc::new(config)), Arc::new(script));
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = proxy.accept().await {
                tokio::spawn(serve(stream, acceptor.clone(), Arc::clone(&script), Arc::clone(&log)));
            }
        });
        let dialer = Dialer { dns: Some(dns.clone()), ..Dialer::new(Policy::OPEN, Clock::system()) };
        let client = http::Client::new(dialer, Spools::default(), Transcript::default());
        let http =
            client.through(http::Proxies::new(&at, &at, "")).trusting(Tls::trusting(vec![der]).unwrap());
        let (clock, random) = (Clock::system(), Random::system());
        let autodiscover = Autodiscover {
            http,
            dns: Some(dns),
            spools: Spools::default(),
            clock,
            random,
            hosts: Vec::new(),
        };
        Self { autodiscover, asked, _names: names }
    }

    async fn find(&self) -> Result<Found, Unfound> {
        let credential = Credential::Password { user: ADDRESS.to_owned(), password: Secret::new(PASSWORD) };
        self.autodiscover.find(ADDRESS, Some(&credential)).await
    }

    /// The lines of the requests, `*` where a credential was shown.
    fn lines(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|one| format!("{}{}", one.line, if one.shown { " *" } else { "" })).collect()
    }
}

async fn serve(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    script: Script,
    log: Arc<Mutex<Vec<Asked>>>,
) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let (line, _) = head(&mut stream).await?;
    if let Some(host) = line.strip_prefix("CONNECT ").and_then(|rest| rest.split(':').next()) {
        let host = host.to_owned();
        if !HOSTS.contains(&host.as_str()) {
            stream.get_mut().write_all(b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n").await.ok()?;
            return None;
        }
        stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
        let mut stream = BufReader::new(acceptor.accept(stream.into_inner()).await.ok()?);
        let head = head(&mut stream).await?;
        return answer(&mut stream, head, Some(&host), &script, &log).await;
    }
    answer(&mut stream, (line, Vec::new()), None, &script, &log).await
}

async fn answer<S: AsyncBufRead + AsyncWrite + Unpin>(
    stream: &mut S,
    (line, fields): (String, Vec<String>),
    host: Option<&str>,
    script: &Script,
    log: &Mutex<Vec<Asked>>,
) -> Option<()> {
    let field = |name: &str| {
        fields
            .iter()
            .find_map(|field| field.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
    };
    let length: usize = field("content-length").and_then(|(_, length)| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let url = host.map_or_else(|| target.to_owned(), |host| format!("https://{host}{target}"));
    let asked = Asked {
        line: format!("{method} {url}"),
        shown: field("authorization").is_some(),
        body: String::from_utf8(body).unwrap(),
    };
    log.lock().unwrap().push(asked.clone());
    let (status, fields, body) = script(&asked).unwrap_or((404, Vec::new(), String::new()));
    let mut told = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in fields {
        told.extend([name, ": ", &value, "\r\n"]);
    }
    stream.write_all(format!("{told}\r\n{body}").as_bytes()).await.ok()?;
    stream.shutdown().await.ok()?;
    let _ = stream.read_to_end(&mut Vec::new()).await;
    Some(())
}

/// The first line of a request, and its header fields.
async fn head<S: AsyncBufRead + Unpin>(stream: &mut S) -> Option<(String, Vec<String>)> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        if line.trim().is_empty() {
            let fields = lines.split_off(1.min(lines.len()));
            return Some((lines.pop()?, fields));
        }
        lines.push(line.trim_end().to_owned());
    }
}

fn soap(endpoint: &str) -> Answer {
    let settings = format!(
        "<UserSettings><UserSetting><Name>ExternalEwsUrl</Name><Value>{endpoint}</Value></UserSetting></UserSettings>"
    );
    user(&format!("<ErrorCode>NoError</ErrorCode>{settings}"))
}

fn user(inner: &str) -> Answer {
    let body = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><GetUserSettingsResponseMessage><Response><ErrorCode>NoError</ErrorCode><UserResponses><UserResponse>{inner}</UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"
    );
    (200, Vec::new(), body)
}

fn plain(inner: &str) -> Answer {
    (200, Vec::new(), format!("<Autodiscover><Response><Account>{inner}</Account></Response></Autodiscover>"))
}

fn moved(to: &str) -> Answer {
    (302, vec![("Location", to.to_owned())], String::new())
}

fn unauthorized() -> Answer {
    (
        401,
        vec![
            ("WWW-Authenticate", "Negotiate".to_owned()),
            ("WWW-Authenticate", "Basic realm=\"x\"".to_owned()),
        ],
        String::new(),
    )
}

const EWS: &str = "https://mail.contoso.test/EWS/Exchange.asmx";

fn endpoint() -> Found {
    Found::Endpoint(Url::parse(EWS).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_of_the_domain_are_asked_in_their_order_by_soap_and_then_plainly() {
    let domain = Domain::with(vec![], |asked| {
        let told = plain(&format!(
            "<Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>{EWS}</EwsUrl></Protocol>"
        ));
        (asked.line == "POST https://autodiscover.contoso.test/autodiscover/autodiscover.xml").then_some(told)
    })
    .await;
    assert_eq!(domain.find().await, Ok(endpoint()));
    assert_eq!(
        domain.lines(),
        [
            "POST https://contoso.test/autodiscover/autodiscover.svc *",
            "POST https://contoso.test/autodiscover/autodiscover.xml *",
            "POST https://autodiscover.contoso.test/autodiscover/autodiscover.svc *",
            "POST https://autodiscover.contoso.test/autodiscover/autodiscover.xml *",
        ]
    );
    let asked = domain.asked.lock().unwrap().clone();
    assert!(asked[0].body.contains("<a:Mailbox>ana@contoso.test</a:Mailbox>"), "{}", asked[0].body);
    assert!(asked[0].body.contains("<a:Setting>ExternalEwsUrl</a:Setting>"), "{}", asked[0].body);
    assert!(asked[1].body.contains("<EMailAddress>ana@contoso.test</EMailAddress>"), "{}", asked[1].body);
    let domain = Domain::with(vec![], |_| Some(soap(EWS))).await;
    assert_eq!(domain.find().await, Ok(endpoint()));
    assert_eq!(domain.lines().len(), 1, "who answers ends it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pointer_in_the_clear_and_a_service_record_lead_on() {
    const POINTER: &str = "GET http://autodiscover.contoso.test/autodiscover/autodiscover.xml";
    let domain = Domain::with(vec![], |asked| match asked.line.as_str() {
        POINTER => Some(moved("https://mail.contoso.test/autodiscover/autodiscover.xml")),
        "POST https://mail.contoso.test/autodiscover/autodiscover.xml" => {
            Some(plain(&format!("<Protocol><Type>EXCH</Type><EwsUrl>{EWS}</EwsUrl></Protocol>")))
        }
        _ => None,
    })
    .await;
    assert_eq!(domain.find().await, Ok(endpoint()));
    let asked = domain.asked.lock().unwrap().clone();
    let pointer = asked.iter().find(|asked| asked.line == POINTER).unwrap();
    assert!(!pointer.shown && pointer.body.is_empty(), "nothing is said in the clear: {pointer:?}");

    let record = ("_autodiscover._tcp.contoso.test", Record::Srv(0, 0, 443, "mail.contoso.test".to_owned()));
    let domain = Domain::with(vec![record], |asked| {
        asked.line.starts_with("POST https://mail.contoso.test/").then(|| soap(EWS))
    })
    .await;
    assert_eq!(domain.find().await, Ok(endpoint()));
    assert!(
        domain.lines().last().unwrap().ends_with("/autodiscover/autodiscover.svc *"),
        "{:?}",
        domain.lines()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_addresses_and_other_servers_are_asked_as_somebody_points_to_them() {
    let to_address = |form: &'static str| {
        move |asked: &Asked| match (asked.line.as_str(), form) {
            (line, _) if line.contains("//autodiscover.moved.contoso.test/") => {
                Some(soap(EWS)).filter(|_| asked.body.contains("ana@moved.contoso.test"))
            }
            (line, "soap") if line.ends_with("autodiscover.svc") && line.contains("//contoso.test/") => {
                Some(user(
                    "<ErrorCode>RedirectAddress</ErrorCode><RedirectTarget>ana@moved.contoso.test</RedirectTarget>",
                ))
            }
            (line, "plain") if line.ends_with("autodiscover.xml") && line.contains("//contoso.test/") => {
                Some(plain(
                    "<Action>redirectAddr</Action><RedirectAddr>ana@moved.contoso.test</RedirectAddr>",
                ))
            }
            _ => None,
        }
    };
    for form in ["soap", "plain"] {
        let domain = Domain::with(vec![], to_address(form)).await;
        assert_eq!(domain.find().await, Ok(endpoint()), "{form}: {:?}", domain.lines());
    }
    for to in ["302", "soap", "plain"] {
        let domain = Domain::with(vec![], move |asked| {
            let there = "https://mail.contoso.test/autodiscover/autodiscover.svc";
            if asked.line.contains("//mail.contoso.test/") {
                return Some(soap(EWS));
            }
            Some(match to {
                "302" => moved(there),
                "soap" => user(&format!(
                    "<ErrorCode>RedirectUrl</ErrorCode><RedirectTarget>{there}</RedirectTarget>"
                )),
                _ if asked.line.ends_with("autodiscover.svc") => return None,
                _ => plain(&format!("<Action>redirectUrl</Action><RedirectUrl>{there}</RedirectUrl>")),
            })
        })
        .await;
        assert_eq!(domain.find().await, Ok(endpoint()), "{to}");
        assert!(domain.lines().last().unwrap().ends_with(" *"), "it is of the domain: {:?}", domain.lines());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_to_a_host_outside_of_the_domain_whoever_points_there() {
    let elsewhere = "https://hoster.test/autodiscover/autodiscover.xml";
    for way in ["302", "url", "address", "record", "clear"] {
        let record = ("_autodiscover._tcp.contoso.test", Record::Srv(0, 0, 443, "hoster.test".to_owned()));
        let records = if way == "record" { vec![record] } else { vec![] };
        let domain = Domain::with(records, move |asked| {
            if asked.line.contains("//hoster.test/") || asked.line.contains(".hoster.test/") {
                return Some(unauthorized());
            }
            match way {
                "302" => Some(moved(elsewhere)),
                "url" => Some(user(&format!(
                    "<ErrorCode>RedirectUrl</ErrorCode><RedirectTarget>{elsewhere}</RedirectTarget>"
                ))),
                "address" => Some(user(
                    "<ErrorCode>RedirectAddress</ErrorCode><RedirectTarget>ana@hoster.test</RedirectTarget>",
                )),
                "clear" if asked.line.starts_with("GET http:") => Some(moved(elsewhere)),
                _ => None,
            }
        })
        .await;
        let unfound = domain.find().await.unwrap_err();
        assert!(unfound.elsewhere().is_some_and(|to| to.contains("hoster.test")), "{way}: {unfound}");
        let lines = domain.lines();
        assert!(
            !lines.iter().any(|line| line.contains("hoster.test")),
            "nor is anything asked there: {way}: {lines:?}"
        );
        let error = unfound.error(ADDRESS);
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Denied, "autodiscover-elsewhere"));
        assert!(error.detail().unwrap().contains("hoster.test"), "{way}: {error}");
    }
    let domain = Domain::with(vec![], |_| Some(soap("https://hoster.test/EWS/Exchange.asmx"))).await;
    let unfound = domain.find().await.unwrap_err();
    assert_eq!(unfound.elsewhere(), Some("https://hoster.test/EWS/Exchange.asmx"), "nor to a service there");
    let domain = Domain::with(vec![], |_| Some(soap("http://mail.contoso.test/EWS/Exchange.asmx"))).await;
    let unfound = domain.find().await.unwrap_err();
    assert!(unfound.tried.iter().any(|tried| matches!(tried.said, Said::InTheClear(_))), "{unfound}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exchange_in_the_cloud_is_known_by_its_name_and_not_asked() {
    for to in [
        "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml",
        "https://outlook.office365.com/x",
    ] {
        let domain =
            Domain::with(vec![], move |asked| asked.line.starts_with("GET http:").then(|| moved(to))).await;
        let host = Url::parse(to).unwrap().host_str().unwrap().to_owned();
        assert_eq!(domain.find().await, Ok(Found::Cloud { host }));
        assert!(
            !domain.lines().iter().any(|line| line.contains("office365") || line.contains("outlook.com"))
        );
    }
    let told = "<Action>redirectAddr</Action><RedirectAddr>ana@contoso.mail.onmicrosoft.com</RedirectAddr>";
    let domain =
        Domain::with(vec![], move |asked| asked.line.ends_with("autodiscover.xml").then(|| plain(told)))
            .await;
    assert_eq!(domain.find().await, Ok(Found::Cloud { host: "contoso.mail.onmicrosoft.com".to_owned() }));
    let domain =
        Domain::with(vec![], |_| Some(soap("https://outlook.office365.com/EWS/Exchange.asmx"))).await;
    assert_eq!(domain.find().await, Ok(Found::Cloud { host: "outlook.office365.com".to_owned() }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_points_in_circles_or_on_and_on_is_left() {
    let back = Domain::with(vec![], |asked| {
        let (from, to) = ("svc?a", "svc?b");
        let next = if asked.line.ends_with(from) { to } else { from };
        Some(moved(&format!("https://contoso.test/autodiscover/autodiscover.{next}")))
    })
    .await;
    let unfound = back.find().await.unwrap_err();
    assert!(unfound.tried.iter().any(|tried| matches!(tried.said, Said::Loop(_))), "{unfound}");

    let number = Mutex::new(0);
    let on = Domain::with(vec![], move |_| {
        let mut number = number.lock().unwrap();
        *number += 1;
        Some(moved(&format!("https://contoso.test/autodiscover/autodiscover.svc?{number}")))
    })
    .await;
    let unfound = on.find().await.unwrap_err();
    assert!(on.lines().len() <= 20, "{}: {unfound}", on.lines().len());

    let number = Mutex::new(0);
    let on = Domain::with(vec![], move |_| {
        let mut number = number.lock().unwrap();
        *number += 1;
        Some(user(&format!(
            "<ErrorCode>RedirectAddress</ErrorCode><RedirectTarget>ana{number}@contoso.test</RedirectTarget>"
        )))
    })
    .await;
    assert!(on.find().await.is_err() && on.lines().len() <= 12, "{}", on.lines().len());

    let open = "http://mail.contoso.test/autodiscover/autodiscover.xml";
    let open = Domain::with(vec![], move |asked| asked.line.starts_with("POST").then(|| moved(open))).await;
    let unfound = open.find().await.unwrap_err();
    assert!(unfound.tried.iter().any(|tried| matches!(tried.said, Said::InTheClear(_))), "{unfound}");
    assert!(!open.lines().iter().any(|line| line.contains("http://mail.")), "{:?}", open.lines());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_is_refused_is_not_shown_again_there() {
    let domain = Domain::with(vec![], |_| Some(unauthorized())).await;
    let unfound = domain.find().await.unwrap_err();
    assert!(unfound.is_refused(), "{unfound}");
    let shown = domain.lines().into_iter().filter(|line| line.ends_with('*')).count();
    assert_eq!(shown, 2, "once at each host: {:?}", domain.lines());
    let error = unfound.error(ADDRESS);
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::SignInFailed, "autodiscover-refused"));
    assert!(!format!("{unfound:?} {error:?}").contains(PASSWORD));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_credential_hears_whether_there_is_an_exchange() {
    let domain = Domain::with(vec![], |asked| {
        asked
            .line
            .contains("//autodiscover.contoso.test/")
            .then(unauthorized)
            .filter(|_| asked.line.starts_with("POST"))
    })
    .await;
    let unfound = domain.autodiscover.find(ADDRESS, None).await.unwrap_err();
    let (host, schemes) = unfound.exchange("contoso.test").unwrap();
    assert_eq!((host.as_str(), schemes.len()), ("autodiscover.contoso.test", 2));
    assert!(!unfound.is_refused());
    let nobody = Domain::with(vec![], |_| None).await;
    let unfound = nobody.find().await.unwrap_err();
    assert_eq!(unfound.exchange("contoso.test"), None);
    let error = unfound.error(ADDRESS);
    assert_eq!(error.words().code, "autodiscover-nothing");
    for tried in
        ["https://contoso.test/autodiscover/autodiscover.svc: HTTP 404", "_autodiscover._tcp.contoso.test"]
    {
        assert!(error.detail().unwrap().contains(tried), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_domain_with_an_exchange_and_no_mail_server_leads_to_a_first_automation() {
    let domain = Domain::with(vec![], |asked| {
        let is_exchange = asked.line.starts_with("POST https://autodiscover.contoso.test/autodiscover/");
        is_exchange.then(unauthorized)
    })
    .await;
    let Autodiscover { http, dns, .. } = domain.autodiscover.clone();
    let host = Host { http, dns, clock: Clock::system(), ..World::new().host() };
    let outside = Outside::of(&host);
    let address = Address::parse(ADDRESS).unwrap();
    let found = discovery::discover(&address, &outside, None).await.unwrap();
    assert_eq!((found.protocol, found.host.as_str()), (Speaks::Ews, "autodiscover.contoso.test"));
    assert_eq!(found.source, Source::Autodiscover("autodiscover.contoso.test".to_owned()));
    let tls = Tls::trusting(Vec::new()).unwrap();
    let offered = discovery::capabilities(&found, tls, &host).await.unwrap();
    assert_eq!(discovery::modes(&found, &offered), [Mode::Basic]);
    assert!(!domain.lines().iter().any(|line| line.ends_with('*')), "nobody signs in: {:?}", domain.lines());
    let imap = discovery::discover(&address, &outside, Some(Protocol::Imap)).await;
    assert_eq!(imap, Err(discovery::Unfound::Unnamed));

    let cloud = "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml";
    let domain =
        Domain::with(vec![], move |asked| asked.line.starts_with("GET http:").then(|| moved(cloud))).await;
    let Autodiscover { http, dns, .. } = domain.autodiscover.clone();
    let host = Host { http, dns, clock: Clock::system(), ..World::new().host() };
    let found = discovery::discover(&address, &Outside::of(&host), None).await.unwrap();
    assert_eq!((found.protocol, found.host.as_str()), (Speaks::Outlook, "graph.microsoft.com"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_names_no_server_is_opened_where_autodiscover_leads() {
    let text = "name: T
steps:
- connect:
    session: a
    ews: { auth: { basic: { username: ana@contoso.test, password: { credential: mail/me.password } } } }
";
    let run = async |domain: Domain| {
        let world = World::with_mail();
        let opened: Arc<Mutex<Option<String>>> = Arc::default();
        let mailboxes = Arc::new(Opens(world.server.open(), Arc::clone(&opened)));
        let Autodiscover { http, dns, .. } = domain.autodiscover.clone();
        let host = Host { mailboxes, http, dns, clock: Clock::system(), ..world.host() };
        world.run_on(text, host).await;
        let opened = opened.lock().unwrap().clone();
        (opened, world.told(), domain.lines())
    };
    let (opened, told, lines) = run(Domain::with(vec![], |_| Some(soap(EWS))).await).await;
    assert_eq!(opened.as_deref(), Some(EWS), "{told}");
    assert_eq!(lines, ["POST https://contoso.test/autodiscover/autodiscover.svc *"]);
    // Nobody knows it, and there is a web server of the domain: Exchange may be behind it.
    let (opened, ..) = run(Domain::with(vec![], |_| None).await).await;
    assert_eq!(opened.as_deref(), Some("https://contoso.test/EWS/Exchange.asmx"));
    for (script, code) in [
        (
            Box::new(|_: &Asked| Some(unauthorized())) as Box<dyn Fn(&Asked) -> Option<Answer> + Send + Sync>,
            "autodiscover-refused",
        ),
        (Box::new(|_: &Asked| Some(soap("https://hoster.test/EWS/Exchange.asmx"))), "autodiscover-elsewhere"),
        (
            Box::new(|_: &Asked| Some(soap("https://outlook.office365.com/EWS/Exchange.asmx"))),
            "autodiscover-cloud",
        ),
    ] {
        let (opened, told, _) = run(Domain::with(vec![], script).await).await;
        assert_eq!(opened, None, "{code}");
        assert!(told.contains(code) && !told.contains("s3cret"), "{told}");
    }
}

/// Opens a mailbox in memory, and remembers the address of the service.
struct Opens(Arc<dyn Open>, Arc<Mutex<Option<String>>>);

impl OpenMailbox for Opens {
    fn opener(&self, server: Server) -> Result<Arc<dyn Open>, Failure> {
        let Way::Ews(config) = &server.way else { panic!("no Exchange") };
        *self.1.lock().unwrap() = Some(config.endpoint.to_string());
        Ok(Arc::clone(&self.0))
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(transports::memory::Server::new().open())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_credential_is_shown_to_the_servers_that_it_allows_and_to_no_other() {
    let text = "name: T
steps:
- connect:
    session: a
    ews: { auth: { basic: { username: ana@contoso.test, password: { credential: mail/me.password } } } }
";
    let run = async |allowed: &[&str]| {
        let domain = Domain::with(vec![], |asked| {
            let is_there = asked.line.starts_with("POST https://autodiscover.contoso.test/");
            is_there.then(|| soap(EWS))
        })
        .await;
        let world = World::with_mail();
        let opened: Arc<Mutex<Option<String>>> = Arc::default();
        let mailboxes = Arc::new(Opens(world.server.open(), Arc::clone(&opened)));
        let Autodiscover { http, dns, .. } = domain.autodiscover.clone();
        let secrets = Arc::new(Vault { given: world.secrets.clone(), hosts: hosts(allowed) });
        let host = Host { mailboxes, http, dns, secrets, clock: Clock::system(), ..world.host() };
        let failure = world.run_on(text, host).await.summary.failure;
        let refused = failure.map(|failure| {
            assert_eq!(failure.words.code, "credential-other-host", "{failure:?}");
            failure.words.args["host"].clone()
        });
        let (opened, shown) = (opened.lock().unwrap().clone(), domain.lines());
        (refused, opened.is_some(), shown.into_iter().filter(|line| line.ends_with('*')).collect::<Vec<_>>())
    };
    let asked = vec!["POST https://autodiscover.contoso.test/autodiscover/autodiscover.svc *".to_owned()];
    let some = |host: &str| Some(host.to_owned());
    assert_eq!(run(&["autodiscover.contoso.test", "mail.contoso.test"]).await, (None, true, asked.clone()));
    assert_eq!(run(&["autodiscover.contoso.test"]).await, (some("mail.contoso.test"), false, asked));
    assert_eq!(run(&["mail.contoso.test"]).await, (some("contoso.test"), false, Vec::new()));
}
