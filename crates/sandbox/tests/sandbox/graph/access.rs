//! Who may ask what.

use carteiro_sandbox::{Introspection, Options};
use serde_json::Value;

use super::caller::{ANA, BIA, Caller, app_token, code, sandbox, sandbox_with, token};
use crate::{
    client::{start, three_messages},
    web::get,
};

#[tokio::test]
async fn a_token_is_asked_for_and_must_be_for_graph_and_good() {
    let sandbox = sandbox().await;
    let told = get(sandbox.http_addr(), "/v1.0/me").await;
    assert_eq!(code(&told), (401, "InvalidAuthenticationToken".to_owned()));
    assert!(told.header("www-authenticate").unwrap().starts_with("Bearer "));
    let imap = token(&sandbox, ANA, "https://outlook.office.com/IMAP.AccessAsUser.All").await;
    let caller = Caller::with_token(&sandbox, imap);
    let told = caller.ask("GET", "/me", Value::Null).await;
    assert_eq!(told.status, 401);
    assert!(told.body.contains("Invalid audience"), "{told:?}");
    let caller = Caller::new(&sandbox).await;
    assert_eq!(caller.get("/me").await["userPrincipalName"], ANA);
    sandbox.oauth().unwrap().advance(4_000);
    let told = caller.ask("GET", "/me", Value::Null).await;
    assert_eq!(told.status, 401);
    assert!(told.body.contains("expired"), "{told:?}");
}

#[tokio::test]
async fn each_permission_opens_what_its_page_says() {
    let sandbox = sandbox().await;
    let denied = (403, "ErrorAccessDenied".to_owned());
    let read = Caller::with_token(&sandbox, token(&sandbox, ANA, "Mail.Read").await);
    let inbox = read.inbox().await;
    let message = format!("/me/messages/{}", inbox[0]);
    assert_eq!(read.refused("PATCH", &message, serde_json::json!({ "isRead": true })).await, denied);
    assert_eq!(read.refused("POST", "/me/sendMail", Value::Null).await, denied);
    assert_eq!(
        read.refused("GET", "/me", Value::Null).await,
        (403, "Authorization_RequestDenied".to_owned())
    );
    let write = Caller::with_token(&sandbox, token(&sandbox, ANA, "Mail.ReadWrite").await);
    write.patch(&message, serde_json::json!({ "isRead": true })).await;
    assert_eq!(write.refused("POST", &format!("{message}/send"), Value::Null).await, denied);
    let basic = Caller::with_token(&sandbox, token(&sandbox, ANA, "Mail.ReadBasic").await);
    let told = basic.get(&message).await;
    assert!(told["subject"].is_string() && told["body"].is_null() && told["bodyPreview"].is_null(), "{told}");
    assert_eq!(basic.refused("GET", &format!("{message}/attachments"), Value::Null).await, denied);
}

#[tokio::test]
async fn anothers_mailbox_needs_a_shared_permission() {
    let sandbox = sandbox().await;
    let folder = format!("/users/{ANA}/mailFolders/inbox");
    let denied = (403, "ErrorAccessDenied".to_owned());
    let own = Caller::with_token(&sandbox, token(&sandbox, BIA, "Mail.ReadWrite").await);
    assert_eq!(own.refused("GET", &folder, Value::Null).await, denied);
    let shared = Caller::with_token(&sandbox, token(&sandbox, BIA, "Mail.Read.Shared").await);
    assert_eq!(shared.get(&folder).await["totalItemCount"], 3);
    sandbox.set_faults([format!("graph-closed-mailbox={ANA}").parse().unwrap()]);
    assert_eq!(shared.refused("GET", &folder, Value::Null).await, denied);
    let nobody = shared.refused("GET", "/users/nobody@sandbox.test/messages", Value::Null).await;
    assert_eq!(nobody, (404, "ErrorInvalidUser".to_owned()));
}

