//! What is attached to messages.

use serde_json::{Value, json};

use super::caller::{ANA, Caller, base64, letter, sandbox, text};

#[tokio::test]
async fn attachments_are_listed_with_their_content_and_read_alone() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let inbox = caller.inbox().await;
    let all = caller.list(&format!("/me/messages/{}/attachments", inbox[1])).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["@odata.type"], "#microsoft.graph.fileAttachment");
    assert!(all[0]["contentBytes"].is_string() && all[0]["size"].is_number());
    let one = format!("/me/messages/{}/attachments/{}", inbox[1], text(&all[0]["id"]));
    assert_eq!(caller.get(&one).await["name"], all[0]["name"]);
    let content = caller.bytes(&format!("{one}/$value")).await;
    assert_eq!(base64(content.as_bytes()), text(&all[0]["contentBytes"]));
    let few = caller.list(&format!("/me/messages/{}/attachments?$select=name,size", inbox[1])).await;
    assert_eq!(few[0]["contentBytes"], Value::Null);
    let cast =
        format!("/me/messages/{}/attachments?$select=microsoft.graph.fileAttachment/contentBytes", inbox[1]);
    assert!(caller.list(&cast).await[0]["contentBytes"].is_string());
    let plain = format!("/me/messages/{}/attachments?$select=contentBytes", inbox[1]);
    assert_eq!(caller.refused("GET", &plain, Value::Null).await, (400, "BadRequest".to_owned()));
    let expanded =
        caller.get(&format!("/me/messages/{}?$select=id&$expand=attachments($select=name)", inbox[1])).await;
    assert_eq!(expanded["attachments"][0]["name"], all[0]["name"]);
}

#[tokio::test]
async fn a_message_within_a_message_is_an_item() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let inbox = caller.inbox().await;
    let all = caller.list(&format!("/me/messages/{}/attachments", inbox[0])).await;
    let item = all.iter().find(|one| one["@odata.type"] == "#microsoft.graph.itemAttachment").unwrap();
    assert_eq!(item["contentBytes"], Value::Null);
    let mime =
        caller.bytes(&format!("/me/messages/{}/attachments/{}/$value", inbox[0], text(&item["id"]))).await;
    assert!(mime.contains("Subject:"), "{mime}");
    let expanded = format!(
        "/me/messages/{}/attachments/{}?$expand=microsoft.graph.itemattachment/item",
        inbox[0],
        text(&item["id"])
    );
    let inside = &caller.get(&expanded).await["item"];
    assert_eq!((&inside["@odata.type"], &inside["id"]), (&json!("#microsoft.graph.message"), &json!("")));
    assert!(mime.contains(inside["subject"].as_str().unwrap()), "{inside}");
    assert_eq!(inside["body"]["contentType"], "html");
}

#[tokio::test]
async fn a_small_file_is_attached_and_taken_away() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let draft = caller.create("/me/messages", letter(ANA)).await;
    let address = format!("/me/messages/{}/attachments", text(&draft["id"]));
    let file = json!({
        "@odata.type": "#microsoft.graph.fileAttachment", "name": "notas São.txt",
        "contentType": "text/plain", "contentBytes": base64(b"one"),
    });
    let one = caller.create(&address, file.clone()).await;
    assert_eq!((&one["name"], &one["contentBytes"]), (&json!("notas São.txt"), &json!(base64(b"one"))));
    caller.create(&address, file).await;
    assert_eq!(caller.bytes(&format!("{address}/$count")).await, "2");
    let gone = format!("{address}/{}", text(&one["id"]));
    assert_eq!(caller.ask("DELETE", &gone, Value::Null).await.status, 204);
    assert_eq!(caller.list(&address).await.len(), 1);
    let reference = json!({ "@odata.type": "#microsoft.graph.referenceAttachment", "name": "x" });
    assert_eq!(caller.refused("POST", &address, reference).await.0, 400);
    let large = json!({ "@odata.type": "#microsoft.graph.fileAttachment", "name": "x", "contentBytes": base64(&vec![0; 3 << 20]) });
    assert_eq!(caller.refused("POST", &address, large).await.0, 413);
}

#[tokio::test]
async fn a_draft_may_come_with_its_attachments() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let mut message = letter(ANA);
    message["attachments"] = json!([{
        "@odata.type": "#microsoft.graph.fileAttachment", "name": "logo.png", "contentType": "image/png",
        "contentBytes": base64(b"png"), "isInline": true, "contentId": "logo",
    }]);
    let draft = caller.create("/me/messages", message).await;
    assert_eq!(draft["hasAttachments"], false);
    let all = caller.list(&format!("/me/messages/{}/attachments", text(&draft["id"]))).await;
    assert_eq!((&all[0]["isInline"], &all[0]["contentId"]), (&json!(true), &json!("logo")));
}
