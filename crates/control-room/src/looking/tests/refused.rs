//! What is refused, before anything is looked at where that can be known.

use super::{CANARY, Desk, sandbox, text, tried};
use crate::access::Permission;
use crate::app::tests::read;
use crate::audit::Actor;
use crate::settings::Settings;
use crate::testing::{Standing, on_both};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::io::ErrorKind;
use tokio::net::TcpListener;

on_both!(
    what_cannot_be_looked_at_is_refused_at_once,
    a_text_with_mistakes_is_told_with_their_places,
    a_text_is_for_who_may_write_one,
    a_server_that_nobody_knows_and_one_that_may_not_be_reached_are_told,
    whoever_may_not_use_a_credential_or_a_connection_is_told,
);

const PATHS: [&str; 3] =
    ["/api/looks/connection?session=s", "/api/looks/folders?session=s", "/api/looks/messages?step=steps[1]"];

async fn what_cannot_be_looked_at_is_refused_at_once(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let sandbox = sandbox(vec![]).await;
    let good = tried(&sandbox, "");
    let mut wrong_variable = good.clone();
    wrong_variable["variables"] = json!({ "x": "y" });
    let mut wrong_path = good.clone();
    wrong_path["path"] = json!("../x.yaml");
    for (body, status, words) in [
        (json!({}), StatusCode::BAD_REQUEST, "look-what"),
        (json!({ "automation": "none" }), StatusCode::NOT_FOUND, "automation-missing"),
        (json!({ "automation": "none.yaml" }), StatusCode::NOT_FOUND, "automation-missing"),
        (wrong_variable, StatusCode::BAD_REQUEST, "variable-not-declared"),
        (wrong_path, StatusCode::BAD_REQUEST, "automation-path"),
        (json!({ "text": 7 }), StatusCode::BAD_REQUEST, "request-form"),
    ] {
        for path in PATHS {
            let (got, told) = desk.asked(path, &body).await;
            assert_eq!((got, &told["words"]), (status, &json!(words)), "{path} {body}: {told}");
        }
    }
    for (path, words) in [
        ("/api/looks/connection?session=other", "doctor-no-such-session"),
        ("/api/looks/folders?session=other", "doctor-no-such-session"),
        ("/api/looks/messages?step=steps[0]", "preview-no-such-step"),
        ("/api/looks/messages?step=steps[7].for_each_mail", "preview-no-such-step"),
    ] {
        let (got, told) = desk.asked(path, &good).await;
        assert_eq!((got, &told["words"]), (StatusCode::NOT_FOUND, &json!(words)), "{path}");
    }
    assert_eq!(sandbox.commands(), [""; 0]);
}

async fn a_text_with_mistakes_is_told_with_their_places(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let text = text(143, "ana", "  - movee: { to: Done }\n  - count_mail: { ses: s, as: n }\n");
    for path in PATHS {
        let (status, told) = desk.asked(path, &json!({ "text": text })).await;
        assert_eq!((status, &told["ok"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(false)), "{told}");
        let lines: Vec<_> =
            told["mistakes"].as_array().unwrap().iter().map(|one| &one["place"]["line"]).collect();
        assert_eq!(lines, [13, 14], "{told}");
    }
}

async fn a_text_is_for_who_may_write_one(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let runs = desk.room.somebody("runs", [Permission::RunAutomations].into()).await;
    let sandbox = sandbox(vec![]).await;
    let body = tried(&sandbox, "");
    for path in PATHS {
        let (status, _) = read(desk.ask(&runs, path, &body).await).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
}

fn failure(lines: &[Value]) -> (&Value, &Value, &Value) {
    let last = &lines[lines.len() - 2];
    let failure = &last["failure"]["failure"];
    (&last["step"], &failure["kind"], &failure["code"])
}

async fn a_server_that_nobody_knows_and_one_that_may_not_be_reached_are_told(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let unknown = text(143, "ana", "").replace("127.0.0.1", "mail.nowhere.invalid");
    let lines = desk.lines(&json!({ "text": unknown })).await;
    assert_eq!((failure(&lines).0, failure(&lines).1), (&json!("names"), &json!("unreachable")), "{lines:?}");
    let inside = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (_, version) = desk.room.ground.settings().await.unwrap();
    desk.room.ground.decide(&Actor::TERMINAL, version, &Settings::default()).await.unwrap();
    let port = inside.local_addr().unwrap().port();
    for host in ["127.0.0.1", "localhost", "::1", "10.0.0.1", "169.254.169.254"] {
        let steps = "  - count_mail: { session: s, as: n }\n";
        let text = text(port, "ana", steps).replace("127.0.0.1", &format!("'{host}'"));
        let lines = desk.lines(&json!({ "text": text })).await;
        assert_eq!(failure(&lines).1, "denied", "{host}: {lines:?}");
        assert!(!lines.iter().any(|line| line["step"] == "greeting"));
        for path in &PATHS[1..] {
            let (status, told) = desk.asked(path, &json!({ "text": text })).await;
            assert_eq!((status, &told["code"]), (StatusCode::FORBIDDEN, &json!("denied")), "{host}");
        }
    }
    let nobody = inside.into_std().unwrap().accept().unwrap_err();
    assert_eq!(nobody.kind(), ErrorKind::WouldBlock, "nobody was dialled");
}

async fn whoever_may_not_use_a_credential_or_a_connection_is_told(standing: &Standing) {
    let mut desk = Desk::new(standing, CANARY).await;
    let sandbox = sandbox(vec![]).await;
    let may = [Permission::RunAutomations, Permission::EditAutomations];
    desk.bia = desk.room.somebody("eve", may.into()).await;
    let managed = text(143, "ana", "").replace("basic:", "managed:\n            connection: theirs #");
    let managed = managed.replace(
        "            password: { credential: desk/mail.password }
",
        "",
    );
    let steps = tried(&sandbox, "  - count_mail: { session: s, as: n }\n");
    for (body, kind, code) in [
        (steps, "not_found", "credential-not-for"),
        (json!({ "text": managed }), "denied", "connection-not-for-you"),
    ] {
        let lines = desk.lines(&body).await;
        assert_eq!(failure(&lines), (&json!("values"), &json!(kind), &json!(code)), "{lines:?}");
        let (_, told) = desk.asked("/api/looks/folders?session=s", &body).await;
        assert_eq!(told["words"], code);
    }
    assert_eq!(sandbox.commands(), [""; 0]);
    let log = desk.log("audit-credential-read").await;
    assert_eq!(log.len(), 2, "{log:?}");
}
