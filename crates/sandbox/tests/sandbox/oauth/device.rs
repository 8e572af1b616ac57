use carteiro_sandbox::Sandbox;
use serde_json::Value;

use super::{
    IMAP, TOKEN,
    person::{asked, consent, sign_in},
    sandbox,
};
use crate::web::{Answer, get, post};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn begin(sandbox: &Sandbox) -> Value {
    let scope = format!("{IMAP} offline_access");
    let form = [("client_id", "desktop"), ("scope", scope.as_str())];
    post(sandbox.http_addr(), "/common/oauth2/v2.0/devicecode", &form).await.json()
}

async fn poll(sandbox: &Sandbox, begun: &Value) -> Answer {
    let code = begun["device_code"].as_str().unwrap();
    let form = [("client_id", "desktop"), ("grant_type", GRANT), ("device_code", code)];
    post(sandbox.http_addr(), TOKEN, &form).await
}

/// The page that asks who types this code.
async fn typed(sandbox: &Sandbox, begun: &Value) -> Answer {
    let code = begun["user_code"].as_str().unwrap().to_lowercase().replace('-', "");
    post(sandbox.http_addr(), "/device", &[("user_code", &code)]).await
}

fn error(answer: &Answer) -> String {
    answer.error().1
}

#[tokio::test]
async fn a_device_waits_until_the_person_agrees_and_gets_its_tokens_once() {
    let sandbox = sandbox().await;
    let begun = begin(&sandbox).await;
    assert_eq!(error(&poll(&sandbox, &begun).await), "authorization_pending");
    let page = sign_in(sandbox.http_addr(), &typed(&sandbox, &begun).await, &[]).await;
    let done = consent(sandbox.http_addr(), &page, &[IMAP, "offline_access"]).await;
    assert!(done.body.contains("Your device is signed in"), "{done:?}");
    let tokens = poll(&sandbox, &begun).await.json();
    assert!(tokens["access_token"].is_string() && tokens["refresh_token"].is_string(), "{tokens}");
    let again = poll(&sandbox, &begun).await;
    assert_eq!((again.error(), again.aadsts()), ((400, "invalid_grant".to_owned()), 7_000_014));
}

#[tokio::test]
async fn whoever_polls_too_fast_must_slow_down_for_good() {
    let sandbox = sandbox().await;
    let begun = begin(&sandbox).await;
    let oauth = sandbox.oauth().unwrap();
    assert_eq!(error(&poll(&sandbox, &begun).await), "authorization_pending");
    assert_eq!(error(&poll(&sandbox, &begun).await), "slow_down");
    oauth.advance(6);
    assert_eq!(error(&poll(&sandbox, &begun).await), "slow_down");
    oauth.advance(16);
    assert_eq!(error(&poll(&sandbox, &begun).await), "authorization_pending");
}

#[tokio::test]
async fn a_device_code_expires_and_its_user_code_with_it() {
    let sandbox = sandbox().await;
    let begun = begin(&sandbox).await;
    sandbox.oauth().unwrap().advance(901);
    let late = poll(&sandbox, &begun).await;
    assert_eq!((late.error(), late.aadsts()), ((400, "expired_token".to_owned()), 70_020));
    assert!(typed(&sandbox, &begun).await.body.contains("That code did not work"));
}

#[tokio::test]
async fn a_person_who_denies_is_told_to_the_device_as_each_vendor_says_it() {
    let sandbox = sandbox().await;
    let begun = begin(&sandbox).await;
    let page = typed(&sandbox, &begun).await;
    let ask = asked(&page);
    post(sandbox.http_addr(), "/sign-in", &[("ask", &ask), ("do", "cancel")]).await;
    assert_eq!(error(&poll(&sandbox, &begun).await), "authorization_declined");

    let form = [("client_id", "desktop"), ("scope", "https://mail.google.com/")];
    let google = post(sandbox.http_addr(), "/device/code", &form).await.json();
    assert!(google["verification_url"].as_str().unwrap().ends_with("/device"), "{google}");
    let page = typed(&sandbox, &google).await;
    post(sandbox.http_addr(), "/sign-in", &[("ask", &asked(&page)), ("do", "cancel")]).await;
    let code = google["device_code"].as_str().unwrap();
    let form = [("client_id", "desktop"), ("grant_type", GRANT), ("device_code", code)];
    let answer = post(sandbox.http_addr(), "/token", &form).await;
    assert_eq!(answer.error(), (403, "access_denied".to_owned()));
}

#[tokio::test]
async fn the_page_takes_the_code_from_its_address() {
    let sandbox = sandbox().await;
    let begun = begin(&sandbox).await;
    let code = begun["user_code"].as_str().unwrap();
    let page = get(sandbox.http_addr(), &format!("/device?user_code={code}")).await;
    assert!(page.body.contains(&format!("value=\"{code}\"")), "{page:?}");
}
