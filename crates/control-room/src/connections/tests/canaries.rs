//! What is secret is in no answer, no log, and nothing that is kept: a provider tells all that it has told and heard, and it
//! is looked for everywhere.

use super::provider::Provider;
use super::room::{SCOPES, purpose};
use crate::access::{Access, Caller};
use crate::app::tests::Room as Web;
use crate::audit::{Actor, Way};
use crate::connections::{Connections, Whose};
use crate::notices::Notices;
use crate::settings::Settings;
use crate::testing::{Ahead, Standing, lab, on_both};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use carteiro_auth::Renew;
use carteiro_auth::modes::Managed;
use carteiro_world::Clock;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing_subscriber::fmt::MakeWriter;

on_both!(what_is_secret_is_told_nowhere);

/// All that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// An administrator before the Control Room, who keeps all that it answers.
struct Site {
    web: Web,
    connections: Connections,
    ana: Caller,
    cookie: String,
    clock: Ahead,
    roles: BTreeSet<String>,
    heard: Mutex<String>,
}

impl Site {
    async fn new(standing: &Standing) -> Self {
        let clock = Ahead::default();
        let ground = standing.ground(Clock::from(clock.clone())).await;
        let open = Settings { reach_this_machine: true, ..Settings::default() };
        ground.decide(&Actor::TERMINAL, 0, &open).await.unwrap();
        let web = Web::over(ground.clone()).await;
        let cookie = web.cookie("Ana").await;
        let access = Access::new(ground.clone());
        let people: Vec<(String,)> = ground.db.all("SELECT id FROM person", crate::values![]).await.unwrap();
        let roles = access.roles_of(&people[0].0).await.unwrap();
        let ana = access.absent(&people[0].0, Way::Run).await.unwrap();
        let connections = Connections::new(ground.clone(), access, Notices::new(ground));
        Self { web, connections, ana, cookie, clock, roles, heard: Mutex::default() }
    }

