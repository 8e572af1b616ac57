//! What of a body is wrong is told with its place in it (RFC 9457 §3, RFC 6901).

use super::{Room, read};
use crate::testing::{Standing, on_both};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

on_both!(what_is_wrong_is_told_at_its_field);

async fn what_is_wrong_is_told_at_its_field(standing: &Standing) {
    let room = Room::new(standing).await;
    let ana = room.cookie("ana").await;
    let ask = async |line: &str, body: &Value| {
        let (method, path) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, &ana);
        let request =
            request.header(header::IF_MATCH, "\"0\"").header(header::CONTENT_TYPE, "application/json");
        read(room.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
    };
    let (_, settings) = ask("GET /api/settings", &Value::Null).await;
    let (_, locker) = ask("POST /api/lockers", &json!({ "name": "desk" })).await;
    let credentials = format!("POST /api/lockers/{}/credentials", locker["id"].as_str().unwrap());
    let person = json!({ "name": "bia", "password": "correct horse" });
    let credential = json!({ "name": "mail", "attributes": [{ "name": "user" }, { "name": "password" }] });
    let provider =
        json!({ "details": { "name": "Id", "issuer": "https://id.example.org", "client_id": "x" } });
    let connection = json!({
        "name": "mail", "provider": "microsoft", "client_id": "x", "services": ["imap"], "grant": "authorization_code",
        "token": "shared", "tenant": "contoso.example",
    });
    let custom = json!({
        "name": "own", "provider": "custom", "client_id": "x", "services": ["imap"], "grant": "authorization_code",
        "token": "shared", "issuer": "https://id.example.org", "allowed_hosts": ["mail.example.org"],
    });
    let long = "x".repeat(2000);
    for (line, good, pointer, wrong) in [
        ("POST /api/people", &person, "/name", json!(" ")),
        ("POST /api/people", &person, "/name", json!("Ana")),
        ("POST /api/people", &person, "/password", json!("short")),
        ("POST /api/roles", &json!({ "name": "r", "permissions": [] }), "/name", json!("")),
        (
            "POST /api/me/tokens",
            &json!({ "name": "t", "scopes": [], "expires_at": "2000-01-01T00:00:00Z" }),
            "/expires_at",
            json!("2001-01-01T00:00:00Z"),
        ),
        ("POST /api/me/password", &json!({ "old": "correct horse", "new": "x" }), "/new", json!("y")),
        ("POST /api/sso-providers", &provider, "/details/issuer", json!("http://id.example.org")),
        ("POST /api/sso-providers", &provider, "/details/name", json!("")),
        ("POST /api/sso-providers", &provider, "/details/client_id", json!("a b")),
        ("POST /api/lockers", &json!({ "name": "a" }), "/name", json!("A B")),
        ("POST /api/lockers", &json!({ "name": "a" }), "/name", json!("desk")),
        ("POST /api/lockers", &json!({ "name": "a", "description": "" }), "/description", json!(long)),
        (&credentials, &credential, "/name", json!("A")),
        (&credentials, &credential, "/attributes", json!([])),
        (&credentials, &credential, "/attributes/1/name", json!("A")),
        ("PUT /api/settings", &settings, "/notice_webhook", json!("ftp://example.org")),
        ("PUT /api/settings", &settings, "/time_zone", json!("Mars/Olympus")),
        ("PUT /api/settings/notice-webhook-secret", &json!({ "secret": "" }), "/secret", json!("x")),
        ("POST /api/automations", &json!({ "path": "", "text": "" }), "/path", json!("../a.yaml")),
        ("POST /api/automations", &json!({ "path": "a.yaml", "text": "", "note": "" }), "/note", json!(long)),
        ("POST /api/connections", &connection, "/name", json!("A B")),
        ("POST /api/connections", &connection, "/title", json!("a\nb")),
        ("POST /api/connections", &connection, "/services", json!([])),
        ("POST /api/connections", &connection, "/services", json!(["imap", "graph"])),
        ("POST /api/connections", &connection, "/client_id", json!("")),
        ("POST /api/connections", &connection, "/tenant", json!("a/b")),
        ("POST /api/connections", &connection, "/token_url", json!("https://id.example.org/t")),
        ("POST /api/connections", &connection, "/subject", json!("bia@example.org")),
        ("POST /api/connections", &connection, "/scopes", json!(["a b"])),
        ("POST /api/connections", &custom, "/allowed_hosts", json!(["*"])),
        ("POST /api/connections", &custom, "/issuer", json!("http://id.example.org")),
        ("POST /api/connections", &custom, "/is_default", json!(true)),
    ] {
        let mut body = good.clone();
        let parent = body.pointer_mut(pointer.rsplit_once('/').unwrap().0).unwrap();
        parent[pointer.rsplit('/').next().unwrap()] = wrong;
        let (status, said) = ask(line, &body).await;
        assert!(
            status.is_client_error() && status != StatusCode::NOT_FOUND,
            "{line} {body}: {status} {said}"
        );
        let told = json!([{ "pointer": pointer, "detail": said["title"] }]);
        assert_eq!(said["errors"], told, "{line} {body}: {said}");
    }
    // What is about nothing in the body has no place in it.
    let (_, said) = ask("PUT /api/settings", &settings).await;
    assert!(said.get("errors").is_none(), "{said}");
}
