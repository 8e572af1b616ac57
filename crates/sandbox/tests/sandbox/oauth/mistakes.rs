//! What is no request, or not one of OAuth.

use carteiro_sandbox::Options;

use super::{TOKEN, sandbox};
use crate::{
    client::start,
    web::{get, post, send},
};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn a_body_that_is_no_form_is_refused_with_a_reason() {
    let sandbox = sandbox().await;
    let json = [("content-type", "application/json")];
    let answer = send(sandbox.http_addr(), "POST", TOKEN, &json, b"{\"grant_type\":\"password\"}").await;
    assert_eq!(answer.error(), (400, "invalid_request".to_owned()));
    assert!(answer.json()["error_description"].as_str().unwrap().contains("x-www-form-urlencoded"));
    let answer = send(sandbox.http_addr(), "POST", TOKEN, &[FORM], b"\xff\xfe%%%=&&&=").await;
    assert_eq!(answer.aadsts(), 900_144);
}

#[tokio::test]
async fn a_parameter_said_twice_and_a_grant_nobody_knows_are_refused() {
    let sandbox = sandbox().await;
    let twice = [("grant_type", "password"), ("grant_type", "password")];
    assert_eq!(post(sandbox.http_addr(), TOKEN, &twice).await.error(), (400, "invalid_request".to_owned()));
    let unknown = [("grant_type", "urn:made-up")];
    assert_eq!(post(sandbox.http_addr(), TOKEN, &unknown).await.error().1, "unsupported_grant_type");
}

#[tokio::test]
async fn a_huge_body_or_address_is_refused() {
    let sandbox = sandbox().await;
    let answer = send(sandbox.http_addr(), "POST", TOKEN, &[FORM], &vec![b'a'; 65_537]).await;
    assert_eq!(answer.status, 413, "{answer:?}");
    let answer = get(sandbox.http_addr(), &format!("/?{}", "a".repeat(9_000))).await;
    assert_eq!(answer.status, 414, "{answer:?}");
    let scope = "a".repeat(2_001);
    let form = [("client_id", "desktop"), ("scope", scope.as_str())];
    let answer = post(sandbox.http_addr(), "/common/oauth2/v2.0/devicecode", &form).await;
    assert_eq!(answer.error().1, "invalid_scope");
}

#[tokio::test]
async fn tokens_are_asked_for_by_post() {
    let sandbox = sandbox().await;
    let answer = get(sandbox.http_addr(), TOKEN).await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
}

#[tokio::test]
async fn no_answer_may_be_kept_or_framed() {
    let sandbox = sandbox().await;
    let page = get(sandbox.http_addr(), "/device").await;
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert!(!page.body.contains("<script"));
}

#[tokio::test]
async fn a_sandbox_without_an_authorization_server_says_so() {
    let sandbox = start(Options::default()).await;
    assert!(sandbox.oauth().is_none());
    assert_eq!(get(sandbox.http_addr(), TOKEN).await.status, 404);
    assert!(get(sandbox.http_addr(), "/control").await.json()["knobs"].is_null());
}

#[tokio::test]
async fn what_speaks_no_http_does_not_end_the_server() {
    let sandbox = sandbox().await;
    send(sandbox.http_addr(), "\u{0}GARBAGE", "///", &[], b"").await;
    assert_eq!(get(sandbox.http_addr(), "/device").await.status, 200);
}