    /// What is answered, as it is.
    async fn ask(&self, line: &str, body: &Value) -> (StatusCode, String) {
        let (method, path) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, &self.cookie);
        let request =
            request.header(header::CONTENT_TYPE, "application/json").header(header::IF_MATCH, "\"1\"");
        let answer = self.web.ask(request.body(Body::from(body.to_string())).unwrap()).await;
        let (parts, body) = answer.into_parts();
        let text = String::from_utf8(to_bytes(body, 1 << 22).await.unwrap().into()).unwrap();
        self.hear(&format!("{:?}\n{text}\n", parts.headers));
        (parts.status, text)
    }

    fn hear(&self, text: &str) {
        self.heard.lock().unwrap().push_str(text);
    }

    async fn done(&self, line: &str, body: &Value) -> Value {
        let (status, text) = self.ask(line, body).await;
        assert!(status.is_success(), "{line}: {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Makes a connection; where it is.
    async fn add(&self, more: Value) -> String {
        let mut written = json!({
            "provider": "custom", "services": ["imap"], "token": "shared", "roles": self.roles, "scopes": SCOPES,
            "allowed_hosts": ["127.0.0.1"],
        });
        written.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        if written["provider"] == "google" {
            written.as_object_mut().unwrap().remove("allowed_hosts");
        }
        let made = self.done("POST /api/connections", &written).await;
        format!("/api/connections/{}", made["id"].as_str().unwrap())
    }

    /// Signs in in a browser, as far as where that comes back to.
    async fn away(&self, provider: &Provider, at: &str, more: Value) -> String {
        let begun = self.done(&format!("POST {at}/sign-in"), &Value::Null).await;
        let back = provider.sign_in(begun["authorization_url"].as_str().unwrap(), more).await;
        format!("GET {}?{}", back.path(), back.query().unwrap())
    }

    /// What a run gets for a mailbox.
    async fn handed(&self, name: &str) -> Result<(), carteiro_engine::Failure> {
        let tokens = self.connections.tokens(self.ana.clone(), "run-1");
        let managed = Managed { connection: name.to_owned(), token: None, username: None };
        let handed = tokens.managed(&managed, &purpose("127.0.0.1", Some("ana@lab.test"))).await?;
        handed.credentials.credential(Renew::Now).await?;
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "the lab tells where its files are")]
fn file(path: &Value) -> String {
    std::fs::read_to_string(path.as_str().unwrap()).unwrap()
}

/// Where the connections are that there are, and what their keys are.
struct Made {
    mail: String,
    device: String,
    daemon: String,
    robot: String,
    keys: [String; 2],
}

async fn made(site: &Site, provider: &Provider, oidc: &Value) -> Made {
    let addresses = json!({
        "authorization_url": provider.url("authorize_url"), "token_url": provider.url("token_url"),
        "device_url": provider.url("device_url"),
    });
    let with = |more: Value| {
        let mut all = addresses.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let pair = |name: &str| {
        let pair = &oidc["clients"][name]["certificate"];
        (file(&pair["cert_file"]), file(&pair["key_file"]))
    };
    let mail = site
        .add(with(json!({
            "name": "mail", "client_id": provider.client("web"), "secret": "web-secret", "grant": "authorization_code",
        })))
        .await;
    let device = site
        .add(with(
            json!({ "name": "device", "client_id": provider.client("desktop"), "grant": "device_code" }),
        ))
        .await;
    let (certificate, key) = pair("certified");
    let daemon = site
        .add(with(json!({
            "name": "daemon", "client_id": provider.client("certified"), "grant": "client_credentials",
            "scopes": ["mail"], "certificate": certificate + &key,
        })))
        .await;
    let (_, robot_key) = pair("robot");
    let account = json!({
        "type": "service_account", "client_email": format!("{}@robots.lab.test", provider.client("robot")),
        "private_key": robot_key, "token_uri": provider.url("token_url"),
    });
    let robot = site
        .add(json!({
            "name": "robot", "provider": "google", "grant": "service_account",
            "scopes": ["https://mail.google.com/"], "service_account_key": account.to_string(),
        }))
        .await;
    Made { mail, device, daemon, robot, keys: [key, robot_key] }
}

/// In a browser: declined, answered by somebody else, by nobody, well, and twice.
async fn signs_in(site: &Site, provider: &Provider, mail: &str) {
    let declined = site.away(provider, mail, json!({ "deny": true })).await;
    assert_eq!(site.ask(&declined, &Value::Null).await.0, StatusCode::BAD_REQUEST);
    let mixed = site.away(provider, mail, json!({})).await.replace("iss=http", "iss=https");
    let (status, page) = site.ask(&mixed, &Value::Null).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{page}");
    let back = site.away(provider, mail, json!({})).await;
    let wrong = back.replace("state=", "state=x");
    assert_eq!(site.ask(&wrong, &Value::Null).await.0, StatusCode::BAD_REQUEST);
    let (status, page) = site.ask(&back, &Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains(&provider.person()), "{page}");
    assert_eq!(site.ask(&back, &Value::Null).await.0, StatusCode::CONFLICT);
}

async fn signs_in_on_a_device(site: &Site, provider: &Provider, device: &str) {
    let begun = site.done(&format!("POST {device}/sign-in"), &Value::Null).await;
    let attempt = format!("GET /api/connections/sign-ins/{}", begun["attempt"].as_str().unwrap());
    assert_eq!(site.done(&attempt, &Value::Null).await["state"], "pending");
    let (person, user_code) = (provider.person(), begun["user_code"].as_str().unwrap());
    let typed = [("user_code", user_code), ("login", &person), ("password", "pw-test")];
    assert_eq!(provider.fill(begun["verification_url"].as_str().unwrap(), &typed).await, 200);
    site.clock.pass(Duration::from_secs(6));
    while site.done(&attempt, &Value::Null).await["state"] == "pending" {
        site.clock.pass(Duration::from_secs(6));
    }
}

/// Tested, used, renewed, refused.
async fn uses(site: &Site, provider: &Provider, made: &Made) {
    let Made { mail, device, daemon, robot, .. } = made;
    let person = provider.person();
    for (at, asked) in
        [(mail, json!({})), (device, json!({})), (daemon, json!({})), (robot, json!({ "subject": person }))]
    {
        let tried = site.done(&format!("POST {at}/test"), &asked).await;
        assert_eq!(tried["is_ok"], true, "{tried}");
    }
    for name in ["mail", "device", "daemon"] {
        site.handed(name).await.unwrap();
    }
    for how in [json!({ "mode": "html_500" }), json!({ "mode": "aadsts", "code": 700_082 })] {
        let client = provider.client("web");
        provider.fail(&client, how).await;
        site.clock.pass(Duration::from_mins(61));
        site.handed("mail").await.unwrap_err();
        provider.heal(&client).await;
        site.clock.pass(Duration::from_mins(11));
    }
    let stands = site.done(&format!("GET {mail}"), &Value::Null).await;
    assert_eq!(stands["status"]["state"], "needs_sign_in");
}

async fn reads(site: &Site, key: &str) {
    // What is written wrong is not repeated.
    let wrong =
        json!({ "name": "x", "secret": ["web-secret"], "certificate": 7, "service_account_key": key });
    assert_eq!(site.ask("POST /api/connections", &wrong).await.0, StatusCode::BAD_REQUEST);
    for line in [
        "GET /api/connections",
        "GET /api/me/connections",
        "GET /api/expiries",
        "GET /api/providers",
        "GET /api/audit?limit=200",
        "GET /api/audit/export",
        "GET /api/me/notices",
        "GET /api/notices/deliveries",
        "GET /api/settings",
        "GET /metrics",
    ] {
        assert_eq!(site.ask(line, &Value::Null).await.0, StatusCode::OK, "{line}");
    }
}

async fn what_is_secret_is_told_nowhere(standing: &Standing) {
    let (Some(provider), Some(oidc)) = (Provider::stand(), lab("oidc")) else { return };
    let log = Log::default();
    let lines =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let logging = tracing::subscriber::set_default(lines);
    let site = Site::new(standing).await;
    let made = made(&site, &provider, &oidc).await;
    signs_in(&site, &provider, &made.mail).await;
    signs_in_on_a_device(&site, &provider, &made.device).await;
    uses(&site, &provider, &made).await;
    reads(&site, &made.keys[1]).await;
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for client in ["web", "desktop", "certified", "robot"] {
        all.extend(provider.secrets(&provider.client(client)).await);
    }
    let kinds: BTreeSet<&str> = all.values().map(String::as_str).collect();
    let known = [
        "access_token",
        "assertion",
        "client_assertion",
        "client_secret",
        "code",
        "code_verifier",
        "device_code",
        "id_token",
        "refresh_token",
    ];
    assert_eq!(kinds, BTreeSet::from(known));
    for pem in &made.keys {
        let line = pem.lines().find(|line| line.len() == 64).unwrap();
        all.insert(line.to_owned(), "private key".to_owned());
    }
    for connection in site.connections.list(&site.ana).await.unwrap() {
        let row = site.connections.row(&Whose::shared(&connection)).await.unwrap();
        let held = row.map(|row| site.connections.held(&row));
        site.hear(&format!("{connection:?} {held:?}"));
    }
    site.done(&format!("DELETE {}/sign-in", made.device), &Value::Null).await;
    let kept = standing.remains().await;
    let heard = site.heard.lock().unwrap().clone();
    drop(logging);
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(heard.contains("audit-connection-signed-in") && kept.contains("audit-connection-signed-in"));
    assert!(!logged.is_empty());
    for (secret, what) in &all {
        assert!(secret.len() > 8, "{what}");
        for (place, text) in [("answers", &heard), ("the database", &kept), ("the log", &logged)] {
            assert!(!text.contains(secret.as_str()), "{what} is in {place}");
        }
    }
}
