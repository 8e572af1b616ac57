mod bad;
mod browsers;
mod canaries;
mod coming_in;
mod dials;
mod failing;
mod fields;
mod limits;
mod numbers;
mod permissions;
mod routes;
mod stand;

use super::App;
use crate::Ground;
use crate::access::{Access, Permission};
use crate::audit::Actor;
use crate::testing::{Hands, Standing, on_both};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use carteiro_world::{Clock, Language, Secret};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use tower::ServiceExt;

const BY: &Actor = &Actor::TERMINAL;
const PASSWORD: &str = "correct horse";

/// The Control Room, with an administrator, Ana.
pub(crate) struct Room {
    pub(crate) ground: Ground,
    pub(crate) access: Access,
    folder: tempfile::TempDir,
    router: Router,
}

impl Room {
    pub(crate) async fn new(standing: &Standing) -> Self {
        Self::over(standing.ground(Clock::system()).await).await
    }

    /// At a time that only a test moves.
    pub(crate) async fn at(standing: &Standing, now: &str) -> (Self, Hands) {
        let hands = Hands::at(now);
        (Self::over(standing.ground(Clock::from(hands.clone())).await).await, hands)
    }

    pub(crate) async fn over(ground: Ground) -> Self {
        let access = Access::new(ground.clone());
        access.first(BY, "Ana", &Secret::new(PASSWORD), Language::English).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(ground.clone(), access.clone(), folder.path(), None, false);
        Self { ground, access, folder, router: app.router() }
    }

    /// Where its data is.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Another over the same database.
    pub(crate) fn app(&self) -> App {
        App::new(self.ground.clone(), self.access.clone(), self.folder.path(), None, false)
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Somebody who may do just this; the cookie of a session.
    pub(crate) async fn somebody(&self, name: &str, permissions: BTreeSet<Permission>) -> String {
        let person = self.access.add_person(BY, name, &Secret::new(PASSWORD)).await.unwrap();
        let role = self.access.add_role(BY, name, &permissions).await.unwrap();
        self.access.assign(BY, &person.id, &role.id, true).await.unwrap();
        self.cookie(name).await
    }

    /// An API token of whoever has this cookie.
    pub(crate) async fn token(&self, cookie: &str, scopes: BTreeSet<Permission>) -> String {
        let expires_at = Clock::system().now() + Duration::from_hours(24);
        let mut request =
            post("/api/me/tokens", &json!({ "name": "ci", "scopes": scopes, "expires_at": expires_at }));
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        let (status, made) = read(self.ask(request).await).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        made["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn cookie(&self, name: &str) -> String {
        let answer = self.ask(post("/api/session", &json!({ "name": name, "password": PASSWORD }))).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
        assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }
}

fn post(path: &str, body: &Value) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}

pub(crate) async fn read(answer: Response<Body>) -> (StatusCode, Value) {
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

on_both!(
    a_wrong_body_is_told_with_its_place_and_nothing_is_repeated,
    problems_are_told_in_the_language_that_is_asked_for,
    another_site_changes_nothing,
    a_session_that_was_ended_opens_nothing,
    requests_are_counted_by_route_and_name_nobody,
);

async fn a_wrong_body_is_told_with_its_place_and_nothing_is_repeated(standing: &Standing) {
    let room = Room::new(standing).await;
    let deep = "[".repeat(100_000);
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(2 << 20));
    for (body, told) in [
        ("", "EOF"),
        ("{", "EOF"),
        ("7", "expected struct"),
        (r#"{"name": "ana"}"#, "missing field `password`"),
        (r#"{"name": 7, "password": "canary-7f3a"}"#, "expected a string"),
        (r#"{"name": "ana", "password": ["canary-7f3a"]}"#, "expected a string"),
        (r#"{"name": "ana", "password": "canary-7f3a", "else": 1}"#, "unknown field `else`"),
        (&deep, "expected a string"),
        (&large, "too large"),
    ] {
        let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
        let answer = room.ask(request.body(Body::from(body.to_owned())).unwrap()).await;
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        let (status, problem) = read(answer).await;
        let title = problem["title"].as_str().unwrap();
        assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("invalid_input")), "{title}");
        assert!(title.contains(told) && !title.contains("canary"), "{title}");
    }
    let text = Request::post("/api/session").body(Body::from("{}")).unwrap();
    assert_eq!(read(room.ask(text).await).await.1["words"], "request-no-json");
}

async fn problems_are_told_in_the_language_that_is_asked_for(standing: &Standing) {
    let room = Room::new(standing).await;
    for (asked, said) in [
        ("pt-BR,pt;q=0.9", "Não há nada neste endereço."),
        ("en", "There is nothing at this address."),
        ("fr", "There is nothing at this address."),
    ] {
        let request = Request::get("/api/nothing").header(header::ACCEPT_LANGUAGE, asked);
        let (status, problem) = read(room.ask(request.body(Body::empty()).unwrap()).await).await;
        assert_eq!((status, problem["title"].as_str()), (StatusCode::NOT_FOUND, Some(said)));
    }
    let request = Request::put("/api/me").body(Body::empty()).unwrap();
    assert_eq!(room.ask(request).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

async fn another_site_changes_nothing(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.cookie("ana").await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.test")] {
        let mut request = post("/api/roles", &json!({ "name": "x", "permissions": [] }));
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        request.headers_mut().insert(header::HOST, "room.test".parse().unwrap());
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(room.ask(request).await.status(), StatusCode::FORBIDDEN, "{name}");
    }
    assert_eq!(room.access.roles().await.unwrap().len(), 1);
}

async fn a_session_that_was_ended_opens_nothing(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.cookie("ana").await;
    let me = || Request::get("/api/me").header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    assert_eq!(read(room.ask(me()).await).await.1["name"], "Ana");
    let out = Request::delete("/api/session").header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    let out = room.ask(out).await;
    assert!(out.headers()[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(room.ask(me()).await.status(), StatusCode::UNAUTHORIZED);
}

async fn requests_are_counted_by_route_and_name_nobody(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.somebody("Canary", [Permission::ViewMetrics].into()).await;
    let get = |path: &str| Request::get(path).header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    for path in ["/api/me", "/api/me", "/api/people", "/api/nothing/canary", "/api/automations/canary"] {
        room.ask(get(path)).await;
    }
    let answer = room.ask(get("/metrics")).await;
    assert!(
        answer.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("application/openmetrics-text")
    );
    let text = String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().into()).unwrap();
    for line in [
        r#"carteiro_http_requests_total{method="GET",route="/api/me",status="200"} 2"#,
        r#"carteiro_http_requests_total{method="GET",route="/api/people",status="403"} 1"#,
        r#"carteiro_http_requests_total{method="GET",route="none",status="404"} 1"#,
        r#"carteiro_http_requests_total{method="GET",route="/api/automations/{id}",status="403"} 1"#,
        r#"carteiro_http_request_duration_seconds_count{method="GET",route="/api/me"} 2"#,
        "# EOF",
    ] {
        assert!(text.lines().any(|told| told == line), "{line}\n{text}");
    }
    assert!(!text.to_lowercase().contains("canary"), "{text}");
}
