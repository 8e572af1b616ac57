//! Sessions of Exchange Web Services: how they are opened, and over the network against the simulator.

use crate::network;
use crate::world::{World, checked};
use carteiro_engine::doctor::{self, Step};
use carteiro_engine::explain::{Decided, Speaks, explain};
use carteiro_engine::host::{Outgoing, Server, Way, WayOut};
use carteiro_engine::{Automation, Event, Failure, Host, Library, OpenMailbox, Status};
use carteiro_mail::{Open, transport, transports};
use carteiro_sandbox::{Flags, Protocol, Sandbox, sample};
use jiff::tz::TimeZone;
use std::sync::{Arc, Mutex};

/// Opens a mailbox in memory, and remembers what was to be opened.
struct Remembers {
    open: Arc<dyn Open>,
    asked: Arc<Mutex<Vec<Server>>>,
}

impl OpenMailbox for Remembers {
    fn opener(&self, server: Server) -> Result<Arc<dyn Open>, Failure> {
        self.asked.lock().unwrap().push(server);
        Ok(Arc::clone(&self.open))
    }

    fn way_out(&self, outgoing: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        assert!(matches!(outgoing.way, WayOut::Ews(_)), "it sends by itself");
        Ok(transports::memory::Server::new().open())
    }
}

fn automation(ews: &str) -> String {
    format!(
        "name: T\nsteps:\n- connect: {{ session: a, ews: {{ {ews} }} }}\n- count_mail: {{ session: a, where: {{ status: unread }}, as: n }}\n- log: {{ text: '{{{{ n }}}}' }}\n"
    )
}

/// What was to be opened, and the codes of the warnings of the run.
async fn opened(world: &World, ews: &str) -> (Server, Vec<String>) {
    let asked: Arc<Mutex<Vec<Server>>> = Arc::default();
    let mailboxes = Remembers { open: world.server.open(), asked: Arc::clone(&asked) };
    let host = Host { mailboxes: Arc::new(mailboxes), ..world.host() };
    let outcome = world.run_on(&automation(ews), host).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let events = world.events.lock().unwrap();
    let warned = events.iter().filter_map(|report| match &report.event {
        Event::Warning { words } => Some(words.code.to_string()),
        _ => None,
    });
    (asked.lock().unwrap()[0].clone(), warned.collect())
}

const BASIC: &str =
    "auth: { basic: { username: me@example.org, password: { credential: mail/me.password } } }";
const APPLICATION: &str = "auth: { client_credentials: { provider: microsoft, tenant_id: t, client_id: c, client_secret: { credential: mail/me.password }, username: team@example.org } }";

#[tokio::test]
async fn a_session_is_opened_where_it_is_written_as_who_is_meant() {
    for (ews, endpoint, mailbox, impersonate) in [
        (
            format!("endpoint: 'https://mail.example.org/ews/exchange.asmx', {BASIC}"),
            "https://mail.example.org/ews/exchange.asmx",
            None,
            false,
        ),
        (format!("domain: example.org, {BASIC}"), "https://example.org/EWS/Exchange.asmx", None, false),
        (
            format!("domain: example.org, mailbox: team@example.org, {BASIC}"),
            "https://example.org/EWS/Exchange.asmx",
            Some("team@example.org"),
            false,
        ),
        (
            format!("domain: example.org, mailbox: team@example.org, impersonate: true, {BASIC}"),
            "https://example.org/EWS/Exchange.asmx",
            Some("team@example.org"),
            true,
        ),
        // An application has no mailbox of its own.
        (
            format!("domain: smtp.office365.com, {APPLICATION}"),
            "https://outlook.office365.com/EWS/Exchange.asmx",
            Some("team@example.org"),
            true,
        ),
        (
            format!("cloud: us_dod, {APPLICATION}"),
            "https://webmail.apps.mil/EWS/Exchange.asmx",
            Some("team@example.org"),
            true,
        ),
    ] {
        let (server, warned) = opened(&World::with_mail(), &ews).await;
        let Way::Ews(config) = &server.way else { panic!("{ews}") };
        assert_eq!(config.endpoint.as_str(), endpoint, "{ews}");
        assert_eq!((config.mailbox.as_deref(), config.impersonate), (mailbox, impersonate), "{ews}");
        assert!(
            server.outgoing.is_none() && !server.identity.contains("example.org@"),
            "{}",
            server.identity
        );
        let ends = warned.iter().filter(|code| *code == "ews-cloud-ends").count();
        assert_eq!(
            ends,
            usize::from(!endpoint.contains("example.org")),
            "once, as the check has told it: {ews}"
        );
    }
}

