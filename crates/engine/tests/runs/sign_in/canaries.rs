//! What a mailbox can be opened with is told to nobody, whatever the mode: the authorization server remembers all of it.

use super::{Lab, REDIRECT};
use carteiro_auth::oauth2::authorize::{Attempt, Brought, Response};
use serde_json::json;
use std::collections::BTreeMap;

/// What a client has handed in and been handed out that nobody else may ever read, and what each is called.
async fn secrets(lab: &Lab, client: &str) -> BTreeMap<String, String> {
    serde_json::from_value(lab.provider.told("secrets", client).await).unwrap()
}

/// Runs it three times, the second time with a token that Dovecot does not know any more and the third time refused by the
/// authorization server, and looks for every secret in all that was said.
async fn assert_silent(lab: &Lab, client: &str, text: &str, expected: &[&str]) {
    let mut outcomes = vec![lab.run(text).await];
    lab.provider.control("forget", &json!({ "client": client, "login": lab.user })).await;
    outcomes.push(lab.run(text).await);
    lab.provider.control("fail", &json!({ "client": client, "mode": "aadsts", "code": 50_076 })).await;
    outcomes.push(lab.run(text).await);
    let said = lab.said.lock().unwrap().clone();
    let all = format!("{said}{}{outcomes:?}{:?}", lab.world.told(), lab.world.events.lock().unwrap());
    let secrets = secrets(lab, client).await;
    for kind in expected {
        assert!(secrets.values().any(|name| name == kind), "{kind} is nowhere in {:?}", secrets.values());
    }
    for (secret, kind) in &secrets {
        // A password and a client's secret may be in nothing that was said, either.
        assert!(!all.contains(secret.as_str()), "{kind} {secret} in\n{all}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_and_its_verifier_and_what_they_bring_are_told_to_nobody() {
    for client in ["desktop", "desktop-jwt"] {
        let Some(lab) = Lab::stand() else { return };
        let client = lab.provider.client(client);
        let text = lab.automation(&format!(
            "authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}' }}"
        ));
        let wanted = lab.wanted(&text).await;
        let attempt = Attempt::begin(&wanted.client, Response::Code, REDIRECT, None, &[]).unwrap();
        let location = lab.provider.sign_in(attempt.url.as_str(), &lab.user, "pw-test").await;
        let brought = Brought::of_address(location.as_str());
        let before = format!("{attempt:?}{:?}", wanted.client);
        let granted = attempt.finish(&wanted.client, &brought).await.unwrap();
        let shown = format!("{before}{granted:?}");
        lab.keep(wanted, granted).await;
        for (secret, kind) in secrets(&lab, &client).await {
            // The address that a person opens has a hash of the verifier in it, and no secret.
            assert!(!shown.contains(&secret), "{kind} {secret} in {shown}");
        }
        let brought = ["code", "code_verifier", "access_token", "refresh_token", "id_token"];
        Box::pin(assert_silent(&lab, &client, &text, &brought)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_secret_of_an_application_is_told_to_nobody() {
    let Some(mut lab) = Lab::stand() else { return };
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__APP__SECRET", "daemon-secret");
    let client = lab.provider.client("daemon");
    let text = lab.automation(&format!(
        "client_credentials: {{ PROVIDER, client_id: '{client}', client_secret: {{ credential: mail/app.secret }},
           scopes: ['https://outlook.office365.com/.default'], username: '{}' }}",
        lab.user
    ));
    Box::pin(assert_silent(&lab, &client, &text, &["client_secret", "access_token"])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_signed_is_told_to_nobody() {
    let Some(mut lab) = Lab::stand() else { return };
    let (robot, text) = lab.service_account();
    Box::pin(assert_silent(&lab, &robot, &text, &["assertion", "access_token"])).await;

    let (client, text) = lab.by_certificate();
    Box::pin(assert_silent(&lab, &client, &text, &["client_assertion", "access_token"])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_is_exchanged_is_told_to_nobody() {
    let Some(mut lab) = Lab::stand() else { return };
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ANA__PASSWORD", "pw-test");
    let client = lab.provider.client("desktop");
    let text = lab.automation(&format!(
        "ropc: {{ PROVIDER, client_id: '{client}', username: '{}', password: {{ credential: mail/ana.password }} }}",
        lab.user
    ));
    Box::pin(assert_silent(&lab, &client, &text, &["password", "access_token"])).await;
}
