//! Messages: reading, marking, moving.

use serde_json::{Value, json};

use super::caller::{ANA, Caller, base64, letter, sandbox, text};

#[tokio::test]
async fn a_message_has_what_its_page_says() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let message = &caller.list("/me/mailFolders/inbox/messages?$top=2").await[1];
    for name in ["id", "changeKey", "bodyPreview", "internetMessageId", "conversationId", "webLink"] {
        assert!(message[name].is_string(), "{name}: {message}");
    }
    assert_eq!(message["receivedDateTime"], "2026-01-06T23:59:59Z");
    assert_eq!(message["hasAttachments"], true);
    assert_eq!(message["flag"], json!({ "flagStatus": "notFlagged" }));
    assert_eq!(message["body"]["contentType"], "html");
    assert_eq!(message["internetMessageHeaders"], Value::Null);
    assert_eq!(message["@odata.etag"], json!(format!("W/\"{}\"", text(&message["changeKey"]))));
    let id = text(&message["id"]);
    let few =
        caller.get(&format!("/me/messages/{id}?$select=Subject,internetMessageHeaders,uniqueBody")).await;
    assert!(few["internetMessageHeaders"][0]["name"].is_string() && few["uniqueBody"].is_object());
    assert_eq!(few.as_object().unwrap().len(), 6, "{few}");
    let unknown = caller.refused("GET", &format!("/me/messages/{id}?$select=nonsense"), Value::Null).await;
    assert_eq!(unknown, (400, "BadRequest".to_owned()));
    let plain = Caller::new(&sandbox).await.with("prefer", "outlook.body-content-type=\"text\"");
    assert_eq!(plain.get(&format!("/me/messages/{id}")).await["body"]["contentType"], "text");
}

#[tokio::test]
async fn the_mime_of_a_message_is_what_came_in() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let id = caller.inbox().await.remove(0);
    let raw = caller.bytes(&format!("/me/messages/{id}/$value")).await;
    let stored = sandbox.account().messages("INBOX").unwrap().remove(2);
    assert_eq!(raw.as_bytes(), stored.raw());
}

#[tokio::test]
async fn an_id_ends_with_a_move_and_an_immutable_one_does_not() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let fixed = Caller::new(&sandbox).await.with("prefer", "IdType=\"ImmutableId\"");
    let (old, lasting) = (caller.inbox().await.remove(0), fixed.inbox().await.remove(0));
    assert_ne!(old, lasting);
    let moved =
        caller.create(&format!("/me/messages/{old}/move"), json!({ "destinationId": "archive" })).await;
    assert_ne!(text(&moved["id"]), old);
    let gone = caller.refused("GET", &format!("/me/messages/{old}"), Value::Null).await;
    assert_eq!(gone, (404, "ErrorItemNotFound".to_owned()));
    assert_eq!(fixed.get(&format!("/me/messages/{lasting}")).await["id"], json!(lasting));
    assert_eq!(caller.get(&format!("/me/messages/{lasting}")).await["id"], moved["id"]);
    let copied =
        fixed.create(&format!("/me/messages/{lasting}/copy"), json!({ "destinationId": "inbox" })).await;
    assert_ne!(text(&copied["id"]), lasting);
    let elsewhere = caller
        .refused("GET", &format!("/me/mailFolders/inbox/messages/{}", text(&moved["id"])), Value::Null)
        .await;
    assert_eq!(elsewhere.0, 404);
}

