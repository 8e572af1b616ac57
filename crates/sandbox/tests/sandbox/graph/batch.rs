//! Several requests in one.

use serde_json::{Value, json};

use super::caller::{ANA, Caller, base64, code, letter, sandbox};

async fn batch(caller: &Caller<'_>, requests: Value) -> Vec<Value> {
    let told = caller.ask("POST", "/$batch", json!({ "requests": requests })).await;
    assert_eq!(told.status, 200, "{told:?}");
    told.json()["responses"].as_array().unwrap().clone()
}

fn of<'a>(responses: &'a [Value], id: &str) -> &'a Value {
    responses.iter().find(|response| response["id"] == id).unwrap()
}

#[tokio::test]
async fn each_request_of_a_batch_has_its_own_answer_in_any_order() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let id = caller.inbox().await.remove(0);
    let json_body = json!({ "Content-Type": "application/json" });
    let told = batch(
        &caller,
        json!([
            { "id": "a", "method": "GET", "url": "/me/messages?$select=subject&$top=1" },
            { "id": "b", "method": "GET", "url": "/me/messages/nonsense" },
            { "id": "c", "method": "PATCH", "url": format!("/me/messages/{id}"), "headers": json_body, "body": { "isRead": true } },
            { "id": "d", "method": "GET", "url": format!("/me/messages/{id}/$value") },
            { "id": "e", "method": "GET", "url": format!("/me/messages/{id}?$select=body"), "headers": { "Prefer": "outlook.body-content-type=\"text\"" } },
        ]),
    )
    .await;
    assert_eq!(told[0]["id"], "e", "the order is another");
    assert_eq!(
        (&of(&told, "a")["status"], of(&told, "a")["body"]["value"].as_array().unwrap().len()),
        (&json!(200), 1)
    );
    assert_eq!(of(&told, "b")["body"]["error"]["code"], "ErrorInvalidIdMalformed");
    assert_eq!(of(&told, "c")["body"]["isRead"], true);
    let stored = sandbox.account().messages("INBOX").unwrap().remove(2);
    assert_eq!(of(&told, "d")["body"], json!(base64(stored.raw())));
    assert_eq!(of(&told, "e")["body"]["body"]["contentType"], "text");
}

#[tokio::test]
async fn what_depends_on_something_that_failed_is_not_done() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let headers = json!({ "Content-Type": "application/json" });
    let told = batch(
        &caller,
        json!([
            { "id": "1", "method": "POST", "url": "/me/messages", "headers": headers, "body": letter(ANA) },
            { "id": "2", "method": "GET", "url": "/me/mailFolders/outbox", "dependsOn": ["1"] },
            { "id": "3", "method": "GET", "url": "/me/mailFolders/inbox", "dependsOn": ["2"] },
        ]),
    )
    .await;
    let statuses = ["1", "2", "3"].map(|id| of(&told, id)["status"].as_u64().unwrap());
    assert_eq!(statuses, [201, 404, 424]);
}

#[tokio::test]
async fn a_batch_that_cannot_be_read_is_refused_whole() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let one = |id: usize| json!({ "id": id.to_string(), "method": "GET", "url": "/me" });
    let many: Vec<Value> = (0..21).map(one).collect();
    for requests in [
        json!(many),
        json!([one(1), one(1)]),
        json!([{ "id": "1", "url": "/me" }]),
        json!([{ "id": "1", "method": "POST", "url": "/me/messages", "body": {} }]),
        json!([{ "id": "1", "method": "GET", "url": "/me", "dependsOn": ["2"] }]),
        json!("x"),
    ] {
        let told = caller.ask("POST", "/$batch", json!({ "requests": requests })).await;
        assert_eq!(code(&told), (400, "BadRequest".to_owned()), "{requests}");
    }
    assert_eq!(batch(&caller, json!(many[..20])).await.len(), 20);
}

#[tokio::test]
async fn requests_of_a_batch_are_throttled_one_by_one() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    sandbox.set_faults(["graph-throttled-times=2".parse().unwrap()]);
    let requests: Vec<Value> =
        (0..4).map(|id| json!({ "id": id.to_string(), "method": "GET", "url": "/me" })).collect();
    let told = batch(&caller, json!(requests)).await;
    let throttled: Vec<&Value> = told.iter().filter(|response| response["status"] == 429).collect();
    assert_eq!(throttled.len(), 2);
    assert!(throttled.iter().all(|response| response["headers"]["retry-after"] == "1"), "{told:?}");
    assert_eq!(sandbox.graph_breaches(), 0);
}
