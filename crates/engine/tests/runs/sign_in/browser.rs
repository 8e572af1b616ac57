//! What a browser brings back.

use super::{Lab, REDIRECT};
use carteiro_auth::Why;
use carteiro_auth::oauth2::authorize::{Attempt, Brought, Response};
use serde_json::json;

async fn attempt(lab: &Lab, kind: &str, response: Response) -> (carteiro_engine::login::Wanted, Attempt) {
    let client = lab.provider.client(kind);
    let mode = match response {
        Response::Code => "authorization_code",
        Response::Token => "implicit",
    };
    let text = lab.automation(&format!(
        "{mode}: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}', username: '{}', scopes: [openid, email] }}",
        lab.user
    ));
    let wanted = lab.wanted(&text).await;
    let attempt = Attempt::begin(&wanted.client, response, REDIRECT, Some(&lab.user), &[]).unwrap();
    (wanted, attempt)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_good_once_and_for_its_own_attempt() {
    let Some(lab) = Lab::stand() else { return };
    let (wanted, one) = attempt(&lab, "desktop", Response::Code).await;
    let (_, other) = attempt(&lab, "desktop", Response::Code).await;
    let location = lab.provider.sign_in(one.url.as_str(), &lab.user, "pw-test").await;
    let brought = Brought::of_address(location.as_str());
    let refused = other.finish(&wanted.client, &brought).await.unwrap_err();
    assert_eq!((refused.why, refused.reason.code.as_ref()), (Why::Denied, "oauth-state"));
    let granted = one.finish(&wanted.client, &brought).await.unwrap();
    assert_eq!(granted.person.unwrap().address(), Some(lab.user.as_str()));
    assert!(granted.refresh_token.is_some() && granted.expires_at.is_some());
    let used = location.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let (code, verifier) = (carteiro_world::Secret::new(used), carteiro_world::Secret::new("a".repeat(43)));
    let refused = wanted.client.exchange(&code, &verifier, REDIRECT).await.unwrap_err();
    assert_eq!(refused.why, Why::SignInNeeded, "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_without_openid_connect_is_asked_for_a_token_alone() {
    let Some(lab) = Lab::stand() else { return };
    let (mut wanted, _) = attempt(&lab, "page", Response::Token).await;
    wanted.client.scopes = vec!["mail".to_owned()];
    let one = Attempt::begin(&wanted.client, Response::Token, REDIRECT, None, &[]).unwrap();
    let asked = |name: &str| one.url.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
    assert_eq!(asked("response_type"), "token");
    let brought = Brought::of_address(&format!("{REDIRECT}#access_token=a&state={}", asked("state")));
    assert_eq!(one.finish(&wanted.client, &brought).await.unwrap().access_token.expose(), "a");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_else_with_the_code_gets_nothing_for_it() {
    let Some(lab) = Lab::stand() else { return };
    let (wanted, one) = attempt(&lab, "desktop", Response::Code).await;
    let location = lab.provider.sign_in(one.url.as_str(), &lab.user, "pw-test").await;
    let code = location.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let guessed = "a".repeat(43);
    let (code, verifier) = (carteiro_world::Secret::new(code), carteiro_world::Secret::new(guessed));
    let refused = wanted.client.exchange(&code, &verifier, REDIRECT).await.unwrap_err();
    assert_eq!(refused.why, Why::SignInNeeded, "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_says_no_is_believed() {
    let Some(lab) = Lab::stand() else { return };
    let (wanted, one) = attempt(&lab, "desktop", Response::Code).await;
    let answered = lab.provider.control("sign_in", &json!({ "url": one.url.as_str(), "deny": true })).await;
    let brought = Brought::of_address(answered["location"].as_str().unwrap());
    let refused = one.finish(&wanted.client, &brought).await.unwrap_err();
    assert_eq!((refused.why, refused.reason.code.as_ref()), (Why::SignInNeeded, "oauth-declined"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_the_browser_hands_over_is_of_this_attempt() {
    let Some(lab) = Lab::stand() else { return };
    let (wanted, one) = attempt(&lab, "page", Response::Token).await;
    let location = lab.provider.sign_in(one.url.as_str(), &lab.user, "pw-test").await;
    let granted = one.finish(&wanted.client, &Brought::of_address(location.as_str())).await.unwrap();
    assert!(granted.refresh_token.is_none());
    assert_eq!(granted.person.unwrap().address(), Some(lab.user.as_str()));
    let (_, other) = attempt(&lab, "page", Response::Token).await;
    let forged = location.as_str().replace("state=", "was=");
    let state = other.url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let forged = Brought::of_address(&format!("{forged}&state={state}"));
    assert!(other.finish(&wanted.client, &forged).await.is_err(), "its ID token was made for another");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_somebody_types_is_of_the_attempt_whose_verifier_fits() {
    let Some(lab) = Lab::stand() else { return };
    let (wanted, one) = attempt(&lab, "desktop", Response::Code).await;
    let (_, other) = attempt(&lab, "desktop", Response::Code).await;
    let location = lab.provider.sign_in(one.url.as_str(), &lab.user, "pw-test").await;
    let code = location.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    for nothing in ["what is this", "yes", "", "http://localhost:8888/favicon.ico"] {
        assert!(!Brought::pasted(nothing, &one).is_answer(), "{nothing}");
    }
    let (_, page) = attempt(&lab, "page", Response::Token).await;
    assert!(!Brought::pasted(&code, &page).is_answer(), "a token is not typed");
    let brought = Brought::pasted(&format!(" {code}\n"), &one);
    assert!(one.finish(&wanted.client, &brought).await.unwrap().refresh_token.is_some());
    let again = lab.provider.sign_in(other.url.as_str(), &lab.user, "pw-test").await;
    let code = again.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let (_, third) = attempt(&lab, "desktop", Response::Code).await;
    let brought = Brought::pasted(&code, &third);
    assert_eq!(third.finish(&wanted.client, &brought).await.unwrap_err().why, Why::SignInNeeded);
}
