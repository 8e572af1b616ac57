use carteiro_sandbox::Sandbox;

use super::{
    AUTHORIZE, CALLBACK, IMAP, TOKEN,
    person::{CODE, agree, code, consent, redeem, returned, sign_in, tokens},
    sandbox,
};
use crate::web::{Answer, get, post, query};

async fn ask(sandbox: &Sandbox, parameters: &[(&str, &str)]) -> Answer {
    get(sandbox.http_addr(), &format!("{AUTHORIZE}?{}", query(parameters))).await
}

/// The usual request, with other values.
fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = CODE.into_iter().filter(|(name, _)| other.iter().all(|(given, _)| given != name));
    kept.chain(other.iter().copied()).collect()
}

#[tokio::test]
async fn a_code_is_redeemed_for_tokens_of_who_signed_in() {
    let sandbox = sandbox().await;
    let tokens = tokens(&sandbox).await;
    let bearer = sandbox.oauth().unwrap().resolve(tokens["access_token"].as_str().unwrap()).unwrap();
    assert_eq!((bearer.user.as_deref(), bearer.app.as_str()), (Some("ana@sandbox.test"), "desktop"));
    assert!(bearer.scopes.contains(&IMAP.to_owned()) && bearer.expires_at > jiff::Timestamp::UNIX_EPOCH);
    assert!(tokens["refresh_token"].is_string() && tokens["id_token"].is_string());
}

#[tokio::test]
async fn the_state_comes_back_as_it_was_sent() {
    let sandbox = sandbox().await;
    let back = returned(&agree(sandbox.http_addr(), AUTHORIZE, &CODE).await);
    assert_eq!(back["state"], "a b&c");
}

#[tokio::test]
async fn a_redirect_uri_that_is_not_registered_is_told_to_the_person_and_never_followed() {
    let sandbox = sandbox().await;
    for uri in
        ["https://evil.test/callback", "http://localhost:1/other", "http://localhost.evil.test/callback"]
    {
        let answer = ask(&sandbox, &with(&[("redirect_uri", uri)])).await;
        assert_eq!((answer.status, answer.header("location")), (400, None));
        assert!(answer.body.contains("AADSTS50011"), "{answer:?}");
    }
}

#[tokio::test]
async fn an_unknown_client_or_a_parameter_said_twice_is_told_to_the_person() {
    let sandbox = sandbox().await;
    let answer = ask(&sandbox, &with(&[("client_id", "<b>nobody</b>")])).await;
    assert_eq!((answer.status, answer.header("location")), (400, None));
    assert!(answer.body.contains("AADSTS700016") && !answer.body.contains("<b>nobody"), "{answer:?}");
    let twice: Vec<_> = CODE.into_iter().chain([("client_id", "web")]).collect();
    assert_eq!(ask(&sandbox, &twice).await.header("location"), None);
}

#[tokio::test]
async fn another_mistake_is_told_to_the_client_with_its_state() {
    let sandbox = sandbox().await;
    for (other, error) in [
        (("response_type", "cod"), "unsupported_response_type"),
        (("scope", "a\"b"), "invalid_scope"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "S256"), "invalid_request"),
        (("prompt", "none"), "login_required"),
    ] {
        let back = returned(&ask(&sandbox, &with(&[other])).await);
        assert_eq!((back["error"].as_str(), back["state"].as_str()), (error, "a b&c"), "{other:?}");
        assert!(back["error_description"].contains(" Trace ID: "), "{back:?}");
        assert!(back["error_uri"].contains("/error?code="), "{back:?}");
        assert!(!back.contains_key("code"));
    }
}

