use super::{Room, post, read};
use crate::testing::{Standing, on_both};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;
use tower::ServiceExt;

on_both!(who_tries_too_often_to_come_in_is_told_when_to_try_again, a_caller_has_so_many_requests_and_no_more,);

/// From this address, as it came over the network, and through a proxy that says another.
fn from(address: &str, forwarded: &str, mut request: Request<Body>) -> Request<Body> {
    let peer: std::net::SocketAddr = format!("{address}:4711").parse().unwrap();
    request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
    request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
    request
}

async fn who_tries_too_often_to_come_in_is_told_when_to_try_again(standing: &Standing) {
    let (room, hands) = Room::at(standing, "2026-11-23T12:00:00Z").await;
    let wrong = || post("/api/session", &json!({ "name": "nobody", "password": "wrong" }));
    let setup = || post("/api/setup", &json!({ "token": "x", "name": "x", "password": "x" }));
    for number in 0..30 {
        // Whatever the header says where there is no proxy.
        let request = if number % 2 == 0 { wrong() } else { setup() };
        let answer = room.ask(from("192.0.2.1", &format!("203.0.113.{number}"), request)).await;
        assert_ne!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "{number}");
    }
    let answer = room.ask(from("192.0.2.1", "", wrong())).await;
    assert_eq!(answer.headers()[header::RETRY_AFTER], "2");
    let (status, problem) = read(answer).await;
    assert_eq!((status, &problem["words"]), (StatusCode::TOO_MANY_REQUESTS, &json!("request-too-often")));
    assert_eq!(room.ask(from("192.0.2.2", "", wrong())).await.status(), StatusCode::UNAUTHORIZED);
    let stolen = || Request::get("/api/me").header("authorization", "Bearer x").body(Body::empty()).unwrap();
    assert_eq!(room.ask(from("192.0.2.1", "", stolen())).await.status(), StatusCode::TOO_MANY_REQUESTS);
    hands.pass(Duration::from_secs(2));
    assert_eq!(room.ask(from("192.0.2.1", "", wrong())).await.status(), StatusCode::UNAUTHORIZED);
    let proxied = room.app().behind_proxy().router();
    let ask = async |forwarded: &str| {
        let answer = proxied.clone().oneshot(from("127.0.0.1", forwarded, wrong())).await.unwrap();
        answer.status()
    };
    for _ in 0..30 {
        assert_eq!(ask("6.6.6.6, 203.0.113.1").await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(ask("7.7.7.7, 203.0.113.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask("203.0.113.1, 203.0.113.2").await, StatusCode::UNAUTHORIZED);
    let addresses: Vec<(Option<String>,)> = standing
        .db
        .all(
            "SELECT DISTINCT address FROM audit WHERE address IS NOT NULL ORDER BY address",
            crate::values![],
        )
        .await
        .unwrap();
    let addresses: Vec<_> = addresses.into_iter().filter_map(|(address,)| address).collect();
    assert_eq!(addresses, ["192.0.2.1", "192.0.2.2", "203.0.113.1", "203.0.113.2"]);
}

async fn a_caller_has_so_many_requests_and_no_more(standing: &Standing) {
    let (room, hands) = Room::at(standing, "2026-11-23T12:00:00Z").await;
    let (ana, bia) = (room.cookie("ana").await, room.somebody("bia", BTreeSet::new()).await);
    let limited = room.app().limited_to(2).router();
    let status = async |cookie: &str| {
        let request = Request::get("/api/me").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let answer = limited.clone().oneshot(request).await.unwrap();
        (answer.status(), answer.headers().get(header::RETRY_AFTER).cloned())
    };
    for _ in 0..10 {
        assert_eq!(status(&ana).await.0, StatusCode::OK);
    }
    let (refused, wait) = status(&ana).await;
    assert_eq!((refused, wait.unwrap().to_str().unwrap()), (StatusCode::TOO_MANY_REQUESTS, "1"));
    assert_eq!(status(&bia).await.0, StatusCode::OK);
    hands.pass(Duration::from_millis(500));
    assert_eq!(status(&ana).await.0, StatusCode::OK);
    assert_eq!(status(&ana).await.0, StatusCode::TOO_MANY_REQUESTS);
}
