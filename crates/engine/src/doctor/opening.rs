//! The way into a mailbox, from the values of the automation to the accepted credential.

use super::finding::{Reporter, Step};
use super::token;
use crate::actions::Connect;
use crate::failure::Failure;
use crate::host::{Server, Way};
use crate::run::Cx;
use carteiro_auth::Value;
use carteiro_auth::providers::Service;
use carteiro_mail::reaching::Security;
use carteiro_mail::{Limits, Mailbox, Permissions, Stage, Stages};
use carteiro_world::tls::Certificate;
use carteiro_world::{Phrase, phrase};

/// What a server should be able to do for everything to be fast and safe, and what it is good for (RFC 6851, RFC 4315,
/// RFC 2177, RFC 6154, RFC 7888).
const WANTED: [&str; 5] = ["MOVE", "UIDPLUS", "IDLE", "SPECIAL-USE", "LITERAL+"];

/// Which values were found, and where: secrets by their source only.
pub(super) fn values(connect: &Connect, server: &Server) -> Vec<Phrase> {
    let way = &server.way;
    let mut told = vec![self::server(way.host(), way.port(), way.security())];
    match way {
        Way::Ews(config) => told.push(phrase!("doctor-endpoint", endpoint = config.endpoint)),
        Way::Outlook(config) => told.push(phrase!("doctor-endpoint", endpoint = config.endpoint)),
        Way::MailServer(..) => {}
    }
    for (way, value) in connect.values() {
        let field = way.rsplit('.').next().unwrap_or_default();
        told.push(match (value, &server.user) {
            (_, Some(user)) if field == "username" => phrase!("doctor-value", field = field, value = user),
            (value, _) => source(field, value),
        });
    }
    for (field, value) in connect.proxy().into_iter().flat_map(|(_, proxy)| proxy.values()) {
        told.push(source(&format!("proxy.{field}"), value));
    }
    told
}

fn source(field: &str, value: &Value) -> Phrase {
    match value {
        Value::Credential(path) => phrase!("doctor-from-vault", field = field, path = path),
        Value::Variable(name) => phrase!("doctor-from-variable", field = field, name = name),
        Value::Text(_) => phrase!("doctor-typed", field = field),
    }
}

/// Which server it is.
pub(super) fn server(host: &str, port: u16, security: Security) -> Phrase {
    let security = match security {
        Security::Tls => "tls",
        Security::Starttls => "starttls",
        Security::None => "none",
    };
    phrase!("doctor-server", host = host, port = port.to_string(), security = security)
}

/// Opens the mailbox, telling each stage; what fails is the stage after the last one told.
pub(super) async fn open(connect: &Connect, server: Server, cx: &Cx, reporter: &Reporter) -> Option<Mailbox> {
    let shown = token::Shown::of(connect, &server, cx.host().clock.clone());
    let (security, has_greeting) = (server.way.security(), matches!(server.way, Way::MailServer(..)));
    let mut reached = Vec::new();
    let mut before = Told::new();
    let (telling, mut told) = tokio::sync::mpsc::unbounded_channel();
    let stages = Stages::new(move |stage| {
        // Nobody listens any more once the opening is over.
        let _ = telling.send(stage);
    });
    // Through a proxy it is the proxy that is looked up and dialled.
    let host = server.proxy.as_ref().map_or(server.way.host(), |proxy| proxy.host()).to_owned();
    let opener = cx.host().mailboxes.opener(Server { stages, ..server });
    let clock = cx.host().clock.clone();
    let opening = async {
        let limits = Limits { attempts: 1, ..Limits::default() };
        Ok(Mailbox::open(opener?, clock, limits, Permissions::default(), |_| {}).await?)
    };
    tokio::pin!(opening);
    let ended: Result<Mailbox, Failure> = loop {
        tokio::select! {
            biased;
            Some(stage) = told.recv() => reached.push(tell(stage, reporter, &host, &shown, &mut before)),
            ended = &mut opening => break ended,
        }
    };
    while let Ok(stage) = told.try_recv() {
        reached.push(tell(stage, reporter, &host, &shown, &mut before));
    }
    match ended {
        Ok(mailbox) => Some(mailbox),
        Err(mut failure) => {
            shown.advise(&mut failure, &reached);
            let at = if has_greeting {
                next(&reached, security, &shown)
            } else {
                next_by_http(&reached, security, &shown)
            };
            reporter.tell(at, Err(failure), |()| Vec::new());
            None
        }
    }
}

/// What was told before is not told again: a token that is refused is renewed once, over another connection.
fn tell(stage: Stage, reporter: &Reporter, host: &str, shown: &token::Shown, told: &mut Told) -> Stage {
    if let Some(found) = evidence(&stage, host, shown)
        && !told.contains(&found)
    {
        told.push(found.clone());
        reporter.tell(found.0, Ok(()), |()| found.1);
    }
    stage
}

type Told = Vec<(Step, Vec<Phrase>)>;

/// The same where nobody greets, and the credential goes with the first request, for which a connection is made: a
/// token is at hand before.
fn next_by_http(reached: &[Stage], security: Security, shown: &token::Shown) -> Step {
    let has_token = reached.iter().any(|stage| matches!(stage, Stage::Token { .. }));
    let on_the_way = reached.iter().rev().find(|stage| !matches!(stage, Stage::Token { .. }));
    match on_the_way {
        None if shown.is_token && !has_token => Step::Token,
        None => Step::Names,
        Some(Stage::Resolved { .. }) => Step::Connection,
        Some(Stage::Connected { .. }) if security == Security::Tls => Step::Tls,
        Some(_) => Step::SignIn,
    }
}

