use carteiro_sandbox::{Sandbox, oauth::Knob};
use serde_json::json;

use super::{
    AUTHORIZE, IMAP, TOKEN,
    person::{CODE, sign_in, tokens},
    sandbox,
};
use crate::web::{Answer, get, post, query};

fn turn(sandbox: &Sandbox, text: &str) {
    sandbox.oauth().unwrap().turn(text.parse().unwrap());
}

async fn password(sandbox: &Sandbox) -> Answer {
    let form = [
        ("client_id", "desktop"),
        ("grant_type", "password"),
        ("username", "ana@sandbox.test"),
        ("password", "sandbox"),
        ("scope", IMAP),
    ];
    post(sandbox.http_addr(), TOKEN, &form).await
}

async fn refresh(sandbox: &Sandbox, path: &str, token: &str) -> Answer {
    let form = [("client_id", "desktop"), ("grant_type", "refresh_token"), ("refresh_token", token)];
    post(sandbox.http_addr(), path, &form).await
}

#[tokio::test]
async fn an_access_token_lives_as_long_as_is_said() {
    let sandbox = sandbox().await;
    turn(&sandbox, "token-lifetime=5");
    let tokens = tokens(&sandbox).await;
    assert_eq!(tokens["expires_in"], 5);
    let token = tokens["access_token"].as_str().unwrap();
    let oauth = sandbox.oauth().unwrap();
    assert!(oauth.resolve(token).is_some());
    oauth.advance(6);
    assert_eq!(oauth.resolve(token), None);
}

#[tokio::test]
async fn each_refusal_has_its_number_and_goes_with_its_knob() {
    let sandbox = sandbox().await;
    let first = tokens(&sandbox).await;
    let token = first["refresh_token"].as_str().unwrap();
    for (text, of_password, of_refresh) in [
        ("mfa-required", Some(50_076), Some(50_076)),
        ("consent-missing", Some(65_001), Some(65_001)),
        ("account-locked", Some(50_053), None),
        ("conditional-access", Some(53_003), Some(53_003)),
        ("refresh-token-revoked", None, Some(50_173)),
    ] {
        turn(&sandbox, text);
        for (answer, number) in
            [(password(&sandbox).await, of_password), (refresh(&sandbox, TOKEN, token).await, of_refresh)]
        {
            match number {
                Some(number) => {
                    assert_eq!(
                        (answer.aadsts(), answer.error().1.as_str()),
                        (number, "invalid_grant"),
                        "{text}"
                    );
                }
                None => assert_eq!(answer.status, 200, "{text}"),
            }
        }
        assert!(sandbox.oauth().unwrap().turn_off(text.parse().unwrap()));
        assert_eq!(password(&sandbox).await.status, 200, "{text}");
    }
}

#[tokio::test]
async fn an_expired_secret_is_told_from_a_wrong_one() {
    let sandbox = sandbox().await;
    turn(&sandbox, "secret-expired");
    for (secret, number) in [("daemon-secret", 7_000_222), ("guess", 7_000_215)] {
        let form = [
            ("client_id", "daemon"),
            ("client_secret", secret),
            ("grant_type", "client_credentials"),
            ("scope", "https://outlook.office365.com/.default"),
        ];
        let answer = post(sandbox.http_addr(), TOKEN, &form).await;
        assert_eq!((answer.error(), answer.aadsts()), ((401, "invalid_client".to_owned()), number));
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_on_the_page() {
    let sandbox = sandbox().await;
    turn(&sandbox, "mfa-required");
    let page = get(sandbox.http_addr(), &format!("{AUTHORIZE}?{}", query(&CODE))).await;
    assert!(page.body.contains("one-time-code"));
    let again = sign_in(sandbox.http_addr(), &page, &[("mfa", "123456")]).await;
    assert!(again.body.contains("That is not the code"), "{again:?}");
    assert!(sign_in(sandbox.http_addr(), &again, &[("mfa", "000000")]).await.body.contains("Permissions"));
}

#[tokio::test]
async fn a_policy_of_the_organisation_stops_a_person_on_the_page() {
    let sandbox = sandbox().await;
    turn(&sandbox, "conditional-access");
    let page = get(sandbox.http_addr(), &format!("{AUTHORIZE}?{}", query(&CODE))).await;
    assert!(page.body.contains("AADSTS53003") && page.header("location").is_none(), "{page:?}");
}

#[tokio::test]
async fn a_server_that_is_down_says_so_and_one_that_fails_sends_a_page() {
    let sandbox = sandbox().await;
    turn(&sandbox, "server-down");
    let answer = password(&sandbox).await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("120")));
    sandbox.oauth().unwrap().turn_off(Knob::ServerDown);
    turn(&sandbox, "server-error");
    let answer = password(&sandbox).await;
    assert_eq!((answer.status, answer.header("content-type")), (500, Some("text/html; charset=utf-8")));
    assert!(answer.body.starts_with("<!doctype html>"));
}

#[tokio::test]
async fn a_slow_server_keeps_its_client_waiting_and_the_control_endpoint_not() {
    let sandbox = sandbox().await;
    turn(&sandbox, "slow=3600");
    let slow = password(&sandbox);
    let control = get(sandbox.http_addr(), "/control");
    tokio::select! {
        biased;
        answer = slow => panic!("{answer:?}"),
        answer = control => assert_eq!(answer.json()["knobs"][0], "slow=3600"),
    }
}

#[tokio::test]
async fn google_says_the_same_in_its_own_words() {
    let sandbox = sandbox().await;
    turn(&sandbox, "refresh-token-revoked");
    let (asked, path) =
        ([("scope", "https://mail.google.com/"), ("access_type", "offline")], "/o/oauth2/v2/auth");
    let asked: Vec<_> = CODE.into_iter().filter(|(name, _)| *name != "scope").chain(asked).collect();
    let back = super::person::returned(&super::person::agree(sandbox.http_addr(), path, &asked).await);
    let form =
        [("client_id", "desktop"), ("grant_type", "authorization_code"), ("redirect_uri", super::CALLBACK)];
    let form: Vec<_> = form.into_iter().chain([("code", back["code"].as_str())]).collect();
    let tokens = post(sandbox.http_addr(), "/token", &form).await.json();
    let token = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(
        refresh(&sandbox, "/token", token).await.json(),
        json!({ "error": "invalid_grant", "error_description": "Token has been expired or revoked." })
    );
    sandbox.oauth().unwrap().turn_off(Knob::RefreshTokenRevoked);
    turn(&sandbox, "mfa-required");
    assert_eq!(
        refresh(&sandbox, "/token", token).await.json(),
        json!({
            "error": "invalid_grant",
            "error_description": "reauth related error (invalid_rapt)",
            "error_subtype": "invalid_rapt",
        })
    );
    sandbox.oauth().unwrap().turn_off(Knob::MfaRequired);
    turn(&sandbox, "conditional-access");
    assert_eq!(refresh(&sandbox, "/token", token).await.error(), (400, "admin_policy_enforced".to_owned()));
    let others = [("client_id", "web"), ("client_secret", "web-secret"), ("grant_type", "refresh_token")];
    let others: Vec<_> = others.into_iter().chain([("refresh_token", token)]).collect();
    assert_eq!(
        post(sandbox.http_addr(), "/token", &others).await.error(),
        (401, "unauthorized_client".to_owned())
    );
}
