//! Secrets of every kind, in a Control Room that has used them all: whoever reads the database, the log, the answers or a backup
//! finds none.

use super::routes::every_route;
use super::stand::Stand;
use super::{Permission, post};
use crate::access::{Caller, shown};
use crate::audit::Way;
use crate::runs::Line;
use crate::seal::Master;
use crate::testing::{Standing, lab, on_both};
use crate::{app::Asked, backup};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use carteiro_sandbox::{Flags, Options, Sample, Sandbox, User};
use carteiro_world::{Language, Random, Secret};
use futures_util::TryStreamExt as _;
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, Mutex};
use tracing::level_filters::LevelFilter;

on_both!(no_secret_is_told_by_anything);

/// All that is logged in this process, down to the least.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn begin() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let lines = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
        let lines = lines.with_writer(move || writer.clone()).finish();
        tracing::subscriber::set_global_default(lines).unwrap();
        log
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What must be found nowhere, by what it is.
#[derive(Default)]
struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    fn plant(&mut self, what: &'static str, secret: impl Into<String>) -> String {
        let secret = secret.into();
        assert!(secret.len() >= 10, "{what}: {secret}");
        self.0.push((what, secret.clone()));
        secret
    }

    fn found_in(&self, place: &str, text: &str) -> Vec<String> {
        let found = self.0.iter().filter(|(_, secret)| text.contains(secret));
        found.map(|(what, _)| format!("{what} is in {place}")).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned()
}

/// How people come in, and programs of theirs.
async fn people(stand: &Stand, canaries: &mut Canaries) {
    let cookie = stand.cookie.split_once('=').unwrap().1.to_owned();
    canaries.plant("a session", cookie);
    let password = canaries.plant("a password", "canary-password-1b9e");
    stand.post("/api/people", &json!({ "name": "caio", "password": password })).await;
    let answer = stand.ask(post("/api/session", &json!({ "name": "caio", "password": password }))).await;
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    canaries.plant("another session", cookie.split(['=', ';']).nth(1).unwrap());
    let wrong = canaries.plant("a wrong password", "canary-wrong-77aa");
    stand.ask(post("/api/session", &json!({ "name": "caio", "password": wrong }))).await;
    let begun = stand.post("/api/me/second-factor", &json!({})).await;
    let secret = Secret::new(canaries.plant("the secret of an app", text(&begun["secret"])));
    let code = shown(&secret, &stand.room.ground.clock).expose().to_owned();
    let codes = stand.say("PUT", "/api/me/second-factor", &json!({ "code": code })).await;
    for code in codes["recovery_codes"].as_array().unwrap() {
        canaries.plant("a recovery code", text(code));
    }
    let expires_at = stand.room.ground.clock.now() + std::time::Duration::from_hours(1);
    let token = json!({ "name": "ci", "scopes": [Permission::ViewAudit], "expires_at": expires_at });
    canaries.plant("an API token", text(&stand.post("/api/me/tokens", &token).await["token"]));
    let secret = canaries.plant("a secret of single sign-on", "canary-sso-90ab");
    let details = json!({ "name": "other", "issuer": "https://127.0.0.1:1", "client_id": "x" });
    stand.post("/api/sso-providers", &json!({ "details": details, "secret": secret })).await;
    let secret = canaries.plant("the secret of the webhook", "canary-webhook-secret-0123456789");
    stand.say("PUT", "/api/settings/notice-webhook-secret", &json!({ "secret": secret })).await;
    assert_eq!(
        stand.say("GET", "/api/settings/notice-webhook-secret", &Value::Null).await,
        json!({ "is_signed": true })
    );
}

/// A connection to the lab's provider, with a token and one that was renewed.
async fn connections(stand: &Stand, oidc: &Value, canaries: &mut Canaries) {
    let app = stand.room.app();
    let client = format!("web~{}", Random::system().id::<8>());
    let secret = canaries.plant("a client secret", "web-secret");
    let written = json!({
        "name": "mail", "provider": "custom", "client_id": client, "secret": secret, "services": ["imap"],
        "authorization_url": oidc["authorize_url"], "token_url": oidc["token_url"], "token": "shared",
        "scopes": ["mail", "openid", "email", "offline_access"], "grant": "authorization_code",
        "allowed_hosts": ["127.0.0.1"], "roles": [stand.name("roles")],
    });
    let id = text(&stand.post("/api/connections", &written).await["id"]);
    let people = app.access.people(&Asked::default()).await.unwrap().items;
    let ana = people.iter().find(|person| person.name == "Ana").unwrap();
    let ana = app.access.absent(&ana.id, Way::Session).await.unwrap();
    let connection = app.connections.list(&ana).await.unwrap().into_iter().find(|one| one.id == id).unwrap();
    let asking = app.connections.client(&connection).await.unwrap();
    let login = format!("test-{}@lab.test", Random::system().id::<8>());
    let granted = asking.password(&login, &Secret::new("pw-test")).await.unwrap();
    canaries.plant("an access token", granted.access_token.expose());
    canaries.plant("a refresh token", granted.refresh_token.as_ref().unwrap().expose());
    let endpoint = asking.endpoints.token.to_string();
    app.connections.brought(&ana, &connection, &granted, &endpoint).await.unwrap();
    let tried = stand.post(&format!("/api/connections/{id}/test"), &json!({})).await;
    assert_eq!(tried["ok"].as_bool().or(tried["is_ok"].as_bool()), Some(true), "{tried}");
    // By a certificate, whose key is no less secret.
    let files = &oidc["clients"]["certified"]["certificate"];
    #[expect(clippy::disallowed_methods, reason = "the lab's files")]
    let [certificate, key] =
        ["cert_file", "key_file"].map(|file| std::fs::read_to_string(files[file].as_str().unwrap()).unwrap());
    canaries.plant("the key of a certificate", key.lines().nth(2).unwrap());
    let mut certified = written;
    for (name, value) in [
        ("name", json!("certified")),
        ("client_id", json!("certified")),
        ("certificate", json!(format!("{certificate}{key}"))),
        ("secret", Value::Null),
        ("grant", json!("client_credentials")),
    ] {
        certified[name] = value;
    }
    stand.post("/api/connections", &certified).await;
}

