//! A secret goes only where it belongs: every place that shows one to somebody, once with a host that its credential
//! allows, and once with another.

use crate::web::{Web, answer};
use crate::world::{World, automation, checked};
use carteiro_auth::value::CredentialPath;
use carteiro_auth::{AllowedHosts, Renew};
use carteiro_engine::doctor;
use carteiro_engine::host::{Outgoing, Server};
use carteiro_engine::secrets::{Given, Kept, Secrets};
use carteiro_engine::{Failure, Host, OpenMailbox, login};
use carteiro_mail::{Kind, Open, transport};
use futures_util::future::BoxFuture;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What was given, as a vault that says where all of it may go.
pub struct Vault {
    pub given: Given,
    pub hosts: AllowedHosts,
}

impl Secrets for Vault {
    fn secret<'a>(&'a self, path: &'a CredentialPath) -> BoxFuture<'a, Result<Option<Kept>, Failure>> {
        Box::pin(async move {
            let kept = self.given.secret(path).await?;
            Ok(kept.map(|kept| Kept { hosts: self.hosts.clone(), ..kept }))
        })
    }
}

pub fn hosts(all: &[&str]) -> AllowedHosts {
    all.iter().map(|host| host.parse().unwrap()).collect()
}

/// Opens a mailbox in memory, and counts.
struct Counts(World, Arc<AtomicUsize>);

impl OpenMailbox for Counts {
    fn opener(&self, _: Server) -> Result<Arc<dyn Open>, Failure> {
        self.1.fetch_add(1, Ordering::SeqCst);
        Ok(self.0.server.open())
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(self.0.outgoing.open())
    }
}

/// What became of a connection: the failure, and how many mailboxes were opened.
async fn connected(given: &Given, connect: &str, allowed: &[&str]) -> (Option<Failure>, usize) {
    let (world, opened) = (World::with_mail(), Arc::<AtomicUsize>::default());
    let secrets = Arc::new(Vault { given: given.clone(), hosts: hosts(allowed) });
    let mailboxes = Arc::new(Counts(World::with_mail(), Arc::clone(&opened)));
    let host = Host { secrets, mailboxes, ..world.host() };
    let text = format!("name: T\nsteps:\n- connect: {{ session: a, {connect} }}\n");
    let outcome = world.run_on(&text, host).await;
    (outcome.summary.failure, opened.load(Ordering::SeqCst))
}

fn given() -> Given {
    let mut given = Given::default();
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let certificate = CertificateParams::new(vec!["app.test".to_owned()]).unwrap().self_signed(&key).unwrap();
    let service = serde_json::json!({
        "client_email": "robot@robots.test",
        "private_key": key.serialize_pem(),
        "token_uri": "https://tokens.google.test/token",
    });
    for (name, value) in [
        ("ID", "the-id"),
        ("SECRET", "canary-7f3a"),
        ("CERTIFICATE", &(certificate.pem() + &key.serialize_pem())),
        ("KEY", &service.to_string()),
    ] {
        assert!(given.take_variable(&format!("CARTEIRO_CREDENTIAL_V__X__{name}"), value));
    }
    given
}

const SECRET: &str = "{ credential: v/x.secret }";
const CUSTOM: &str = "provider: { custom: { token_url: 'https://tokens.test/t', authorization_url: 'https://enter.test/a', device_url: 'https://device.test/d' } }";

