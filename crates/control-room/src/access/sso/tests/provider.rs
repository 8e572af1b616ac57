//! The lab's authorization server, as a test tells it what to do.

use crate::access::Details;
use crate::testing::lab;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{Client, Limits, Method, Request, Url, address, header};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Random, Transcript, egress};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const LIMITS: Limits = Limits {
    total: Duration::from_secs(30),
    silence: Duration::from_secs(30),
    size: 1_000_000,
    redirects: 0,
};

/// With a client that nobody else is, and people that nobody else is.
pub struct Lab {
    described: Value,
    http: Client,
    mark: String,
}

impl Lab {
    pub fn stand() -> Option<Self> {
        let dialer = Dialer::new(egress::Policy::OPEN, Clock::system());
        let http = Client::new(dialer, Spools::default(), Transcript::default());
        Some(Self { described: lab("oidc")?, http, mark: Random::system().id::<8>() })
    }

    pub fn details(&self) -> Details {
        Details {
            name: "The lab".to_owned(),
            issuer: self.described["issuer"].as_str().unwrap().to_owned(),
            client_id: self.client(),
            secret_in_body: true,
            scopes: ["email", "profile"].map(str::to_owned).into(),
            name_claim: "email".to_owned(),
            groups_claim: None,
            groups: BTreeMap::new(),
            makes_people: true,
            ends_passwords: false,
        }
    }

    pub fn client(&self) -> String {
        format!("web~{}", self.mark)
    }

    /// Somebody that nobody else is.
    pub fn person(&self, name: &str) -> String {
        format!("test-{name}-{}@lab.test", self.mark)
    }

    /// Says this of somebody from now on.
    pub async fn say(&self, login: &str, claims: Value) {
        assert_eq!(self.control("claims", json!({ "login": login, "claims": claims })).await, json!({}));
    }

    pub async fn in_groups(&self, login: &str, groups: &BTreeSet<&str>) {
        self.say(login, json!({ "groups": groups })).await;
    }

    /// How the next requests for tokens shall be answered.
    pub async fn answer_tokens(&self, how: Value) {
        let mut how = how;
        how["client"] = self.client().into();
        assert_eq!(self.control("fail", how).await, json!({}));
    }

    pub async fn heal(&self) {
        self.control("heal", json!({ "client": self.client() })).await;
    }

    /// All that the client was told or said and nobody else may read, by its name.
    pub async fn secrets(&self) -> BTreeMap<String, String> {
        let url = format!("{}/secrets?client={}", self.url("control_url"), self.client());
        let told = self.ask(Request::new(Method::GET, address(&url).unwrap(), LIMITS)).await;
        serde_json::from_value(told).unwrap()
    }

    /// The path where a browser ends when somebody signs in at this address, following all that it is told.
    pub async fn sign_in(&self, url: &str, login: &str) -> String {
        self.browse(json!({ "url": url, "login": login, "password": "pw-test" })).await
    }

    /// The same, when they decline.
    pub async fn decline(&self, url: &str) -> String {
        self.browse(json!({ "url": url, "deny": true })).await
    }

    async fn browse(&self, how: Value) -> String {
        let answered = self.control("sign_in", how).await;
        let location = answered["location"].as_str().unwrap_or_else(|| panic!("{answered}"));
        let url = Url::parse(location).unwrap();
        assert_eq!((url.host_str(), url.port()), (Some("127.0.0.1"), Some(8630)), "{url}");
        format!("{}?{}", url.path(), url.query().unwrap_or_default())
    }

    async fn control(&self, what: &str, body: Value) -> Value {
        let url = format!("{}/{what}", self.url("control_url"));
        let mut request = Request::new(Method::POST, address(&url).unwrap(), LIMITS);
        let kind = header::HeaderValue::from_static("application/json");
        request.headers.insert(header::CONTENT_TYPE, kind);
        request.body = Some(body.to_string().into_bytes().into());
        self.ask(request).await
    }

    fn url(&self, name: &str) -> &str {
        self.described[name].as_str().unwrap()
    }

    async fn ask(&self, request: Request) -> Value {
        let mut answer = self.http.send(request).await.unwrap();
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.unwrap() {
            body.extend_from_slice(&piece);
        }
        serde_json::from_slice(&body).unwrap()
    }
}
