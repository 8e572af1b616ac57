//! One's own token, and what becomes of one that nobody wants any more.

use super::browser::{HERE, begun, browser, finished, refused, signed_in, state};
use super::provider::Provider;
use super::room::{Room, draft, user_specific};
use crate::connections::{Signed, State, Whose};
use crate::testing::{Standing, on_both};
use carteiro_mail::Kind;
use serde_json::json;
use std::time::Duration;

on_both!(
    who_signs_out_gives_the_token_back,
    each_person_has_a_token_of_their_own,
    a_test_loses_no_token_that_cannot_be_renewed,
);

async fn who_signs_out_gives_the_token_back(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let mut discovered = draft("mail", &provider, "desktop");
    discovered.details.issuer = Some(provider.url("issuer"));
    discovered.details.token_url = None;
    let mail = room.add(discovered).await;
    let told_nowhere = room.add(draft("other", &provider, "desktop")).await;
    for (connection, is_taken_back) in [(&mail, true), (&told_nowhere, false)] {
        room.sign_in(&provider, &room.ana, connection).await;
        let row = room.connections.row(&Whose::shared(connection)).await.unwrap().unwrap();
        let refresh_token = room.connections.refresh_token(&row).unwrap().unwrap();
        assert_eq!(room.connections.sign_out(&room.ana, &connection.id).await.unwrap(), is_taken_back);
        let client = room.connections.client(connection).await.unwrap();
        assert_eq!(client.refresh(&refresh_token).await.is_err(), is_taken_back, "{}", connection.name);
        assert_eq!(state(&room, connection).await, State::NotSignedIn);
        let failure = room.handed(&room.ana, &connection.name).await.err().unwrap();
        assert_eq!((failure.kind, &*failure.words.code), (Kind::SignInNeeded, "connection-not-signed-in"));
        let again = room.connections.sign_out(&room.ana, &connection.id).await.unwrap_err();
        assert_eq!(again.kind(), Kind::NotFound);
    }
    assert!(room.audited().await.contains(&"audit-connection-signed-out".to_owned()));
}

async fn each_person_has_a_token_of_their_own(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let (bia, role) = room.somebody("bia", &[]).await;
    let (caio, _) = room.somebody("caio", &[]).await;
    room.give(&caio, &role).await;
    let own = room.add(user_specific(draft("own", &provider, "desktop"), &role)).await;
    let mut tokens = Vec::new();
    for (caller, name) in [(&bia, "bia"), (&caio, "caio")] {
        let failure = room.handed(caller, "own").await.err().unwrap();
        assert_eq!(
            (failure.kind, &*failure.words.code),
            (Kind::SignInNeeded, "connection-not-signed-in-person")
        );
        let login = provider.person().replace("test-", &format!("test-{name}-"));
        let url = begun(&room, caller, &own, name).await;
        let query = signed_in(&provider, &url, json!({ "login": login })).await;
        assert_eq!(finished(&room, caller, name, &query).await, refused("active"));
        let handed = room.handed(caller, "own").await.unwrap();
        assert_eq!(handed.user, login);
        let credential = handed.credentials.credential(carteiro_auth::Renew::WhenExpired).await.unwrap();
        tokens.push(credential.secret().expose().to_owned());
    }
    assert_ne!(tokens[0], tokens[1]);
    // What one of them does touches nobody else.
    room.connections.sign_out(&bia, &own.id).await.unwrap();
    assert_eq!(room.handed(&bia, "own").await.err().unwrap().kind, Kind::SignInNeeded);
    room.handed(&caio, "own").await.unwrap();
    assert_eq!(room.connections.mine(&caio).await.unwrap().len(), 1);
    // Who may no longer use it can still take back what is theirs.
    room.sign_in(&provider, &bia, &own).await;
    let without = room.without_roles(&bia).await;
    assert_eq!(room.handed(&without, "own").await.err().unwrap().kind, Kind::Denied);
    assert_eq!(room.connections.mine(&without).await.unwrap().len(), 1);
    room.connections.sign_out(&without, &own.id).await.unwrap();
    assert!(room.connections.mine(&without).await.unwrap().is_empty());
    let again = room.connections.sign_out(&without, &own.id).await.unwrap_err();
    assert_eq!(again.kind(), Kind::NotFound);
    // Ana, who made it, has no part in it.
    assert_eq!(room.handed(&room.ana, "own").await.err().unwrap().kind, Kind::Denied);
    assert!(room.connections.mine(&room.ana).await.unwrap().is_empty());
    let problem = room.connections.begin(&room.ana, &own.id, Some(&browser("ana")), HERE).await.unwrap_err();
    assert_eq!((problem.kind(), &*problem.words().code), (Kind::Denied, "connection-not-for-you"));
    // Somebody signs in by another account: whose mailbox it is then is said, and written down.
    let other = provider.person();
    let url = begun(&room, &caio, &own, "caio").await;
    let query = signed_in(&provider, &url, json!({ "login": other })).await;
    let signed = room.connections.finish(&caio, Some(&browser("caio")), &query).await.unwrap();
    assert_eq!(signed, Signed::Active { title: "own".to_owned(), account: Some(other.clone()) });
    assert_eq!(room.handed(&caio, "own").await.unwrap().user, other);
    let status = room.connections.status(&own, &Whose::of(&own, &caio.person.id)).await.unwrap();
    assert_eq!(status.account, Some(other));
}

async fn a_test_loses_no_token_that_cannot_be_renewed(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.signed_in(&provider, "desktop-once").await;
    for _ in 0..2 {
        let tried = room.connections.test(&room.ana, &connection.id, None).await.unwrap();
        assert!(tried.is_ok, "{tried:?}");
    }
    assert_eq!(state(&room, &connection).await, State::Active);
    room.handed(&room.ana, "mail").await.unwrap();
    room.clock.pass(Duration::from_mins(61));
    let tried = room.connections.test(&room.ana, &connection.id, None).await.unwrap();
    assert_eq!(tried.reason.unwrap().words.code, "connection-ended");
    assert_eq!(room.told(&room.ana).await, ["notice-needs-sign-in"]);
}
