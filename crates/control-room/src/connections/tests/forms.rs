//! What a form asks for: all that is asked for is taken, and nothing else.

use crate::access::Permission;
use crate::app::tests::{Room, read};
use crate::testing::{Standing, lab, on_both};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

on_both!(
    each_form_is_complete,
    what_a_form_does_not_ask_for_is_not_taken,
    a_provider_of_ones_own_has_addresses_and_hosts_that_are_whole,
);

struct Asking {
    room: Room,
    cookie: String,
}

impl Asking {
    async fn new(standing: &Standing) -> Self {
        let room = Room::new(standing).await;
        let both = [Permission::ViewConnections, Permission::ManageConnections];
        let cookie = room.somebody("maker", both.into()).await;
        Self { room, cookie }
    }

    async fn ask(&self, line: &str, body: &Value) -> (StatusCode, Value) {
        let (method, path) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, &self.cookie);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        read(self.room.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
    }

    async fn forms(&self) -> Vec<Value> {
        self.ask("GET /api/providers", &Value::Null).await.1.as_array().unwrap().clone()
    }

    /// That it is taken; what is shown of it is what was written.
    async fn takes(&self, written: &Map<String, Value>) {
        let (status, shown) = self.ask("POST /api/connections", &json!(written)).await;
        assert_eq!(status, StatusCode::CREATED, "{written:?}: {shown}");
        for (name, value) in written {
            if !["secret", "certificate", "service_account_key"].contains(&name.as_str()) {
                assert_eq!(&shown[name], value, "{name}");
            }
        }
        let (status, _) = self
            .ask(&format!("DELETE /api/connections/{}", shown["id"].as_str().unwrap()), &Value::Null)
            .await;
        assert_eq!(status, StatusCode::NO_CONTENT);
    }

    /// With which words it is refused.
    async fn refuses(&self, written: &Map<String, Value>) -> (String, String) {
        let (status, told) = self.ask("POST /api/connections", &json!(written)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{written:?}: {told}");
        assert_eq!(told["code"], "invalid_input", "{told}");
        (told["words"].as_str().unwrap().to_owned(), told["title"].as_str().unwrap().to_owned())
    }
}

#[expect(clippy::disallowed_methods, reason = "the lab tells where its files are")]
fn file(path: &Value) -> String {
    std::fs::read_to_string(path.as_str().unwrap()).unwrap()
}

/// The names of all fields that a form has for a grant, and whether each has to be filled in.
fn fields(form: &Value, grant: &Value) -> Vec<(String, bool)> {
    let all = form["fields"].as_array().unwrap().iter();
    let own = all.filter(|field| field["grants"].as_array().is_none_or(|grants| grants.contains(grant)));
    let own: Vec<_> =
        own.map(|field| (field["name"].as_str().unwrap().to_owned(), field["required"] == true)).collect();
    let names: BTreeSet<&String> = own.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), own.len(), "of each there is one: {own:?}");
    own
}

/// What a person writes into a field.
fn filled(name: &str, form: &Value, grant: &Value, oidc: &Value) -> Value {
    let provider = form["provider"].as_str().unwrap();
    match name {
        "name" => "finance".into(),
        "title" => "Finance".into(),
        "grant" => grant.clone(),
        "token" => "shared".into(),
        "services" => json!(["imap", "smtp"]),
        "tenant" => "contoso.example".into(),
        "cloud" => "us_gcc_high".into(),
        "client_id" => "client".into(),
        "secret" => "canary-5a1c".into(),
        "secret_expires_on" => "2031-05-01".into(),
        "certificate" => {
            let pair = &oidc["clients"]["certified"]["certificate"];
            (file(&pair["cert_file"]) + &file(&pair["key_file"])).into()
        }
        "service_account_key" => {
            let key = file(&oidc["clients"]["robot"]["certificate"]["key_file"]);
            json!({ "type": "service_account", "client_email": "robot@lab.test", "private_key": key })
                .to_string()
                .into()
        }
        "subject" => "ana@lab.test".into(),
        "issuer" => "https://id.example.org".into(),
        "authorization_url" => "https://id.example.org/authorize".into(),
        "token_url" => "https://id.example.org/token".into(),
        "device_url" => "https://id.example.org/device".into(),
        "scopes" => json!([if provider == "google" { "https://mail.google.com/" } else { "mail" }]),
        "allowed_hosts" => json!(["imap.example.org"]),
        "roles" => json!([]),
        "is_default" => true.into(),
        other => panic!("nobody knows what {other} is"),
    }
}

