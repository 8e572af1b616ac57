//! Whoever says an address, whatever it is called: what administrators do not let be reached is not dialled.

use super::Room;
use crate::access::{Caller, Details};
use crate::app::{App, Asked};
use crate::audit::{Actor, Way};
use crate::connections::{Draft, Grant, ProviderType};
use crate::notices::News;
use crate::runs::{Line, Of, Started, Text};
use crate::settings::Settings;
use crate::testing::{Standing, on_both};
use axum::Router;
use axum::http::{StatusCode, header};
use carteiro_world::{Language, Secret, phrase};
use futures_util::TryStreamExt as _;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::io::ErrorKind;
use std::net::TcpListener;

const BY: &Actor = &Actor::TERMINAL;
const EN: Language = Language::English;

/// Whether the policy was what refused it, and nothing that was dialled.
fn is_refused(said: &str) -> bool {
    let told = ["may not be dialled from here", "the egress policy refuses", NO_ADDRESS];
    told.iter().any(|told| said.contains(told))
}

/// Such an address is none that is kept.
const NO_ADDRESS: &str = "is none to be kept";

on_both!(
    what_is_on_this_machine_is_dialled_by_nobody_however_it_is_written,
    private_networks_and_what_a_cloud_offers_its_machines_are_dialled_by_nobody,
    a_server_that_may_be_reached_sends_nobody_to_one_that_may_not,
    what_is_let_be_reached_is_dialled,
);

/// Somebody who has a server's address from somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dial {
    Discovery,
    Token,
    Device,
    SingleSignOn,
    Webhook,
    MailServer,
    Request,
}

const ALL: [Dial; 7] = [
    Dial::Discovery,
    Dial::Token,
    Dial::Device,
    Dial::SingleSignOn,
    Dial::Webhook,
    Dial::MailServer,
    Dial::Request,
];

fn said<T, E: Debug + Display>(result: Result<T, E>) -> String {
    result.map_or_else(|error| format!("{error} {error:?}"), |_| "it was reached".to_owned())
}

impl Dial {
    /// Why nothing came of it.
    async fn at(self, app: &App, scheme: &str, host: &str, port: u16) -> String {
        let url = format!("{scheme}://{host}:{port}");
        match self {
            Self::Discovery => {
                connection(app, Grant::ClientCredentials, |draft| draft.details.issuer = Some(url)).await
            }
            Self::Token => {
                connection(app, Grant::ClientCredentials, |draft| draft.details.token_url = Some(url)).await
            }
            Self::Device => {
                let token = "https://id.example.org/token".to_owned();
                let change = |draft: &mut Draft| {
                    (draft.details.device_url, draft.details.token_url) = (Some(url), Some(token));
                };
                connection(app, Grant::DeviceCode, change).await
            }
            Self::SingleSignOn => single_sign_on(app, url).await,
            Self::Webhook => webhook(app, url).await,
            Self::MailServer => {
                let host = host.trim_matches(['[', ']']);
                let security = if scheme == "http" { "none" } else { "tls" };
                let server = format!("host: '{host}', port: {port}, security: {security}");
                let auth = "auth: { basic: { username: ana@lab.test, password: x } }";
                run(app, &format!("  - connect: {{ session: s, mail_server: {{ {server}, {auth} }} }}\n"))
                    .await
            }
            Self::Request => run(app, &format!("  - http_request: {{ url: '{url}/' }}\n")).await,
        }
    }
}

async fn connection(app: &App, grant: Grant, change: impl FnOnce(&mut Draft)) -> String {
    let mut draft = Draft::new(&format!("c{}", app.ground.id()), ProviderType::Custom, grant, "x");
    draft.secret = (grant == Grant::ClientCredentials).then(|| Secret::new("x"));
    draft.details.scopes = Some(vec!["x".to_owned()]);
    draft.details.allowed_hosts = vec!["imap.example.org".to_owned()];
    change(&mut draft);
    let holder = Caller::holder();
    let connection = match app.connections.add(&holder, draft).await {
        Ok(connection) => connection,
        Err(problem) => return format!("{NO_ADDRESS}: {problem}"),
    };
    if grant == Grant::DeviceCode {
        let people = app.access.people(&Asked::default()).await.unwrap();
        let ana = app.access.absent(&people.items[0].id, Way::Session).await.unwrap();
        return said(app.connections.begin(&ana, &connection.id, None, "https://room.test/").await);
    }
    let tried = app.connections.test(&holder, &connection.id, None).await.unwrap();
    tried.reason.map_or("it was reached".to_owned(), |reason| format!("{} {reason:?}", EN.say(&reason.words)))
}

async fn single_sign_on(app: &App, issuer: String) -> String {
    let details = serde_json::json!({ "name": app.ground.id(), "issuer": issuer, "client_id": "x" });
    let details: Details = serde_json::from_value(details).unwrap();
    match app.access.add_sso_provider(BY, &details, None).await {
        Ok(provider) => said(app.access.send_to_sso(&provider.id, "https://room.test/", "/", None).await),
        Err(problem) => format!("{NO_ADDRESS}: {problem}"),
    }
}

