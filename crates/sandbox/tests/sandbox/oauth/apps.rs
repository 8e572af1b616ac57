//! Apps that speak for themselves.

use base64::{Engine, engine::general_purpose::STANDARD};
use carteiro_sandbox::{Sandbox, oauth::App};
use serde_json::{Value, json};

use super::{
    TOKEN, sandbox,
    signer::{Signer, now},
};
use crate::web::{Answer, post, query, send};

const SCOPE: (&str, &str) = ("scope", "https://outlook.office365.com/.default");
const GRANT: (&str, &str) = ("grant_type", "client_credentials");
const KIND: (&str, &str) =
    ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

fn is_of_an_app(sandbox: &Sandbox, answer: &Answer) {
    let body = answer.json();
    let bearer =
        sandbox.oauth().unwrap().resolve(body["access_token"].as_str().unwrap_or_else(|| panic!("{body}")));
    assert_eq!(bearer.unwrap().user, None);
    assert!(body["refresh_token"].is_null());
}

#[tokio::test]
async fn a_secret_is_taken_from_the_form_or_from_basic() {
    let sandbox = sandbox().await;
    let form = [("client_id", "daemon"), ("client_secret", "daemon-secret"), GRANT, SCOPE];
    is_of_an_app(&sandbox, &post(sandbox.http_addr(), TOKEN, &form).await);
    let basic = format!("basic {}", STANDARD.encode("daemon:daemon%2Dsecret"));
    let fields = [("content-type", "application/x-www-form-urlencoded"), ("authorization", basic.as_str())];
    let body = query(&[GRANT, SCOPE]);
    is_of_an_app(&sandbox, &send(sandbox.http_addr(), "POST", TOKEN, &fields, body.as_bytes()).await);
    let both = query(&[GRANT, SCOPE, ("client_secret", "daemon-secret")]);
    let both = send(sandbox.http_addr(), "POST", TOKEN, &fields, both.as_bytes()).await;
    assert_eq!(both.error(), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn a_wrong_secret_none_an_unknown_client_and_a_public_one_are_told_apart() {
    let sandbox = sandbox().await;
    for (client, number) in [
        (vec![("client_id", "daemon"), ("client_secret", "guess")], 7_000_215),
        (vec![("client_id", "daemon")], 7_000_218),
        (vec![("client_id", "nobody"), ("client_secret", "guess")], 700_016),
        (vec![("client_id", "desktop"), ("client_secret", "guess")], 700_025),
        (vec![("client_id", "desktop")], 7_000_218),
        (vec![("client_secret", "guess")], 900_144),
    ] {
        let form: Vec<_> = client.iter().copied().chain([GRANT, SCOPE]).collect();
        assert_eq!(post(sandbox.http_addr(), TOKEN, &form).await.aadsts(), number, "{client:?}");
    }
}

#[tokio::test]
async fn an_app_asks_for_the_default_scope_of_one_resource() {
    let sandbox = sandbox().await;
    for (scope, number) in [("https://outlook.office365.com/IMAP.AccessAsApp", 1_002_012), ("", 900_144)] {
        let form = [("client_id", "daemon"), ("client_secret", "daemon-secret"), GRANT, ("scope", scope)];
        assert_eq!(post(sandbox.http_addr(), TOKEN, &form).await.aadsts(), number);
    }
}

fn claims(sandbox: &Sandbox) -> Value {
    json!({
        "aud": format!("http://{}{TOKEN}", sandbox.http_addr()),
        "iss": "certified",
        "sub": "certified",
        "jti": "1",
        "nbf": now(),
        "exp": now() + 600,
    })
}

async fn assert(sandbox: &Sandbox, jwt: &str) -> Answer {
    post(
        sandbox.http_addr(),
        TOKEN,
        &[("client_id", "certified"), KIND, ("client_assertion", jwt), GRANT, SCOPE],
    )
    .await
}

#[tokio::test]
async fn a_certificate_signs_for_its_app_under_either_thumbprint() {
    let (sandbox, signer) = (sandbox().await, Signer::new());
    let app = App { certificates: vec![signer.certificate.clone()], ..App::new("certified") };
    sandbox.oauth().unwrap().register(app).unwrap();
    is_of_an_app(&sandbox, &assert(&sandbox, &signer.sign(&claims(&sandbox))).await);
    is_of_an_app(&sandbox, &assert(&sandbox, &signer.sign_as_before(&claims(&sandbox))).await);
}

#[tokio::test]
async fn an_assertion_with_a_mistake_is_told_which() {
    let (sandbox, signer) = (sandbox().await, Signer::new());
    let app = App { certificates: vec![signer.certificate.clone()], ..App::new("certified") };
    sandbox.oauth().unwrap().register(app).unwrap();
    let with = |name: &str, value: Value| {
        let mut claims = claims(&sandbox);
        claims[name] = value;
        signer.sign(&claims)
    };
    let mut others = claims(&sandbox);
    (others["iss"], others["sub"]) = (json!("daemon"), json!("daemon"));
    let good = signer.sign(&claims(&sandbox));
    let (content, signature) = good.rsplit_once('.').unwrap();
    let signature: String = signature.chars().rev().collect();
    for (jwt, number) in [
        (with("iss", json!("daemon")), 50_048),
        (with("aud", json!("https://login.microsoftonline.com/common/oauth2/v2.0/token")), 700_023),
        (with("exp", json!(now() - 600)), 700_024),
        (with("exp", json!(now() + 200_000)), 700_024),
        (with("nbf", json!(now() + 6_000)), 700_024),
        (with("sub", json!("daemon")), 50_048),
        (signer.sign(&others), 700_021),
        (with("jti", Value::Null), 50_027),
        (Signer::new().sign(&claims(&sandbox)), 700_027),
        (format!("{content}.{signature}"), 700_027),
        ("not a jwt".to_owned(), 50_027),
    ] {
        let answer = assert(&sandbox, &jwt).await;
        let error = if number == 50_027 { (400, "invalid_request") } else { (401, "invalid_client") };
        assert_eq!((answer.error(), answer.aadsts()), ((error.0, error.1.to_owned()), number), "{answer:?}");
    }
}

#[tokio::test]
async fn what_is_no_certificate_is_not_registered() {
    let sandbox = sandbox().await;
    let app = App { certificates: vec!["-----BEGIN CERTIFICATE-----".to_owned()], ..App::new("certified") };
    assert_eq!(sandbox.oauth().unwrap().register(app), Err("not a certificate in PEM".to_owned()));
}
