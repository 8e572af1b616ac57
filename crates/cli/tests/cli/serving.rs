//! `carteiro serve` under way, and what it answers.

use crate::desk::Desk;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::{Client, HeaderName, HeaderValue, Limits, Method, Request, address};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Transcript};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::runtime::Runtime;

pub const PASSWORD: &str = "correct horse";

/// `carteiro serve`, and a session of its administrator.
pub struct Serving {
    pub process: Child,
    pub url: String,
    /// A cookie.
    pub root: String,
    runtime: Runtime,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    /// The first cookie that is set, and the version.
    pub cookie: String,
    pub tag: String,
}

impl Answer {
    /// What was asked for was done.
    #[track_caller]
    pub fn done(self) -> Self {
        assert!((200..300).contains(&self.status), "{self:?}");
        self
    }

    pub fn text(&self, name: &str) -> String {
        self.body[name].as_str().unwrap_or_else(|| panic!("{name}: {self:?}")).to_owned()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Serving {
    /// Set up, and with leave to reach this machine.
    pub fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut process = Command::new(assert_cmd::cargo::cargo_bin("carteiro"))
            .args(["serve", "--data", "data", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .current_dir(desk.path())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut after = |mark: &str, end: char| loop {
            let line = lines.next().unwrap().unwrap();
            if let Some((_, rest)) = line.split_once(mark) {
                return rest.split(end).next().unwrap().to_owned();
            }
        };
        let url = after("The Control Room is at ", ' ').trim_end_matches('.').to_owned();
        let set_up = after("\"token\": \"", '"');
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let mut serving = Self { process, url, root: String::new(), runtime };
        let first = json!({ "token": set_up, "name": "root", "password": PASSWORD });
        serving.ask(Method::POST, "/api/setup", &[], &first).done();
        serving.root = serving.session("root");
        let settings = serving.root(Method::GET, "/api/settings", &Value::Null).done().body;
        let settings = json!({ "reach_this_machine": true, "runs_at_once": settings["runs_at_once"] });
        serving.root(Method::PUT, "/api/settings", &settings).done();
        serving
    }

    /// A cookie of somebody.
    pub fn session(&self, name: &str) -> String {
        let who = json!({ "name": name, "password": PASSWORD });
        self.ask(Method::POST, "/api/session", &[], &who).done().cookie
    }

    /// Asked by the administrator; what is changed for the first time is.
    pub fn root(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.by(&self.root, method, path, body)
    }

    pub fn by(&self, cookie: &str, method: Method, path: &str, body: &Value) -> Answer {
        self.ask(method, path, &[("cookie", cookie), ("if-match", "\"0\"")], body)
    }

    pub fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let dialer = Dialer::new(Policy::OPEN, Clock::system());
        let client = Client::new(dialer, Spools::default(), Transcript::default());
        let limits = Limits {
            total: Duration::from_mins(1),
            silence: Duration::from_mins(1),
            size: 1 << 20,
            redirects: 0,
        };
        let mut request = Request::new(method, address(&format!("{}{path}", self.url)).unwrap(), limits);
        for (name, value) in headers.iter().copied().chain([("content-type", "application/json")]) {
            let name: HeaderName = name.parse().unwrap();
            request.headers.insert(name, HeaderValue::from_str(value).unwrap());
        }
        self.runtime.block_on(async {
            if !body.is_null() {
                request.body = Some(body.to_string().into_bytes().into());
            }
            let answer = client.send(request).await.unwrap();
            let header = |name: &str| {
                let value = answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
                value.unwrap_or_default()
            };
            let cookie = header("set-cookie").split(';').next().unwrap().to_owned();
            let (tag, status) = (header("etag"), answer.status.as_u16());
            let spool = answer.spool().await.unwrap();
            let bytes = spool.read(0..spool.len(), 1 << 20).unwrap();
            let body = serde_json::from_slice(&bytes)
                .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
            Answer { status, body, cookie, tag }
        })
    }

    /// Somebody who holds this role; a cookie of theirs, and an API token to run by.
    pub fn somebody(&self, name: &str, role: &str) -> (String, String) {
        let person = json!({ "name": name, "password": PASSWORD });
        let person = self.root(Method::POST, "/api/people", &person).done().text("id");
        self.root(Method::PUT, &format!("/api/people/{person}/roles/{role}"), &Value::Null).done();
        let cookie = self.session(name);
        let token = self.token(&cookie, &["run_automations"]);
        (cookie, token)
    }

    pub fn token(&self, cookie: &str, scopes: &[&str]) -> String {
        let expires_at = Clock::system().now() + Duration::from_hours(1);
        let token = json!({ "name": "tests", "scopes": scopes, "expires_at": expires_at });
        self.by(cookie, Method::POST, "/api/me/tokens", &token).done().text("token")
    }
}