/// The step that comes after those that worked.
fn next(reached: &[Stage], security: Security, shown: &token::Shown) -> Step {
    let secured = reached.iter().any(|stage| matches!(stage, Stage::Secured { .. }));
    match reached.last() {
        None => Step::Names,
        Some(Stage::Resolved { .. }) => Step::Connection,
        Some(Stage::Connected { .. }) if security == Security::Tls => Step::Tls,
        Some(Stage::Connected { .. }) => Step::Greeting,
        Some(Stage::Secured { .. }) if security == Security::Tls => Step::Greeting,
        Some(Stage::Greeted { .. }) if security == Security::Starttls && !secured => Step::Tls,
        Some(Stage::Secured { .. } | Stage::Greeted { .. } | Stage::Offered { .. }) if shown.is_token => {
            Step::Token
        }
        Some(_) => Step::SignIn,
    }
}

fn evidence(stage: &Stage, host: &str, shown: &token::Shown) -> Option<(Step, Vec<Phrase>)> {
    Some(match stage {
        Stage::Resolved { addresses } => {
            let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            (Step::Names, vec![phrase!("doctor-addresses", host = host, addresses = addresses.join(", "))])
        }
        Stage::Connected { address, proxy } => {
            let through = proxy.iter().map(|proxy| phrase!("doctor-proxy", proxy = proxy));
            let told = std::iter::once(phrase!("doctor-connected", address = address)).chain(through);
            (Step::Connection, told.collect())
        }
        Stage::Secured { version, chain } => {
            let mut told = vec![phrase!("doctor-tls", version = version)];
            told.extend(chain.leaf().map(certificate));
            (Step::Tls, told)
        }
        Stage::Greeted { text, capabilities } => {
            let mut told = vec![phrase!("doctor-greeting", text = text)];
            told.extend(capabilities.as_deref().map(offered));
            (Step::Greeting, told)
        }
        Stage::Token { facts, misfit } => {
            let told = shown.evidence(facts).into_iter().chain(misfit.clone());
            (Step::Token, told.collect())
        }
        // Told with the greeting, or with what is offered afterwards.
        Stage::Offered { .. } => return None,
        Stage::SignedIn { mechanism, capabilities } => {
            let mut told = vec![phrase!("doctor-signed-in", mechanism = mechanism)];
            if shown.service == Service::Ews {
                let builds = capabilities.iter();
                told.extend(
                    builds.map(|build| phrase!("doctor-exchange", name = exchange(build), build = build)),
                );
                return Some((Step::SignIn, told));
            }
            told.push(offered(capabilities));
            if shown.service == Service::Pop3 {
                told.extend(missing_of_pop3(capabilities));
            } else {
                told.extend(missing(&WANTED, capabilities));
            }
            (Step::SignIn, told)
        }
    })
}

/// What people call a server of Exchange of this build (learn.microsoft.com/exchange/new-features/build-numbers-and-release-dates).
fn exchange(build: &str) -> &'static str {
    let mut numbers = build.split('.').map(|number| number.parse::<u32>().unwrap_or_default());
    match (
        numbers.next().unwrap_or_default(),
        numbers.next().unwrap_or_default(),
        numbers.next().unwrap_or_default(),
    ) {
        (8, ..) => "Exchange Server 2007",
        (14, ..) => "Exchange Server 2010",
        (15, 0, _) => "Exchange Server 2013",
        (15, 1, _) => "Exchange Server 2016",
        (15, 2, 0..2562) => "Exchange Server 2019",
        (15, 2, _) => "Exchange Server SE",
        (15.., ..) => "Exchange Online",
        _ => "Exchange",
    }
}

/// Old servers of POP3 know no CAPA (RFC 2449 §5), and may be able to do all the same what they do not tell.
fn offered(capabilities: &[String]) -> Phrase {
    if capabilities.is_empty() {
        return phrase!("doctor-capabilities-untold");
    }
    let list: Vec<String> = capabilities
        .iter()
        .map(|one| if one.contains(' ') { format!("({one})") } else { one.clone() })
        .collect();
    phrase!("doctor-capabilities", capabilities = list.join(" "))
}

fn lacks(capabilities: &[String], wanted: &str) -> bool {
    !capabilities.iter().any(|found| found == wanted)
}

fn missing(wanted: &[&str], capabilities: &[String]) -> Option<Phrase> {
    let missing: Vec<&str> = wanted.iter().copied().filter(|wanted| lacks(capabilities, wanted)).collect();
    (!missing.is_empty()).then(|| phrase!("doctor-missing", capabilities = missing.join(", ")))
}

/// The same of POP3 (RFC 1939 §7, RFC 2449 §6.6), where each that is missing takes another thing away.
fn missing_of_pop3(capabilities: &[String]) -> Vec<Phrase> {
    if capabilities.is_empty() {
        return Vec::new();
    }
    let mut told = Vec::new();
    if lacks(capabilities, "UIDL") {
        told.push(phrase!("doctor-without-uidl"));
    }
    if lacks(capabilities, "TOP") {
        told.push(phrase!("doctor-without-top"));
    }
    told.extend(missing(&["PIPELINING"], capabilities));
    told
}

pub(super) fn certificate(leaf: &Certificate) -> Phrase {
    phrase!(
        "doctor-certificate",
        names = leaf.names.join(", "),
        issuer = leaf.issuer,
        until = leaf.not_after,
        fingerprint = leaf.fingerprint
    )
}
