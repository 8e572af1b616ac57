mod found;
mod managed;
mod refused;
mod tested;

use crate::Ground;
use crate::access::{Caller, Permission};
use crate::app::tests::{Room, read};
use crate::audit::{Actor, Audit, Filter, Way};
use crate::settings::Settings;
use crate::testing::Standing;
use crate::vault::{NewAttribute, NewCredential, Standing as Part, Vault};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use carteiro_auth::AllowedHosts;
use carteiro_sandbox::{Flags, Options, Sample, Sandbox, User};
use carteiro_world::{Clock, Language, Secret};
use serde_json::{Value, json};

/// The password of the simulated mailbox, which is to be seen nowhere.
const CANARY: &str = "canary-91c4";

/// A Control Room with a credential, and Bia, who may use it, run automations and write them.
pub(super) struct Desk {
    pub room: Room,
    pub bia: String,
    /// Whom Bia is.
    pub caller: Caller,
}

impl Desk {
    pub async fn new(standing: &Standing, password: &str) -> Self {
        Self::at(standing, Clock::system(), password).await
    }

    pub async fn at(standing: &Standing, clock: Clock, password: &str) -> Self {
        let room = Room::over(standing.ground(clock).await).await;
        let open = Settings { reach_this_machine: true, ..Settings::default() };
        room.ground.decide(&Actor::TERMINAL, 0, &open).await.unwrap();
        let may = [Permission::RunAutomations, Permission::EditAutomations, Permission::ManageLockers];
        let bia = room.somebody("bia", may.into()).await;
        let id = room.access.person_named("bia").await.unwrap().id;
        let caller = room.access.absent(&id, Way::Session).await.unwrap();
        let vault = Vault::new(room.ground.clone());
        let locker = vault.add_locker(&caller, "desk", "").await.unwrap().id;
        let attributes = vec![NewAttribute::standard("password")];
        let new =
            NewCredential { description: String::new(), allowed_hosts: AllowedHosts::default(), attributes };
        let credential = vault.add_credential(&caller, &locker, "mail", &new).await.unwrap();
        vault.set_value(&caller, &credential.id, "password", None, &Secret::new(password)).await.unwrap();
        vault.place(&caller, &locker, &caller.person.id, Some(Part::Owner)).await.unwrap();
        Self { room, bia, caller }
    }

    pub async fn ask(&self, cookie: &str, path: &str, body: &Value) -> Response<Body> {
        let request = Request::post(path).header(header::COOKIE, cookie);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.room.ask(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn asked(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        read(self.ask(&self.bia, path, body).await).await
    }

    /// All lines that are told of a connection.
    pub async fn lines(&self, body: &Value) -> Vec<Value> {
        let answer = self.ask(&self.bia, "/api/looks/connection?session=s", body).await;
        let status = answer.status();
        let kind = answer.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        let text = String::from_utf8(bytes.into()).unwrap();
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/x-ndjson"), "{text}");
        assert!(text.ends_with('\n') && !text.contains("canary") && !text.contains("pw-test"), "{text}");
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// What the log says, the latest first.
    pub async fn log(&self, code: &str) -> Vec<String> {
        Self::said(&self.room.ground, code).await
    }

    pub async fn said(ground: &Ground, code: &str) -> Vec<String> {
        let filter = Filter { code: Some(code.to_owned()), ..Filter::default() };
        let asked = crate::app::Asked::new(100, None);
        let found = Audit::new(ground.clone()).search(&filter, &asked, Language::English).await.unwrap();
        found.items.into_iter().map(|one| one.said).collect()
    }
}

/// An automation that signs in there with the credential.
pub(super) fn text(port: u16, user: &str, steps: &str) -> String {
    format!(
        "name: Looked at\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        \
         port: {port}\n        security: none\n        auth:\n          basic:\n            username: {user}\n            \
         password: {{ credential: desk/mail.password }}\n{steps}"
    )
}

pub(super) fn mail(subject: &str, attachment: bool, flags: Flags) -> Sample {
    let body = if attachment {
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\n\
         Content-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF\r\n--b--\r\n"
    } else {
        "\r\nHello\r\n"
    };
    let raw = format!("From: Bia <bia@acme.example>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n{body}");
    Sample { raw: raw.into_bytes(), flags, received_at: "2026-03-01T10:00:00Z".parse().unwrap() }
}

/// A simulated server with the mailbox of which the credential is.
pub(super) async fn sandbox(mail: Vec<Sample>) -> Sandbox {
    let users = vec![User::new("ana@sandbox.test", CANARY)];
    Sandbox::start(Options { users, mail, ..Options::default() }).await.unwrap()
}

pub(super) fn tried(sandbox: &Sandbox, steps: &str) -> Value {
    json!({ "text": text(sandbox.imap_addr().port(), "ana@sandbox.test", steps) })
}
