//! Signing in, in a browser at the lab's authorization server.

use super::browser::{
    HERE, attempts, back, begun, browser, exchanges, finished, no, part, parts, refused, signed_in, state,
    told, with,
};
use super::provider::Provider;
use super::room::{Room, SCOPES, draft};
use crate::access::Permission;
use crate::connections::{Draft, Signed, State, Whose};
use crate::testing::{Standing, on_both};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carteiro_mail::Kind;
use serde_json::json;
use std::time::Duration;

on_both!(
    a_sign_in_is_tied_to_its_attempt_and_its_browser,
    an_answer_is_taken_once_and_in_time,
    an_answer_is_taken_where_it_was_begun,
    what_answers_another_attempt_or_issuer_is_not_taken,
    who_says_no_or_allows_too_little_has_not_signed_in,
);

async fn a_sign_in_is_tied_to_its_attempt_and_its_browser(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.add(draft("mail", &provider, "web")).await;
    let url = begun(&room, &room.ana, &connection, "one").await;
    let other = begun(&room, &room.ana, &connection, "one").await;
    let query = url.query().unwrap();
    for (name, value) in [
        ("response_type", "code"),
        ("code_challenge_method", "S256"),
        ("redirect_uri", HERE),
        ("client_id", &provider.client("web")),
        ("scope", "mail openid email offline_access"),
    ] {
        assert_eq!(part(query, name), value);
    }
    let kept = standing.dump().await;
    for name in ["state", "nonce", "code_challenge"] {
        let (one, two) = (part(query, name), part(other.query().unwrap(), name));
        assert!(one.len() == 43 && one != two, "{name}: {one} {two}");
        assert!(!kept.contains(&one), "{name}");
    }
    let query = signed_in(&provider, &url, json!({})).await;
    let signed = room.connections.finish(&room.ana, Some(&browser("one")), &query).await.unwrap();
    let account = Some(provider.person());
    assert_eq!(signed, Signed::Active { title: "mail".to_owned(), account: account.clone() });
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!((status.state, status.account, status.reason), (State::Active, account, None));
    assert_eq!(room.handed(&room.ana, "mail").await.unwrap().user, provider.person());
    assert_eq!(
        (exchanges(&provider, "web").await, attempts(&room).await),
        (1, vec!["done".into(), "pending".into()])
    );
    assert!(room.audited().await.contains(&"audit-connection-signed-in".to_owned()));
    // A day after their end nobody knows of attempts.
    room.clock.pass(Duration::from_hours(25));
    begun(&room, &room.ana, &connection, "one").await;
    assert_eq!(attempts(&room).await, ["pending"]);
}

async fn an_answer_is_taken_once_and_in_time(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.add(draft("mail", &provider, "desktop")).await;
    let query = back(&room, &provider, &connection).await;
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("active"));
    for _ in 0..2 {
        let again = finished(&room, &room.ana, "one", &query).await;
        assert_eq!(again, no(Kind::Exists, "connection-attempt-used"));
    }
    assert_eq!((exchanges(&provider, "desktop").await, state(&room, &connection).await), (1, State::Active));
    // Of two that come at once one is taken.
    let query = back(&room, &provider, &connection).await;
    let (one, other) =
        tokio::join!(finished(&room, &room.ana, "one", &query), finished(&room, &room.ana, "one", &query));
    let mut both = [one, other];
    both.sort_by_key(|(kind, _)| kind.is_some());
    assert_eq!(both, [refused("active"), no(Kind::Exists, "connection-attempt-used")]);
    let query = back(&room, &provider, &connection).await;
    room.clock.pass(Duration::from_secs(601));
    for _ in 0..2 {
        let late = finished(&room, &room.ana, "one", &query).await;
        assert_eq!(late, no(Kind::InvalidInput, "connection-attempt-over"));
    }
    // What was begun by another version of the connection is not gone on with.
    let query = back(&room, &provider, &connection).await;
    let draft = Draft {
        roles: connection.roles.clone(),
        title: "Mail".to_owned(),
        ..draft("mail", &provider, "desktop")
    };
    room.connections.change(&room.ana, &connection.id, connection.version, draft).await.unwrap();
    assert_eq!(finished(&room, &room.ana, "one", &query).await.0, Some(Kind::Changed));
    assert_eq!(finished(&room, &room.ana, "one", &query).await, no(Kind::Exists, "connection-attempt-used"));
    assert_eq!(exchanges(&provider, "desktop").await, 2);
}

async fn an_answer_is_taken_where_it_was_begun(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.add(draft("mail", &provider, "desktop")).await;
    let rights = [Permission::ViewConnections, Permission::ManageConnections];
    let (bia, _) = room.somebody("bia", &rights).await;
    let elsewhere = no(Kind::Denied, "connection-other-session");
    for (caller, session) in [(&bia, "two"), (&bia, "one"), (&room.ana, "two")] {
        let query = back(&room, &provider, &connection).await;
        assert_eq!(finished(&room, caller, session, &query).await, elsewhere);
        // Somebody else has seen it: it is good for nothing any more.
        let late = finished(&room, &room.ana, "one", &query).await;
        assert_eq!(late, no(Kind::Exists, "connection-attempt-used"));
    }
    let query = back(&room, &provider, &connection).await;
    assert_eq!(told(&room.connections.finish(&room.ana, None, &query).await), elsewhere);
    assert_eq!(
        (exchanges(&provider, "desktop").await, state(&room, &connection).await),
        (0, State::NotSignedIn)
    );
    let audited = room.audited().await;
    let refusals = audited.iter().filter(|code| *code == "audit-connection-sign-in-refused");
    assert_eq!(refusals.count(), 4);
    // Who may no longer change connections has begun in vain.
    let url = begun(&room, &bia, &connection, "two").await;
    let query = signed_in(&provider, &url, json!({})).await;
    let without = room.without_roles(&bia).await;
    assert_eq!(finished(&room, &without, "two", &query).await.0, Some(Kind::NotFound));
    assert_eq!(exchanges(&provider, "desktop").await, 0);
}

