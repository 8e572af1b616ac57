//! Connections that are tested.

use super::{Desk, mail, sandbox, text, tried};
use crate::automations::Automations;
use crate::automations::store::Text;
use crate::looking::PATIENCE;
use crate::testing::{Log, Standing, lab, on_both};
use axum::http::StatusCode;
use carteiro_sandbox::Flags;
use carteiro_world::clock::Time;
use carteiro_world::{Clock, Language, Random};
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

on_both!(
    each_step_is_told_of_a_saved_automation_at_a_real_server,
    a_wrong_password_ends_it_at_the_sign_in_in_the_language_of_who_asks,
    whoever_goes_away_ends_the_look,
    a_look_that_takes_too_long_is_given_up,
    no_secret_is_told_or_kept,
);

fn steps(lines: &[Value]) -> Vec<&str> {
    lines.iter().filter_map(|line| line["step"].as_str()).collect()
}

async fn each_step_is_told_of_a_saved_automation_at_a_real_server(standing: &Standing) {
    let Some(dovecot) = lab("dovecot") else { return };
    let desk = Desk::new(standing, "pw-test").await;
    let port = dovecot["imap"].as_u64().unwrap().try_into().unwrap();
    let user = format!("test-{}@lab.test", Random::system().id::<8>());
    let text = text(port, &user, "");
    let automations = Automations::new(desk.room.ground.clone());
    let (path, given) = ("a/b.yaml".parse().unwrap(), Text { text: &text, note: "" });
    let saved = automations.add(&desk.caller, &path, given, Language::English).await.unwrap();
    let id = saved.automation.unwrap().id;
    for automation in [id.as_str(), "a/b.yaml"] {
        let lines = desk.lines(&json!({ "automation": automation })).await;
        let (verdict, found) = lines.split_last().unwrap();
        assert_eq!(verdict, &json!({ "ok": true, "failure": null }), "{lines:?}");
        let wanted = ["values", "names", "connection", "greeting", "sign_in", "folders", "message"];
        assert_eq!(steps(found), wanted);
        assert_eq!((&found[4]["name"], &found[4]["failure"]), (&json!("Sign-in"), &Value::Null));
        assert!(found[4]["evidence"][0]["said"].as_str().unwrap().contains("SCRAM-SHA-256"), "{}", found[4]);
    }
    let log = desk.log("audit-look-connection").await;
    assert_eq!(log, [r#"The connection of the session "s" of "Looked at" was tested."#; 2]);
    assert_eq!(desk.log("audit-credential-read").await.len(), 2);
}

async fn a_wrong_password_ends_it_at_the_sign_in_in_the_language_of_who_asks(standing: &Standing) {
    let Some(dovecot) = lab("dovecot") else { return };
    let desk = Desk::new(standing, "canary-wrong").await;
    let port = dovecot["imap"].as_u64().unwrap().try_into().unwrap();
    let user = format!("test-{}@lab.test", Random::system().id::<8>());
    let version = desk.caller.person.version;
    let changes = crate::access::Changes { language: Some(Some(Language::Portuguese)), ..Default::default() };
    let by = desk.caller.actor();
    desk.room.access.change_person(&by, &desk.caller.person.id, Some(version), &changes).await.unwrap();
    let lines = desk.lines(&json!({ "text": text(port, &user, "") })).await;
    let (verdict, found) = lines.split_last().unwrap();
    assert_eq!(verdict["ok"], false);
    let last = found.last().unwrap();
    assert_eq!(
        (&last["step"], &last["failure"]["failure"]["kind"]),
        (&json!("sign_in"), &json!("sign_in_failed"))
    );
    assert_eq!(last["failure"]["failure"]["place"]["line"], 4, "{last}");
    assert!(last["failure"]["said"].as_str().unwrap().contains("senha"), "{last}");
    assert_eq!(last["name"], "Entrada");
}

async fn whoever_goes_away_ends_the_look(standing: &Standing) {
    let desk = Desk::new(standing, "x").await;
    // It takes connections, and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let body = json!({ "text": text(silent.local_addr().unwrap().port(), "ana@sandbox.test", "") });
    let mut under_way = Vec::new();
    for _ in 0..3 {
        let answer = desk.ask(&desk.bia, "/api/looks/connection?session=s", &body).await;
        let mut lines = answer.into_body().into_data_stream();
        for step in ["values", "names", "connection"] {
            let line: Value = serde_json::from_slice(&lines.next().await.unwrap().unwrap()).unwrap();
            assert_eq!(line["step"], step);
        }
        under_way.push((lines, silent.accept().await.unwrap().0));
    }
    let (status, told) = desk.asked("/api/looks/connection?session=s", &body).await;
    assert_eq!((status, &told["words"]), (StatusCode::TOO_MANY_REQUESTS, &json!("look-too-many")));
    let (status, _) = desk.asked("/api/looks/folders?session=s", &body).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    for (lines, mut connection) in under_way {
        drop(lines);
        assert_eq!(connection.read(&mut [0; 100]).await.unwrap(), 0, "the server is left alone");
    }
    let sandbox = sandbox(vec![]).await;
    assert_eq!(desk.lines(&tried(&sandbox, "")).await.last().unwrap()["ok"], false);
}

/// The patience of a look is over at once, and no other.
struct Impatient;

impl Time for Impatient {
    fn now(&self) -> Timestamp {
        Clock::system().now()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if span != PATIENCE {
                std::future::pending::<()>().await;
            }
        })
    }
}