/// Each place, and the hosts that it shows values of the credential to.
fn places() -> Vec<(String, Vec<&'static str>)> {
    let imap = |auth: &str| format!("mail_server: {{ host: imap.test, auth: {{ {auth} }} }}");
    let basic = format!("basic: {{ username: ana, password: {SECRET} }}");
    let plain = "basic: { username: ana, password: typed }";
    let ews = "endpoint: 'https://ews.test/EWS/Exchange.asmx'";
    let application =
        format!("{CUSTOM}, client_id: app, scopes: [mail], username: ana@imap.test, client_secret: {SECRET}");
    let microsoft = "provider: microsoft, tenant_id: t, client_id: app, username: ana@imap.test";
    vec![
        (imap(&basic), vec!["imap.test"]),
        (imap("basic: { username: { credential: v/x.id }, password: typed }"), vec!["imap.test"]),
        (format!("mail_server: {{ protocol: pop3, host: imap.test, auth: {{ {basic} }} }}"), vec!["imap.test"]),
        (
            format!("mail_server: {{ host: imap.test, auth: {{ {basic} }}, outgoing: {{ host: smtp.test }} }}"),
            vec!["imap.test", "smtp.test"],
        ),
        (
            format!("mail_server: {{ host: imap.test, auth: {{ {plain} }}, outgoing: {{ host: smtp.test, auth: {{ {basic} }} }} }}"),
            vec!["smtp.test"],
        ),
        // What is known of a provider, and written nowhere.
        (
            format!("mail_server: {{ host: imap.mail.yahoo.com, auth: {{ {basic} }} }}"),
            vec!["imap.mail.yahoo.com", "smtp.mail.yahoo.com"],
        ),
        (format!("ews: {{ {ews}, auth: {{ {basic} }} }}"), vec!["ews.test"]),
        (format!("ews: {{ domain: ews.test, auth: {{ {basic} }} }}"), vec!["ews.test"]),
        (format!("ews: {{ {ews}, auth: {{ ntlm: {{ username: ana, password: {SECRET} }} }} }}"), vec!["ews.test"]),
        (
            format!("ews: {{ {ews}, auth: {{ ntlm: {{ username: {{ credential: v/x.id }}, password: typed }} }} }}"),
            vec!["ews.test"],
        ),
        (imap(&format!("client_credentials: {{ {application} }}")), vec!["tokens.test"]),
        (
            imap(&format!("client_credentials: {{ {} }}", application.replace("ana@imap.test", "{ credential: v/x.id }"))),
            vec!["tokens.test", "imap.test"],
        ),
        (
            imap(&format!("client_credentials: {{ {} }}", application.replace("client_id: app", "client_id: { credential: v/x.id }"))),
            vec!["tokens.test", "enter.test", "device.test"],
        ),
        (
            imap(&format!("client_credentials: {{ {CUSTOM}, client_id: app, scopes: [mail], username: ana, certificate: {{ credential: v/x.certificate }} }}")),
            vec!["tokens.test"],
        ),
        (
            imap(&format!("ropc: {{ {CUSTOM}, client_id: app, scopes: [mail], username: ana, password: {SECRET} }}")),
            vec!["tokens.test"],
        ),
        (
            imap(&format!("ropc: {{ {CUSTOM}, client_id: app, scopes: [mail], username: {{ credential: v/x.id }}, password: typed }}")),
            vec!["tokens.test", "imap.test"],
        ),
        (
            "mail_server: { host: imap.gmail.com, auth: { service_account: { key: { credential: v/x.key }, subject: ana@imap.test } } }".to_owned(),
            vec!["tokens.google.test"],
        ),
        (
            "mail_server: { host: imap.gmail.com, auth: { service_account: { key: { credential: v/x.key }, subject: { credential: v/x.id }, username: ana } } }".to_owned(),
            vec!["tokens.google.test"],
        ),
        (
            format!("outlook: {{ auth: {{ client_credentials: {{ {microsoft}, client_secret: {SECRET} }} }} }}"),
            vec!["login.microsoftonline.com"],
        ),
        (
            format!("outlook: {{ cloud: us_dod, mailbox: {{ credential: v/x.id }}, auth: {{ client_credentials: {{ {microsoft}, client_secret: typed }} }} }}"),
            vec!["dod-graph.microsoft.us"],
        ),
        (
            format!("outlook: {{ auth: {{ client_credentials: {{ {}, client_secret: typed }} }} }}", microsoft.replace("tenant_id: t", "tenant_id: { credential: v/x.id }")),
            vec!["login.microsoftonline.com"],
        ),
        (
            format!("mail_server: {{ host: imap.test, proxy: {{ url: 'http://proxy.test:3128', username: me, password: {SECRET} }}, auth: {{ {plain} }} }}"),
            vec!["proxy.test"],
        ),
        (
            format!("ews: {{ {ews}, proxy: {{ url: 'socks5://proxy.test:1080', username: {{ credential: v/x.id }}, password: typed }}, auth: {{ {plain} }} }}"),
            vec!["proxy.test"],
        ),
    ]
}

#[tokio::test]
async fn a_credential_is_shown_to_the_hosts_that_it_allows_and_nobody_is_dialled_otherwise() {
    let given = given();
    for (connect, needed) in places() {
        for allowed in [&needed[..], &[]] {
            let (failure, opened) = connected(&given, &connect, allowed).await;
            assert!(failure.is_none() && opened == 1, "{connect} {allowed:?}: {failure:?}");
        }
        for missing in &needed {
            let allowed: Vec<&str> = needed.iter().copied().filter(|host| host != missing).collect();
            let allowed = if allowed.is_empty() { vec!["elsewhere.test"] } else { allowed };
            let (failure, opened) = connected(&given, &connect, &allowed).await;
            let failure = failure.unwrap_or_else(|| panic!("{connect}: {missing} is not allowed"));
            assert_eq!(
                (failure.kind, &*failure.words.code, opened),
                (Kind::Denied, "credential-other-host", 0),
                "{connect}"
            );
            assert_eq!(failure.words.args["host"], *missing, "{connect}");
            assert!(failure.words.args["path"].starts_with("v/x."), "{failure:?}");
            assert!(!format!("{failure:?}").contains("canary"));
        }
    }
}