async fn what_answers_another_attempt_or_issuer_is_not_taken(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.add(draft("mail", &provider, "desktop")).await;
    let client = provider.client("desktop");
    let unknown = no(Kind::InvalidInput, "oauth-state");
    let used = no(Kind::Exists, "connection-attempt-used");
    let query = back(&room, &provider, &connection).await;
    let other = with(&query, "state", &"x".repeat(43));
    for query in [other.as_str(), "", "code=x", "state=", "%00=%ff&state=%00"] {
        assert_eq!(finished(&room, &room.ana, "one", query).await, unknown, "{query}");
    }
    // The server says in its answer who it is (RFC 9207).
    let mixed = with(&query, "iss", "https://id.example.org");
    assert_eq!(finished(&room, &room.ana, "one", &mixed).await, refused("oauth-other-issuer"));
    assert_eq!(finished(&room, &room.ana, "one", &query).await, used);
    let mut discovered = draft("discovered", &provider, "desktop");
    discovered.details.issuer = Some(provider.url("issuer"));
    discovered.details.token_url = None;
    discovered.details.authorization_url = None;
    discovered.details.device_url = None;
    let discovered = room.add(discovered).await;
    let query = back(&room, &provider, &discovered).await;
    let mixed = with(&query, "iss", &format!("{}/else", provider.url("issuer")));
    assert_eq!(finished(&room, &room.ana, "one", &mixed).await, refused("oauth-other-issuer"));
    assert_eq!(finished(&room, &room.ana, "one", &query).await, used);
    assert_eq!(exchanges(&provider, "desktop").await, 0, "nobody was shown the code");
    let query = back(&room, &provider, &discovered).await;
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("active"));
    // A code that was made for another attempt: its challenge does not fit (RFC 7636 §4.6).
    let (one, two) = (back(&room, &provider, &connection).await, back(&room, &provider, &connection).await);
    let crossed = with(&one, "code", &part(&two, "code"));
    assert_eq!(finished(&room, &room.ana, "one", &crossed).await, refused("oauth-sign-in-again"));
    assert_eq!(finished(&room, &room.ana, "one", &one).await, used);
    // Without a challenge the provider hands out no code.
    let mut bare = begun(&room, &room.ana, &connection, "one").await;
    let kept =
        parts(bare.query().unwrap()).into_iter().filter(|(name, _)| !name.starts_with("code_challenge"));
    let kept: Vec<(String, String)> = kept.collect();
    bare.query_pairs_mut().clear().extend_pairs(kept);
    let query = signed_in(&provider, &bare, json!({})).await;
    assert_eq!(part(&query, "error"), "invalid_request");
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("oauth-refused"));
    assert_eq!(finished(&room, &room.ana, "one", &query).await, used);
    // An ID token of another attempt.
    let claims = json!({ "sub": "x", "nonce": "another", "email": "eve@lab.test" });
    let body = json!({
        "access_token": "canary", "token_type": "Bearer", "expires_in": 3600, "scope": SCOPES.join(" "),
        "id_token": format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string())),
    });
    provider.fail(&client, json!({ "mode": "answer", "times": 1, "body": body })).await;
    let query = back(&room, &provider, &connection).await;
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("oauth-state"));
    assert_eq!(finished(&room, &room.ana, "one", &query).await, used);
    assert_eq!(state(&room, &connection).await, State::NotSignedIn);
    // But for the one whose code somebody else has shown, all are spent.
    assert_eq!(attempts(&room).await.iter().filter(|state| *state == "pending").count(), 1);
}

async fn who_says_no_or_allows_too_little_has_not_signed_in(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let connection = room.add(draft("mail", &provider, "desktop")).await;
    let client = provider.client("desktop");
    let url = begun(&room, &room.ana, &connection, "one").await;
    let query = signed_in(&provider, &url, json!({ "deny": true })).await;
    assert_eq!(part(&query, "error"), "access_denied");
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("oauth-declined"));
    let again = finished(&room, &room.ana, "one", &query).await;
    assert_eq!(again, no(Kind::Exists, "connection-attempt-used"));
    assert!(room.audited().await.contains(&"audit-connection-sign-in-failed".to_owned()));
    assert_eq!(state(&room, &connection).await, State::NotSignedIn);
    let little = json!({
        "access_token": "canary", "token_type": "Bearer", "expires_in": 3600, "scope": "openid email offline_access",
    });
    let little = json!({ "mode": "answer", "times": 1, "body": little });
    provider.fail(&client, little.clone()).await;
    let query = back(&room, &provider, &connection).await;
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("connection-scopes-missing"));
    assert_eq!(state(&room, &connection).await, State::NeedsSignIn);
    let failure = room.handed(&room.ana, "mail").await.err().unwrap();
    assert_eq!((failure.kind, &*failure.words.code), (Kind::SignInNeeded, "connection-scopes-missing"));
    let query = back(&room, &provider, &connection).await;
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("active"));
    // A token that is good stays.
    provider.fail(&client, little).await;
    let query = back(&room, &provider, &connection).await;
    assert_eq!(finished(&room, &room.ana, "one", &query).await, refused("connection-scopes-missing"));
    room.handed(&room.ana, "mail").await.unwrap();
    assert_eq!(state(&room, &connection).await, State::Active);
}
