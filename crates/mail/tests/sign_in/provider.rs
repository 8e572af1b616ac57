//! The lab's authorization server, as a program sees it.

use crate::lab::{fresh, read, server};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use carteiro_world::dial::Dialer;
use carteiro_world::http::{Client, Limits, Method, Request, Url, address, form, header};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Transcript, egress};
use rcgen::{KeyPair, PKCS_RSA_SHA256, SigningKey};
use serde_json::{Value, json};
use std::time::Duration;

const LIMITS: Limits = Limits {
    total: Duration::from_secs(30),
    silence: Duration::from_secs(30),
    size: 1_000_000,
    redirects: 0,
};

/// What it is told, and what it answers.
pub struct Provider {
    /// What `lab.json` tells of it.
    pub described: Value,
    http: Client,
    clock: Clock,
    mark: String,
}

impl Provider {
    /// The lab's, if there is one.
    pub fn stand() -> Option<Self> {
        let clock = Clock::system();
        let dialer = Dialer::new(egress::Policy::OPEN, clock.clone());
        Some(Self {
            described: server("oidc")?,
            http: Client::new(dialer, Spools::default(), Transcript::default()),
            clock,
            mark: fresh("~"),
        })
    }

    /// A client of this kind that nobody else is.
    pub fn client(&self, kind: &str) -> String {
        format!("{kind}{}", self.mark)
    }

    /// One of its addresses.
    pub fn url(&self, name: &str) -> &str {
        self.described[name].as_str().unwrap()
    }

    /// What the token endpoint answers.
    pub async fn token(&self, fields: &[(&str, &str)]) -> Value {
        self.post("token_url", fields).await
    }

    /// What one of its addresses answers to a form.
    pub async fn post(&self, to: &str, fields: &[(&str, &str)]) -> Value {
        let (status, text) =
            self.send(self.url(to), "application/x-www-form-urlencoded", &form(fields.iter().copied())).await;
        serde_json::from_str(&text).unwrap_or_else(|_| json!({ "status": status, "text": text }))
    }

    /// A page, filled in.
    pub async fn fill(&self, url: &str, fields: &[(&str, &str)]) -> (u16, String) {
        self.send(url, "application/x-www-form-urlencoded", &form(fields.iter().copied())).await
    }

    /// What its control answers.
    pub async fn control(&self, what: &str, body: &Value) -> Value {
        let url = format!("{}/{what}", self.url("control_url"));
        let (_, text) = self.send(&url, "application/json", &body.to_string()).await;
        serde_json::from_str(&text).unwrap()
    }

    /// How often a client asked for tokens, by grant.
    pub async fn counts(&self, client: &str) -> Value {
        self.told("counts", client).await[client].take()
    }

    /// What its control tells of a client.
    pub async fn told(&self, what: &str, client: &str) -> Value {
        let url = format!("{}/{what}?client={client}", self.url("control_url"));
        let (_, text) = self.answer(Request::new(Method::GET, address(&url).unwrap(), LIMITS)).await;
        serde_json::from_str(&text).unwrap()
    }

    /// Where a browser ends when a person signs in at this address.
    pub async fn sign_in(&self, url: &str, login: &str, password: &str) -> Url {
        let asked = json!({ "url": url, "login": login, "password": password });
        let answered = self.control("sign_in", &asked).await;
        Url::parse(answered["location"].as_str().unwrap_or_else(|| panic!("{answered}"))).unwrap()
    }

    /// Claims signed with the key of a program, for an hour.
    pub fn assertion(&self, key_file: &Value, mut claims: Value) -> String {
        let now = self.clock.now().as_second();
        claims["iat"] = now.into();
        claims["exp"] = (now + 3600).into();
        claims["jti"] = fresh("").into();
        let head = BASE64URL.encode(json!({ "alg": "RS256", "typ": "JWT" }).to_string());
        let signed = format!("{head}.{}", BASE64URL.encode(claims.to_string()));
        let pem = String::from_utf8(read(key_file.as_str().unwrap())).unwrap();
        let key = KeyPair::from_pem_and_sign_algo(&pem, &PKCS_RSA_SHA256).unwrap();
        format!("{signed}.{}", BASE64URL.encode(key.sign(signed.as_bytes()).unwrap()))
    }

    async fn send(&self, url: &str, kind: &'static str, body: &str) -> (u16, String) {
        let mut request = Request::new(Method::POST, address(url).unwrap(), LIMITS);
        request.headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
        request.body = Some(body.as_bytes().to_vec().into());
        self.answer(request).await
    }

    async fn answer(&self, request: Request) -> (u16, String) {
        let response = self.http.send(request).await.unwrap();
        let status = response.status.as_u16();
        let body = response.spool().await.unwrap().read(0..u64::MAX, usize::MAX).unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}