#[tokio::test]
async fn a_proxy_that_could_read_along_has_to_be_allowed_too() {
    let given = given();
    let world = World::new();
    let ca_file = rcgen::generate_simple_self_signed(vec!["ca.test".to_owned()]).unwrap().cert.pem();
    let secret = format!("basic: {{ username: ana, password: {SECRET} }}");
    let proxy = "proxy: 'http://proxy.test:3128'";
    let pin = format!("fingerprint: '{}'", "ab".repeat(32));
    for (beside, is_sealed) in [
        (proxy.to_owned(), true),
        (format!("security: starttls, {proxy}"), true),
        (format!("security: none, {proxy}"), false),
        (format!("{pin}, {proxy}"), false),
        (format!("ca_file: ca.pem, {proxy}"), false),
        ("security: none".to_owned(), true),
        (pin.clone(), true),
    ] {
        let connect = format!("mail_server: {{ host: imap.test, {beside}, auth: {{ {secret} }} }}");
        let text = format!("name: T\nsteps:\n- connect: {{ session: a, {connect} }}\n");
        let run = async |allowed: &[&str]| {
            world.person_writes("ca.pem", ca_file.as_bytes());
            let secrets = Arc::new(Vault { given: given.clone(), hosts: hosts(allowed) });
            world.run_on(&text, Host { secrets, ..world.host() }).await.summary.failure
        };
        let failure = run(&["imap.test"]).await;
        let code = failure.as_ref().map(|failure| &*failure.words.code);
        assert_eq!(code, (!is_sealed).then_some("credential-read-along"), "{beside}: {failure:?}");
        assert!(run(&["imap.test", "proxy.test"]).await.is_none(), "{beside}");
        assert!(run(&[]).await.is_none(), "{beside}");
    }
}

#[tokio::test]
async fn a_request_carries_a_secret_to_the_hosts_that_its_credential_allows() {
    let web = Web::start(|_| answer(200, &[], "")).await;
    for auth in [
        "bearer: { token: { credential: v/x.secret } }",
        "basic: { username: ana, password: { credential: v/x.secret } }",
        "basic: { username: { credential: v/x.id }, password: typed }",
        "header: { name: X-Key, value: { credential: v/x.secret } }",
    ] {
        for (allowed, is_sent) in
            [(&["127.0.0.1"][..], true), (&[], true), (&["api.test", "*.0.0.1.test"], false)]
        {
            let (world, before) = (World::with_mail(), web.asked().len());
            let mut given = given();
            given.take_variable("CARTEIRO_CREDENTIAL_MAIL__FINANCE__PASSWORD", "s3cret");
            let secrets = Arc::new(OfOne(Vault { given, hosts: hosts(allowed) }));
            let text =
                automation(&format!("- http_request: {{ url: '{}', auth: {{ {auth} }} }}\n", web.url("/")));
            let outcome = world.run_on(&text, Host { secrets, ..world.host() }).await;
            let code = outcome.summary.failure.as_ref().map(|failure| failure.words.code.to_string());
            assert_eq!(code.as_deref(), (!is_sent).then_some("credential-other-host"), "{auth} {allowed:?}");
            assert_eq!(web.asked().len() - before, usize::from(is_sent), "{auth}");
        }
    }
}

/// Holds only what lies in the locker `v`.
struct OfOne(Vault);

impl Secrets for OfOne {
    fn secret<'a>(&'a self, path: &'a CredentialPath) -> BoxFuture<'a, Result<Option<Kept>, Failure>> {
        if path.locker == "v" { self.0.secret(path) } else { self.0.given.secret(path) }
    }
}