async fn webhook(app: &App, url: String) -> String {
    let (settings, version) = app.ground.settings().await.unwrap();
    let settings = Settings { notice_webhook: Some(url), ..settings };
    if let Err(problem) = app.ground.decide(BY, version, &settings).await {
        return format!("{NO_ADDRESS}: {problem}");
    }
    let news = News::about("connection", "x", app.ground.id(), phrase!("person-missing"));
    let mut change = app.ground.db.begin().await.unwrap();
    app.notices.tell(&mut change, &[].into(), &news).await.unwrap();
    change.commit().await.unwrap();
    app.notices.deliver().await.unwrap();
    let last = app.notices.deliveries(&Asked::default(), EN).await.unwrap().items.remove(0);
    last.failed.unwrap_or_else(|| "it was reached".to_owned())
}

async fn run(app: &App, steps: &str) -> String {
    let text =
        Text { path: "a.yaml".into(), text: format!("name: A\nsteps:\n{steps}"), others: BTreeMap::new() };
    let started = Started::new(Of::Tried, text.checked().unwrap(), text);
    let run = app.runs.queue(&Caller::holder(), started, None).await.unwrap();
    let lines = app.runs.follow(&Caller::holder(), &run.id, 0, EN).await.unwrap();
    let lines: Vec<Line> = lines.try_collect().await.unwrap();
    let Some(Line::End { run }) = lines.last() else { panic!("the run has not ended") };
    run.failure.as_ref().map_or("it was reached".to_owned(), |failure| format!("{failure:?}"))
}

/// The Control Room, carrying out what is queued, within these settings.
async fn stand(standing: &Standing, settings: Settings) -> (Room, App, tokio::task::JoinHandle<()>) {
    let room = Room::new(standing).await;
    let app = room.app();
    app.ground.decide(BY, 0, &settings).await.unwrap();
    let runs = app.runs.clone();
    let working = tokio::spawn(async move { runs.work(std::future::pending()).await.unwrap() });
    (room, app, working)
}

/// Whether anybody has come to this port since the last time.
fn somebody_came(listener: &TcpListener) -> bool {
    match listener.accept() {
        Ok(_) => true,
        Err(error) if error.kind() == ErrorKind::WouldBlock => false,
        Err(error) => panic!("{error}"),
    }
}

fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

async fn what_is_on_this_machine_is_dialled_by_nobody_however_it_is_written(standing: &Standing) {
    let (_room, app, _working) = stand(standing, Settings::default()).await;
    let (listener, port) = listener();
    let mut faults = Vec::new();
    for host in [
        "127.0.0.1",
        "127.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0177.0.0.1",
        "0.0.0.0",
        "0",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::]",
        "[64:ff9b::7f00:1]",
    ] {
        for dial in ALL {
            let said = dial.at(&app, "https", host, port).await;
            if somebody_came(&listener) || !is_refused(&said) {
                faults.push(format!("{dial:?} {host}: {said}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

async fn private_networks_and_what_a_cloud_offers_its_machines_are_dialled_by_nobody(standing: &Standing) {
    let here = Settings { reach_this_machine: true, ..Settings::default() };
    let (_room, app, _working) = stand(standing, here).await;
    let mut faults = Vec::new();
    for host in [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "100.100.100.200",
        "168.63.129.16",
        "10.0.0.1",
        "192.168.0.1",
        "172.16.0.1",
        "100.64.0.1",
        "[fd00::1]",
        "224.0.0.1",
    ] {
        for dial in ALL {
            let said = dial.at(&app, "https", host, 443).await;
            if !is_refused(&said) {
                faults.push(format!("{dial:?} {host}: {said}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A server here that sends everybody on.
async fn sends_to(place: &'static str) -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = async move || (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, place)]);
    let router = Router::new().fallback(answer);
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

async fn a_server_that_may_be_reached_sends_nobody_to_one_that_may_not(standing: &Standing) {
    let here = Settings { reach_this_machine: true, ..Settings::default() };
    let (_room, app, _working) = stand(standing, here).await;
    for place in
        ["http://169.254.169.254/latest/", "https://10.0.0.1/", "//[fd00:ec2::254]/", "file:///etc/passwd"]
    {
        let port = sends_to(place).await;
        for dial in ALL.into_iter().filter(|dial| *dial != Dial::MailServer) {
            let said = dial.at(&app, "http", "127.0.0.1", port).await;
            assert!(!said.contains("it was reached"), "{dial:?} {place}: {said}");
        }
    }
}

async fn what_is_let_be_reached_is_dialled(standing: &Standing) {
    let here = Settings { reach_this_machine: true, ..Settings::default() };
    let (_room, app, _working) = stand(standing, here).await;
    for dial in ALL {
        let (listener, port) = listener();
        // Whoever comes is sent away: nobody waits for an answer.
        let door = listener.try_clone().unwrap();
        let coming = tokio::task::spawn_blocking(move || {
            door.set_nonblocking(false).unwrap();
            door.accept().map(drop).unwrap();
        });
        let said = dial.at(&app, "http", "127.0.0.1", port).await;
        assert!(!is_refused(&said), "{dial:?}: {said}");
        coming.await.unwrap();
    }
}
