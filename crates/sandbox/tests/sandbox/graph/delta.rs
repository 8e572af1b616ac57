//! What has changed in a folder.

use serde_json::{Value, json};

use super::caller::{Caller, sandbox, text};

#[tokio::test]
async fn a_synchronization_tells_each_change_once() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await.with("prefer", "odata.maxpagesize=2");
    let first = caller.get("/me/mailFolders/inbox/messages/delta?$select=subject,isRead").await;
    assert_eq!(first["value"].as_array().unwrap().len(), 2);
    assert_eq!(first["value"][0].as_object().unwrap().len(), 5, "{first}");
    let second = caller.get(&text(&first["@odata.nextLink"])).await;
    assert_eq!(second["value"].as_array().unwrap().len(), 1);
    assert_eq!(second["value"][0]["body"], Value::Null);
    let link = text(&second["@odata.deltaLink"]);
    assert!(caller.list(&link).await.is_empty());
    let inbox = caller.inbox().await;
    caller.patch(&format!("/me/messages/{}", inbox[0]), json!({ "isRead": true })).await;
    caller.create(&format!("/me/messages/{}/move", inbox[1]), json!({ "destinationId": "archive" })).await;
    let third = caller.get(&link).await;
    let value = third["value"].as_array().unwrap();
    assert_eq!(value.len(), 2, "{third}");
    assert_eq!((&value[0]["id"], &value[0]["isRead"]), (&json!(inbox[0]), &json!(true)));
    assert_eq!(value[1]["id"], json!(inbox[1]));
    assert_eq!(value[1]["@removed"], json!({ "reason": "deleted" }));
    assert!(caller.list(&text(&third["@odata.deltaLink"])).await.is_empty());
}

#[tokio::test]
async fn a_message_that_went_away_is_told_by_its_immutable_id() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await.with("prefer", "IdType=\"ImmutableId\"");
    let id = caller.inbox().await.remove(0);
    let go = format!("/me/messages/{id}/move");
    caller.create(&go, json!({ "destinationId": "archive" })).await;
    let link = text(&caller.get("/me/mailFolders/archive/messages/delta").await["@odata.deltaLink"]);
    caller.create(&go, json!({ "destinationId": "inbox" })).await;
    let told = caller.list(&link).await;
    assert_eq!(told[0]["id"], json!(id));
    assert!(told[0]["@removed"].is_object());
    assert_eq!(caller.get(&format!("/me/messages/{id}")).await["id"], json!(id));
}

#[tokio::test]
async fn only_changes_of_a_kind_are_told_to_who_wants_no_others() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let link = text(
        &caller.get("/me/mailFolders/inbox/messages/delta?changeType=created").await["@odata.deltaLink"],
    );
    let inbox = caller.inbox().await;
    caller.patch(&format!("/me/messages/{}", inbox[0]), json!({ "isRead": true })).await;
    caller.create(&format!("/me/messages/{}/copy", inbox[1]), json!({ "destinationId": "inbox" })).await;
    assert_eq!(caller.list(&link).await.len(), 1);
    let recent = "/me/mailFolders/inbox/messages/delta?$filter=receivedDateTime ge 2026-02-01T00:00:00Z";
    assert_eq!(caller.list(recent).await.len(), 1);
}

#[tokio::test]
async fn a_token_that_is_old_or_of_another_folder_is_gone() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let link = text(&caller.get("/me/mailFolders/inbox/messages/delta").await["@odata.deltaLink"]);
    let gone = (410, "syncStateNotFound".to_owned());
    let other = link.replace("inbox", "drafts");
    assert_eq!(caller.refused("GET", &other, Value::Null).await, gone);
    let broken = "/me/mailFolders/inbox/messages/delta?$deltatoken=nonsense";
    assert_eq!(caller.refused("GET", broken, Value::Null).await, gone);
    sandbox.set_faults(["graph-sync-state-lost".parse().unwrap()]);
    assert_eq!(caller.refused("GET", &link, Value::Null).await, gone);
    caller.get("/me/mailFolders/inbox/messages/delta").await;
    for query in ["$search=\"x\"", "$orderby=subject", "changeType=other", "$filter=isRead eq true"] {
        let address = format!("/me/mailFolders/inbox/messages/delta?{query}");
        assert_eq!(caller.refused("GET", &address, Value::Null).await.0, 400, "{query}");
    }
}
