use carteiro_sandbox::{Sandbox, oauth::ServiceAccount};
use serde_json::{Value, json};

use super::{
    sandbox,
    signer::{Signer, now},
};
use crate::web::{Answer, post};

const EMAIL: &str = "robot@project.iam.gserviceaccount.com";
const MAIL: &str = "https://mail.google.com/";

async fn with_account(signer: &Signer, scopes: &[&str]) -> Sandbox {
    let sandbox = sandbox().await;
    let account = ServiceAccount {
        email: EMAIL.to_owned(),
        certificate: signer.certificate.clone(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
    };
    sandbox.oauth().unwrap().register_service_account(account).unwrap();
    sandbox
}

fn claims(sandbox: &Sandbox) -> Value {
    json!({
        "iss": EMAIL,
        "sub": "ana@sandbox.test",
        "scope": MAIL,
        "aud": format!("http://{}/token", sandbox.http_addr()),
        "iat": now(),
        "exp": now() + 3_600,
    })
}

async fn ask(sandbox: &Sandbox, jwt: &str) -> Answer {
    let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", jwt)];
    post(sandbox.http_addr(), "/token", &form).await
}

#[tokio::test]
async fn a_service_account_gets_a_token_for_the_user_it_names() {
    let signer = Signer::new();
    let sandbox = with_account(&signer, &[]).await;
    let body = ask(&sandbox, &signer.sign(&claims(&sandbox))).await.json();
    let bearer = sandbox.oauth().unwrap().resolve(body["access_token"].as_str().unwrap()).unwrap();
    assert_eq!((bearer.user.as_deref(), bearer.app.as_str()), (Some("ana@sandbox.test"), EMAIL));
}

#[tokio::test]
async fn for_itself_it_has_no_mailbox() {
    let signer = Signer::new();
    let sandbox = with_account(&signer, &[]).await;
    let mut claims = claims(&sandbox);
    claims["sub"] = Value::Null;
    let body = ask(&sandbox, &signer.sign(&claims)).await.json();
    let bearer = sandbox.oauth().unwrap().resolve(body["access_token"].as_str().unwrap()).unwrap();
    assert_eq!(bearer.user.as_deref(), Some(EMAIL));
}

#[tokio::test]
async fn its_mistakes_are_told_in_googles_words() {
    let signer = Signer::new();
    let sandbox = with_account(&signer, &[MAIL]).await;
    for (name, value, error, words) in [
        ("iss", json!("other@project"), "invalid_grant", "Invalid grant: account not found"),
        ("sub", json!("bia@sandbox.test"), "invalid_grant", "Invalid email or User ID"),
        (
            "scope",
            json!("https://www.googleapis.com/auth/drive"),
            "unauthorized_client",
            "Client is unauthorized",
        ),
        ("scope", Value::Null, "invalid_scope", "Invalid OAuth scope or ID token audience provided."),
        (
            "aud",
            json!("https://oauth2.googleapis.com/token"),
            "invalid_grant",
            "Invalid JWT: Failed audience check.",
        ),
        ("exp", json!(now() + 7_200), "invalid_grant", "Invalid JWT: Token must be a short-lived token"),
    ] {
        let mut claims = claims(&sandbox);
        claims[name] = value;
        let body = ask(&sandbox, &signer.sign(&claims)).await.json();
        assert_eq!(body["error"], error, "{body}");
        assert!(body["error_description"].as_str().unwrap().starts_with(words), "{body}");
    }
    let body = ask(&sandbox, &Signer::new().sign(&claims(&sandbox))).await.json();
    assert_eq!(body["error_description"], "Invalid JWT Signature.");
}