#[tokio::test]
async fn an_app_opens_any_mailbox_and_has_none_of_its_own() {
    let sandbox = sandbox().await;
    let app = Caller::with_token(&sandbox, app_token(&sandbox).await);
    assert_eq!(app.refused("GET", "/me/messages", Value::Null).await, (400, "BadRequest".to_owned()));
    assert_eq!(app.list(&format!("/users/{ANA}/messages")).await.len(), 3);
    let id = app.get(&format!("/users/{BIA}")).await["id"].clone();
    assert_eq!(app.list(&format!("/users/{}/messages", id.as_str().unwrap())).await.len(), 0);
    sandbox.set_faults(["graph-blocked".parse().unwrap()]);
    let blocked = app.refused("GET", &format!("/users/{ANA}/messages"), Value::Null).await;
    assert_eq!(blocked, (403, "ErrorAccessDenied".to_owned()));
}

#[tokio::test]
async fn a_token_tells_who_somebody_is_and_which_categories_they_have() {
    let sandbox = sandbox().await;
    let caller = Caller::with_token(&sandbox, token(&sandbox, ANA, "User.Read Mail.ReadWrite").await);
    let me = caller.get("/me?$select=id,mail,userPrincipalName").await;
    assert_eq!((&me["mail"], me.as_object().unwrap().len()), (&ANA.into(), 4));
    assert_eq!(caller.get(&format!("/users/{ANA}")).await["id"], me["id"]);
    let denied = (403, "Authorization_RequestDenied".to_owned());
    assert_eq!(caller.refused("GET", &format!("/users/{BIA}"), Value::Null).await, denied);
    let app = Caller::with_token(&sandbox, app_token(&sandbox).await);
    let missing = app.refused("GET", "/users/nobody@sandbox.test", Value::Null).await;
    assert_eq!(missing, (404, "Request_ResourceNotFound".to_owned()));
    let message = format!("/me/messages/{}", caller.inbox().await[0]);
    caller.patch(&message, serde_json::json!({ "categories": ["Paid"] })).await;
    let settings = Caller::with_token(&sandbox, token(&sandbox, ANA, "MailboxSettings.Read").await);
    assert_eq!(settings.list("/me/outlook/masterCategories").await[0]["displayName"], "Paid");
}

#[tokio::test]
async fn a_token_from_elsewhere_opens_what_its_owner_may() {
    let introspection = Some(Introspection::of("secret-token", ANA));
    let sandbox = start(Options { introspection, ..three_messages() }).await;
    let caller = Caller::with_token(&sandbox, "secret-token".to_owned());
    assert_eq!(caller.inbox().await.len(), 3);
    let stranger = Caller::with_token(&sandbox, "another".to_owned());
    assert_eq!(stranger.refused("GET", "/me", Value::Null).await.0, 401);
}

#[tokio::test]
async fn a_revoked_token_is_told_the_claims_it_needs() {
    let sandbox = sandbox_with("graph-token-revoked-once").await;
    let caller = Caller::new(&sandbox).await;
    let told = caller.ask("GET", "/me", Value::Null).await;
    let field = told.header("www-authenticate").unwrap();
    assert!(field.contains("error=\"insufficient_claims\"") && field.contains("claims=\""), "{field}");
    caller.get("/me").await;
}

#[tokio::test]
async fn the_ids_of_a_request_come_back() {
    let sandbox = sandbox().await;
    let caller =
        Caller::new(&sandbox).await.with("client-request-id", "11111111-2222-3333-4444-555555555555");
    let told = caller.ask("GET", "/me/messages/nonsense", Value::Null).await;
    assert_eq!(told.header("client-request-id"), Some("11111111-2222-3333-4444-555555555555"));
    let inner = &told.json()["error"]["innerError"];
    assert_eq!(inner["request-id"], told.header("request-id").unwrap());
    assert_eq!(inner["client-request-id"], "11111111-2222-3333-4444-555555555555");
}