async fn a_look_that_takes_too_long_is_given_up(standing: &Standing) {
    let desk = Desk::at(standing, Clock::from(Impatient), "x").await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = silent.local_addr().unwrap().port();
    let body = json!({ "text": text(at, "ana@sandbox.test", "  - count_mail: { session: s, as: n }\n") });
    let lines = desk.lines(&body).await;
    let verdict = lines.last().unwrap();
    let told = (&verdict["ok"], &verdict["failure"]["failure"]["code"]);
    assert_eq!(told, (&json!(false), &json!("look-too-long")), "{lines:?}");
    for path in ["/api/looks/folders?session=s", "/api/looks/messages?step=steps[1]"] {
        let (status, told) = desk.asked(path, &body).await;
        assert_eq!((status, &told["words"]), (StatusCode::GATEWAY_TIMEOUT, &json!("look-too-long")));
    }
}

async fn no_secret_is_told_or_kept(standing: &Standing) {
    let (log, _heard) = Log::heard();
    let desk = Desk::new(standing, super::CANARY).await;
    let sandbox = sandbox(vec![mail("One", false, Flags::default())]).await;
    let steps = "  - for_each_mail: { session: s, do: [ { log: { text: x } } ] }\n";
    let body = tried(&sandbox, steps);
    let lines = desk.lines(&body).await;
    assert_eq!(lines.last().unwrap()["ok"], true, "{lines:?}");
    for path in ["/api/looks/folders?session=s", "/api/looks/messages?step=steps[1]"] {
        let (status, told) = desk.asked(path, &body).await;
        assert!(status == StatusCode::OK && !told.to_string().contains("canary"), "{told}");
    }
    assert!(!standing.remains().await.contains("canary"));
    let log = log.text();
    assert!(log.contains("fetch") || log.contains("open"), "it hears nothing: {log}");
    assert!(!log.contains("canary"), "{log}");
    // Three looks, each of which has read the password once.
    assert_eq!(desk.log("audit-credential-read").await.len(), 3);
    let verbs = ["STORE", "MOVE", "COPY", "EXPUNGE", "APPEND", "CREATE"];
    let changed = |command: &String| verbs.iter().any(|verb| command.contains(verb));
    assert!(!sandbox.commands().iter().any(changed), "{:?}", sandbox.commands());
}
