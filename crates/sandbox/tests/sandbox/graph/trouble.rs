//! How Graph fails on purpose.

use carteiro_sandbox::{Fault, Protocol, Sandbox};
use serde_json::{Value, json};

use super::caller::{ANA, Caller, code, letter, sandbox, text};

fn set(sandbox: &Sandbox, faults: &[&str]) {
    sandbox.set_faults(faults.iter().map(|fault| fault.parse().unwrap()).collect::<Vec<Fault>>());
}

/// Whether the connection ended without an answer.
async fn is_cut(sandbox: &Sandbox, token: &str, method: &'static str, path: String, body: Value) -> bool {
    let (address, token) = (sandbox.http_addr(), format!("Bearer {token}"));
    let asked = tokio::spawn(async move {
        let fields = [("authorization", token.as_str()), ("content-type", "application/json")];
        crate::web::send(address, method, &path, &fields, body.to_string().as_bytes()).await
    });
    asked.await.is_err()
}

#[tokio::test]
async fn a_busy_server_says_how_long_to_wait_and_may_be_wrong() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    set(&sandbox, &["graph-throttled=7"]);
    let told = caller.ask("GET", "/me/messages", Value::Null).await;
    assert_eq!((told.status, told.header("retry-after")), (429, Some("7")));
    set(&sandbox, &["graph-throttled-times=3"]);
    for status in [429, 429, 429, 200, 200] {
        let told = caller.ask("GET", "/me/messages", Value::Null).await;
        assert_eq!(told.status, status);
        assert_eq!(told.header("retry-after"), (status == 429).then_some("1"));
    }
}

#[tokio::test]
async fn an_outage_passes() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    for (fault, status) in [("graph-unavailable-once", 503), ("graph-gateway-timeout-once", 504)] {
        set(&sandbox, &[fault]);
        assert_eq!(caller.ask("GET", "/me", Value::Null).await.status, status);
        assert_eq!(caller.ask("GET", "/me", Value::Null).await.status, 200);
    }
    set(&sandbox, &["graph-unavailable"]);
    for _ in 0..2 {
        assert_eq!(caller.ask("GET", "/me", Value::Null).await.status, 503);
    }
}

#[tokio::test]
async fn a_deed_whose_answer_is_lost_is_done_and_one_whose_request_is_lost_is_not() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let send = json!({ "message": letter(ANA) });
    set(&sandbox, &["graph-cut-before-once"]);
    assert!(is_cut(&sandbox, &caller.token, "POST", "/v1.0/me/sendMail".to_owned(), send.clone()).await);
    assert_eq!(caller.inbox().await.len(), 3);
    set(&sandbox, &["graph-cut-after-once"]);
    assert!(is_cut(&sandbox, &caller.token, "POST", "/v1.0/me/sendMail".to_owned(), send).await);
    let inbox = caller.inbox().await;
    assert_eq!(inbox.len(), 4);
    set(&sandbox, &["graph-cut-after-once"]);
    let path = format!("/v1.0/me/messages/{}/move", inbox[0]);
    assert!(is_cut(&sandbox, &caller.token, "POST", path, json!({ "destinationId": "archive" })).await);
    assert_eq!(caller.refused("GET", &format!("/me/messages/{}", inbox[0]), Value::Null).await.0, 404);
}

#[tokio::test]
async fn an_answer_may_end_in_the_middle() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    set(&sandbox, &["graph-torn-json-once"]);
    let torn = caller.ask("GET", "/me/messages", Value::Null).await;
    assert_eq!(torn.status, 200);
    assert!(serde_json::from_str::<Value>(&torn.body).is_err());
    set(&sandbox, &["graph-cut-middle-once"]);
    let cut = caller.ask("GET", "/me/messages", Value::Null).await;
    assert!(!cut.body.ends_with("0\r\n\r\n"), "the last chunk is missing: {cut:?}");
    caller.get("/me/messages").await;
}

#[tokio::test]
async fn a_moved_message_may_not_be_found_at_first() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let id = caller.inbox().await.remove(0);
    let moved =
        caller.create(&format!("/me/messages/{id}/move"), json!({ "destinationId": "archive" })).await;
    let address = format!("/me/messages/{}", text(&moved["id"]));
    set(&sandbox, &["graph-moved-not-found-once"]);
    assert_eq!(caller.refused("GET", &address, Value::Null).await.0, 404);
    caller.get(&address).await;
}

#[tokio::test]
async fn a_fifth_request_at_once_in_a_mailbox_is_refused_and_counted() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    set(&sandbox, &["delay-answers=300"]);
    let asks = (0..6).map(|_| caller.ask("GET", "/me/mailFolders", Value::Null));
    let told = futures_of(asks).await;
    let refused: Vec<_> = told.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!((refused.len(), sandbox.graph_breaches()), (2, 2));
    assert_eq!(code(refused[0]), (429, "ApplicationThrottled".to_owned()));
    assert!(refused[0].body.contains("MailboxConcurrency") && refused[0].header("retry-after").is_some());
    let state = crate::web::get(sandbox.http_addr(), "/control").await.json();
    assert_eq!(state["graph_breaches"], 2);
    set(&sandbox, &["graph-concurrency=1", "delay-answers=300"]);
    let told = futures_of((0..2).map(|_| caller.ask("GET", "/me/mailFolders", Value::Null))).await;
    assert_eq!(told.iter().filter(|answer| answer.status == 200).count(), 1);
}

async fn futures_of<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in all.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *done = Some(output);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn what_was_asked_is_kept_for_whoever_looks_on() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    caller.get("/me/messages?$top=1").await;
    let told = caller
        .ask("POST", "/$batch", json!({ "requests": [{ "id": "1", "method": "GET", "url": "/me" }] }))
        .await;
    assert_eq!(told.status, 200);
    assert_eq!(sandbox.commands_of(Protocol::Graph), ["GET /me/messages?$top=1", "GET /me"]);
}
