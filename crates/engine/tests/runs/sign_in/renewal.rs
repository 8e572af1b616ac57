//! Tokens end, and new ones take their place.

use super::{Lab, REDIRECT, logins};
use carteiro_auth::logins::{Kept, Logins as _};
use carteiro_auth::oauth2::Source;
use carteiro_auth::oauth2::source::Grant;
use carteiro_auth::{CredentialSource, Renew, Why};
use carteiro_engine::login::Wanted;
use carteiro_world::clock::Manual;
use futures_util::future::join_all;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

async fn signed_in(lab: &Lab, client: &str) -> Wanted {
    let text = lab.automation(&format!(
        "authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}' }}"
    ));
    lab.person_signs_in(&text).await;
    let mut wanted = lab.wanted(&text).await;
    wanted.name.user = Some(lab.user.clone());
    wanted
}

fn source(lab: &Lab, wanted: &Wanted) -> Arc<Source> {
    let grant = Grant::Kept(wanted.name.clone(), Arc::new(logins(lab.data.path())));
    Arc::new(Source::new(wanted.client.clone(), grant, None))
}

async fn kept(lab: &Lab, wanted: &Wanted) -> Kept {
    logins(lab.data.path()).open(&wanted.name).await.unwrap().read().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_use_a_token_when_it_ends_make_one_request() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let mut wanted = signed_in(&lab, &client).await;
    let clock = Manual::at(wanted.client.clock.now());
    wanted.client.clock = clock.clock();
    // In two processes, as far as a lock on a file can tell.
    let sources = [source(&lab, &wanted), source(&lab, &wanted)];
    let all = |renew| join_all((0..200).map(|n| sources[n % 2].credential(renew)).collect::<Vec<_>>());
    assert!(all(Renew::WhenExpired).await.iter().all(Result::is_ok));
    assert_eq!(
        lab.provider.counts(&client).await,
        json!({ "authorization_code": 1 }),
        "it is good for an hour"
    );
    clock.advance(Duration::from_mins(58));
    let renewed = all(Renew::WhenExpired).await;
    assert!(renewed.iter().all(Result::is_ok), "{:?}", renewed.iter().find(|one| one.is_err()));
    assert_eq!(lab.provider.counts(&client).await, json!({ "authorization_code": 1, "refresh_token": 1 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_are_refused_with_one_token_make_one_request() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let wanted = signed_in(&lab, &client).await;
    let source = source(&lab, &wanted);
    source.credential(Renew::WhenExpired).await.unwrap();
    let all = join_all((0..200).map(|_| source.credential(Renew::Now)).collect::<Vec<_>>()).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(lab.provider.counts(&client).await, json!({ "authorization_code": 1, "refresh_token": 1 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_wait_for_an_answer_take_it_when_it_is_a_refusal_too() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let wanted = signed_in(&lab, &client).await;
    let source = source(&lab, &wanted);
    source.credential(Renew::WhenExpired).await.unwrap();
    // Only the first request fails: whoever asks again gets a token.
    lab.provider.control("fail", &json!({ "client": client, "mode": "html_500", "times": 1 })).await;
    let all = join_all((0..200).map(|_| source.credential(Renew::Now)).collect::<Vec<_>>()).await;
    assert!(all.iter().all(Result::is_err), "{}", all.iter().filter(|one| one.is_ok()).count());
    assert!(source.credential(Renew::Now).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refresh_token_that_is_replaced_is_kept_before_its_token_is_used() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let wanted = signed_in(&lab, &client).await;
    let before = kept(&lab, &wanted).await;
    source(&lab, &wanted).credential(Renew::WhenExpired).await.unwrap();
    let first = source(&lab, &wanted);
    first.credential(Renew::WhenExpired).await.unwrap();
    first.credential(Renew::Now).await.unwrap();
    let after = kept(&lab, &wanted).await;
    assert!(before.refresh_token != after.refresh_token && after.renewing_since.is_none());
    assert_eq!(before.signed_in_at, after.signed_in_at);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_did_not_live_to_keep_a_new_token_has_lost_it_and_that_is_said() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let wanted = signed_in(&lab, &client).await;
    let before = kept(&lab, &wanted).await;
    let first = source(&lab, &wanted);
    first.credential(Renew::WhenExpired).await.unwrap();
    first.credential(Renew::Now).await.unwrap();
    // As it was on the disk when the process was killed between the answer and the writing.
    let interrupted = Kept { renewing_since: Some(before.obtained_at), ..before };
    logins(lab.data.path()).keep(wanted.name.clone(), interrupted).await.unwrap();
    let again = source(&lab, &wanted);
    again.credential(Renew::WhenExpired).await.unwrap();
    let refused = again.credential(Renew::Now).await.unwrap_err();
    assert_eq!((refused.why, refused.reason.code.as_ref()), (Why::SignInNeeded, "login-renewal-lost"));
    // Neither in a circle nor damaged: it says so as often as it is asked.
    let refused = again.credential(Renew::Now).await.unwrap_err();
    assert_eq!(refused.why, Why::SignInNeeded);
    lab.person_signs_in(&lab.automation(&format!(
        "authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}' }}"
    )))
    .await;
    assert!(source(&lab, &wanted).credential(Renew::WhenExpired).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_was_taken_back_asks_for_a_person() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let wanted = signed_in(&lab, &client).await;
    let token = kept(&lab, &wanted).await.refresh_token.unwrap();
    let form = [("token", token.expose()), ("client_id", client.as_str())];
    lab.provider.post("revoke_url", &form).await;
    let source = source(&lab, &wanted);
    source.credential(Renew::WhenExpired).await.unwrap();
    let refused = source.credential(Renew::Now).await.unwrap_err();
    assert_eq!((refused.why, refused.reason.code.as_ref()), (Why::SignInNeeded, "oauth-sign-in-again"));
}
