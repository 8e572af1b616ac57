//! Sessions of Outlook, by Microsoft Graph against the simulator: with no details but who has signed in, as an application,
//! and where Exchange Web Services were before.

use crate::network;
use crate::world::{World, checked, mail};
use carteiro_auth::logins::{Kept, Name, OnDisk};
use carteiro_engine::convert::{Converted, ews_to_outlook};
use carteiro_engine::doctor::{self, Step};
use carteiro_engine::explain::{Decided, Speaks, explain};
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{Automation, Host, Library, Outcome, Status, login};
use carteiro_mail::Kind;
use carteiro_sandbox::oauth::Settings;
use carteiro_sandbox::{Flags, Options, Sandbox, User, sample};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::Client;
use carteiro_world::{Random, Records, Secret, Transcript};
use jiff::tz::TimeZone;
use std::sync::{Arc, Mutex};
use tokio::io::AsyncReadExt as _;

/// A mailbox in a cloud of its own, and who works there.
struct Office {
    sandbox: Sandbox,
    world: World,
    said: Arc<Mutex<String>>,
    data: tempfile::TempDir,
}

impl Office {
    async fn stand() -> Self {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let users = vec![User::new("ana@sandbox.test", "canary-7f3a-password")];
        let oauth = Some(Settings::default());
        let options = Options { users, oauth, mail: sample::inbox(now), ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let mut world = World::new();
        world.variables.clear();
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "daemon-secret");
        let data = tempfile::tempdir().unwrap();
        world.tokens = Arc::new(OfLogins::new(Ok(Arc::new(logins(data.path())))));
        Self { sandbox, world, said: Arc::default(), data }
    }

    fn here(&self) -> String {
        format!("http://{}", self.sandbox.http_addr())
    }

    fn cloud(&self) -> String {
        let here = self.here();
        format!("cloud: {{ custom: {{ login: '{here}', graph: '{here}', outlook: '{here}' }} }}")
    }

    fn application() -> String {
        let tenant = Settings::default().tenant;
        format!(
            "auth: {{ client_credentials: {{ provider: microsoft, tenant_id: {tenant}, client_id: daemon, client_secret: {{ credential: sandbox/app.secret }}, username: ana@sandbox.test }} }}"
        )
    }

    fn host(&self) -> Host {
        let host = network::host(&self.world, &self.said);
        let said = Arc::clone(&self.said);
        let transcript = Transcript::new(move |line| said.lock().unwrap().extend([line, "\n"]));
        let dialer = Dialer::new(Policy::OPEN, host.clock.clone());
        let http = Client::new(dialer, host.spools.clone(), transcript);
        Host { http, random: Random::system(), ..host }
    }

    async fn run(&self, text: &str) -> Outcome {
        self.world.run_on(text, self.host()).await
    }

    fn told(&self) -> String {
        format!("{}\n{}", self.world.told(), self.said.lock().unwrap())
    }
}

fn logins(folder: &std::path::Path) -> OnDisk {
    let records = |name: &str| Records::beneath(&folder.join(name));
    OnDisk::new(records("logins"), records("keys"), None, Random::system())
}