#[tokio::test]
async fn a_message_is_marked_and_only_a_draft_is_rewritten() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let id = caller.inbox().await.remove(1);
    let address = format!("/me/messages/{id}");
    let before = caller.get(&address).await;
    let marked = caller
        .patch(
            &address,
            json!({
                "isRead": true, "categories": ["Paid", "Red"], "importance": "High",
                "flag": {
                    "flagStatus": "flagged",
                    "startDateTime": { "dateTime": "2026-03-01T00:00:00", "timeZone": "UTC" },
                    "dueDateTime": { "dateTime": "2026-03-02T00:00:00", "timeZone": "UTC" },
                },
            }),
        )
        .await;
    assert_eq!(marked["isRead"], true);
    assert_eq!(marked["categories"], json!(["Paid", "Red"]));
    assert_eq!(marked["importance"], "high");
    assert_eq!(marked["flag"]["flagStatus"], "flagged");
    assert_eq!(marked["flag"]["dueDateTime"]["dateTime"], "2026-03-02T00:00:00.0000000");
    assert_ne!(marked["changeKey"], before["changeKey"]);
    let done = caller.patch(&address, json!({ "flag": { "flagStatus": "complete" } })).await;
    assert_eq!(done["flag"]["flagStatus"], "complete");
    assert!(done["flag"]["completedDateTime"].is_object());
    for (body, code) in [
        (json!({ "subject": "other" }), "ErrorInvalidPropertySet"),
        (json!({ "receivedDateTime": "2026-01-01T00:00:00Z" }), "ErrorInvalidPropertySet"),
        (json!({ "nonsense": 1 }), "RequestBodyRead"),
        (json!({ "isRead": "yes" }), "RequestBodyRead"),
    ] {
        assert_eq!(caller.refused("PATCH", &address, body).await, (400, code.to_owned()));
    }
    let stale = Caller::new(&sandbox).await.with("if-match", before["@odata.etag"].as_str().unwrap());
    assert_eq!(stale.refused("PATCH", &address, json!({ "isRead": false })).await.0, 412);
}

#[tokio::test]
async fn a_draft_is_written_changed_and_sent() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await.with("prefer", "IdType=\"ImmutableId\"");
    let draft = caller.create("/me/messages", letter(ANA)).await;
    assert_eq!((&draft["isDraft"], &draft["isRead"]), (&json!(true), &json!(true)));
    let address = format!("/me/messages/{}", text(&draft["id"]));
    let changed = caller
        .patch(
            &address,
            json!({
                "subject": "Über", "body": { "contentType": "HTML", "content": "<b>x</b>" },
                "ccRecipients": [{ "emailAddress": { "name": "Zé", "address": "ze@elsewhere.test" } }],
            }),
        )
        .await;
    assert_eq!(changed["subject"], "Über");
    assert_eq!(
        changed["ccRecipients"][0]["emailAddress"],
        json!({ "name": "Zé", "address": "ze@elsewhere.test" })
    );
    assert_eq!(changed["toRecipients"], draft["toRecipients"]);
    assert_eq!(caller.ask("POST", &format!("{address}/send"), Value::Null).await.status, 202);
    let sent = caller.get(&address).await;
    assert_eq!(sent["isDraft"], false);
    assert_eq!(sent["parentFolderId"], caller.get("/me/mailFolders/sentitems").await["id"]);
    assert_eq!(caller.inbox().await.len(), 4);
    assert_eq!(sandbox.outbox()[0].recipients[0].address, "ze@elsewhere.test");
    assert_eq!(
        caller.refused("POST", &format!("{address}/send"), Value::Null).await,
        (400, "ErrorInvalidItemForOperationSendItem".to_owned())
    );
}

#[tokio::test]
async fn mime_in_base64_is_a_draft_too() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let mime = base64(b"From: ana@sandbox.test\r\nTo: x@y.test\r\nSubject: mime\r\n\r\nhi\r\n");
    let told = caller.send("POST", "/me/mailFolders/archive/messages", "text/plain", mime.as_bytes()).await;
    assert_eq!(told.status, 201, "{told:?}");
    assert_eq!(told.json()["subject"], "mime");
    assert_eq!(told.json()["isDraft"], true);
    let told = caller.send("POST", "/me/messages", "text/plain", b"***").await;
    assert_eq!(super::caller::code(&told), (400, "ErrorMimeContentInvalidBase64String".to_owned()));
}

#[tokio::test]
async fn a_deleted_message_goes_to_deleted_items_and_then_away() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let inbox = caller.inbox().await;
    let delete = |id: String| format!("/me/messages/{id}");
    assert_eq!(caller.ask("DELETE", &delete(inbox[0].clone()), Value::Null).await.status, 204);
    let trash = caller.list("/me/mailFolders/deleteditems/messages").await;
    assert_eq!(trash.len(), 1);
    assert_eq!(caller.ask("DELETE", &delete(text(&trash[0]["id"])), Value::Null).await.status, 204);
    let for_good = format!("/me/messages/{}/permanentDelete", inbox[1]);
    assert_eq!(caller.ask("POST", &for_good, Value::Null).await.status, 204);
    assert_eq!(caller.bytes("/me/messages/$count").await, "1");
    assert_eq!(caller.refused("DELETE", &delete(inbox[1].clone()), Value::Null).await.0, 404);
}
