//! Each mode signs in.

use super::{Lab, REDIRECT};
use crate::lab::fresh;
use carteiro_engine::Status;
use carteiro_mail::Kind;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_signed_in_once_is_signed_in_by_every_run() {
    for client in ["desktop", "desktop-jwt"] {
        let Some(lab) = Lab::stand() else { return };
        let client = lab.provider.client(client);
        let text = lab.automation(&format!(
            "authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}' }}"
        ));
        let outcome = lab.run(&text).await;
        assert_eq!(outcome.summary.failure.unwrap().kind, Kind::SignInNeeded, "nobody has signed in yet");
        lab.person_signs_in(&text).await;
        for _ in 0..2 {
            lab.assert_in(&lab.run(&text).await);
        }
        assert_eq!(lab.provider.counts(&client).await, json!({ "authorization_code": 1 }));
        assert!(lab.world.told().contains(&lab.user), "whose mailbox it is was in the ID token");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_opens_any_mailbox_by_its_secret() {
    let Some(mut lab) = Lab::stand() else { return };
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__APP__SECRET", "daemon-secret");
    for client in ["daemon", "daemon-jwt"] {
        let client = lab.provider.client(client);
        let text = lab.automation(&format!(
            "client_credentials: {{ PROVIDER, client_id: '{client}', client_secret: {{ credential: mail/app.secret }},
               scopes: ['https://outlook.office365.com/.default'], username: '{}' }}",
            lab.user
        ));
        lab.assert_in(&lab.run(&text).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_opens_any_mailbox_by_its_certificate() {
    let Some(mut lab) = Lab::stand() else { return };
    let (_, text) = lab.by_certificate();
    lab.assert_in(&lab.run(&text).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_name_and_a_password_are_exchanged_for_a_token() {
    let Some(mut lab) = Lab::stand() else { return };
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__ANA__PASSWORD", "pw-test");
    let client = lab.provider.client("desktop");
    let mode = |credential: &str| {
        format!(
            "ropc: {{ PROVIDER, client_id: '{client}', username: '{}', password: {{ credential: {credential} }} }}",
            lab.user
        )
    };
    lab.assert_in(&lab.run(&lab.automation(&mode("mail/ana.password"))).await);
    let refused = lab.run(&lab.automation(&mode("mail/finance.password"))).await;
    let failure = refused.summary.failure.unwrap();
    assert_eq!((failure.kind, failure.words.code.as_ref()), (Kind::SignInFailed, "oauth-password-refused"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_account_acts_for_a_person() {
    let Some(mut lab) = Lab::stand() else { return };
    let (_, text) = lab.service_account();
    lab.assert_in(&lab.run(&text).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_types_a_code_on_another_device() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let text = lab.automation(&format!("device_code: {{ PROVIDER, client_id: '{client}' }}"));
    let wanted = lab.wanted(&text).await;
    let waiting = wanted.client.device().await.unwrap();
    let typed =
        [("user_code", waiting.user_code.as_str()), ("login", lab.user.as_str()), ("password", "pw-test")];
    let (status, page) = lab.provider.fill(&waiting.page, &typed).await;
    assert_eq!(status, 200, "{page}");
    let granted = wanted.client.wait_for_device(&waiting).await.unwrap();
    let now = wanted.client.clock.now();
    let kept = carteiro_auth::logins::Kept::new(granted, Some(lab.user.clone()), now);
    super::logins(lab.data.path()).keep(wanted.name, kept).await.unwrap();
    lab.assert_in(&lab.run(&text).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shared_mailbox_is_opened_with_the_token_of_who_may() {
    let Some(lab) = Lab::stand() else { return };
    let client = lab.provider.client("desktop");
    let shared = lab.user.replacen("test-", "shared-", 1);
    let mode = |user: &str| {
        format!(
            "authorization_code: {{ PROVIDER, client_id: '{client}', redirect_uri: '{REDIRECT}', username: '{user}' }}"
        )
    };
    let text = lab.automation_with(&mode(&lab.user), &format!("mailbox: '{shared}',"));
    lab.person_signs_in(&text).await;
    let outcome = lab.run(&text).await;
    lab.assert_in(&outcome);
    assert!(lab.world.told().contains(&shared));
    let other = format!("shared-{}@lab.test", fresh(""));
    let outcome = lab.run(&lab.automation_with(&mode(&lab.user), &format!("mailbox: '{other}',"))).await;
    assert_eq!(outcome.status(), Status::Failed);
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::SignInFailed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_shown_to_no_host_of_somebody_else() {
    let Some(mut lab) = Lab::stand() else { return };
    lab.world.secrets.take_variable("CARTEIRO_CREDENTIAL_MAIL__APP__SECRET", "canary");
    let mode = "client_credentials: { provider: microsoft, tenant_id: contoso.example, client_id: a, client_secret: { credential: mail/app.secret }, username: ana@contoso.example }";
    // Where it goes shows only in the run: what the check can see, it refuses.
    let text = lab
        .automation(mode)
        .replace("steps:", "steps:\n  - set: { name: where, value: mail.elsewhere.test }")
        .replace("host: 127.0.0.1", "host: '{{ where }}'");
    let failure = lab.run(&text).await.summary.failure.unwrap();
    assert_eq!((failure.kind, failure.words.code.as_ref()), (Kind::InvalidInput, "oauth-other-host"));
    assert!(lab.said.lock().unwrap().is_empty(), "nobody was asked for anything");
}