#[tokio::test]
async fn who_signs_in_in_a_browser_takes_along_what_may_go_there() {
    let given = given();
    let person = format!("{CUSTOM}, client_id: app, scopes: [mail]");
    for (mode, needed) in [
        (
            format!("authorization_code: {{ {person}, client_secret: {SECRET}, username: ana }}"),
            vec!["tokens.test"],
        ),
        (
            format!("authorization_code: {{ {person}, username: {{ credential: v/x.id }} }}"),
            vec!["enter.test"],
        ),
        (
            format!(
                "device_code: {{ {}, username: ana }}",
                person.replace("client_id: app", "client_id: { credential: v/x.id }")
            ),
            vec!["tokens.test", "enter.test", "device.test"],
        ),
    ] {
        let wanted = async |allowed: &[&str]| {
            let world = World::new();
            let secrets = Arc::new(Vault { given: given.clone(), hosts: hosts(allowed) });
            let text = format!(
                "name: T\nsteps:\n- connect: {{ session: a, mail_server: {{ host: imap.test, auth: {{ {mode} }} }} }}\n"
            );
            login::wanted(checked(&text), &world.variables, Host { secrets, ..world.host() }, None)
                .await
                .err()
        };
        assert!(wanted(&needed).await.is_none(), "{mode}");
        for missing in &needed {
            let mut allowed: Vec<&str> = needed.iter().copied().filter(|host| host != missing).collect();
            allowed.push("elsewhere.test");
            let failure = wanted(&allowed).await.unwrap();
            assert_eq!(
                (failure.kind, &*failure.words.code),
                (Kind::Denied, "credential-other-host"),
                "{mode}"
            );
            assert_eq!(failure.words.args["host"], *missing);
        }
    }
}

#[tokio::test]
async fn where_tokens_are_given_out_is_asked_for_without_showing_anything() {
    let web = Web::start(|asked| {
        let origin = format!("http://{}", asked.headers["host"].to_str().unwrap());
        let said = serde_json::json!({ "issuer": origin, "token_endpoint": "https://elsewhere.test/token" });
        answer(200, &[("content-type", "application/json")], said.to_string())
    })
    .await;
    let connect = format!(
        "mail_server: {{ host: imap.test, auth: {{ client_credentials: {{ provider: {{ custom: {{ issuer: '{}' }} }}, client_id: app, client_secret: {SECRET}, scopes: [mail], username: ana }} }} }}",
        web.url("").trim_end_matches('/')
    );
    let (failure, opened) = connected(&given(), &connect, &["127.0.0.1"]).await;
    let failure = failure.unwrap();
    assert_eq!(
        (&*failure.words.code, &*failure.words.args["host"], opened),
        ("credential-other-host", "elsewhere.test", 0)
    );
    assert!(web.asked().iter().all(|asked| !format!("{asked:?}").contains("canary")));
    assert!(connected(&given(), &connect, &["elsewhere.test"]).await.0.is_none());
}

#[tokio::test]
async fn the_doctor_shows_a_credential_to_nobody_else_either() {
    let (world, opened) = (World::with_mail(), Arc::<AtomicUsize>::default());
    let mailboxes = Arc::new(Counts(World::with_mail(), Arc::clone(&opened)));
    let secrets = Arc::new(Vault { given: given(), hosts: hosts(&["elsewhere.test"]) });
    let text = format!(
        "name: T\nsteps:\n- connect: {{ session: a, mail_server: {{ host: imap.test, auth: {{ basic: {{ username: ana, password: {SECRET} }} }} }} }}\n"
    );
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let hearing = Arc::clone(&heard);
    let host = Host { secrets, mailboxes, ..world.host() };
    let hear = move |finding: doctor::Finding| {
        let code = finding.failure.map(|failure| failure.words.code.to_string());
        hearing.lock().unwrap().push(format!("{}: {}", finding.step.name(), code.unwrap_or_default()));
    };
    assert!(!doctor::examine(checked(&text), &world.variables, host, None, hear).await.unwrap());
    assert_eq!(*heard.lock().unwrap(), ["values: credential-other-host"]);
    assert_eq!(opened.load(Ordering::SeqCst), 0);
}

/// Opens a mailbox in memory, and remembers which was meant.
struct Remembers(World, Arc<Mutex<Vec<Server>>>);
impl OpenMailbox for Remembers {
    fn opener(&self, server: Server) -> Result<Arc<dyn Open>, Failure> {
        self.1.lock().unwrap().push(server);
        Ok(self.0.server.open())
    }

    fn way_out(&self, _: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(self.0.outgoing.open())
    }
}

#[tokio::test]
async fn what_was_given_in_the_environment_goes_anywhere() {
    let asked: Arc<Mutex<Vec<Server>>> = Arc::default();
    let world = World::new();
    let mailboxes = Arc::new(Remembers(World::with_mail(), Arc::clone(&asked)));
    let host = Host { secrets: Arc::new(given()), mailboxes, ..world.host() };
    let text = format!(
        "name: T\nsteps:\n- connect: {{ session: a, mail_server: {{ host: imap.test, auth: {{ basic: {{ username: ana, password: {SECRET} }} }} }} }}\n"
    );
    assert!(world.run_on(&text, host).await.summary.failure.is_none());
    let server = asked.lock().unwrap().pop().unwrap();
    let shown = server.credentials.credential(Renew::WhenExpired).await.unwrap();
    assert_eq!(shown.secret().expose(), "canary-7f3a");
}
