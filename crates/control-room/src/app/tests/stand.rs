//! Something of everything, for routes that are about something.

use super::routes::Route;
use crate::app::tests::{PASSWORD, Room, read};
use crate::testing::Standing;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// What there is, and somebody who may do everything with it.
pub(super) struct Stand {
    pub(super) cookie: String,
    router: Router,
    pub(super) room: Room,
    /// By the word before them in an address, or by their own.
    names: BTreeMap<&'static str, String>,
}

const TEXT: &str = "name: A\nsteps:\n  - log: { text: x }\n";

impl Stand {
    pub(super) async fn new(standing: &Standing) -> Self {
        let room = Room::new(standing).await;
        let cookie = room.cookie("ana").await;
        // What is asked here, nobody asks in a second.
        let router = room.app().limited_to(1_000_000).router();
        let mut stand = Self { cookie, router, room, names: BTreeMap::new() };
        let made = stand.post("/api/roles", &json!({ "name": "some", "permissions": [] })).await;
        let role = text(&made["id"]);
        let person = stand.post("/api/people", &json!({ "name": "bia", "password": PASSWORD })).await;
        let locker = stand.post("/api/lockers", &json!({ "name": "some" })).await;
        let locker = text(&locker["id"]);
        let attributes = json!([{ "name": "password" }, { "name": "own", "input": "user_provided" }]);
        let credential = json!({ "name": "some", "attributes": attributes });
        let credential = stand.post(&format!("/api/lockers/{locker}/credentials"), &credential).await;
        let automation = stand.post("/api/automations", &json!({ "path": "a.yaml", "text": TEXT })).await;
        let run = stand.post("/api/runs", &json!({ "automation": "a.yaml" })).await;
        let connection = stand.post("/api/connections", &connection()).await;
        let provider =
            json!({ "details": { "name": "some", "issuer": "https://127.0.0.1:1", "client_id": "x" } });
        let provider = stand.post("/api/sso-providers", &provider).await;
        stand.names = BTreeMap::from([
            ("roles", role.clone()),
            ("{role}", role),
            ("people", text(&person["id"])),
            ("{person}", text(&person["id"])),
            ("lockers", locker),
            ("credentials", text(&credential["id"])),
            ("automations", text(&automation["automation"]["id"])),
            ("runs", text(&run["id"])),
            ("connections", text(&connection["id"])),
            ("sso-providers", text(&provider["id"])),
            ("{provider}", text(&provider["id"])),
            ("{attribute}", "password".to_owned()),
            ("{number}", "1".to_owned()),
            ("{version}", "1".to_owned()),
        ]);
        stand
    }

    pub(super) async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Value {
        self.say("POST", path, body).await
    }

    /// Says something that is taken; what has a version is changed as it stands.
    pub(super) async fn say(&self, method: &str, path: &str, body: &Value) -> Value {
        let tag = if method == "POST" { String::new() } else { self.tag(path).await };
        let request = Request::builder().method(method).uri(path).header(header::IF_MATCH, tag);
        let request =
            request.header(header::CONTENT_TYPE, "application/json").header(header::COOKIE, &self.cookie);
        let (status, made) = read(self.ask(request.body(Body::from(body.to_string())).unwrap()).await).await;
        assert!(status.is_success(), "{method} {path}: {made}");
        made
    }

    /// The name of what there is of this.
    pub(super) fn name(&self, of: &str) -> &str {
        &self.names[of]
    }

    /// The address of a route, for what there is.
    pub(super) fn path(&self, route: &Route) -> String {
        self.path_with(route, "", "")
    }

    /// The same, with something else for one part of it.
    pub(super) fn path_with(&self, route: &Route, name: &str, value: &str) -> String {
        let mut before = "";
        let parts = route.path.split('/').map(|part| {
            let of = std::mem::replace(&mut before, part);
            match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                None => part,
                Some(one) if one == name => value,
                Some(_) => self.names.get(part).or_else(|| self.names.get(of)).map_or("none", String::as_str),
            }
        });
        let path = parts.collect::<Vec<_>>().join("/");
        let asked = route.asked.iter().filter(|asked| *asked != name);
        let asked: Vec<String> = asked.map(|name| format!("{name}=1")).collect();
        if asked.is_empty() { path } else { format!("{path}?{}", asked.join("&")) }
    }

    /// A body that the route takes, as far as that is known.
    pub(super) fn body(route: &Route) -> Option<Value> {
        let mut body = route.body.clone()?;
        if route.path.starts_with("/api/connections") && body.get("grant").is_some() {
            body = connection();
        }
        for (name, value) in [("text", TEXT), ("path", "b.yaml"), ("password", PASSWORD), ("what", "all")] {
            if body.get(name).is_some() {
                body[name] = json!(value);
            }
        }
        if route.path == "/api/session" {
            // Whoever comes in is another from then on: nobody does.
            body = json!({ "name": "nobody", "password": "no horse of anybody" });
        }
        Some(body)
    }

    /// Which version of something stands.
    pub(super) async fn tag(&self, path: &str) -> String {
        let path = path.split("/attributes/").next().unwrap();
        let Ok(request) = Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()) else {
            return "\"1\"".to_owned();
        };
        let answer = self.ask(request).await;
        let tag = (answer.status() == StatusCode::OK).then(|| answer.headers().get(header::ETAG).cloned());
        tag.flatten().map_or_else(|| "\"1\"".to_owned(), |tag| tag.to_str().unwrap().to_owned())
    }
}

fn connection() -> Value {
    json!({
        "name": "some", "provider": "custom", "client_id": "x", "authorization_url": "https://127.0.0.1:1/a",
        "token_url": "https://127.0.0.1:1/t", "services": ["imap"], "scopes": ["x"], "grant": "authorization_code",
        "token": "shared", "allowed_hosts": ["127.0.0.1"],
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
