//! The next token: who asks for it, how often, and what becomes of what goes wrong.

use super::provider::Provider;
use super::room::{Room, draft, user_specific};
use crate::connections::{Draft, Grant, State, Whose};
use crate::testing::{Standing, on_both};
use carteiro_auth::{Renew, Why};
use carteiro_mail::Kind;
use carteiro_world::Secret;
use futures_util::future::join_all;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

const HOUR: Duration = Duration::from_mins(61);

on_both!(
    all_who_use_a_token_when_it_ends_make_one_request,
    all_who_are_refused_with_one_token_make_one_request,
    a_token_is_renewed_ahead_of_its_end_and_what_renews_it_is_replaced,
    a_sign_in_that_was_taken_back_needs_a_person_who_is_told_once,
    a_provider_that_is_down_is_left_alone_for_a_while_and_nothing_is_lost,
    a_secret_that_is_refused_is_told_and_mended_by_another,
    what_cannot_be_renewed_serves_until_it_ends,
    an_application_needs_no_person,
);

async fn all_who_use_a_token_when_it_ends_make_one_request(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    room.signed_in(&provider, "desktop").await;
    let sources = join_all((0..20).map(|_| room.handed(&room.ana, "mail"))).await;
    room.clock.pass(HOUR);
    let tokens = sources.iter().flat_map(|source| {
        let source = &source.as_ref().unwrap().credentials;
        (0..10).map(|_| source.credential(Renew::WhenExpired))
    });
    let tokens: BTreeSet<String> =
        join_all(tokens).await.into_iter().map(|token| token.unwrap().secret().expose().to_owned()).collect();
    assert_eq!(tokens.len(), 1);
    assert_eq!(provider.count(&provider.client("desktop"), "refresh_token").await, 1);
}

async fn all_who_are_refused_with_one_token_make_one_request(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    room.signed_in(&provider, "desktop").await;
    let sources = join_all((0..20).map(|_| room.handed(&room.ana, "mail"))).await;
    let refused = sources.iter().map(|source| source.as_ref().unwrap().credentials.credential(Renew::Now));
    let tokens: BTreeSet<String> = join_all(refused)
        .await
        .into_iter()
        .map(|token| token.unwrap().secret().expose().to_owned())
        .collect();
    assert_eq!(tokens.len(), 1);
    assert_eq!(provider.count(&provider.client("desktop"), "refresh_token").await, 1);
}

async fn a_token_is_renewed_ahead_of_its_end_and_what_renews_it_is_replaced(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "web").await;
    let source = room.handed(&room.ana, "mail").await.unwrap();
    assert_eq!(source.user, provider.person(), "who signed in is whose mailbox is opened");
    for (passed, asked) in [(50, 0), (6, 1), (0, 1), (56, 2), (56, 3)] {
        room.clock.pass(Duration::from_mins(passed));
        source.credentials.credential(Renew::WhenExpired).await.unwrap();
        let client = provider.client("web");
        assert_eq!(provider.count(&client, "refresh_token").await, asked, "after {passed} minutes");
    }
    assert_eq!(room.generation(&connection).await, 4);
}

async fn a_sign_in_that_was_taken_back_needs_a_person_who_is_told_once(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "desktop").await;
    let (bia, role) = room.somebody("bia", &[]).await;
    let own = room.add(user_specific(draft("own", &provider, "desktop"), &role)).await;
    room.sign_in(&provider, &bia, &own).await;
    let client = provider.client("desktop");
    let forget = json!({ "client": client, "login": provider.person() });
    assert_ne!(provider.control("forget", &forget).await["forgotten"], 0);
    room.clock.pass(HOUR);
    for _ in 0..3 {
        let failure = room.handed(&room.ana, "mail").await.err().unwrap();
        assert_eq!((failure.kind, &*failure.words.code), (Kind::SignInNeeded, "oauth-sign-in-again"));
        let failure = room.handed(&bia, "own").await.err().unwrap();
        assert_eq!(failure.kind, Kind::SignInNeeded);
    }
    assert_eq!(provider.count(&client, "refresh_token").await, 2, "each is asked for once, and no more");
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!(status.state, State::NeedsSignIn);
    assert!(status.since.is_some());
    assert_eq!(room.told(&room.ana).await, ["notice-needs-sign-in"]);
    assert_eq!(room.told(&bia).await, ["notice-needs-sign-in"]);
    room.sign_in(&provider, &room.ana, &connection).await;
    room.handed(&room.ana, "mail").await.unwrap();
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!((status.state, status.reason), (State::Active, None));
}

