use carteiro_sandbox::{Sandbox, oauth::Knob};

use super::{IMAP, TOKEN, person::tokens, sandbox};
use crate::web::{Answer, post};

async fn refresh(sandbox: &Sandbox, token: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("client_id", "desktop"), ("grant_type", "refresh_token"), ("refresh_token", token)];
    form.extend(more);
    post(sandbox.http_addr(), TOKEN, &form).await
}

fn text<'a>(body: &'a serde_json::Value, name: &str) -> &'a str {
    body[name].as_str().unwrap_or_else(|| panic!("no {name}: {body}"))
}

#[tokio::test]
async fn without_rotation_a_refresh_token_works_again() {
    let sandbox = sandbox().await;
    let first = tokens(&sandbox).await;
    for _ in 0..2 {
        let next = refresh(&sandbox, text(&first, "refresh_token"), &[]).await.json();
        assert_ne!(next["access_token"], first["access_token"]);
        assert_ne!(next["refresh_token"], first["refresh_token"]);
    }
}

#[tokio::test]
async fn with_rotation_a_refresh_token_used_twice_ends_all() {
    let sandbox = sandbox().await;
    sandbox.oauth().unwrap().turn(Knob::RefreshRotation);
    let first = tokens(&sandbox).await;
    let second = refresh(&sandbox, text(&first, "refresh_token"), &[]).await.json();
    let third = refresh(&sandbox, text(&second, "refresh_token"), &[]).await.json();
    let stolen = refresh(&sandbox, text(&first, "refresh_token"), &[]).await;
    assert_eq!((stolen.error(), stolen.aadsts()), ((400, "invalid_grant".to_owned()), 50_173));
    assert_eq!(refresh(&sandbox, text(&third, "refresh_token"), &[]).await.aadsts(), 50_173);
    assert_eq!(sandbox.oauth().unwrap().resolve(text(&third, "access_token")), None);
}

#[tokio::test]
async fn a_refresh_may_ask_for_less_and_never_for_more() {
    let sandbox = sandbox().await;
    let first = tokens(&sandbox).await;
    let token = text(&first, "refresh_token");
    assert_eq!(refresh(&sandbox, token, &[("scope", IMAP)]).await.json()["scope"], IMAP);
    let more = [("scope", "https://outlook.office.com/SMTP.Send")];
    assert_eq!(refresh(&sandbox, token, &more).await.error(), (400, "invalid_scope".to_owned()));
}

#[tokio::test]
async fn a_refresh_token_of_another_client_or_of_nobody_is_refused() {
    let sandbox = sandbox().await;
    let first = tokens(&sandbox).await;
    let web = [
        ("client_id", "web"),
        ("client_secret", "web-secret"),
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&first, "refresh_token")),
    ];
    assert_eq!(post(sandbox.http_addr(), TOKEN, &web).await.aadsts(), 70_000);
    let made_up = refresh(&sandbox, "1.Amade-up", &[]).await;
    assert_eq!((made_up.error(), made_up.aadsts()), ((400, "invalid_grant".to_owned()), 9_002_313));
}