/// What is said where a field is left out that has to be filled in.
fn told_of(name: &str) -> &'static str {
    match name {
        "name" | "grant" | "token" | "services" => "request-form",
        "client_id" => "connection-client-missing",
        "secret" => "mode-google-secret-missing",
        "service_account_key" => "connection-key-missing",
        "allowed_hosts" => "connection-hosts-missing",
        "tenant" => "mode-tenant-missing",
        other => panic!("{other} has to be filled in, and nobody says so"),
    }
}

async fn each_form_is_complete(standing: &Standing) {
    let Some(oidc) = lab("oidc") else { return };
    let asking = Asking::new(standing).await;
    let mut count = 0;
    for form in asking.forms().await {
        for grant in form["grants"].as_array().unwrap() {
            let grant = &grant["grant"];
            let own = fields(&form, grant);
            let write = |names: &mut dyn Iterator<Item = &String>| -> Map<String, Value> {
                let written = names.map(|name| (name.clone(), filled(name, &form, grant, &oidc)));
                written.chain([("provider".to_owned(), form["provider"].clone())]).collect()
            };
            let mut all = write(&mut own.iter().map(|(name, _)| name));
            let certificate = all.remove("certificate");
            asking.takes(&all).await;
            if let Some(certificate) = certificate {
                all.insert("certificate".into(), certificate);
                assert_eq!(asking.refuses(&all).await.0, "mode-secret-and-certificate");
                all.remove("secret");
                all.remove("secret_expires_on");
                asking.takes(&all).await;
                all.remove("certificate");
                if grant == "client_credentials" {
                    assert_eq!(asking.refuses(&all).await.0, "mode-secret-or-certificate");
                }
            }
            // What has to be, and one of those of which there has to be one.
            let mut least = write(&mut own.iter().filter(|(_, required)| *required).map(|(name, _)| name));
            if form["provider"] == "custom" {
                assert_eq!(asking.refuses(&least).await.0, "oauth-custom-empty");
                let missing = match grant.as_str().unwrap() {
                    "authorization_code" => Some("oauth-no-authorization"),
                    "device_code" => Some("oauth-no-device"),
                    _ => None,
                };
                if let Some(missing) = missing {
                    least.insert("token_url".into(), "https://id.example.org/token".into());
                    assert_eq!(asking.refuses(&least).await.0, missing);
                    least.remove("token_url");
                }
                least.insert("issuer".into(), "https://id.example.org".into());
            }
            if grant == "client_credentials" {
                assert_eq!(asking.refuses(&least).await.0, "mode-secret-or-certificate");
                least.insert("secret".into(), "canary-5a1c".into());
            }
            asking.takes(&least).await;
            for (name, _) in own.iter().filter(|(_, required)| *required) {
                let mut lacking = least.clone();
                lacking.remove(name);
                let (words, title) = asking.refuses(&lacking).await;
                assert_eq!(words, told_of(name), "{name} of {grant} of {}", form["provider"]);
                assert!(words != "request-form" || title.contains(&format!("`{name}`")), "{title}");
                count += 1;
            }
        }
    }
    assert!(count > 40, "{count}");
    assert!(!standing.dump().await.contains("canary"));
}

