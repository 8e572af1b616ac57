//! Who may see, use and change a connection.

use super::provider::Provider;
use super::room::{Room, TOKEN_URL, custom, draft, purpose, user_specific};
use crate::Result;
use crate::access::{Caller, Permission};
use crate::app::tests::{Room as Web, read};
use crate::connections::Browser;
use crate::testing::{Standing, on_both};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use carteiro_auth::Renew;
use carteiro_auth::modes::Provider as Named;
use carteiro_engine::Failure;
use carteiro_mail::Kind;
use carteiro_world::Secret;
use serde_json::{Value, json};
use std::collections::BTreeSet;

on_both!(
    who_may_not_see_connections_learns_of_none,
    roles_say_whose_runs_may_use_it_and_are_looked_at_each_time,
    who_may_not_learns_nothing_over_http,
);

fn kind<T>(result: Result<T>) -> Option<Kind> {
    result.err().map(|problem| problem.kind())
}

/// What each of the things comes to that are done to a connection.
async fn done(room: &Room, caller: &Caller, id: &str) -> [Option<Kind>; 6] {
    let browser = Browser::of(&Secret::new("one"));
    let draft = custom("mail", "client", TOKEN_URL);
    let connections = &room.connections;
    [
        kind(connections.get(caller, id).await),
        kind(connections.begin(caller, id, Some(&browser), "http://localhost/").await),
        kind(connections.test(caller, id, None).await),
        kind(connections.sign_out(caller, id).await),
        kind(connections.change(caller, id, 7, draft).await),
        kind(connections.remove(caller, id).await),
    ]
}

async fn who_may_not_see_connections_learns_of_none(standing: &Standing) {
    let room = Room::new(standing).await;
    let (view, manage) = (Permission::ViewConnections, Permission::ManageConnections);
    let (nobody, role) = room.somebody("nobody", &[]).await;
    let (seer, _) = room.somebody("seer", &[view]).await;
    let (maker, _) = room.somebody("maker", &[manage]).await;
    let (both, _) = room.somebody("both", &[view, manage]).await;
    let shared = room.add(custom("mail", "client", TOKEN_URL)).await;
    let own = room.add(user_specific(custom("own", "client", TOKEN_URL), &role)).await;
    let (denied, missing) = (Some(Kind::Denied), Some(Kind::NotFound));
    // There or not, all is the same to whoever may not see connections.
    for (caller, changing) in [(&room.somebody("other", &[]).await.0, denied), (&maker, missing)] {
        for id in [&shared.id, &own.id, "nothing"] {
            let told = done(&room, caller, id).await;
            assert_eq!(
                told,
                [denied, missing, missing, missing, changing, changing],
                "{}",
                caller.person.name
            );
        }
        assert_eq!(kind(room.connections.list(caller).await), denied);
        assert_eq!(kind(room.connections.named(caller, "mail").await), denied);
        assert_eq!(kind(room.connections.named(caller, "nothing").await), denied);
        assert_eq!(kind(room.connections.expiries(caller).await), denied);
        assert_eq!(kind(room.connections.add(caller, custom("new", "client", TOKEN_URL)).await), denied);
    }
    assert_eq!(done(&room, &seer, &shared.id).await, [None, denied, denied, denied, denied, denied]);
    assert_eq!(done(&room, &seer, &own.id).await, [None, denied, denied, denied, denied, denied]);
    assert_eq!(done(&room, &seer, "nothing").await, [missing, missing, missing, missing, denied, denied]);
    assert_eq!(room.connections.list(&seer).await.unwrap().len(), 2);
    assert_eq!(kind(room.connections.add(&seer, custom("new", "client", TOKEN_URL)).await), denied);
    // Who has the role signs in for themselves, and does nothing else.
    assert_eq!(done(&room, &nobody, &own.id).await, [denied, None, None, missing, denied, denied]);
    let changed = Some(Kind::Changed);
    assert_eq!(done(&room, &both, &shared.id).await, [None, None, None, missing, changed, None]);
    assert_eq!(kind(room.connections.get(&both, &shared.id).await), missing);
    room.connections.add(&both, custom("mail", "client", TOKEN_URL)).await.unwrap();
    let again = room.connections.add(&both, custom("mail", "client", TOKEN_URL)).await;
    assert_eq!(kind(again), Some(Kind::Exists));
}

fn said(failure: &Failure) -> (Kind, String, String) {
    (failure.kind, failure.words.code.to_string(), failure.words.to_string())
}