#[tokio::test]
async fn a_code_used_twice_ends_the_tokens_it_gave() {
    let sandbox = sandbox().await;
    let code = code(&sandbox).await;
    let first = redeem(&sandbox, &code, &[]).await.json();
    let access = first["access_token"].as_str().unwrap();
    assert!(sandbox.oauth().unwrap().resolve(access).is_some());
    let second = redeem(&sandbox, &code, &[]).await;
    assert_eq!((second.error(), second.aadsts()), ((400, "invalid_grant".to_owned()), 54_005));
    assert_eq!(sandbox.oauth().unwrap().resolve(access), None);
    let refresh = first["refresh_token"].as_str().unwrap();
    let form = [("client_id", "desktop"), ("grant_type", "refresh_token"), ("refresh_token", refresh)];
    assert_eq!(post(sandbox.http_addr(), TOKEN, &form).await.aadsts(), 50_173);
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes_and_for_who_asked() {
    let sandbox = sandbox().await;
    let given = code(&sandbox).await;
    let other = [("client_id", "web"), ("client_secret", "web-secret"), ("grant_type", "authorization_code")];
    let other: Vec<_> =
        other.into_iter().chain([("code", given.as_str()), ("redirect_uri", CALLBACK)]).collect();
    assert_eq!(post(sandbox.http_addr(), TOKEN, &other).await.aadsts(), 70_000);
    sandbox.oauth().unwrap().advance(601);
    assert_eq!(redeem(&sandbox, &given, &[]).await.aadsts(), 70_008);
}

#[tokio::test]
async fn the_redirect_uri_is_the_same_in_both_steps() {
    let sandbox = sandbox().await;
    let given = code(&sandbox).await;
    let form = [
        ("client_id", "desktop"),
        ("grant_type", "authorization_code"),
        ("code", given.as_str()),
        ("redirect_uri", "http://localhost:4712/callback"),
    ];
    assert_eq!(post(sandbox.http_addr(), TOKEN, &form).await.aadsts(), 50_011);
}

#[tokio::test]
async fn the_verifier_of_a_challenge_is_asked_for_and_must_fit() {
    let sandbox = sandbox().await;
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let hashed = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for challenge in [
        vec![("code_challenge", hashed), ("code_challenge_method", "S256")],
        vec![("code_challenge", verifier), ("code_challenge_method", "plain")],
        vec![("code_challenge", verifier)],
    ] {
        let asked = with(&challenge);
        let back = returned(&agree(sandbox.http_addr(), AUTHORIZE, &asked).await);
        for wrong in [vec![], vec![("code_verifier", hashed.trim_start_matches('E'))]] {
            assert_eq!(redeem(&sandbox, &back["code"], &wrong).await.aadsts(), 501_481);
        }
        assert_eq!(redeem(&sandbox, &back["code"], &[("code_verifier", verifier)]).await.status, 200);
    }
    let without = code(&sandbox).await;
    assert_eq!(redeem(&sandbox, &without, &[("code_verifier", verifier)]).await.aadsts(), 501_481);
}

#[tokio::test]
async fn what_is_unticked_is_not_granted() {
    let sandbox = sandbox().await;
    let page = ask(&sandbox, &CODE).await;
    let page = sign_in(sandbox.http_addr(), &page, &[]).await;
    let back = returned(&consent(sandbox.http_addr(), &page, &[IMAP, "https://never.asked/for"]).await);
    let tokens = redeem(&sandbox, &back["code"], &[]).await.json();
    assert_eq!(tokens["scope"], IMAP);
    assert!(tokens["refresh_token"].is_null() && tokens["id_token"].is_null(), "{tokens}");
}

#[tokio::test]
async fn whoever_cancels_or_denies_is_refused_access() {
    let sandbox = sandbox().await;
    let page = ask(&sandbox, &CODE).await;
    let back = returned(&sign_in(sandbox.http_addr(), &page, &[("do", "cancel")]).await);
    assert_eq!((back["error"].as_str(), back["state"].as_str()), ("access_denied", "a b&c"));
    let page = ask(&sandbox, &CODE).await;
    let page = sign_in(sandbox.http_addr(), &page, &[]).await;
    assert_eq!(returned(&consent(sandbox.http_addr(), &page, &[]).await)["error"], "access_denied");
}

#[tokio::test]
async fn a_wrong_password_asks_again_and_an_answered_page_is_gone() {
    let sandbox = sandbox().await;
    let page = ask(&sandbox, &CODE).await;
    let ask = super::person::asked(&page);
    let wrong = [("ask", ask.as_str()), ("username", "ana@sandbox.test"), ("password", "guess")];
    let again = post(sandbox.http_addr(), "/sign-in", &wrong).await;
    assert!(again.body.contains("AADSTS50126") && again.body.contains("role=\"alert\""), "{again:?}");
    sign_in(sandbox.http_addr(), &again, &[]).await;
    assert_eq!(post(sandbox.http_addr(), "/sign-in", &wrong).await.status, 400);
}

#[tokio::test]
async fn google_names_an_error_alone_in_the_address_and_a_verifier_by_what_is_wrong_with_it() {
    let sandbox = sandbox().await;
    let (address, auth) = (sandbox.http_addr(), "/o/oauth2/v2/auth");
    let page = get(address, &format!("{auth}?{}", query(&CODE))).await;
    let back = returned(&sign_in(address, &page, &[("do", "cancel")]).await);
    assert_eq!(back.keys().collect::<Vec<_>>(), ["error", "state"]);

    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = [("scope", "https://mail.google.com/"), ("code_challenge", verifier)];
    for (challenge, given, said) in [
        (&challenge[..], None, "Missing code verifier."),
        (&challenge[..], Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), "Invalid code verifier."),
        (&challenge[..1], Some(verifier), "code_verifier or verifier is not needed."),
    ] {
        let back = returned(&agree(address, auth, &with(challenge)).await);
        let mut form = vec![("client_id", "desktop"), ("grant_type", "authorization_code")];
        form.extend([("redirect_uri", CALLBACK), ("code", back["code"].as_str())]);
        form.extend(given.map(|verifier| ("code_verifier", verifier)));
        let refused = post(address, "/token", &form).await.json();
        assert_eq!(
            (&refused["error"], &refused["error_description"]),
            (&"invalid_grant".into(), &said.into())
        );
    }
}

#[tokio::test]
async fn google_gives_a_refresh_token_to_who_asks_for_offline_access() {
    let sandbox = sandbox().await;
    let (address, auth) = (sandbox.http_addr(), "/o/oauth2/v2/auth");
    let asked = with(&[("scope", "https://mail.google.com/"), ("access_type", "offline")]);
    for (asked, offline) in [(asked.clone(), true), (asked[..asked.len() - 1].to_vec(), false)] {
        let back = returned(&agree(address, auth, &asked).await);
        let form =
            [("client_id", "desktop"), ("grant_type", "authorization_code"), ("redirect_uri", CALLBACK)];
        let form: Vec<_> = form.into_iter().chain([("code", back["code"].as_str())]).collect();
        let tokens = post(address, "/token", &form).await.json();
        assert!(tokens["access_token"].as_str().unwrap().starts_with("ya29."), "{tokens}");
        assert_eq!(tokens["refresh_token"].is_string(), offline);
    }
}
