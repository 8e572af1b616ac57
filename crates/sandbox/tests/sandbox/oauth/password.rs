use super::{IMAP, TOKEN, sandbox};
use crate::web::{get, post};

const ANA: [(&str, &str); 5] = [
    ("client_id", "desktop"),
    ("grant_type", "password"),
    ("username", "ana@sandbox.test"),
    ("password", "sandbox"),
    ("scope", IMAP),
];

#[tokio::test]
async fn a_password_gives_tokens_of_its_user() {
    let sandbox = sandbox().await;
    let tokens = post(sandbox.http_addr(), TOKEN, &ANA).await.json();
    let bearer = sandbox.oauth().unwrap().resolve(tokens["access_token"].as_str().unwrap()).unwrap();
    assert_eq!(bearer.user.as_deref(), Some("ana@sandbox.test"));
    assert!(tokens["refresh_token"].is_null());
}

#[tokio::test]
async fn a_wrong_password_an_unknown_user_and_an_unknown_directory_are_told_apart() {
    let sandbox = sandbox().await;
    let with = |name: &str, value: &'static str| {
        ANA.map(|(other, kept)| if other == name { (other, value) } else { (other, kept) })
    };
    assert_eq!(post(sandbox.http_addr(), TOKEN, &with("password", "guess")).await.aadsts(), 50_126);
    assert_eq!(post(sandbox.http_addr(), TOKEN, &with("username", "bia@x.test")).await.aadsts(), 50_034);
    let elsewhere = post(sandbox.http_addr(), "/elsewhere.test/oauth2/v2.0/token", &ANA).await;
    assert_eq!((elsewhere.error(), elsewhere.aadsts()), ((400, "invalid_request".to_owned()), 90_002));
    let described = get(sandbox.http_addr(), "/elsewhere.test/v2.0/.well-known/openid-configuration").await;
    assert_eq!((described.error(), described.aadsts()), ((400, "invalid_tenant".to_owned()), 90_002));
    assert_eq!(post(sandbox.http_addr(), "/sandbox.test/oauth2/v2.0/token", &ANA).await.status, 200);
}

#[tokio::test]
async fn google_knows_no_passwords() {
    let sandbox = sandbox().await;
    let answer = post(sandbox.http_addr(), "/token", &ANA).await;
    assert_eq!(answer.error(), (400, "unsupported_grant_type".to_owned()));
    assert_eq!(answer.json()["error_description"], "Invalid grant_type: password");
    let nothing = post(sandbox.http_addr(), "/token", &[("client_id", "desktop")]).await;
    assert_eq!(nothing.error(), (400, "unsupported_grant_type".to_owned()));
}