/// A run that signs in to a mailbox by the vault, and reads what is in it.
async fn mail(stand: &Stand, canaries: &mut Canaries) {
    let password = canaries.plant("a credential", "canary-credential-4b1d");
    let raw = b"From: bia@acme.example\r\nTo: ana@sandbox.test\r\nSubject: Invoice\r\n\r\nHello\r\n".to_vec();
    let one = Sample { raw, flags: Flags::default(), received_at: "2026-03-01T10:00:00Z".parse().unwrap() };
    let users = vec![User::new("ana@sandbox.test", &password)];
    let sandbox = Sandbox::start(Options { users, mail: vec![one], ..Options::default() }).await.unwrap();
    let credential = stand.name("credentials");
    let path = format!("/api/credentials/{credential}/attributes/password/value");
    stand.say("PUT", &path, &json!({ "value": password })).await;
    let own = canaries.plant("a credential of one's own", "canary-own-credential-55");
    stand.say("PUT", &format!("/api/me/credentials/{credential}/own"), &json!({ "value": own })).await;
    let app = stand.room.app();
    let runs = app.runs.clone();
    let working = tokio::spawn(async move { runs.work(std::future::pending()).await });
    for (path, attribute, state) in [("right.yaml", "password", "ok"), ("wrong.yaml", "own", "failed")] {
        let automation = format!(
            "name: A\nsteps:\n  - connect:\n      session: s\n      mail_server: {{ host: 127.0.0.1, port: {}, security: \
             none, auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: some/some.{attribute} }} }} }} \
             }}\n  - for_each_mail: {{ session: s, do: [ log: {{ text: '{{{{ mail.subject }}}}' }} ] }}\n",
            sandbox.imap_addr().port()
        );
        stand.post("/api/automations", &json!({ "path": path, "text": automation })).await;
        let run = stand.post("/api/runs", &json!({ "automation": path })).await;
        let id = text(&run["id"]);
        let lines = app.runs.follow(&Caller::holder(), &id, 0, Language::English).await.unwrap();
        let lines: Vec<Line> = lines.try_collect().await.unwrap();
        let Some(Line::End { run }) = lines.last() else { panic!("it has not ended") };
        assert_eq!(json!(run.state), json!(state), "{run:?}");
    }
    working.abort();
}

/// What is answered to whoever may do everything, by every address.
async fn answers(stand: &Stand) -> String {
    let mut told = String::new();
    for route in every_route().iter().filter(|route| route.method == "GET") {
        let request = Request::get(stand.path(route)).header(header::COOKIE, &stand.cookie);
        let answer = stand.ask(request.body(Body::empty()).unwrap()).await;
        if route.path.ends_with("/events") {
            // It goes on for as long as the run waits.
            continue;
        }
        let bytes = to_bytes(answer.into_body(), 8 << 20).await.unwrap();
        told.push_str(&String::from_utf8_lossy(&bytes));
    }
    told
}

async fn no_secret_is_told_by_anything(standing: &Standing) {
    let Some(oidc) = lab("oidc") else { return };
    let (log, mut canaries) = (Log::begin(), Canaries::default());
    let stand = Stand::new(standing).await;
    let settings = json!({ "reach_this_machine": true, "notice_webhook": "http://127.0.0.1:1/hook" });
    stand.say("PUT", "/api/settings", &settings).await;
    canaries.plant("the master key", Master::fresh(&Random::seeded(7)).text().expose());
    people(&stand, &mut canaries).await;
    connections(&stand, &oidc, &mut canaries).await;
    mail(&stand, &mut canaries).await;
    stand.room.app().notices.deliver().await.unwrap();
    let mut saved = Vec::new();
    backup::write(&standing.db, &stand.room.ground.clock, &mut saved).await.unwrap();
    let answers = answers(&stand).await;
    let log = log.text();
    assert!(log.contains("TRACE") && log.contains("carteiro"), "{} bytes were logged", log.len());
    let places = [
        ("the database", standing.remains().await),
        ("an answer", answers),
        ("the backup", String::from_utf8_lossy(&saved).into_owned()),
    ];
    for (place, text) in &places {
        assert!(text.contains("right.yaml"), "{place} tells of what there is");
    }
    let all = places.iter().map(|(place, text)| (*place, text.as_str())).chain([("the log", log.as_str())]);
    let found: Vec<String> = all.flat_map(|(place, text)| canaries.found_in(place, text)).collect();
    assert!(canaries.0.len() > 20 && found.is_empty(), "{found:#?}");
}
