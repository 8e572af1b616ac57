//! How Graph fails on purpose.

use carteiro_sandbox::{Fault, Flags, Protocol, Sandbox};
use serde_json::{Value, json};

use super::caller::{ANA, BIA, Caller, code, letter, sandbox, text, token};
use crate::client::Client;

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

/// Somebody who has begun to read a message that is too large to be sent before they read on.
async fn slow_reader(sandbox: &Sandbox, token: &str, id: &str) -> Client {
    let mut client = Client::dial(sandbox.http_addr()).await;
    let head = format!(
        "GET /v1.0/me/messages/{id}/$value HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    client.send(head).await;
    let status = client.next().await;
    assert!(status.starts_with("HTTP/1.1 200"), "{status}");
    client
}

#[tokio::test]
async fn a_fifth_request_at_once_in_a_mailbox_is_refused_and_counted() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let large = [&b"Subject: large\r\n\r\n"[..], &vec![b'x'; 32 << 20]].concat();
    let received_at = "2026-05-05T00:00:00Z".parse().unwrap();
    sandbox.account().append("INBOX", large, Flags::default(), received_at).unwrap();
    let id = caller.inbox().await.remove(0);
    let mut readers = Vec::new();
    for _ in 0..4 {
        readers.push(slow_reader(&sandbox, &caller.token, &id).await);
    }
    let told = caller.ask("GET", "/me/mailFolders", Value::Null).await;
    assert_eq!(code(&told), (429, "ApplicationThrottled".to_owned()));
    assert!(told.body.contains("MailboxConcurrency") && told.header("retry-after").is_some());
    let batch = json!({ "requests": [{ "id": "1", "method": "GET", "url": "/me/mailFolders" }] });
    let told = caller.ask("POST", "/$batch", batch).await;
    assert_eq!(told.json()["responses"][0]["status"], 429);
    assert_eq!(sandbox.graph_breaches(), 2);
    let state = crate::web::get(sandbox.http_addr(), "/control").await.json();
    assert_eq!(state["graph_breaches"], 2);
    let other = Caller::with_token(&sandbox, token(&sandbox, BIA, "Mail.Read").await);
    other.get("/me/mailFolders").await;
    readers.pop().unwrap().rest().await;
    caller.get("/me/mailFolders").await;
    set(&sandbox, &["graph-concurrency=1"]);
    assert_eq!(caller.ask("GET", "/me/mailFolders", Value::Null).await.status, 429);
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

#[tokio::test]
async fn a_full_mailbox_takes_nothing_and_gives_what_is_there() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let inbox = caller.inbox().await;
    let message = format!("/me/messages/{}", inbox[0]);
    let archive = json!({ "destinationId": "archive" });
    let full = (403, "ErrorQuotaExceeded".to_owned());
    for fault in [format!("full-mailbox={ANA}"), format!("over-quota={ANA}")] {
        set(&sandbox, &[&fault]);
        for (address, body) in [
            ("/me/messages".to_owned(), letter(BIA)),
            ("/me/sendMail".to_owned(), json!({ "message": letter(BIA) })),
            (format!("{message}/createReply"), json!({})),
            (format!("{message}/reply"), json!({ "comment": "Got it." })),
            (format!("{message}/copy"), archive.clone()),
        ] {
            assert_eq!(caller.refused("POST", &address, body).await, full, "{address}");
        }
    }
    assert!(sandbox.store().account(BIA).unwrap().messages("INBOX").unwrap().is_empty());
    assert_eq!(caller.inbox().await, inbox);
    // What stays in the mailbox makes it no fuller.
    caller.create(&format!("{message}/move"), archive).await;
    set(&sandbox, &[]);
    caller.create("/me/messages", letter(BIA)).await;
}