/// Answers invoices and puts them away; each of them once.
fn work(connect: &str) -> String {
    format!(
        "name: Put invoices away
steps:
  - connect:
      session: ana # her own
      {connect}
  - create_folder: {{ session: ana, folder: Done }}
  - for_each_mail:
      session: ana
      # what she pays
      where: {{ subject: invoice, status: unread }}
      do:
        - save_attachments: {{ to: files }}
        - reply: {{ text: Got it. }}
        - mark: {{ read: true }}
        - move: {{ to: Done }}
  - count_mail: {{ session: ana, folder: Done, as: done }}
  - log: {{ text: '{{{{ done }}}}' }}
"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_automation_works_in_a_mailbox_of_outlook_as_an_application() {
    let office = Office::stand().await;
    let text = work(&format!("outlook: {{ {}, {} }}", office.cloud(), Office::application()));
    let outcome = office.run(&text).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", office.told());
    let summary = &outcome.summary;
    assert!(summary.done > 5 && summary.files > 5, "{summary:?}");
    assert_eq!(office.world.logged(), [summary.done.to_string()]);
    assert_eq!(office.sandbox.account().messages("Done").unwrap().len() as u64, summary.done);
    let kept = office.sandbox.account().messages("Sent").unwrap().len();
    assert!(kept > 5, "{kept}");
    assert_eq!(kept, office.sandbox.outbox().len(), "each answer goes out once, and is kept once");
    assert!(!office.told().contains("canary-7f3a") && !office.told().contains("daemon-secret"));
    assert_eq!(office.sandbox.graph_breaches(), 0, "no more than four requests at once");
    let again = office.run(&text).await;
    assert_eq!((again.status(), again.summary.done), (Status::Ok, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stored_anew_after_its_original_vanished_is_the_same() {
    let office = Office::stand().await;
    let text = format!(
        "name: Each once
steps:
  - connect: {{ session: ana, outlook: {{ {}, {} }} }}
  - for_each_mail:
      session: ana
      process: once
      do:
        - log: {{ text: '{{{{ mail.subject }}}}' }}
",
        office.cloud(),
        Office::application()
    );
    let account = office.sandbox.account();
    let at = "2026-11-22T11:00:00Z".parse().unwrap();
    let store = || account.append("INBOX", mail("Again", &[]).into_bytes(), Flags::default(), at).unwrap();
    let uid = store();
    let first = office.run(&text).await;
    assert_eq!(first.status(), Status::Ok, "{}", office.told());
    account.remove("INBOX", uid).unwrap();
    store();
    let outcome = office.run(&text).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 0), "{}", office.told());
    store();
    let outcome = office.run(&text).await;
    assert_eq!(outcome.summary.done, 1, "the other one is still there: {}", office.told());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_details_are_needed_once_somebody_has_signed_in() {
    let office = Office::stand().await;
    let text = format!(
        "name: T
steps:
- connect: {{ session: a, outlook: {{ {} }} }}
- count_mail: {{ session: a, as: n }}
- log: {{ text: '{{{{ n > 10 }}}}' }}
",
        office.cloud()
    );
    let nobody = office.run(&text).await;
    let failure = nobody.summary.failure.clone().unwrap();
    assert_eq!(failure.words.code, "login-none");
    let refused = login::wanted(checked(&text), &office.world.variables, office.host(), None).await;
    assert_eq!(refused.err().unwrap().words.code, "login-none");

    // As `carteiro login microsoft` does.
    let first = text.replace(
        "outlook: {",
        "outlook: { auth: { device_code: { provider: microsoft, client_id: desktop } },",
    );
    let wanted =
        login::wanted(checked(&first), &office.world.variables, office.host(), None).await.ok().unwrap();
    for wanted in wanted {
        let password = Secret::new("canary-7f3a-password");
        let granted = wanted.client.password("ana@sandbox.test", &password).await.unwrap();
        let mut name = wanted.name;
        name.user = Some("ana@sandbox.test".to_owned());
        let kept = Kept::new(granted, name.user.clone(), wanted.client.clock.now());
        logins(office.data.path()).keep(name, kept).await.unwrap();
    }
    let outcome = office.run(&text).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", office.told());
    assert_eq!(office.world.logged(), ["true"]);
    let again =
        login::wanted(checked(&text), &office.world.variables, office.host(), None).await.ok().unwrap();
    assert_eq!(again[0].client.id, "desktop", "with the same application");
    assert!(!office.told().contains("canary-7f3a"));
}

/// A server that everybody may talk to, and all that it hears.
async fn listening() -> (String, Arc<Mutex<Vec<u8>>>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = format!("http://{}", listener.local_addr().unwrap());
    let heard = Arc::<Mutex<Vec<u8>>>::default();
    let notes = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let mut said = vec![0; 4096];
            let read = line.read(&mut said).await.unwrap_or_default();
            notes.lock().unwrap().extend(["TALKED TO: ".as_bytes(), &said[..read]].concat());
        }
    });
    (here, heard)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_automation_sends_a_kept_sign_in_to_another_server() {
    let office = Office::stand().await;
    let (evil, heard) = listening().await;
    let graph = "https://graph.microsoft.com";
    let at = "2026-11-22T10:00:00Z".parse().unwrap();
    let microsoft = "https://login.microsoftonline.com/common/oauth2/v2.0/token";
    for (client, token_endpoint) in [("before", None), ("now", Some(microsoft.to_owned()))] {
        let scopes = ["Mail.ReadWrite", "Mail.Send"].map(|scope| format!("{graph}/{scope}")).to_vec();
        let name = Name {
            provider: "microsoft".to_owned(),
            tenant: None,
            client: client.to_owned(),
            scopes,
            user: Some("ana@sandbox.test".to_owned()),
            token_endpoint,
        };
        let kept = Kept {
            access_token: Secret::new("canary-7f3a-access"),
            obtained_at: at,
            expires_at: Some(at),
            refresh_token: Some(Secret::new("canary-7f3a-refresh")),
            user: None,
            signed_in_at: at,
            renewing_since: None,
            needs_proof: false,
        };
        logins(office.data.path()).keep(name, kept).await.unwrap();
    }
    let cloud = |login: &str| {
        format!(
            "cloud: {{ custom: {{ login: '{login}', graph: '{graph}', outlook: 'https://outlook.office365.com' }} }}"
        )
    };
    let auth = |client: &str| {
        format!(
            "auth: {{ device_code: {{ provider: microsoft, client_id: {client}, scopes: ['{graph}/Mail.Send'] }} }}"
        )
    };
    let (evil, below) = (cloud(&evil), cloud(&format!("{evil}/login.microsoftonline.com/")));
    for server in [
        format!("outlook: {{ {evil} }}"),
        format!("outlook: {{ {below} }}"),
        format!("outlook: {{ {evil}, mailbox: ana@sandbox.test }}"),
        format!("outlook: {{ {evil}, {} }}", auth("before")),
        format!("outlook: {{ {below}, {} }}", auth("now")),
        format!("ews: {{ {evil}, domain: smtp.office365.com, {} }}", auth("now")),
    ] {
        let text = format!(
            "name: T\nsteps:\n- connect: {{ session: a, {server} }}\n- count_mail: {{ session: a, as: n }}\n"
        );
        let outcome = office.run(&text).await;
        let failure = outcome.summary.failure.unwrap();
        assert_eq!((failure.kind, &*failure.words.code), (Kind::SignInNeeded, "login-elsewhere"), "{server}");
        let (_, failed, told) = looked_at(&office, &text).await;
        assert_eq!(failed.as_deref(), Some("login-elsewhere"), "{server}\n{told}");
    }
    let heard = String::from_utf8_lossy(&heard.lock().unwrap()).into_owned();
    assert_eq!(heard, "", "nobody was asked for anything");
    assert!(!office.told().contains("canary-7f3a"), "{}", office.told());
}

fn converted(text: &str, session: Option<&str>) -> Converted {
    let library = Library::none().at("2026-11-22T12:00:00Z".parse().unwrap());
    let checked = Automation::load_with("t.yaml", text.as_bytes(), &library).unwrap();
    ews_to_outlook("t.yaml", text.as_bytes(), &checked, &library, session).unwrap()
}

/// What of the automation differs from the text.
fn changed(before: &str, after: &str) -> Vec<String> {
    let lines: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !lines.contains(line)).map(|line| line.trim().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_for_exchange_web_services_goes_on_by_graph_and_does_nothing_twice() {
    let office = Office::stand().await;
    let ews = format!(
        "ews:
        domain: smtp.office365.com # the cloud
        version: exchange2013
        {}
        {}",
        office.cloud(),
        Office::application()
    );
    let text =
        work(&ews).replace("status: unread }", "status: unread }\n      process: once\n      id: invoices");
    // What stays where it is would be answered again.
    let text = text.replace("        - mark: { read: true }\n        - move: { to: Done }\n", "");
    let by_ews = office.run(&text).await;
    assert_eq!(by_ews.status(), Status::Ok, "{}", office.told());
    assert!(by_ews.summary.done > 5, "{:?}", by_ews.summary);

    let converted = converted(&text, None);
    assert_eq!(converted.sessions, ["ana"]);
    assert_eq!(changed(&text, &converted.text), ["outlook:", "# the cloud"]);
    assert!(converted.text.contains("session: ana # her own") && converted.text.contains("# what she pays"));
    let codes: Vec<&str> = converted.told.iter().map(|told| &*told.words.code).collect();
    assert_eq!(codes, ["convert-session", "convert-left-out", "convert-sends"]);

    let sent = || office.sandbox.account().messages("Sent").unwrap().len();
    let before = sent();
    let by_graph = office.run(&converted.text).await;
    assert_eq!(by_graph.status(), Status::Ok, "{}", office.told());
    assert_eq!((by_graph.summary.done, sent()), (0, before), "what was done by the one is done");
}

#[test]
fn what_graph_does_not_take_is_left_out_and_told() {
    let text = |ews: &str| {
        format!(
            "name: T\nsteps:\n- connect: {{ session: a, ews: {ews} }}\n- mark_junk: {{ session: a, folder: INBOX, where: {{ subject: x }} }}\n"
        )
    };
    let codes = |converted: &Converted| -> Vec<String> {
        converted.told.iter().map(|told| told.words.code.to_string()).collect()
    };
    let auth = |mode: &str| {
        text(&format!(
            "{{ domain: smtp.office365.com, mailbox: team@example.org, impersonate: true, auth: {{ {mode} }} }}"
        ))
    };
    let scopes = auth(
        "device_code: { provider: microsoft, client_id: c, scopes: ['https://outlook.office365.com/EWS.AccessAsUser.All'] }",
    );
    let told = converted(&scopes, None);
    assert!(told.text.contains("outlook: { mailbox: team@example.org, auth: { device_code: { provider: microsoft, client_id: c } } }"), "{}", told.text);
    assert_eq!(codes(&told), ["convert-session", "convert-left-out", "convert-scopes", "convert-junk"]);
    assert_eq!(told.told[0].words.args["kind"], "shared");
    let ropc = auth(
        "ropc: { provider: microsoft, tenant_id: t, client_id: c, username: u, password: { credential: a/b.c } }",
    );
    let told = converted(&ropc, None);
    assert!(told.text.contains("outlook: { mailbox: team@example.org }"), "{}", told.text);
    assert_eq!(codes(&told), ["convert-session", "convert-left-out", "convert-signs-in", "convert-junk"]);

    let own = text(
        "{ endpoint: 'https://mail.example.org/EWS/Exchange.asmx', auth: { basic: { username: u, password: { credential: a/b.c } } } }",
    );
    let told = converted(&own, None);
    assert_eq!((told.text.as_str(), codes(&told)), (own.as_str(), vec!["convert-stays".to_owned()]));
    let told = converted(&own, Some("a"));
    assert!(told.text.contains("outlook: {  }"), "{}", told.text);
    assert!(Automation::load("t.yaml", told.text.as_bytes()).is_ok());
}

/// The steps that the doctor told, the words of the one that failed, and all it told.
async fn looked_at(office: &Office, text: &str) -> (Vec<Step>, Option<String>, String) {
    let told: Arc<Mutex<Vec<doctor::Finding>>> = Arc::default();
    let hear = Arc::clone(&told);
    let examined =
        doctor::examine(checked(text), &office.world.variables, office.host(), None, move |finding| {
            hear.lock().unwrap().push(finding);
        });
    let _ = examined.await.unwrap();
    let told = told.lock().unwrap();
    let failed = told.last().and_then(|finding| finding.failure.as_ref());
    let failed = failed.map(|failure| failure.words.code.to_string());
    (told.iter().map(|finding| finding.step).collect(), failed, format!("{told:#?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_goes_from_the_token_to_a_message_and_to_sending() {
    use Step::{Connection, Folders, Message, Names, Sending, SignIn, Token, Values};

    let mut office = Office::stand().await;
    let text = format!(
        "name: T\nsteps:\n- connect: {{ session: a, outlook: {{ {}, {} }} }}\n",
        office.cloud(),
        Office::application()
    );
    let (steps, failed, told) = looked_at(&office, &text).await;
    assert_eq!(failed, None, "{told}");
    for step in [Values, Names, Connection, Token, SignIn, Folders, Message] {
        assert!(steps.contains(&step), "{step:?}\n{told}");
    }
    assert!(!steps.contains(&Sending), "nothing is sent: {told}");
    assert!(told.contains("doctor-endpoint") && told.contains("/v1.0"), "{told}");
    assert!(!told.contains("daemon-secret"), "{told}");

    let elsewhere = text.replace("username: ana@sandbox.test", "username: nobody@sandbox.test");
    let (steps, failed, told) = looked_at(&office, &elsewhere).await;
    assert_eq!(steps.last(), Some(&SignIn), "{told}");
    assert!(failed.is_some(), "{told}");
    office.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "canary-7f3a");
    let (steps, _, told) = looked_at(&office, &text).await;
    assert_eq!(steps.last(), Some(&Token), "{told}");
    assert!(!told.contains("canary-7f3a"), "{told}");
}

#[test]
fn what_graph_is_asked_is_told_before_a_run() {
    let text = |filter: &str| {
        format!(
            "name: T\nsteps:\n- connect: {{ session: a, outlook: {{ mailbox: team@example.org }} }}\n- for_each_mail: {{ session: a, where: {filter}, do: [{{ reply: {{ text: x }} }}] }}\n"
        )
    };
    let told = |text: &str| {
        let library = Library::none().at("2026-11-22T12:00:00Z".parse().unwrap());
        let checked = Automation::load_with("t.yaml", text.as_bytes(), &library).unwrap();
        explain("t.yaml", text.as_bytes(), &checked, &library, &TimeZone::UTC).unwrap()
    };
    for (filter, asked, decided) in [
        ("{ status: unread }", "GET messages, isRead eq false", Decided::Server),
        ("{ subject: Invoice }", "GET messages", Decided::Here),
        ("{ not: { flagged: true } }", "GET messages, flag/flagStatus ne 'flagged'", Decided::Server),
    ] {
        let explanation = told(&text(filter));
        let look = &explanation.looks[0];
        assert_eq!((look.protocol, look.asked.as_str()), (Speaks::Outlook, asked), "{filter}");
        let first = look.conditions.iter().find(|one| one.line.is_some() || !one.of.is_empty()).unwrap();
        assert_eq!(first.decided, decided, "{filter}");
        let opened = &explanation.sessions[0];
        assert_eq!((opened.host.as_str(), opened.sign_in), ("graph.microsoft.com", "login"));
        assert!(opened.outgoing.is_some(), "it sends by itself");
    }
}