async fn what_a_form_does_not_ask_for_is_not_taken(standing: &Standing) {
    let Some(oidc) = lab("oidc") else { return };
    let asking = Asking::new(standing).await;
    let forms = asking.forms().await;
    let every: BTreeSet<String> = forms
        .iter()
        .flat_map(|form| form["fields"].as_array().unwrap())
        .map(|field| field["name"].as_str().unwrap().to_owned())
        .collect();
    for form in &forms {
        for word in
            form["fields"].as_array().unwrap().iter().flat_map(|field| [&field["label"], &field["help"]])
        {
            assert!(["en", "pt-BR"].iter().all(|tag| !word[tag].as_str().unwrap().is_empty()), "{word}");
        }
        let grant = &form["grants"][0]["grant"];
        let all = form["fields"].as_array().unwrap().iter();
        let asked: BTreeSet<String> = all.map(|field| field["name"].as_str().unwrap().to_owned()).collect();
        let own = fields(form, grant);
        let mut least: Map<String, Value> = own
            .iter()
            .filter(|(_, required)| *required)
            .map(|(name, _)| (name.clone(), filled(name, form, grant, &oidc)))
            .collect();
        least.insert("provider".into(), form["provider"].clone());
        if form["provider"] == "custom" {
            least.insert("issuer".into(), "https://id.example.org".into());
        }
        asking.takes(&least).await;
        for name in every.difference(&asked) {
            let mut more = least.clone();
            more.insert(name.clone(), filled(name, form, grant, &oidc));
            let (words, _) = asking.refuses(&more).await;
            assert!(words.starts_with("connection-"), "{name} of {}: {words}", form["provider"]);
        }
        for (name, value) in
            [("else", json!(1)), ("owner", json!("x")), ("version", json!(1)), ("id", json!("x"))]
        {
            let mut more = least.clone();
            more.insert(name.into(), value);
            let (words, title) = asking.refuses(&more).await;
            assert_eq!(
                (words.as_str(), title.contains(&format!("`{name}`"))),
                ("request-form", true),
                "{title}"
            );
        }
        for (name, value) in [
            ("name", json!("Finance")),
            ("name", json!("")),
            ("name", json!("a/b")),
            ("name", json!("x".repeat(65))),
            ("client_id", json!("a\nb")),
            ("client_id", json!("x".repeat(1001))),
            ("title", json!("a\u{0}b")),
            ("services", json!([])),
            ("services", json!(["fax"])),
            ("scopes", json!(["a b"])),
            ("scopes", json!([""])),
            ("grant", json!("password")),
            ("token", json!("mine")),
            ("secret_expires_on", json!("soon")),
            ("secret", json!(["canary-5a1c"])),
            ("roles", json!("x")),
        ] {
            let mut wrong = least.clone();
            wrong.insert(name.into(), value);
            let (_, title) = asking.refuses(&wrong).await;
            assert!(!title.contains("canary"), "{title}");
        }
    }
}

async fn a_provider_of_ones_own_has_addresses_and_hosts_that_are_whole(standing: &Standing) {
    let asking = Asking::new(standing).await;
    let mut custom = Map::new();
    for (name, value) in [
        ("provider", json!("custom")),
        ("name", json!("finance")),
        ("client_id", json!("client")),
        ("grant", json!("authorization_code")),
        ("token", json!("shared")),
        ("services", json!(["imap"])),
        ("allowed_hosts", json!(["imap.example.org"])),
        ("authorization_url", json!("https://id.example.org/authorize")),
        ("token_url", json!("https://id.example.org/token")),
    ] {
        custom.insert(name.into(), value);
    }
    asking.takes(&custom).await;
    for (name, value, words) in [
        ("allowed_hosts", json!(["*"]), "connection-host"),
        ("allowed_hosts", json!(["*.example.org"]), "connection-host"),
        ("allowed_hosts", json!(["https://imap.example.org"]), "connection-host"),
        ("allowed_hosts", json!(["imap.example.org:993"]), "connection-host"),
        ("allowed_hosts", json!(["ana@imap.example.org"]), "connection-host"),
        ("allowed_hosts", json!([""]), "connection-host"),
        ("token_url", json!("http://id.example.org/token"), "oauth-url-open"),
        ("token_url", json!("ftp://id.example.org/token"), "oauth-url"),
        ("authorization_url", json!("javascript:alert(1)"), "oauth-url"),
        ("is_default", json!(true), "connection-default-custom"),
        ("grant", json!("service_account"), "mode-service-account-elsewhere"),
    ] {
        let mut wrong = custom.clone();
        wrong.insert(name.into(), value.clone());
        assert_eq!(asking.refuses(&wrong).await.0, words, "{name} {value}");
    }
    custom.insert("grant".into(), "client_credentials".into());
    custom.insert("secret".into(), "canary-5a1c".into());
    custom.insert("token".into(), "user_specific".into());
    assert_eq!(asking.refuses(&custom).await.0, "connection-nobody-signs-in");
}
