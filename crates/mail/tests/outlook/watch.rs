//! What comes in is told once, whatever Graph tells again.

use crate::client::Client;
use crate::desk::{Desk, inbox};
use crate::relay::Fate;
use carteiro_mail::{Change, Changes, Cursor};
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

async fn arrival(changes: &mut Changes) -> (String, Cursor) {
    loop {
        match changes.next().await.unwrap().unwrap() {
            Change::Arrived { message, cursor } => {
                return (message.key.message_id.unwrap_or_default(), cursor);
            }
            Change::CaughtUp { .. } => {}
            change @ Change::Reset { .. } => panic!("{change:?}"),
        }
    }
}

#[tokio::test]
async fn what_is_told_again_and_what_has_only_changed_is_not_told() {
    let desk = Desk::with(&["old"]).await;
    let client = Client::to(&desk.relay.url(), desk.token().await);
    let mailbox = client.mailbox().await;
    let begin = mailbox.cursor(inbox()).await.unwrap();
    let all: Arc<Mutex<Vec<Value>>> = Arc::default();
    // Each page twice, with everything before it, and a message of which only a mark has changed.
    desk.relay.meddles(move |asked| {
        if !asked.path.contains("/messages/delta") {
            return Fate::Passes;
        }
        let all = Arc::clone(&all);
        Fate::Altered(Box::new(move |mut told| {
            let mut all = all.lock().unwrap();
            all.extend(told["value"].as_array().unwrap().clone());
            let marked = json!({ "@odata.type": "#microsoft.graph.message", "id": "marked", "isRead": true });
            told["value"] = all.iter().chain(all.iter()).cloned().chain([marked]).collect();
            told
        }))
    });
    let mut watch = mailbox.watch(inbox(), Some(begin));
    let mut cursors = Vec::new();
    for subject in ["a", "b", "c"] {
        desk.put(&[subject]);
        let (told, cursor) = arrival(&mut watch).await;
        assert_eq!(told, format!("{subject}@sandbox.test"));
        cursors.push(cursor);
    }
    // Nor is it to whoever goes on from a cursor.
    let kept = serde_json::from_str(&serde_json::to_string(&cursors[1]).unwrap()).unwrap();
    let mut watch = mailbox.watch(inbox(), Some(kept));
    assert_eq!(arrival(&mut watch).await.0, "c@sandbox.test");
}

#[tokio::test]
async fn a_cursor_of_another_kind_of_server_begins_anew_and_says_so() {
    let desk = Desk::with(&["old"]).await;
    let client = Client::to(&desk.relay.url(), desk.token().await);
    let mailbox = client.mailbox().await;
    let cursor = serde_json::from_value(json!({ "uids": { "validity": 1, "next": 1 } })).unwrap();
    let mut watch = mailbox.watch(inbox(), Some(cursor));
    assert!(matches!(watch.next().await.unwrap().unwrap(), Change::Reset { .. }));
    assert!(matches!(watch.next().await.unwrap().unwrap(), Change::CaughtUp { .. }));
    desk.put(&["new"]);
    assert_eq!(arrival(&mut watch).await.0, "new@sandbox.test");
}
