//! Files that are too large for one request.

use serde_json::{Value, json};

use super::caller::{ANA, BIA, Caller, app_token, code, letter, sandbox, text};
use crate::web::{Answer, send};

const SIZE: usize = 3 * 1024 * 1024 + 100;

struct Upload<'s> {
    caller: Caller<'s>,
    message: String,
    url: String,
}

async fn begin(sandbox: &carteiro_sandbox::Sandbox) -> Upload<'_> {
    let caller = Caller::new(sandbox).await;
    let draft = caller.create("/me/messages", letter(ANA)).await;
    let message = format!("/me/messages/{}", text(&draft["id"]));
    let item = json!({ "AttachmentItem": { "attachmentType": "file", "name": "large.bin", "size": SIZE } });
    let session = caller.create(&format!("{message}/attachments/createUploadSession"), item).await;
    assert_eq!(session["nextExpectedRanges"], json!(["0-"]));
    assert!(session["expirationDateTime"].is_string());
    Upload { caller, message, url: text(&session["uploadUrl"]) }
}

impl Upload<'_> {
    async fn put(&self, from: usize, to: usize, total: usize) -> Answer {
        let range = format!("bytes {from}-{}/{total}", to - 1);
        let fields = [("content-type", "application/octet-stream"), ("content-range", range.as_str())];
        self.send("PUT", &fields, &vec![b'x'; to - from]).await
    }

    async fn send(&self, method: &str, fields: &[(&str, &str)], body: &[u8]) -> Answer {
        let address = self.caller.sandbox.http_addr();
        let path = self.url.strip_prefix(&format!("http://{address}")).unwrap();
        send(address, method, path, fields, body).await
    }
}

#[tokio::test]
async fn ranges_come_one_behind_the_other_and_the_last_one_attaches_the_file() {
    let sandbox = sandbox().await;
    let upload = begin(&sandbox).await;
    let told = upload.put(0, 2_000_000, SIZE).await;
    assert_eq!((told.status, &told.json()["nextExpectedRanges"]), (200, &json!(["2000000"])));
    for (from, to, total, status) in [
        (0, 2_000_000, SIZE, 416),
        (2_500_000, 2_600_000, SIZE, 416),
        (2_000_000, 2_100_000, SIZE + 1, 400),
        (2_000_000, SIZE + 1, SIZE, 400),
    ] {
        assert_eq!(upload.put(from, to, total).await.status, status, "{from}-{to}/{total}");
    }
    let told = upload.send("GET", &[], b"").await;
    assert_eq!(told.json()["nextExpectedRanges"], json!(["2000000"]));
    let told = upload.put(2_000_000, SIZE, SIZE).await;
    assert_eq!(told.status, 201, "{told:?}");
    let location = told.header("location").unwrap().to_owned();
    let id = location.rsplit_once("Attachments('").unwrap().1.trim_end_matches("')");
    let attached = upload.caller.get(&format!("{}/attachments/{id}?$select=name", upload.message)).await;
    assert_eq!(attached["name"], "large.bin");
    let content = upload.caller.bytes(&format!("{}/attachments/{id}/$value", upload.message)).await;
    assert_eq!(content.len(), SIZE);
    assert_eq!(upload.put(0, 10, SIZE).await.status, 404);
}

#[tokio::test]
async fn the_address_of_an_upload_is_all_that_is_needed_until_it_ends() {
    let sandbox = sandbox().await;
    let upload = begin(&sandbox).await;
    let fields = [("authorization", "Bearer x"), ("content-range", "bytes 0-0/1")];
    let told = upload.send("PUT", &fields, b"x").await;
    assert_eq!(code(&told), (401, "InvalidAudienceForResource".to_owned()));
    assert_eq!(upload.put(0, 10, SIZE).await.status, 200);
    sandbox.oauth().unwrap().advance(4 * 3_600);
    let told = upload.put(10, 20, SIZE).await;
    assert_eq!(code(&told), (404, "uploadSessionNotFound".to_owned()));
    let upload = begin(&sandbox).await;
    assert_eq!(upload.send("DELETE", &[], b"").await.status, 204);
    assert_eq!(upload.put(0, 10, SIZE).await.status, 404);
}

#[tokio::test]
async fn a_range_that_was_cut_off_is_sent_again() {
    let sandbox = sandbox().await;
    let upload = begin(&sandbox).await;
    assert_eq!(upload.put(0, 1_000_000, SIZE).await.status, 200);
    sandbox.set_faults(["graph-cut-upload-once".parse().unwrap()]);
    let range = format!("bytes 1000000-1999999/{SIZE}");
    let address = sandbox.http_addr();
    let path = upload.url.strip_prefix(&format!("http://{address}")).unwrap().to_owned();
    let lost = tokio::spawn(async move {
        send(address, "PUT", &path, &[("content-range", range.as_str())], &vec![b'x'; 1_000_000]).await
    });
    assert!(lost.await.is_err(), "the connection was cut");
    let told = upload.put(1_000_000, SIZE, SIZE).await;
    assert_eq!(told.status, 201, "{told:?}");
}

#[tokio::test]
async fn what_is_too_small_or_too_large_for_a_session_is_refused() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let draft = caller.create("/me/messages", letter(ANA)).await;
    let address = format!("/me/messages/{}/attachments/createUploadSession", text(&draft["id"]));
    for (item, expected) in [
        (
            json!({ "attachmentType": "file", "name": "x", "size": 1000 }),
            "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
        ),
        (
            json!({ "attachmentType": "file", "name": "x", "size": 200 << 20 }),
            "ErrorAttachmentSizeLimitExceeded",
        ),
        (json!({ "attachmentType": "item", "name": "x", "size": 4 << 20 }), "RequestBodyRead"),
        (Value::Null, "RequestBodyRead"),
    ] {
        let refused = caller.refused("POST", &address, json!({ "AttachmentItem": item })).await;
        assert_eq!(refused, (400, expected.to_owned()));
    }
}

#[tokio::test]
async fn a_person_uploads_nothing_to_the_mailbox_of_somebody_else_and_an_app_does() {
    let sandbox = sandbox().await;
    let item = json!({ "AttachmentItem": { "attachmentType": "file", "name": "x", "size": SIZE } });
    let app = Caller::with_token(&sandbox, app_token(&sandbox).await);
    for (caller, status) in [(Caller::new(&sandbox).await, 403), (app, 201)] {
        let draft = caller.create(&format!("/users/{BIA}/messages"), letter(ANA)).await;
        let address = format!("/users/{BIA}/messages/{}/attachments", text(&draft["id"]));
        let small = json!({
            "@odata.type": "#microsoft.graph.fileAttachment", "name": "y", "contentBytes": "eA=="
        });
        caller.create(&address, small).await;
        let told = caller.ask("POST", &format!("{address}/createUploadSession"), item.clone()).await;
        assert_eq!(told.status, status, "{told:?}");
    }
}
