use super::{PASSWORD, Room, post, read};
use crate::access::{Permission, shown};
use crate::testing::{Standing, on_both};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use carteiro_world::{Language, Secret, phrase};
use serde_json::{Value, json};
use std::time::Duration;

on_both!(
    what_comes_with_a_token_may_come_from_anywhere_and_no_cookie_counts_beside_it,
    a_token_of_before_signing_in_is_good_for_nothing_after_it,
    words_are_in_the_language_that_somebody_has_chosen,
    signing_in_with_a_second_factor_takes_two_steps,
    one_of_the_sessions_is_the_one_that_asks,
    permissions_are_told_in_both_languages,
);

async fn what_comes_with_a_token_may_come_from_anywhere_and_no_cookie_counts_beside_it(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.cookie("ana").await;
    let token = room.token(&cookie, [Permission::ManagePeople].into()).await;
    let request = |authorization: &str, name: &str| {
        let mut request = post("/api/roles", &json!({ "name": name, "permissions": [] }));
        for (name, value) in [
            ("host", "room.test"),
            ("origin", "https://else.test"),
            ("sec-fetch-site", "cross-site"),
            ("cookie", &cookie),
            ("authorization", authorization),
        ] {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        request
    };
    let status = async |authorization: &str, name| room.ask(request(authorization, name)).await.status();
    assert_eq!(status(&format!("Bearer {token}"), "one").await, StatusCode::CREATED);
    assert_eq!(status(&format!("bearer {token}"), "two").await, StatusCode::CREATED);
    for other in ["Bearer carteiro_x", "Bearer x", "Bearer "] {
        let (status, problem) = read(room.ask(request(other, "three")).await).await;
        assert_eq!((status, &problem["words"]), (StatusCode::UNAUTHORIZED, &json!("api-token-unknown")));
    }
    for other in ["Basic eDp5", "Bearer", &token] {
        assert_eq!(status(other, "three").await, StatusCode::FORBIDDEN, "{other}");
    }
    assert_eq!(room.access.roles().await.unwrap().len(), 3);
}

async fn a_token_of_before_signing_in_is_good_for_nothing_after_it(standing: &Standing) {
    let room = Room::new(standing).await;
    let me =
        |cookie: &str| Request::get("/api/me").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let before = room.cookie("ana").await;
    let mut request = post("/api/session", &json!({ "name": "ana", "password": PASSWORD }));
    request.headers_mut().insert(header::COOKIE, before.parse().unwrap());
    let answer = room.ask(request).await;
    let after = answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(after, before);
    assert_eq!(room.ask(me(&before)).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(room.ask(me(&after)).await.status(), StatusCode::OK);
    // Nobody gives a browser a token of their own choice.
    let chosen = "carteiro_session=0123456789abcdef";
    let mut request = post("/api/session", &json!({ "name": "ana", "password": PASSWORD }));
    request.headers_mut().insert(header::COOKIE, chosen.parse().unwrap());
    assert!(!room.ask(request).await.headers()[header::SET_COOKIE].to_str().unwrap().contains(chosen));
    assert_eq!(room.ask(me(chosen)).await.status(), StatusCode::UNAUTHORIZED);
    let change = json!({ "old": PASSWORD, "new": "another horse" });
    let mut request = post("/api/me/password", &change);
    request.headers_mut().insert(header::COOKIE, after.parse().unwrap());
    let answer = room.ask(request).await;
    let rotated =
        answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(room.ask(me(&after)).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(room.ask(me(&rotated)).await.status(), StatusCode::OK);
}

async fn words_are_in_the_language_that_somebody_has_chosen(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = room.cookie("ana").await;
    let ask = async |method: &str, path: &str, tag: &str, body: &str| {
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, &cookie);
        let request = request.header(header::ACCEPT_LANGUAGE, "en").header(header::IF_MATCH, tag);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let answer = room.ask(request.body(Body::from(body.to_owned())).unwrap()).await;
        let tag = answer.headers().get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned());
        let (status, said) = read(answer).await;
        (status.as_u16(), tag, said)
    };
    let (_, tag, me) = ask("GET", "/api/me", "", "").await;
    let tag = tag.unwrap();
    assert_eq!((&me["language"], &me["second_factor"]["is_on"]), (&Value::Null, &json!(false)));
    assert_eq!(ask("PATCH", "/api/me", &tag, r#"{"language": "fr"}"#).await.0, 400);
    assert_eq!(ask("PATCH", "/api/me", &tag, r#"{"name": "Else"}"#).await.0, 400);
    let chosen = r#"{"language": "pt-BR", "time_zone": "America/Sao_Paulo"}"#;
    let (status, next, _) = ask("PATCH", "/api/me", &tag, chosen).await;
    assert_eq!((status, next.as_deref()), (204, Some("\"2\"")));
    assert_eq!(ask("PATCH", "/api/me", &tag, chosen).await.0, 412);
    let (status, _, problem) = ask("GET", "/api/people/nobody", "", "").await;
    assert_eq!(
        (status, &problem["title"]),
        (404, &json!(Language::Portuguese.say(&phrase!("person-missing"))))
    );
    let (_, _, audit) = ask("GET", "/api/audit?code=audit-set-up", "", "").await;
    let said = audit["items"][0]["said"].as_str().unwrap();
    assert_eq!(said, Language::Portuguese.say(&phrase!("audit-set-up", name = "Ana")));
    assert_eq!(ask("PATCH", "/api/me", "\"2\"", r#"{"language": null}"#).await.0, 204);
    let (_, _, me) = ask("GET", "/api/me", "", "").await;
    assert_eq!((&me["language"], &me["time_zone"]), (&Value::Null, &json!("America/Sao_Paulo")));
}

async fn signing_in_with_a_second_factor_takes_two_steps(standing: &Standing) {
    let (room, hands) = Room::at(standing, "2026-11-23T12:00:00Z").await;
    let cookie = room.cookie("ana").await;
    let ask = async |method: &str, path: &str, body: Value| {
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, &cookie);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        read(room.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
    };
    let (status, begun) = ask("POST", "/api/me/second-factor", json!({})).await;
    assert_eq!(status, StatusCode::CREATED);
    assert!(begun["url"].as_str().unwrap().contains(begun["secret"].as_str().unwrap()));
    let secret = Secret::new(begun["secret"].as_str().unwrap());
    let code = || shown(&secret, &room.ground.clock).expose().to_owned();
    let (status, codes) = ask("PUT", "/api/me/second-factor", json!({ "code": code() })).await;
    assert_eq!((status, codes["recovery_codes"].as_array().unwrap().len()), (StatusCode::OK, 10));
    hands.pass(Duration::from_secs(30));
    let sign_in = async |code: Option<String>| {
        let body = json!({ "name": "ana", "password": PASSWORD, "code": code });
        let answer = room.ask(post("/api/session", &body)).await;
        let has_cookie = answer.headers().contains_key(header::SET_COOKIE);
        let (status, said) = read(answer).await;
        (status.as_u16(), said["words"].clone(), has_cookie)
    };
    assert_eq!(sign_in(None).await, (401, json!("sign-in-code-wanted"), false));
    assert_eq!(sign_in(Some("000000".into())).await, (401, json!("sign-in-code-wrong"), false));
    assert_eq!(sign_in(Some(code())).await, (204, Value::Null, true));
    assert_eq!(sign_in(Some(code())).await, (401, json!("sign-in-code-wrong"), false));
    for both in [json!({}), json!({ "password": "x", "code": "y" })] {
        assert_eq!(ask("DELETE", "/api/me/second-factor", both).await.0, StatusCode::BAD_REQUEST);
    }
    let wrong = ask("DELETE", "/api/me/second-factor", json!({ "password": "wrong" })).await;
    assert_eq!(wrong.0, StatusCode::FORBIDDEN);
    let right = ask("DELETE", "/api/me/second-factor", json!({ "password": PASSWORD })).await;
    assert_eq!(right.0, StatusCode::NO_CONTENT);
    assert_eq!(sign_in(None).await.0, 204);
}

async fn one_of_the_sessions_is_the_one_that_asks(standing: &Standing) {
    let room = Room::new(standing).await;
    let (one, other) = (room.cookie("ana").await, room.cookie("ana").await);
    let current = async |path: &str, cookie: &str| {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let (_, sessions) = read(room.ask(request).await).await;
        let sessions = sessions.as_array().unwrap().clone();
        assert_eq!(sessions.len(), 2);
        let mut current = sessions.into_iter().filter(|session| session["current"] == true);
        let id = current.next().map(|session| session["id"].as_str().unwrap().to_owned());
        assert!(current.next().is_none());
        id
    };
    let first = current("/api/me/sessions", &one).await.unwrap();
    assert_ne!(current("/api/me/sessions", &other).await.unwrap(), first);
    let ana = room.access.person_named("Ana").await.unwrap().id;
    assert_eq!(current(&format!("/api/people/{ana}/sessions"), &one).await.unwrap(), first);
}

async fn permissions_are_told_in_both_languages(standing: &Standing) {
    let room = Room::new(standing).await;
    let nobody = room.somebody("eve", [].into()).await;
    let request =
        Request::get("/api/permissions").header(header::COOKIE, nobody).body(Body::empty()).unwrap();
    let (status, all) = read(room.ask(request).await).await;
    assert_eq!((status, all.as_array().unwrap().len()), (StatusCode::OK, Permission::ALL.len()));
    let one = json!({ "name": "view_audit", "label": { "en": "View the audit log", "pt-BR": "Exibir o log de auditoria" } });
    assert!(all.as_array().unwrap().contains(&one), "{all}");
}
