//! Whatever is sent to a route is answered or refused in words: nothing breaks, and nothing of it breaks what is asked later.

mod values;

use super::routes::{Route, every_route};
use super::stand::Stand;
use super::{Room, read};
use crate::testing::{Standing, on_both};
use axum::body::{Body, Bytes};
use axum::http::{Request, Response, StatusCode, header};
use carteiro_world::Clock;
use carteiro_world::clock::Time;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::time::Duration;
use values::What;

on_both!(
    no_body_breaks_a_route,
    no_part_of_an_address_breaks_a_route,
    no_header_breaks_a_route,
    a_body_that_has_no_end_is_refused_before_it_is_read,
    a_body_that_does_not_come_is_not_waited_for,
);

/// A request as it goes out.
pub(super) struct Asking<'a> {
    route: &'a Route,
    path: String,
    content_type: Option<&'static str>,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Bytes,
}

impl<'a> Asking<'a> {
    fn new(route: &'a Route, stand: &Stand) -> Self {
        let body = Stand::body(route).map_or_else(Bytes::new, |body| body.to_string().into());
        let content_type = Some("application/json");
        Self { route, path: stand.path(route), content_type, headers: Vec::new(), body }
    }

    fn with_body(route: &'a Route, stand: &Stand, body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), ..Self::new(route, stand) }
    }

    /// What is told of a fault.
    fn name(&self) -> String {
        let short = |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(120)]).into_owned();
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name, short(value))).collect();
        let (path, body) = (short(self.path.as_bytes()), short(&self.body));
        format!("{} {path} {:?} {headers:?} {body}", self.route.method, self.content_type)
    }
}

