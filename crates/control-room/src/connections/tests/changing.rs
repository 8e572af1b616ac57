//! What becomes of tokens and secrets when a connection changes.

use super::provider::Provider;
use super::room::{Room, TOKEN_URL, custom, draft, purpose, user_specific};
use crate::connections::{Connection, Draft, Grant, ProviderType, State, Whose};
use crate::testing::{Standing, on_both};
use crate::values;
use carteiro_auth::modes::{Provider as Named, Token};
use carteiro_auth::providers::Service;
use carteiro_mail::Kind;
use carteiro_world::Secret;
use std::collections::BTreeSet;

on_both!(
    what_another_application_was_given_is_dropped,
    a_secret_is_sent_to_no_other_place,
    other_scopes_are_allowed_anew,
    the_mark_of_a_provider_is_on_one_connection,
);

type Change = fn(&mut Draft);

async fn rows(room: &Room, connection: &Connection) -> usize {
    room.connections.rows_of(&connection.id).await.unwrap().len()
}

async fn what_another_application_was_given_is_dropped(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let changes: [(bool, Change); 11] = [
        (false, |draft| draft.title = "Title".to_owned()),
        (false, |draft| draft.roles.clear()),
        (false, |draft| draft.details.allowed_hosts = vec!["imap.example.org".to_owned()]),
        (false, |draft| draft.details.services = BTreeSet::from([Service::Smtp])),
        (true, |draft| draft.details.client_id = "another".to_owned()),
        (true, |draft| draft.details.token_url = Some("https://id.example.org/token".to_owned())),
        (true, |draft| draft.details.authorization_url = Some("https://id.example.org/in".to_owned())),
        (true, |draft| draft.details.device_url = Some("https://id.example.org/device".to_owned())),
        (true, |draft| draft.details.issuer = Some("https://id.example.org".to_owned())),
        (true, |draft| draft.details.grant = Grant::DeviceCode),
        (true, |draft| draft.details.token = Token::UserSpecific),
    ];
    for (number, (is_another, change)) in changes.into_iter().enumerate() {
        let mut draft = draft(&format!("mail-{number}"), &provider, "desktop");
        let connection = room.add(draft.clone()).await;
        room.sign_in(&provider, &room.ana, &connection).await;
        draft.roles.clone_from(&connection.roles);
        change(&mut draft);
        let after =
            room.connections.change(&room.ana, &connection.id, connection.version, draft).await.unwrap();
        assert_eq!(rows(&room, &after).await, usize::from(!is_another), "change {number}");
    }
    let connection = room.signed_in(&provider, "desktop").await;
    let late = Draft { roles: connection.roles.clone(), ..draft("mail", &provider, "desktop") };
    let problem = room.connections.change(&room.ana, &connection.id, 7, late).await.unwrap_err();
    assert_eq!(problem.kind(), Kind::Changed);
    room.connections.remove(&room.ana, &connection.id).await.unwrap();
    assert_eq!(rows(&room, &connection).await, 0);
}

async fn a_secret_is_sent_to_no_other_place(standing: &Standing) {
    let room = Room::new(standing).await;
    let right = Draft { secret: Some(Secret::new("canary-4f2e")), ..custom("mail", "client", TOKEN_URL) };
    let connection = room.add(right.clone()).await;
    let elsewhere = |secret: Option<&str>| {
        let mut draft =
            Draft { secret: secret.map(Secret::new), roles: connection.roles.clone(), ..right.clone() };
        draft.details.token_url = Some("https://evil.example/token".to_owned());
        draft
    };
    let change =
        async |version, draft| room.connections.change(&room.ana, &connection.id, version, draft).await;
    let problem = change(1, elsewhere(None)).await.unwrap_err();
    assert_eq!((problem.kind(), &*problem.words().code), (Kind::InvalidInput, "connection-secret-elsewhere"));
    // To leave it out is to keep it, where it stays at its place.
    let mut stays = Draft { secret: None, roles: connection.roles.clone(), ..right.clone() };
    stays.details.client_id = "another".to_owned();
    assert!(change(1, stays).await.unwrap().sealed.secret.is_some());
    assert!(change(2, elsewhere(Some(""))).await.unwrap().sealed.secret.is_none());
    assert!(change(3, elsewhere(Some("new"))).await.unwrap().sealed.secret.is_some());
}

async fn other_scopes_are_allowed_anew(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let (bia, role) = room.somebody("bia", &[]).await;
    let mail = room.signed_in(&provider, "desktop").await;
    let own = room.add(user_specific(draft("own", &provider, "desktop"), &role)).await;
    room.sign_in(&provider, &bia, &own).await;
    for (connection, whose, caller) in
        [(&mail, Whose::shared(&mail), &room.ana), (&own, Whose::of(&own, &bia.person.id), &bia)]
    {
        let mut less = draft(&connection.name, &provider, "desktop");
        less.roles.clone_from(&connection.roles);
        less.details.token = connection.details.token;
        less.details.scopes = Some(vec!["mail".to_owned()]);
        let mut more = less.clone();
        more.details.scopes = Some(vec!["mail".to_owned(), "calendar".to_owned()]);
        let change =
            async |version, draft| room.connections.change(&room.ana, &connection.id, version, draft).await;
        let state = async || room.connections.status(connection, &whose).await.unwrap().state;
        change(1, less).await.unwrap();
        assert_eq!(state().await, State::Active);
        change(2, more).await.unwrap();
        assert_eq!(state().await, State::NeedsSignIn);
        let failure = room.handed(caller, &connection.name).await.err().unwrap();
        assert_eq!((failure.kind, &*failure.words.code), (Kind::SignInNeeded, "connection-scopes-missing"));
        assert_eq!(room.told(caller).await, ["notice-needs-sign-in"]);
    }
}

async fn the_mark_of_a_provider_is_on_one_connection(standing: &Standing) {
    let room = Room::new(standing).await;
    let draft = |name: &str| {
        let mut draft = Draft::new(name, ProviderType::Microsoft, Grant::AuthorizationCode, name);
        draft.is_default = true;
        draft
    };
    let one = room.add(draft("one")).await;
    assert!(one.is_default);
    let two = room.add(draft("two")).await;
    let one = room.connections.get(&room.ana, &one.id).await.unwrap();
    assert_eq!((one.is_default, one.version, two.is_default), (false, 2, true));
    let tokens = room.connections.tokens(room.ana.clone(), "run-1");
    let at = purpose("outlook.office365.com", None);
    let failure = tokens.usual(&Named::Microsoft, &at).await.err().unwrap();
    assert_eq!(
        (&*failure.words.code, failure.words.to_string().contains("two")),
        ("connection-not-signed-in", true)
    );
    let failure = tokens.usual(&Named::Google, &at).await.err().unwrap();
    assert_eq!(failure.words.code, "connection-no-default");
    let sql = "SELECT name FROM connection WHERE default_for = $1";
    let marked: Vec<(String,)> = room.ground.db.all(sql, values!["microsoft"]).await.unwrap();
    assert_eq!(marked, [("two".to_owned(),)]);
}
