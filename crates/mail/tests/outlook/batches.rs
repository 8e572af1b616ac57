//! What goes together is answered one by one, and what is not answered may have been done.

use crate::desk::{Desk, inbox, path, references};
use crate::relay::Fate;
use crate::server::{Asked, Reply};
use carteiro_mail::{FlagChange, Kind, Parts};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Whether it is a batch in which this is asked for.
pub fn is_batch(asked: &Asked, of: &str) -> bool {
    asked.path.ends_with("$batch") && asked.json()["requests"].to_string().contains(of)
}

/// The answer of a batch to this request.
fn reply<'a>(told: &'a mut Value, id: &str) -> &'a mut Value {
    let all = told["responses"].as_array_mut().unwrap();
    all.iter_mut().find(|one| one["id"] == id).unwrap()
}

/// To each of a batch the same is said.
pub fn all(asked: &Asked, status: u16, headers: &Value, body: &Value) -> Fate {
    let requests = asked.json()["requests"].clone();
    let one = |one: &Value| json!({ "id": one["id"], "status": status, "headers": headers, "body": body });
    let all: Vec<Value> = requests.as_array().unwrap().iter().map(one).collect();
    Fate::Instead(Reply::json(200, &json!({ "responses": all })))
}

fn error(code: &str, message: &str) -> Value {
    json!({ "error": { "code": code, "message": message } })
}

#[tokio::test]
async fn a_copy_that_got_no_answer_is_not_made_again_when_others_were_refused_for_now() {
    let desk = Desk::with(&["a", "b", "c"]).await;
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Copies")).await.unwrap();
    let all = references(&mailbox, &inbox()).await;
    let batches = AtomicUsize::new(0);
    desk.relay.meddles(move |asked| {
        if !is_batch(asked, "/copy") || batches.fetch_add(1, Ordering::Relaxed) > 0 {
            return Fate::Passes;
        }
        // One was made and is not told; another was not made.
        Fate::Altered(Box::new(|mut told| {
            let all = told["responses"].as_array_mut().unwrap();
            all.retain(|one| one["id"] != "0");
            *reply(&mut told, "1") = json!({ "id": "1", "status": 429, "headers": { "Retry-After": "1" } });
            told
        }))
    });
    let copied = mailbox.copy_to(all, path("Copies")).await;
    let unknown = copied.iter().filter_map(|one| one.as_ref().err());
    assert_eq!(unknown.map(carteiro_mail::Error::kind).collect::<Vec<_>>(), [Kind::OutcomeUnknown]);
    // The one that was refused for now was made in truth; the one without an answer was made once.
    let mut made = desk.subjects("Copies");
    made.dedup();
    assert_eq!((made.len(), desk.subjects("Copies").len()), (3, 4), "{copied:?}");
}

#[tokio::test]
async fn only_what_the_server_says_is_gone_counts_as_removed() {
    for (status, body) in [
        (404, Value::Null),
        (404, error("UnknownError", "")),
        (404, error("ErrorInvalidMailboxItemId", "The specified item Id does not belong to the mailbox.")),
        (400, error("ErrorInvalidIdMalformed", "Id is malformed.")),
    ] {
        let desk = Desk::with(&["a"]).await;
        let mailbox = desk.client.mailbox().await;
        let messages = references(&mailbox, &inbox()).await;
        let said = body.clone();
        desk.relay.meddles(move |asked| {
            if is_batch(asked, "/permanentDelete") {
                all(asked, status, &json!({}), &said)
            } else {
                Fate::Passes
            }
        });
        let error = mailbox.delete(messages).await.remove(0).unwrap_err();
        assert_eq!(error.kind(), Kind::NotFound, "{body}: {error:?}");
        assert_eq!(desk.subjects("INBOX"), ["a"], "{body}");
    }
}

#[tokio::test]
async fn a_cloud_that_cannot_remove_for_good_is_known_by_its_words_whatever_the_status() {
    for status in [400, 404] {
        let desk = Desk::with(&["a", "b"]).await;
        let mailbox = desk.client.mailbox().await;
        let messages = references(&mailbox, &inbox()).await;
        desk.relay.meddles(move |asked| {
            let said = error("BadRequest", "Resource not found for the segment 'permanentDelete'.");
            match asked {
                asked if is_batch(asked, "/permanentDelete") => all(asked, status, &json!({}), &said),
                asked if is_batch(asked, "recoverableitemsdeletions") => {
                    all(asked, 201, &json!({}), &json!({ "id": "moved" }))
                }
                _ => Fate::Passes,
            }
        });
        assert!(mailbox.delete(messages).await.iter().all(Result::is_ok), "{status}");
        let heard = desk.relay.heard();
        assert!(heard.iter().any(|asked| is_batch(asked, "recoverableitemsdeletions")), "{status}");
    }
}

#[tokio::test]
async fn a_message_of_which_a_batch_tells_no_bytes_is_asked_for_by_itself() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    let messages = references(&mailbox, &inbox()).await;
    desk.relay.meddles(|asked| {
        if !is_batch(asked, "$value") {
            return Fate::Passes;
        }
        Fate::Altered(Box::new(|mut told| {
            reply(&mut told, "0")["body"] = json!("");
            told
        }))
    });
    let content = Parts { content: true, ..Parts::default() };
    let found = mailbox.fetch(messages, content).await.remove(0).unwrap();
    assert_eq!((found.header.subject.as_str(), found.content.unwrap().len() > 100), ("a", true));
}

#[tokio::test]
async fn nobody_is_made_to_wait_for_days() {
    for seconds in ["86400", "18446744073709551615"] {
        let desk = Desk::with(&["a"]).await;
        let mailbox = desk.client.mailbox().await;
        let messages = references(&mailbox, &inbox()).await;
        desk.relay.meddles(move |asked| {
            let headers = json!({ "Retry-After": seconds });
            if is_batch(asked, "PATCH") { all(asked, 429, &headers, &Value::Null) } else { Fate::Passes }
        });
        let read = FlagChange { seen: Some(true), ..FlagChange::default() };
        let error = mailbox.flag(messages, read).await.remove(0).unwrap_err();
        assert_eq!(error.kind(), Kind::Throttled, "{error:?}");
        assert!(error.wait().unwrap() < Duration::from_mins(20), "{error:?}");
    }
}
