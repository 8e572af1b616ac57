//! What nobody should send.

use serde_json::{Value, json};

use super::caller::{ANA, Caller, letter, sandbox, text};

#[tokio::test]
async fn every_request_that_makes_no_sense_is_told_so() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let draft = caller.create("/me/messages", letter(ANA)).await;
    let message = format!("/me/messages/{}", text(&draft["id"]));
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let nested = format!("{}isRead{}", "tolower(".repeat(1_000), ")".repeat(1_000));
    for (method, address, body) in [
        ("GET", String::new(), ""),
        ("GET", "/".to_owned(), ""),
        ("GET", "/me/".to_owned() + &"x/".repeat(1_000), ""),
        ("GET", "/users".to_owned(), ""),
        ("GET", "/nonsense".to_owned(), ""),
        ("GET", "/me/%ff%zz".to_owned(), ""),
        ("PUT", "/me/messages".to_owned(), ""),
        ("DELETE", "/me".to_owned(), ""),
        ("GET", format!("{message}/move"), ""),
        ("GET", format!("{message}/attachments/AAMk"), ""),
        ("GET", format!("{message}/nonsense"), ""),
        ("GET", "/me/mailFolders/('".to_owned(), ""),
        ("GET", "/me/messages?$filter='".to_owned(), ""),
        ("GET", format!("/me/messages?$filter={nested} eq 'x'"), ""),
        ("GET", format!("/me/messages?$filter={}isRead eq true", "not ".repeat(3_000)), ""),
        ("GET", "/me/messages?$top=99999999999999999999".to_owned(), ""),
        ("GET", "/me/messages?$expand=nonsense(".to_owned(), ""),
        ("GET", "/me/messages?$expand=singleValueExtendedProperties($filter=id eq 'x')".to_owned(), ""),
        ("GET", "/me/messages?$search=\"AND OR NOT\"".to_owned(), ""),
        ("GET", "/me/messages?$count=perhaps".to_owned(), ""),
        ("POST", "/me/messages".to_owned(), "{"),
        ("POST", "/me/messages".to_owned(), "[]"),
        ("POST", "/me/messages".to_owned(), deep.as_str()),
        ("POST", "/me/messages".to_owned(), "{\"toRecipients\":{}}"),
        ("POST", "/me/messages".to_owned(), "{\"body\":{\"contentType\":\"rtf\"}}"),
        ("POST", "/me/messages".to_owned(), "{\"attachments\":[{}]}"),
        ("POST", "/me/messages".to_owned(), "{\"flag\":{\"flagStatus\":\"often\"}}"),
        ("POST", "/me/mailFolders".to_owned(), "{\"displayName\":\"\"}"),
        ("POST", format!("{message}/move"), "{\"destinationId\":7}"),
        ("POST", format!("{message}/move"), "{\"destinationId\":\"msgfolderroot\"}"),
        ("PATCH", message.clone(), "{\"singleValueExtendedProperties\":[{\"id\":\"x\",\"value\":\"y\"}]}"),
        ("POST", "/$batch".to_owned(), "{\"requests\":[7]}"),
        ("GET", "/$batch".to_owned(), ""),
    ] {
        let told = caller.send(method, &address, "application/json", body.as_bytes()).await;
        assert!((400..500).contains(&told.status), "{method} {address}: {told:?}");
        assert!(told.json()["error"]["code"].is_string(), "{method} {address}: {told:?}");
    }
    assert_eq!(caller.get(&message).await["isDraft"], true);
}

#[tokio::test]
async fn what_a_text_may_hold_is_kept_and_ends_no_header() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let subject = "a\r\nBcc: x@y.test \u{1}\u{1f600}";
    let draft = json!({
        "subject": subject, "toRecipients": [{ "emailAddress": { "name": "\"x\" <y>\r\nCc: z", "address": "a@b.test\r\nBcc: c@d.test" } }],
    });
    let draft = caller.create("/me/messages", draft).await;
    assert_eq!(draft["bccRecipients"], json!([]));
    assert_eq!(draft["ccRecipients"], json!([]));
    assert!(text(&draft["subject"]).ends_with('\u{1f600}'));
    let told = caller.ask("GET", &format!("/me/messages/{}", text(&draft["id"])), Value::Null).await;
    assert_eq!(told.status, 200);
}