async fn a_provider_that_is_down_is_left_alone_for_a_while_and_nothing_is_lost(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "desktop").await;
    let client = provider.client("desktop");
    let handed = room.handed(&room.ana, "mail").await.unwrap();
    let source = &handed.credentials;
    for how in [
        json!({ "mode": "unavailable", "retry_after": "30" }),
        json!({ "mode": "html_500" }),
        json!({ "mode": "reset" }),
    ] {
        provider.fail(&client, how.clone()).await;
        room.clock.pass(Duration::from_mins(56));
        let before = provider.count(&client, "refresh_token").await;
        let all = join_all((0..50).map(|_| source.credential(Renew::WhenExpired))).await;
        // Five minutes before its end the token at hand serves.
        assert!(all.iter().all(Result::is_ok), "{how}: {all:?}");
        room.clock.pass(Duration::from_mins(6));
        let all = join_all((0..50).map(|_| source.credential(Renew::WhenExpired))).await;
        let refused = all[0].as_ref().unwrap_err();
        assert!(
            all.iter().all(|one| one.as_ref().is_err_and(carteiro_auth::Refused::is_temporary)),
            "{how}: {refused:?}"
        );
        let asked = provider.count(&client, "refresh_token").await - before;
        assert_eq!(asked, 2, "{how}");
        let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
        assert_eq!(status.state, State::Failing, "{how}");
        provider.heal(&client).await;
        room.clock.pass(Duration::from_mins(10));
        source.credential(Renew::WhenExpired).await.unwrap();
    }
    assert_eq!(room.told(&room.ana).await, [""; 0]);
}

async fn a_secret_that_is_refused_is_told_and_mended_by_another(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "web").await;
    let right = Draft { roles: connection.roles.clone(), ..draft("mail", &provider, "web") };
    let wrong = Draft { secret: Some(Secret::new("canary-wrong")), ..right.clone() };
    let connection =
        room.connections.change(&room.ana, &connection.id, connection.version, wrong).await.unwrap();
    room.clock.pass(HOUR);
    for _ in 0..3 {
        let failure = room.handed(&room.ana, "mail").await.err().unwrap();
        assert_eq!(failure.words.code, "oauth-client-unknown");
        assert_eq!(failure.kind, Kind::SignInFailed);
    }
    assert_eq!(provider.count(&provider.client("web"), "refresh_token").await, 1);
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!(status.state, State::Failing);
    assert_eq!(room.told(&room.ana).await, ["notice-connection-refused"]);
    room.connections.change(&room.ana, &connection.id, connection.version, right).await.unwrap();
    room.handed(&room.ana, "mail").await.unwrap();
}

async fn what_cannot_be_renewed_serves_until_it_ends(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "desktop-once").await;
    let source = room.handed(&room.ana, "mail").await.unwrap().credentials;
    room.clock.pass(Duration::from_mins(58));
    source.credential(Renew::WhenExpired).await.unwrap();
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!((status.state, status.ends_at), (State::Active, status.expires_at));
    room.clock.pass(Duration::from_mins(5));
    let refused = source.credential(Renew::WhenExpired).await.unwrap_err();
    assert_eq!((refused.why, &*refused.reason.code), (Why::SignInNeeded, "connection-ended"));
    assert_eq!(room.told(&room.ana).await, ["notice-needs-sign-in"]);
}

async fn an_application_needs_no_person(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let mut daemon = draft("daemon", &provider, "daemon");
    daemon.details.grant = Grant::ClientCredentials;
    daemon.details.scopes = Some(vec!["mail".to_owned()]);
    daemon.secret = Some(Secret::new("daemon-secret"));
    let connection = room.add(daemon).await;
    let tried = room.connections.test(&room.ana, &connection.id, None).await.unwrap();
    assert!(tried.is_ok, "{tried:?}");
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!(status.state, State::Active);
    let nobody = room.handed(&room.ana, "daemon").await.err().unwrap();
    assert_eq!(nobody.words.code, "login-nobody", "an application has no mailbox of its own");
    let ask = || room.handed_for(&room.ana, "daemon", "127.0.0.1", Some("team@lab.test"));
    let handed = join_all((0..20).map(|_| ask())).await;
    let handed: Vec<_> = handed.into_iter().map(Result::unwrap).collect();
    assert!(handed.iter().all(|one| one.is_application && one.user == "team@lab.test"));
    room.clock.pass(HOUR);
    join_all((0..20).map(|_| ask())).await.into_iter().for_each(|one| drop(one.unwrap()));
    let client = provider.client("daemon");
    assert_eq!(provider.count(&client, "client_credentials").await, 2);
}