async fn roles_say_whose_runs_may_use_it_and_are_looked_at_each_time(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let (bia, role) = room.somebody("bia", &[Permission::RunAutomations]).await;
    let (caio, _) = room.somebody("caio", &[Permission::RunAutomations]).await;
    let (seer, _) =
        room.somebody("seer", &[Permission::ViewConnections, Permission::ManageConnections]).await;
    let mut draft = draft("mail", &provider, "desktop");
    draft.roles = BTreeSet::from([role.clone()]);
    let connection = room.add(draft).await;
    room.sign_in(&provider, &room.ana, &connection).await;
    let handed = room.handed(&bia, "mail").await.unwrap();
    // Whoever holds the key is nobody, and may.
    room.handed(&Caller::holder(), "mail").await.unwrap();
    // That it is there is told as if it were not; who made it may not use it either.
    let not_for = "connection-not-for-you";
    let (is_there, is_not) =
        (room.handed(&caio, "mail").await.err().unwrap(), room.handed(&caio, "mial").await.err().unwrap());
    assert_eq!((said(&is_there).0, said(&is_there).1), (Kind::Denied, not_for.to_owned()));
    assert_eq!(said(&is_there).2.replace("mail", "mial"), said(&is_not).2);
    assert_eq!((is_not.kind, &*is_not.words.code), (Kind::Denied, not_for));
    let denied = room.handed(&seer, "mail").await.err().unwrap();
    assert_eq!((denied.kind, &*denied.words.code), (Kind::Denied, not_for));
    let unknown = room.handed(&seer, "mial").await.err().unwrap();
    assert_eq!((unknown.kind, &*unknown.words.code), (Kind::NotFound, "connection-unknown"));
    let usual = async |caller: &Caller| {
        let tokens = room.connections.tokens(caller.clone(), "run-1");
        let failure =
            tokens.usual(&Named::Microsoft, &purpose("outlook.office365.com", None)).await.err().unwrap();
        (failure.kind, failure.words.code.to_string())
    };
    assert_eq!(usual(&caio).await, (Kind::SignInNeeded, "connection-no-default".to_owned()));
    // Somebody's own is nobody's who holds the key.
    room.add(user_specific(super::room::draft("own", &provider, "desktop"), &role)).await;
    let nobody = room.handed(&Caller::holder(), "own").await.err().unwrap();
    assert_eq!((nobody.kind, &*nobody.words.code), (Kind::InvalidInput, "connection-as-user"));
    assert!(!room.connections.sign_out(&Caller::holder(), &connection.id).await.unwrap());
    room.sign_in(&provider, &room.ana, &connection).await;
    handed.credentials.credential(Renew::WhenExpired).await.unwrap();
    let without = room.without_roles(&bia).await;
    for caller in [&without, &bia] {
        assert_eq!(room.handed(caller, "mail").await.err().unwrap().kind, Kind::Denied);
    }
    let refused = handed.credentials.credential(Renew::WhenExpired).await.unwrap_err();
    assert_eq!(refused.reason.code, not_for, "a run that is under way reads nothing more");
}

async fn who_may_not_learns_nothing_over_http(standing: &Standing) {
    let web = Web::new(standing).await;
    let ana = web.cookie("Ana").await;
    let seer = web.somebody("seer", [Permission::ViewConnections].into()).await;
    let nobody = web.somebody("nobody", BTreeSet::new()).await;
    let ask = async |cookie: &str, line: &str, body: Value| {
        let (method, path) = line.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
        let request =
            request.header(header::CONTENT_TYPE, "application/json").header(header::IF_MATCH, "\"1\"");
        read(web.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
    };
    let (_, roles) = ask(&ana, "GET /api/roles", Value::Null).await;
    let roles = roles.as_array().cloned().unwrap_or_else(|| roles["items"].as_array().unwrap().clone());
    let role = roles.iter().find(|role| role["name"] == "nobody").unwrap()["id"].clone();
    let new = json!({
        "name": "own", "provider": "custom", "client_id": "c", "token_url": TOKEN_URL, "services": ["imap"],
        "authorization_url": "https://id.example.org/authorize", "grant": "authorization_code",
        "token": "user_specific", "allowed_hosts": ["imap.example.org"], "roles": [role],
    });
    let (status, own) = ask(&ana, "POST /api/connections", new.clone()).await;
    assert_eq!(status, StatusCode::CREATED, "{own}");
    let mut other = new.clone();
    other["name"] = "other".into();
    other["roles"] = json!([]);
    let (_, other) = ask(&ana, "POST /api/connections", other).await;
    let (own, other) = (own["id"].as_str().unwrap(), other["id"].as_str().unwrap());
    for id in [own, other, "nothing"] {
        for line in [
            format!("GET /api/connections/{id}"),
            format!("PUT /api/connections/{id}"),
            format!("DELETE /api/connections/{id}"),
            format!("POST /api/connections/{id}/sign-in"),
            format!("DELETE /api/connections/{id}/sign-in"),
            format!("POST /api/connections/{id}/test"),
        ] {
            let (status, told) = ask(&nobody, &line, new.clone()).await;
            assert_eq!((status, &told["code"]), (StatusCode::FORBIDDEN, &json!("denied")), "{line}");
            if !line.starts_with("GET") {
                assert_eq!(ask(&seer, &line, new.clone()).await.0, StatusCode::FORBIDDEN, "{line}");
            }
        }
    }
    // One's own are those that one may use.
    for (cookie, ids) in [(&nobody, vec![own]), (&seer, vec![]), (&ana, vec![])] {
        let (_, mine) = ask(cookie, "GET /api/me/connections", Value::Null).await;
        let mine: Vec<&str> =
            mine.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(mine, ids);
        for id in [own, other, "nothing"] {
            let (status, told) =
                ask(cookie, &format!("POST /api/me/connections/{id}/sign-in"), Value::Null).await;
            let expected = if ids.contains(&id) { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(status, expected, "{told}");
            let is_missing = told["words"] == "connection-missing";
            assert_eq!(is_missing, !ids.contains(&id), "{told}");
        }
    }
    let (status, told) = ask(&seer, "GET /api/connections", Value::Null).await;
    assert_eq!((status, told.as_array().unwrap().len()), (StatusCode::OK, 2));
    // Signing in is nothing for a program.
    let token = web.token(&ana, Permission::ALL.into()).await;
    let request = Request::post(format!("/api/connections/{own}/sign-in"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    let (status, told) = read(web.ask(request.body(Body::empty()).unwrap()).await).await;
    assert_eq!((status, &told["words"]), (StatusCode::FORBIDDEN, &json!("session-wanted")));
}
