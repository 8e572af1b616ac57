//! What tokens are good for, and how they end.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use carteiro_sandbox::Sandbox;
use serde_json::{Value, json};

use super::{IMAP, TOKEN, person::tokens, sandbox};
use crate::{
    client::Client,
    tokens::xoauth2,
    web::{get, post, send},
};

const WEB: [(&str, &str); 2] = [("client_id", "web"), ("client_secret", "web-secret")];

async fn introspect(sandbox: &Sandbox, token: &str) -> Value {
    let form: Vec<_> = WEB.into_iter().chain([("token", token)]).collect();
    post(sandbox.http_addr(), "/introspect", &form).await.json()
}

async fn imap(sandbox: &Sandbox, user: &str, token: &str) -> bool {
    let mut client = Client::connect(sandbox.imap_addr()).await;
    client.send(format!("T AUTHENTICATE XOAUTH2 {}\r\n", xoauth2(user, token))).await;
    client.line().await.unwrap().starts_with("T OK")
}

fn payload(jwt: &str) -> Value {
    let claims = URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&claims).unwrap()
}

#[tokio::test]
async fn a_users_token_signs_in_to_the_users_mailbox_until_it_ends() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let token = tokens["access_token"].as_str().unwrap();
    assert!(imap(&sandbox, "ana@sandbox.test", token).await);
    assert!(!imap(&sandbox, "bia@sandbox.test", token).await);
    assert!(!imap(&sandbox, "ana@sandbox.test", "made-up").await);
    sandbox.oauth().unwrap().advance(3_600);
    assert!(!imap(&sandbox, "ana@sandbox.test", token).await);
}

#[tokio::test]
async fn a_token_for_imap_does_not_send_mail() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let response = xoauth2("ana@sandbox.test", tokens["access_token"].as_str().unwrap());
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    client.until("250 ").await;
    client.send(format!("AUTH XOAUTH2 {response}\r\n")).await;
    assert!(client.line().await.unwrap().starts_with("334 "));
    client.send("\r\n").await;
    assert!(client.line().await.unwrap().starts_with("535 "));
}

#[tokio::test]
async fn a_token_of_an_app_opens_any_mailbox_there_is() {
    let sandbox = sandbox().await;
    let form = [
        ("client_id", "daemon"),
        ("client_secret", "daemon-secret"),
        ("grant_type", "client_credentials"),
        ("scope", "https://outlook.office365.com/.default"),
    ];
    let body = post(sandbox.http_addr(), TOKEN, &form).await.json();
    let token = body["access_token"].as_str().unwrap();
    assert!(imap(&sandbox, "ana@sandbox.test", token).await);
    assert!(!imap(&sandbox, "nobody@sandbox.test", token).await);
    let claims = payload(token);
    assert_eq!(
        (&claims["aud"], &claims["appid"]),
        (&json!("https://outlook.office365.com"), &json!("daemon"))
    );
    assert!(
        claims["roles"].as_array().unwrap().contains(&json!("IMAP.AccessAsApp")) && claims["scp"].is_null()
    );
}

#[tokio::test]
async fn a_microsoft_token_says_for_whom_and_for_what() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let access = payload(tokens["access_token"].as_str().unwrap());
    assert_eq!(access["aud"], "https://outlook.office.com");
    assert_eq!(access["scp"], "openid IMAP.AccessAsUser.All");
    assert_eq!(access["upn"], "ana@sandbox.test");
    let id = payload(tokens["id_token"].as_str().unwrap());
    assert_eq!((&id["aud"], &id["tid"], &id["oid"]), (&json!("desktop"), &access["tid"], &access["oid"]));
}

#[tokio::test]
async fn introspection_tells_of_active_tokens_to_clients_with_a_secret() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let told = introspect(&sandbox, tokens["access_token"].as_str().unwrap()).await;
    assert_eq!((&told["active"], &told["username"]), (&json!(true), &json!("ana@sandbox.test")));
    assert!(told["scope"].as_str().unwrap().contains(IMAP));
    let refresh = introspect(&sandbox, tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refresh["active"], true);
    assert_eq!(introspect(&sandbox, "made-up").await, json!({ "active": false }));
    let public = [("client_id", "desktop"), ("token", "made-up")];
    let answer = post(sandbox.http_addr(), "/common/oauth2/v2.0/introspect", &public).await;
    assert_eq!(answer.error(), (401, "invalid_client".to_owned()));
}

#[tokio::test]
async fn a_revoked_refresh_token_takes_its_access_tokens_along() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let token = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let (refresh, access) = (token("refresh_token"), token("access_token"));
    let path = "/common/oauth2/v2.0/revoke";
    let foreign: Vec<_> = WEB.into_iter().chain([("token", refresh.as_str())]).collect();
    assert_eq!(post(sandbox.http_addr(), path, &foreign).await.status, 400);
    let own = [("client_id", "desktop"), ("token", refresh.as_str())];
    assert_eq!(post(sandbox.http_addr(), path, &own).await.status, 200);
    assert_eq!(post(sandbox.http_addr(), path, &own).await.status, 200);
    assert_eq!(sandbox.oauth().unwrap().resolve(&access), None);
    assert_eq!(introspect(&sandbox, &refresh).await, json!({ "active": false }));
}

#[tokio::test]
async fn who_signed_in_is_told_to_a_token_with_openid() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let answer = send(sandbox.http_addr(), "GET", "/oidc/userinfo", &[("authorization", &bearer)], b"").await;
    assert_eq!(answer.json()["sub"], payload(tokens["id_token"].as_str().unwrap())["sub"]);
    let answer = get(sandbox.http_addr(), "/oidc/userinfo").await;
    assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some("Bearer realm=\"sandbox\"")));
    let wrong = [("authorization", "Bearer made-up")];
    let answer = send(sandbox.http_addr(), "GET", "/oidc/userinfo", &wrong, b"").await;
    assert!(answer.header("www-authenticate").unwrap().contains("invalid_token"));
}

#[tokio::test]
async fn discovery_names_addresses_that_answer() {
    let sandbox = sandbox().await;
    let base = format!("http://{}", sandbox.http_addr());
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/sandbox.test/v2.0/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server/sandbox.test/v2.0",
    ] {
        let told = get(sandbox.http_addr(), path).await.json();
        for (name, value) in told.as_object().unwrap() {
            let Some(path) = value.as_str().and_then(|url| url.strip_prefix(&base)) else { continue };
            if name == "issuer" {
                continue;
            }
            assert_ne!(get(sandbox.http_addr(), path).await.status, 404, "{name}: {path}");
        }
        assert!(told["issuer"].as_str().unwrap().starts_with(&base), "{told}");
    }
}
