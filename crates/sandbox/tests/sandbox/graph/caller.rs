use base64::{Engine, engine::general_purpose::STANDARD};
use carteiro_sandbox::{Options, Sandbox, User, oauth::Settings};
use serde_json::{Value, json};

use crate::{
    client::{start, three_messages},
    web::{Answer, post, send},
};

pub const ANA: &str = "ana@sandbox.test";
pub const BIA: &str = "bia@sandbox.test";

/// Two people, the first with three messages, and an authorization server.
pub fn options() -> Options {
    let users = [ANA, BIA].map(|user| User::new(user, "sandbox")).into();
    Options { users, oauth: Some(Settings::default()), ..three_messages() }
}

pub async fn sandbox() -> Sandbox {
    start(options()).await
}

/// The same with a fault.
pub async fn sandbox_with(fault: &str) -> Sandbox {
    start(Options { faults: vec![fault.parse().unwrap()], ..options() }).await
}

/// A token of somebody for these permissions of Graph.
pub async fn token(sandbox: &Sandbox, user: &str, scopes: &str) -> String {
    let form = [
        ("grant_type", "password"),
        ("client_id", "desktop"),
        ("username", user),
        ("password", "sandbox"),
        ("scope", scopes),
    ];
    let told = post(sandbox.http_addr(), "/common/oauth2/v2.0/token", &form).await;
    told.json()["access_token"].as_str().unwrap_or_else(|| panic!("{told:?}")).to_owned()
}

/// A token of an app with permissions of its own.
pub async fn app_token(sandbox: &Sandbox) -> String {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "daemon"),
        ("client_secret", "daemon-secret"),
        ("scope", "https://graph.microsoft.com/.default"),
    ];
    let path = "/7e4a47ca-0000-4000-8000-5a9db0c50001/oauth2/v2.0/token";
    let told = post(sandbox.http_addr(), path, &form).await;
    told.json()["access_token"].as_str().unwrap_or_else(|| panic!("{told:?}")).to_owned()
}

/// Asks in JSON, as somebody.
pub struct Caller<'s> {
    pub sandbox: &'s Sandbox,
    pub token: String,
    pub fields: Vec<(&'static str, String)>,
}

impl<'s> Caller<'s> {
    pub async fn new(sandbox: &'s Sandbox) -> Self {
        let token = token(sandbox, ANA, "https://graph.microsoft.com/.default").await;
        Self { sandbox, token, fields: Vec::new() }
    }

    pub fn with_token(sandbox: &'s Sandbox, token: String) -> Self {
        Self { sandbox, token, fields: Vec::new() }
    }

    /// The same with one more field in each request.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.fields.push((name, value.to_owned()));
        self
    }

    /// Sends whatever to an address below `/v1.0`, or to a whole one.
    pub async fn send(&self, method: &str, address: &str, kind: &str, body: &[u8]) -> Answer {
        let base = format!("http://{}", self.sandbox.http_addr());
        let path = match address.strip_prefix(&base) {
            Some(path) => path.to_owned(),
            None => format!("/v1.0{}", escaped(address)),
        };
        let authorization = format!("Bearer {}", self.token);
        let mut fields = vec![("content-type", kind), ("authorization", authorization.as_str())];
        fields.extend(self.fields.iter().map(|(name, value)| (*name, value.as_str())));
        send(self.sandbox.http_addr(), method, &path, &fields, body).await
    }

    /// Asks by way of a proxy.
    pub async fn through(&self, proxy: &str, method: &str, address: &str, body: &Value) -> Answer {
        let proxy = proxy.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
        let authorization = format!("Bearer {}", self.token);
        let fields = [("content-type", "application/json"), ("authorization", authorization.as_str())];
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        send(proxy, method, &format!("/v1.0{}", escaped(address)), &fields, &body).await
    }

    pub async fn get(&self, address: &str) -> Value {
        let told = self.send("GET", address, "application/json", b"").await;
        assert_eq!(told.status, 200, "{address}: {told:?}");
        told.json()
    }

    /// The raw body of what is expected to be found.
    pub async fn bytes(&self, address: &str) -> String {
        let told = self.send("GET", address, "application/json", b"").await;
        assert_eq!(told.status, 200, "{address}: {told:?}");
        told.body
    }

    /// The `value` of a collection.
    pub async fn list(&self, address: &str) -> Vec<Value> {
        self.get(address).await["value"].as_array().unwrap().clone()
    }

    pub async fn ask(&self, method: &str, address: &str, body: Value) -> Answer {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(method, address, "application/json", &body).await
    }

    /// What is created.
    pub async fn create(&self, address: &str, body: Value) -> Value {
        let told = self.ask("POST", address, body).await;
        assert_eq!(told.status, 201, "{address}: {told:?}");
        told.json()
    }

    pub async fn patch(&self, address: &str, body: Value) -> Value {
        let told = self.ask("PATCH", address, body).await;
        assert_eq!(told.status, 200, "{address}: {told:?}");
        told.json()
    }

    /// The status and the code of what is expected to be refused.
    pub async fn refused(&self, method: &str, address: &str, body: Value) -> (u16, String) {
        code(&self.ask(method, address, body).await)
    }

    /// The ids of the messages in INBOX, the latest first.
    pub async fn inbox(&self) -> Vec<String> {
        let all = self.list("/me/mailFolders/inbox/messages?$select=id").await;
        all.iter().map(|message| text(&message["id"])).collect()
    }
}

/// An address with what may not stand in one.
fn escaped(address: &str) -> String {
    let escape = |c: char| match c {
        ' ' | '"' | '<' | '>' | '{' | '}' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    address.chars().map(escape).collect()
}

pub fn code(told: &Answer) -> (u16, String) {
    (told.status, text(&told.json()["error"]["code"]))
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A message to somebody.
pub fn letter(to: &str) -> Value {
    json!({
        "subject": "Olá",
        "body": { "contentType": "Text", "content": "Bom dia, São Paulo" },
        "toRecipients": [{ "emailAddress": { "address": to } }],
    })
}