/// What was answered otherwise than it has to be: all of it is told at once.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn unless(&mut self, is_right: bool, what: impl FnOnce() -> String) {
        if !is_right {
            self.0.push(what());
        }
    }

    /// Every refusal is said in words, and none is a mistake of ours. Where another server is asked that does not answer, that
    /// is said too.
    async fn judge(&mut self, name: &str, answer: Response<Body>) -> (StatusCode, Value) {
        let status = answer.status();
        if !status.is_client_error() && !status.is_server_error() {
            // Some answers never end.
            return (status, Value::Null);
        }
        let kind = answer.headers().get(header::CONTENT_TYPE).cloned();
        let (_, problem) = read(answer).await;
        let is_page = kind.as_ref().is_some_and(|kind| kind == "text/html; charset=utf-8");
        let is_unreachable =
            problem["words"] == "sso-unreachable" || is_page && status == StatusCode::BAD_GATEWAY;
        let is_known = status.is_client_error() || is_unreachable;
        let is_said = problem["title"].as_str().is_some_and(|title| !title.is_empty())
            && problem["code"].is_string()
            && problem["words"].is_string()
            && problem["status"] == status.as_u16()
            && kind.is_some_and(|kind| kind == "application/problem+json");
        // A text that is saved is told what is wrong with it as it is when it is checked.
        let checkup = problem.get("checkup").unwrap_or(&problem);
        let is_said = is_said || checkup["mistakes"].is_array();
        self.unless(is_known && (is_said || is_page), || {
            let said: String = problem.to_string().chars().take(300).collect();
            format!("{name}: {status} {said}")
        });
        (status, problem)
    }

    /// Asks as somebody who may do everything.
    async fn ask(&mut self, stand: &Stand, asking: Asking<'_>) -> (StatusCode, Value) {
        let name = asking.name();
        let mut request = Request::builder().method(asking.route.method.as_str()).uri(&asking.path);
        let takes_tag = asking.route.parameters.iter().any(|(name, _)| name == "If-Match");
        if takes_tag && !asking.headers.iter().any(|(name, _)| *name == "if-match") {
            request = request.header(header::IF_MATCH, stand.tag(&asking.path).await);
        }
        request = request.header(header::COOKIE, &stand.cookie);
        if let Some(kind) = asking.content_type {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, value) in &asking.headers {
            request = request.header(*name, value.as_slice());
        }
        match request.body(Body::from(asking.body)) {
            Ok(request) => self.judge(&name, stand.ask(request).await).await,
            // No client can say this either.
            Err(_) => (StatusCode::BAD_REQUEST, Value::Null),
        }
    }

    /// Whoever asked is still who they were.
    async fn after(&mut self, route: &Route, stand: &Stand) {
        let me = Request::get("/api/me").header(header::COOKIE, &stand.cookie).body(Body::empty()).unwrap();
        let status = stand.ask(me).await.status();
        self.unless(status == StatusCode::OK, || format!("{} {} ends the session", route.method, route.path));
    }

    /// All that can be looked at can be looked at, whatever was sent before.
    async fn none(mut self, stand: &Stand) {
        for route in every_route().iter().filter(|route| route.method == "GET") {
            self.ask(stand, Asking::new(route, stand)).await;
        }
        let Self(faults) = self;
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

async fn no_body_breaks_a_route(standing: &Standing) {
    let (stand, mut faults) = (Stand::new(standing).await, Faults::default());
    for route in every_route().iter().filter(|route| route.body.is_some()) {
        for body in values::no_bodies() {
            let asking = Asking::with_body(route, &stand, body);
            let name = asking.name();
            let (status, problem) = faults.ask(&stand, asking).await;
            let is_refused = status == StatusCode::BAD_REQUEST && problem["code"] == "invalid_input";
            faults.unless(is_refused, || format!("{name}: {status} {problem}"));
        }
        for kind in
            [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("multipart/form-data")]
        {
            let asking = Asking { content_type: kind, ..Asking::new(route, &stand) };
            let (name, (status, problem)) = (asking.name(), faults.ask(&stand, asking).await);
            let is_refused = status == StatusCode::BAD_REQUEST && problem["words"] == "request-no-json";
            faults.unless(is_refused, || format!("{name}: {status} {problem}"));
        }
        let good = Stand::body(route).unwrap();
        for (what, body) in values::mutated(&good, &route.properties()) {
            let asking = Asking::with_body(route, &stand, body.to_string());
            let (name, (status, problem)) = (asking.name(), faults.ask(&stand, asking).await);
            let is_refused = status == StatusCode::BAD_REQUEST && problem["code"] == "invalid_input";
            faults.unless(what == What::Else || is_refused, || format!("{name}: {status} {problem}"));
        }
        faults.after(route, &stand).await;
    }
    faults.none(&stand).await;
}

async fn no_part_of_an_address_breaks_a_route(standing: &Standing) {
    let (stand, mut faults) = (Stand::new(standing).await, Faults::default());
    for route in &every_route() {
        for (name, place) in &route.parameters {
            for value in values::in_an_address() {
                let path = match place.as_str() {
                    "path" => stand.path_with(route, name, value),
                    "query" => {
                        let path = stand.path_with(route, name, value);
                        let more = if path.contains('?') { '&' } else { '?' };
                        format!("{path}{more}{name}={value}")
                    }
                    _ => continue,
                };
                let asking = Asking { path, ..Asking::new(route, &stand) };
                let (asked, (status, _)) = (asking.name(), faults.ask(&stand, asking).await);
                // Of a person and their role, only the one is missing.
                let is_right = place == "query" || !status.is_success();
                faults.unless(is_right, || format!("{asked}: {status}"));
            }
        }
        faults.after(route, &stand).await;
    }
    faults.none(&stand).await;
}

async fn no_header_breaks_a_route(standing: &Standing) {
    let (stand, mut faults) = (Stand::new(standing).await, Faults::default());
    for route in every_route().iter().filter(|route| route.method != "DELETE") {
        for (name, value) in values::headers() {
            let asking = Asking { headers: vec![(name, value)], ..Asking::new(route, &stand) };
            faults.ask(&stand, asking).await;
        }
        faults.after(route, &stand).await;
        if !route.parameters.iter().any(|(name, _)| name == "If-Match") {
            continue;
        }
        for tag in ["", "1", "*", "W/\"1\"", "\"x\"", "\"-1\"", "\"99999999999999999999\"", "\"1\", \"2\""] {
            let headers = vec![("if-match", tag.as_bytes().to_vec())];
            let asking = Asking { headers, ..Asking::new(route, &stand) };
            let (name, (status, _)) = (asking.name(), faults.ask(&stand, asking).await);
            faults.unless(status.is_client_error(), || format!("{name}: {status}"));
        }
    }
    faults.none(&stand).await;
}

async fn a_body_that_has_no_end_is_refused_before_it_is_read(standing: &Standing) {
    let (stand, mut faults) = (Stand::new(standing).await, Faults::default());
    for route in every_route().iter().filter(|route| route.body.is_some()) {
        let (sent, count) = values::endless();
        let request = Request::builder().method(route.method.as_str()).uri(stand.path(route));
        let request = request.header(header::COOKIE, &stand.cookie).header(header::IF_MATCH, "\"1\"");
        let request = request.header(header::CONTENT_TYPE, "application/json").body(sent).unwrap();
        let (status, problem) = faults.judge(&route.path, stand.ask(request).await).await;
        let told = (status, &problem["words"]);
        assert_eq!(told, (StatusCode::BAD_REQUEST, &json!("request-too-large")), "{}", route.path);
        let most = if route.path.ends_with("/import") { 17 << 20 } else { 2 << 20 };
        assert!(count() < most, "{} {}: {} were read", route.method, route.path, count());
    }
    faults.none(&stand).await;
}

async fn a_body_that_does_not_come_is_not_waited_for(standing: &Standing) {
    let room = Room::over(standing.ground(Clock::from(Hurried)).await).await;
    let begun = stream::once(async { Ok::<_, Infallible>("{\"name\": \"ana\", ") }).chain(stream::pending());
    let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
    let answer = room.ask(request.body(Body::from_stream(begun)).unwrap()).await;
    let (status, problem) = read(answer).await;
    assert_eq!((status, &problem["words"]), (StatusCode::BAD_REQUEST, &json!("request-form")));
}

/// The machine's time, in which nobody waits for anything.
struct Hurried;

impl Time for Hurried {
    fn now(&self) -> Timestamp {
        Clock::system().now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
