//! The lab's authorization server, as a test tells it what to do.

use crate::testing::lab;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{Client, Limits, Method, Request, Url, address, header};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Random, Transcript, egress};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const LIMITS: Limits = Limits {
    total: Duration::from_secs(30),
    silence: Duration::from_secs(30),
    size: 1_000_000,
    redirects: 0,
};

/// The lab's authorization server, with a client that nobody else is.
pub struct Provider {
    pub described: Value,
    http: Client,
    mark: String,
}

impl Provider {
    /// The lab's, if there is one.
    pub fn stand() -> Option<Self> {
        Some(Self { described: lab("oidc")?, http: client(), mark: Random::system().id::<8>() })
    }

    pub fn client(&self, kind: &str) -> String {
        format!("{kind}~{}", self.mark)
    }

    pub fn url(&self, name: &str) -> String {
        self.described[name].as_str().unwrap().to_owned()
    }

    /// A person that nobody else is.
    pub fn person(&self) -> String {
        format!("test-{}@lab.test", self.mark)
    }

    pub async fn control(&self, what: &str, body: &Value) -> Value {
        let mut request = Request::new(Method::POST, address(&self.control_url(what)).unwrap(), LIMITS);
        let kind = header::HeaderValue::from_static("application/json");
        request.headers.insert(header::CONTENT_TYPE, kind);
        request.body = Some(body.to_string().into_bytes().into());
        self.answer(request).await
    }

    /// How a client's next requests shall fail.
    pub async fn fail(&self, client: &str, how: Value) {
        let mut how = how;
        how["client"] = client.into();
        assert_eq!(self.control("fail", &how).await, json!({}));
    }

    pub async fn heal(&self, client: &str) {
        self.control("heal", &json!({ "client": client })).await;
    }

    /// How often a client asked for tokens by a grant.
    pub async fn count(&self, client: &str, grant: &str) -> u64 {
        let url = format!("{}?client={client}", self.control_url("counts"));
        let told = self.answer(Request::new(Method::GET, address(&url).unwrap(), LIMITS)).await;
        told[client][grant].as_u64().unwrap_or(0)
    }

    /// All that a client was told or said and nobody else may read, and what each is.
    pub async fn secrets(&self, client: &str) -> BTreeMap<String, String> {
        let url = format!("{}?client={client}", self.control_url("secrets"));
        let told = self.answer(Request::new(Method::GET, address(&url).unwrap(), LIMITS)).await;
        serde_json::from_value(told).unwrap()
    }

    /// Where a browser ends when a person signs in at this address.
    pub async fn sign_in(&self, url: &str, more: Value) -> Url {
        let mut asked = json!({ "url": url, "login": self.person(), "password": "pw-test" });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answered = self.control("sign_in", &asked).await;
        Url::parse(answered["location"].as_str().unwrap_or_else(|| panic!("{answered}"))).unwrap()
    }

    /// A page of it, filled in.
    pub async fn fill(&self, url: &str, fields: &[(&str, &str)]) -> u16 {
        let mut request = Request::new(Method::POST, address(url).unwrap(), LIMITS);
        let kind = header::HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers.insert(header::CONTENT_TYPE, kind);
        let body = carteiro_world::http::form(fields.iter().copied());
        request.body = Some(body.into_bytes().into());
        self.http.send(request).await.unwrap().status.as_u16()
    }

    fn control_url(&self, what: &str) -> String {
        format!("{}/{what}", self.url("control_url"))
    }

    async fn answer(&self, request: Request) -> Value {
        let response = self.http.send(request).await.unwrap();
        let body = response.spool().await.unwrap().read(0..u64::MAX, usize::MAX).unwrap();
        serde_json::from_slice(&body).unwrap()
    }
}

pub fn client() -> Client {
    let dialer = Dialer::new(egress::Policy::OPEN, Clock::system());
    Client::new(dialer, Spools::default(), Transcript::default())
}