#[tokio::test]
async fn the_mailbox_is_told_apart_and_not_the_person() {
    let identity = async |ews: &str| {
        opened(&World::with_mail(), &format!("domain: example.org, {ews}")).await.0.identity
    };
    let own = identity(BASIC).await;
    let team = identity(&format!("mailbox: team@example.org, {BASIC}")).await;
    let other = BASIC.replace("username: me@example.org", "username: you@example.org");
    let same = identity(&format!("mailbox: team@example.org, {other}")).await;
    assert_ne!(own, team);
    assert_eq!(team, same);
    assert!(own.starts_with("ews://") && own.ends_with("@example.org"), "{own}");
}

#[tokio::test]
async fn who_hears_of_the_cloud_in_a_run_only_is_told_there_that_it_ends() {
    let mut world = World::with_mail();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ANA__USER", "ana@contoso.onmicrosoft.com");
    let ews = "auth: { basic: { username: { credential: mail/ana.user }, password: { credential: mail/me.password } } }";
    let (server, warned) = opened(&world, ews).await;
    assert_eq!(server.way.host(), "outlook.office365.com");
    assert_eq!(warned, ["ews-cloud-ends"]);
    assert!(world.told().contains("\"days\":\"130\""), "{}", world.told());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_automation_works_in_a_mailbox_of_the_simulator() {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let (mut world, sandbox, said) = network::world(sample::inbox(now)).await;
    world.variables.clear();
    let text = format!(
        "name: T
steps:
- connect:
    session: a
    ews:
      endpoint: '{}'
      auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: sandbox/ana.password }} }} }}
- create_folder: {{ session: a, folder: Done }}
- count_mail: {{ session: a, where: {{ status: unread }}, as: before }}
- move: {{ session: a, folder: INBOX, where: {{ status: unread }}, to: Done }}
- count_mail: {{ session: a, folder: Done, as: after }}
- log: {{ text: '{{{{ before - after }}}}' }}
",
        sandbox.ews_url()
    );
    let outcome = world.run_on(&text, network::host(&world, &said)).await;
    assert_eq!(outcome.status(), Status::Ok, "{}\n{}", world.told(), said.lock().unwrap());
    assert_eq!(world.logged(), ["0"]);
    let moved = sandbox.account().messages("Done").unwrap().len();
    assert!(moved > 10, "{moved}");
    assert!(!said.lock().unwrap().contains("canary-7f3a"), "{}", said.lock().unwrap());
}

/// Runs these steps as `SANDBOX\\ana`, by NTLM.
async fn by_ntlm(steps: &str) -> (World, Sandbox, String) {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let (mut world, sandbox, said) = network::world(Vec::new()).await;
    world.variables.clear();
    let letter = "From: Bia <bia@else.test>\r\nTo: ana@sandbox.test, Cy <cy@else.test>\r\nSubject: Order\r\n\
                  Message-ID: <1@else.test>\r\n\r\nHello\r\n";
    sandbox.account().append("INBOX", letter.as_bytes(), Flags::default(), now).unwrap();
    let text = format!(
        "name: T
steps:
- connect:
    session: a
    ews:
      endpoint: '{}'
      auth: {{ ntlm: {{ username: 'SANDBOX\\ana', password: {{ credential: sandbox/ana.password }} }} }}
{steps}",
        sandbox.ews_url()
    );
    let outcome = world.run_on(&text, network::host(&world, &said)).await;
    assert_eq!(outcome.status(), Status::Ok, "{}\n{}", world.told(), said.lock().unwrap());
    let said = said.lock().unwrap().clone();
    (world, sandbox, said)
}

