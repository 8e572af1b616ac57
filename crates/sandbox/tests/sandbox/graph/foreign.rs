//! A client of Graph that other people wrote.

use serde_json::{Value, json};

use super::{
    caller::{ANA, Caller, letter, sandbox, text, token},
    judge::Judge,
};
use crate::foreign::{run_with, told};

const EVERYTHING: &str = "https://graph.microsoft.com/.default";

#[tokio::test]
async fn o365_works_through_a_mailbox() {
    if told("CARTEIRO_PYTHON").is_none() {
        return;
    }
    let sandbox = sandbox().await;
    let token = token(&sandbox, ANA, EVERYTHING).await;
    let url = format!("http://{}/", sandbox.http_addr());
    run_with(include_str!("../../foreign/o365_tour.py"), &[&url, &token]).await;
    let elsewhere: Vec<String> =
        sandbox.outbox().iter().map(|sent| sent.recipients[0].address.clone()).collect();
    assert_eq!(elsewhere, ["ze@elsewhere.test", "out@elsewhere.test"]);
}

#[tokio::test]
async fn what_is_asked_and_answered_is_as_the_vendor_describes_it() {
    let sandbox = sandbox().await;
    let Some(judge) = Judge::start(&sandbox).await else { return };
    let token = token(&sandbox, ANA, EVERYTHING).await;
    run_with(include_str!("../../foreign/o365_tour.py"), &[&judge.url, &token, "described"]).await;
    assert_eq!(judge.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_o365_does_not_ask_is_answered_as_described_too() {
    let sandbox = sandbox().await;
    let Some(judge) = Judge::start(&sandbox).await else { return };
    let caller = Caller::new(&sandbox).await;
    let inbox = caller.inbox().await;
    let (item, invoice) = (format!("/me/messages/{}", inbox[0]), format!("/me/messages/{}", inbox[1]));
    let attachment = text(&caller.list(&format!("{invoice}/attachments")).await[0]["id"]);
    let folder = text(&caller.create("/me/mailFolders", json!({ "displayName": "Notas" })).await["id"]);
    let draft = caller.create("/me/messages", letter(ANA)).await;
    let draft = format!("/me/messages/{}", text(&draft["id"]));
    let large = json!({ "AttachmentItem": { "attachmentType": "file", "name": "x", "size": 4 << 20 } });
    let file =
        json!({ "@odata.type": "#microsoft.graph.fileAttachment", "name": "x", "contentBytes": "eA==" });
    let to = json!({ "destinationId": "archive" });
    let get = |address: &str| ("GET", address.to_owned(), Value::Null, 200);
    for (method, address, body, status) in [
        get("/me/mailFolders?$top=2&$skip=1&$count=true&$select=id,displayName"),
        get("/me/mailFolders/inbox"),
        get("/me/mailFolders/inbox/childFolders"),
        get("/me/mailFolders/inbox/messages?$orderby=receivedDateTime desc&$top=2"),
        get("/me/mailFolders/inbox/messages/$count"),
        get("/me/messages?$expand=attachments&$filter=isRead eq false&$count=true"),
        get("/me/messages?$search=\"invoice\"&$select=subject,from,internetMessageHeaders,uniqueBody"),
        get("/me/messages/$count"),
        get(&item),
        get(&format!("{item}/$value")),
        get(&format!("{item}/attachments")),
        get(&format!("{item}/attachments/$count")),
        get(&format!("{invoice}/attachments/{attachment}")),
        ("POST", format!("/me/mailFolders/{folder}/childFolders"), json!({ "displayName": "2026" }), 201),
        ("PATCH", format!("/me/mailFolders/{folder}"), json!({ "displayName": "Fiscais" }), 200),
        ("POST", format!("/me/mailFolders/{folder}/copy"), to.clone(), 201),
        ("POST", format!("/me/mailFolders/{folder}/move"), json!({ "destinationId": "inbox" }), 201),
        ("DELETE", format!("/me/mailFolders/{folder}"), Value::Null, 204),
        (
            "PATCH",
            item.clone(),
            json!({ "isRead": true, "flag": { "flagStatus": "complete" }, "categories": ["x"] }),
            200,
        ),
        ("POST", format!("{item}/copy"), to.clone(), 201),
        ("POST", format!("{item}/createReplyAll"), json!({ "comment": "x" }), 201),
        ("POST", format!("{item}/reply"), json!({ "comment": "x" }), 202),
        ("POST", format!("{draft}/attachments"), file, 201),
        ("POST", format!("{draft}/attachments/createUploadSession"), large, 201),
        ("POST", format!("{draft}/send"), Value::Null, 202),
        ("POST", "/me/sendMail".to_owned(), json!({ "message": letter(ANA), "saveToSentItems": false }), 202),
        ("POST", format!("{item}/move"), to, 201),
        ("DELETE", invoice, Value::Null, 204),
        ("GET", item, Value::Null, 404),
        ("GET", "/me/messages/nonsense".to_owned(), Value::Null, 400),
    ] {
        let told = caller.through(&judge.url, method, &address, &body).await;
        assert_eq!(told.status, status, "{method} {address}: {told:?}");
    }
    assert_eq!(judge.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_judge_finds_what_is_not_as_described() {
    let sandbox = sandbox().await;
    let Some(judge) = Judge::start(&sandbox).await else { return };
    let caller = Caller::new(&sandbox).await;
    let body = json!({ "isRead": "yes" });
    caller.through(&judge.url, "PATCH", "/me/messages/x", &body).await;
    assert_eq!(judge.violations().await.len(), 1);
}
