use super::{Room, read};
use crate::access::Permission;
use crate::app::description;
use crate::testing::{Standing, on_both};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::collections::{BTreeMap, BTreeSet};

on_both!(each_route_lets_in_who_has_its_permission_and_nobody_else);

/// Method, path and need of every route that there is.
fn every_route() -> Vec<(String, String, String)> {
    let description = serde_json::to_value(description()).unwrap();
    let mut routes = Vec::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let needs = operation["x-needs"].as_str().unwrap();
            routes.push((method.to_uppercase(), path.clone(), needs.to_owned()));
        }
    }
    routes
}

/// Who asks a route: by a cookie, or by an API token.
struct Asker(&'static str, String);

impl Asker {
    fn of(self, request: axum::http::request::Builder) -> axum::http::request::Builder {
        request.header(self.0, self.1)
    }
}

async fn each_route_lets_in_who_has_its_permission_and_nobody_else(standing: &Standing) {
    let room = Room::new(standing).await;
    let cookie = |cookie: &str| Asker("cookie", cookie.to_owned());
    let bearer = |token: &str| Asker("authorization", format!("Bearer {token}"));
    let anybody = room.somebody("anybody", BTreeSet::new()).await;
    let everything = room.somebody("everything", Permission::ALL.into()).await;
    let all = room.token(&everything, Permission::ALL.into()).await;
    let mut people = BTreeMap::new();
    for one in Permission::ALL {
        let others: BTreeSet<_> = Permission::ALL.into_iter().filter(|other| *other != one).collect();
        let token = room.token(&everything, others.clone()).await;
        let others = room.somebody(&format!("others than {}", one.name()), others).await;
        people.insert(one, (room.somebody(one.name(), [one].into()).await, others, token));
    }
    let routes = every_route();
    assert!(routes.len() > 30, "{}", routes.len());
    for (method, path, needs) in routes {
        let path = path.replace(['{', '}'], "");
        let answer = async |asker: Asker| {
            let request = Request::builder().method(method.as_str()).uri(&path);
            let request = request.header(header::IF_MATCH, "\"1\"");
            let request = asker.of(request.header(header::CONTENT_TYPE, "application/json"));
            room.ask(request.body(Body::from("{}")).unwrap()).await
        };
        let status = async |asker: Asker| answer(asker).await.status();
        let is_refused = |status| status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN;
        let what = format!("{method} {path} needs {needs}");
        if needs == "nothing" {
            let (_, said) = read(answer(cookie("")).await).await;
            assert_ne!(said["words"], "sign-in-first", "{what}");
            continue;
        }
        assert_eq!(status(cookie("")).await, StatusCode::UNAUTHORIZED, "{what}");
        assert_eq!(status(bearer("carteiro_0")).await, StatusCode::UNAUTHORIZED, "{what}");
        let (is_in_person, needed) = match needs.strip_prefix("session") {
            Some(rest) => (true, rest.trim()),
            None => (false, needs.as_str()),
        };
        let with_token = status(bearer(&all)).await;
        if is_in_person {
            assert_eq!(with_token, StatusCode::FORBIDDEN, "{what}, and no token");
        } else {
            assert!(!is_refused(with_token), "{what}: {with_token} by token");
        }
        let holder = if let Some(needed) = Permission::named(needed) {
            let (holder, others, token) = &people[&needed];
            assert_eq!(status(cookie(others)).await, StatusCode::FORBIDDEN, "{what}");
            assert_eq!(status(bearer(token)).await, StatusCode::FORBIDDEN, "{what}, by token");
            holder
        } else {
            assert!(["", "person"].contains(&needed), "{what}");
            &anybody
        };
        let status = status(cookie(holder)).await;
        assert!(!is_refused(status), "{what}: {status}");
    }
}