fn asked_for_names(sandbox: &Sandbox) -> usize {
    let commands = sandbox.commands_of(Protocol::Ews);
    assert!(commands.iter().any(|command| command.contains("GetItem")), "{commands:?}");
    commands.iter().filter(|command| command.contains("ResolveNames")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signed_in_by_the_name_of_an_account_writes_from_the_address_that_exchange_knows() {
    let steps = "- for_each_mail:
    session: a
    where: { subject: Order }
    do:
      - reply_all: { text: Thank you }
      - reply_all: { from: ana@sandbox.test, text: Once more }
- send: { session: a, to: dan@else.test, subject: News, text: Hello }
";
    let (_, sandbox, said) = by_ntlm(steps).await;
    let sent = sandbox.account().messages("Sent").unwrap();
    let raw: Vec<String> = sent.iter().map(|one| String::from_utf8_lossy(one.raw()).into_owned()).collect();
    assert_eq!(raw.len(), 3, "{raw:?}");
    for one in &raw {
        assert!(one.contains("From: ana@sandbox.test\r\n"), "{one}");
        let to = one.lines().find(|line| line.starts_with("To: ")).unwrap();
        assert!(!to.contains("ana@sandbox.test"), "nobody answers himself: {to}");
    }
    assert_eq!(asked_for_names(&sandbox), 1, "asked once");
    assert!(!said.contains("canary-7f3a"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_address_it_is_is_not_asked_before_somebody_needs_it() {
    let steps = "- for_each_mail:
    session: a
    do:
      - mark: { read: true, add_categories: [Ação & Co, Red category] }
      - mark: { remove_categories: red CATEGORY }
      - log: { text: \"{{ mail.categories | join('+') }}\" }
- send: { session: a, from: ana@sandbox.test, to: dan@else.test, subject: News, text: Hello }
- for_each_mail:
    session: a
    do:
      - log: { text: \"{{ mail.categories | join('+') }} {{ mail.flags.read }}\" }
";
    let (world, sandbox, _) = by_ntlm(steps).await;
    assert_eq!(world.logged(), ["Ação & Co", "Ação & Co true"]);
    assert_eq!(asked_for_names(&sandbox), 0);
}

/// The steps that the doctor told, and the words of the one that failed.
async fn looked_at(world: &World, host: Host, text: &str) -> (Vec<Step>, Option<String>, String) {
    let told: Arc<Mutex<Vec<doctor::Finding>>> = Arc::default();
    let hear = Arc::clone(&told);
    let examined = doctor::examine(checked(text), &world.variables, host, None, move |finding| {
        hear.lock().unwrap().push(finding);
    });
    let _ = examined.await.unwrap();
    let told = told.lock().unwrap();
    let failed = told
        .last()
        .and_then(|finding| finding.failure.as_ref())
        .map(|failure| failure.words.code.to_string());
    (told.iter().map(|finding| finding.step).collect(), failed, format!("{told:#?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_goes_the_way_that_http_has() {
    use Step::{Connection, Folders, Message, Names, SignIn, Values};

    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let (mut world, sandbox, said) = network::world(sample::inbox(now)).await;
    world.variables.clear();
    let text = |url: &str| {
        format!(
            "name: T\nsteps:\n- connect: {{ session: a, ews: {{ endpoint: '{url}', auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: sandbox/ana.password }} }} }} }} }}\n"
        )
    };
    let (steps, failed, told) =
        looked_at(&world, network::host(&world, &said), &text(&sandbox.ews_url())).await;
    assert_eq!((steps, failed), (vec![Values, Names, Connection, SignIn, Folders, Message], None), "{told}");
    assert!(
        told.contains("doctor-exchange") && told.contains("Exchange Server"),
        "the server's version: {told}"
    );
    assert!(told.contains("doctor-endpoint") && !told.contains("doctor-missing"), "{told}");

    world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "canary-7f3a-wrong");
    let (steps, failed, told) =
        looked_at(&world, network::host(&world, &said), &text(&sandbox.ews_url())).await;
    assert_eq!(steps, [Values, Names, Connection, SignIn], "{told}");
    assert!(failed.is_some_and(|code| code.starts_with("sign-in-")), "{told}");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (steps, _, told) = looked_at(
        &world,
        network::host(&world, &said),
        &text(&format!("http://127.0.0.1:{nobody}/EWS/Exchange.asmx")),
    )
    .await;
    assert_eq!(steps, [Values, Names, Connection], "{told}");
    assert!(!told.contains("canary-7f3a"), "{told}");
}

#[test]
fn what_exchange_is_asked_is_told_before_a_run() {
    let text = |ews: &str, filter: &str| {
        format!(
            "name: T\nsteps:\n- connect: {{ session: a, ews: {{ {ews} }} }}\n- for_each_mail: {{ session: a, where: {filter}, do: [{{ log: {{ text: x }} }}] }}\n"
        )
    };
    let told = |text: &str| {
        let library = Library::none().at("2026-11-22T12:00:00Z".parse().unwrap());
        let checked = Automation::load_with("t.yaml", text.as_bytes(), &library).unwrap();
        explain("t.yaml", text.as_bytes(), &checked, &library, &TimeZone::UTC).unwrap()
    };
    let own = format!("domain: example.org, {BASIC}");
    for (filter, asked, decided) in [
        ("{ status: unread }", "FindItem, IsRead = false", vec![Decided::Server]),
        (
            "{ status: unread, subject: Invoice }",
            "FindItem, IsRead = false",
            vec![Decided::Here, Decided::Server],
        ),
        ("{ subject: Invoice }", "FindItem", vec![Decided::Here]),
        ("{ size: { over: 5MB } }", "FindItem", vec![Decided::Here]),
        ("{ not: { flagged: true } }", "FindItem, not (flagged = true)", vec![Decided::Server]),
        (
            "{ received: { after: 2026-11-20 } }",
            "FindItem, DateTimeReceived >= 2026-11-21T00:00:00Z",
            vec![Decided::Server],
        ),
        (
            "{ any: [ { status: unread }, { flagged: true } ] }",
            "FindItem, IsRead = false or flagged = true",
            vec![Decided::Server],
        ),
        ("{ any: [ { status: unread }, { subject: x } ] }", "FindItem", vec![Decided::Here]),
    ] {
        let explanation = told(&text(&own, filter));
        let look = &explanation.looks[0];
        assert_eq!(look.protocol, Speaks::Ews);
        assert_eq!(look.asked, asked, "{filter}");
        let mut found: Vec<Decided> = look
            .conditions
            .iter()
            .filter(|one| one.line.is_some() || !one.of.is_empty())
            .map(|one| one.decided)
            .collect();
        found.sort_by_key(|one| format!("{one:?}"));
        let mut decided = decided;
        decided.sort_by_key(|one| format!("{one:?}"));
        assert_eq!(found, decided, "{filter}");
    }
    let session = |ews: &str| told(&text(ews, "{ status: unread }")).sessions.remove(0);
    let opened = session(&own);
    assert_eq!((opened.kind, opened.host.as_str(), opened.looked_up), (Speaks::Ews, "example.org", false));
    assert!(opened.ends.is_none());
    let asks = session(BASIC);
    assert_eq!((asks.host.as_str(), asks.looked_up), ("example.org", true));
    let cloud = session(&format!("domain: smtp.office365.com, {APPLICATION}"));
    assert_eq!(cloud.host, "outlook.office365.com");
    assert_eq!(cloud.ends.unwrap().args["days"], "130");
}
