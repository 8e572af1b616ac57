//! Messages that go out.

use serde_json::{Value, json};

use super::caller::{ANA, BIA, Caller, app_token, base64, code, letter, sandbox, text, token};

#[tokio::test]
async fn mail_is_sent_in_json_and_kept_unless_it_shall_not_be() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let mut message = letter(BIA);
    message["bccRecipients"] = json!([{ "emailAddress": { "address": "hidden@elsewhere.test" } }]);
    message["importance"] = json!("high");
    let told = caller.ask("POST", "/me/sendMail", json!({ "message": message })).await;
    assert_eq!((told.status, told.body.as_str()), (202, ""));
    let told =
        caller.ask("POST", "/me/sendMail", json!({ "Message": letter(BIA), "SaveToSentItems": false })).await;
    assert_eq!(told.status, 202);
    assert_eq!(caller.list("/me/mailFolders/sentitems/messages").await.len(), 1);
    let got = sandbox.store().account(BIA).unwrap().messages("INBOX").unwrap();
    assert_eq!(got.len(), 2);
    let raw = String::from_utf8_lossy(got[0].raw()).into_owned();
    assert!(raw.contains("Importance: high") && raw.contains("From: <ana@sandbox.test>"), "{raw}");
    assert!(!raw.contains("hidden@"), "{raw}");
    assert_eq!(sandbox.outbox()[0].recipients[0].address, "hidden@elsewhere.test");
}

#[tokio::test]
async fn mail_is_sent_as_mime_in_base64() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let mime = b"From: ana@sandbox.test\r\nTo: bia@sandbox.test\r\nSubject: mime\r\nX-Mine: 1\r\n\r\nhi\r\n";
    let told = caller.send("POST", "/me/sendMail", "text/plain", base64(mime).as_bytes()).await;
    assert_eq!(told.status, 202, "{told:?}");
    let got = sandbox.store().account(BIA).unwrap().messages("INBOX").unwrap();
    assert_eq!(got[0].raw(), mime);
    let told = caller.send("POST", "/me/sendMail", "text/plain", b"no base64!").await;
    assert_eq!(code(&told), (400, "ErrorMimeContentInvalidBase64String".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_sent_is_told_so() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let mut nobody = letter(BIA);
    nobody["toRecipients"] = json!([]);
    let mut other = letter(BIA);
    other["from"] = json!({ "emailAddress": { "address": "boss@elsewhere.test" } });
    let mut header = letter(BIA);
    header["internetMessageHeaders"] = json!([{ "name": "Received", "value": "x" }]);
    for (message, expected) in [
        (nobody, (400, "ErrorInvalidRecipients")),
        (letter("nobody"), (400, "ErrorInvalidRecipients")),
        (other, (403, "ErrorSendAsDenied")),
        (header, (400, "InvalidInternetMessageHeader")),
        (json!({ "nonsense": 1 }), (400, "RequestBodyRead")),
    ] {
        let refused = caller.refused("POST", "/me/sendMail", json!({ "message": message })).await;
        assert_eq!(refused, (expected.0, expected.1.to_owned()));
    }
    assert_eq!(caller.refused("POST", "/me/sendMail", json!({})).await.0, 400);
    let large = vec![b' '; 4 * 1024 * 1024 + 1];
    let told = caller.send("POST", "/me/sendMail", "text/plain", &large).await;
    assert_eq!(told.status, 413);
}

#[tokio::test]
async fn an_answer_goes_to_who_wrote_and_marks_what_it_answers() {
    let sandbox = sandbox().await;
    let bia = Caller::with_token(&sandbox, token(&sandbox, BIA, "Mail.ReadWrite Mail.Send").await);
    let ana = Caller::new(&sandbox).await;
    let mut message = letter(BIA);
    message["ccRecipients"] = json!([{ "emailAddress": { "address": "ze@elsewhere.test" } }]);
    ana.ask("POST", "/me/sendMail", json!({ "message": message })).await;
    let id = bia.inbox().await.remove(0);
    let told = bia.ask("POST", &format!("/me/messages/{id}/reply"), json!({ "comment": "Obrigada" })).await;
    assert_eq!(told.status, 202, "{told:?}");
    let answer = &ana.list("/me/mailFolders/inbox/messages").await[0];
    assert_eq!(answer["subject"], "RE: Olá");
    assert!(text(&answer["body"]["content"]).contains("Obrigada"), "{answer}");
    let stored = sandbox.store().account(BIA).unwrap().messages("INBOX").unwrap();
    assert!(stored[0].flags.has(&carteiro_sandbox::Flag::Answered));
    let draft = bia.create(&format!("/me/messages/{id}/createReplyAll"), Value::Null).await;
    assert_eq!(draft["toRecipients"][0]["emailAddress"]["address"], ANA);
    assert_eq!(draft["ccRecipients"][0]["emailAddress"]["address"], "ze@elsewhere.test");
    assert_eq!(draft["isDraft"], true);
    assert_eq!(draft["conversationId"], answer["conversationId"]);
    let forward = json!({ "comment": "veja", "toRecipients": [{ "emailAddress": { "address": "out@elsewhere.test" } }] });
    let told = bia.ask("POST", &format!("/me/messages/{id}/forward"), forward).await;
    assert_eq!(told.status, 202, "{told:?}");
    assert_eq!(sandbox.outbox().last().unwrap().recipients[0].address, "out@elsewhere.test");
    let both = json!({ "comment": "x", "message": { "body": { "contentType": "text", "content": "y" } } });
    assert_eq!(bia.refused("POST", &format!("/me/messages/{id}/createReply"), both).await.0, 400);
    let mime = base64(b"Subject: Re: mime\r\n\r\nin mime\r\n");
    let told = bia.send("POST", &format!("/me/messages/{id}/reply"), "text/plain", mime.as_bytes()).await;
    assert_eq!(told.status, 202, "{told:?}");
    assert_eq!(ana.list("/me/mailFolders/inbox/messages").await[0]["subject"], "Re: mime");
}

#[tokio::test]
async fn a_forwarded_message_takes_its_attachments_along() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let id = caller.inbox().await.remove(1);
    let draft = caller.create(&format!("/me/messages/{id}/createForward"), Value::Null).await;
    assert_eq!(draft["hasAttachments"], true);
    assert!(text(&draft["subject"]).starts_with("FW: "));
}

#[tokio::test]
async fn mail_goes_out_in_the_name_of_another_to_whom_that_is_allowed() {
    let sandbox = sandbox().await;
    let mut message = letter("out@elsewhere.test");
    message["from"] = json!({ "emailAddress": { "address": ANA } });
    let own = Caller::with_token(&sandbox, token(&sandbox, BIA, "Mail.Send").await);
    let denied = (403, "ErrorSendAsDenied".to_owned());
    assert_eq!(own.refused("POST", "/me/sendMail", json!({ "message": message })).await, denied);
    let shared = Caller::with_token(&sandbox, token(&sandbox, BIA, "Mail.Send.Shared").await);
    let told = shared.ask("POST", "/me/sendMail", json!({ "message": message })).await;
    assert_eq!(told.status, 202, "{told:?}");
    sandbox.set_faults([format!("graph-closed-mailbox={ANA}").parse().unwrap()]);
    assert_eq!(shared.refused("POST", "/me/sendMail", json!({ "message": message })).await, denied);
}

#[tokio::test]
async fn an_app_sends_as_the_owner_of_a_mailbox() {
    let sandbox = sandbox().await;
    let app = Caller::with_token(&sandbox, app_token(&sandbox).await);
    let told = app.ask("POST", &format!("/users/{BIA}/sendMail"), json!({ "message": letter(ANA) })).await;
    assert_eq!(told.status, 202, "{told:?}");
    let got = sandbox.account().messages("INBOX").unwrap();
    assert!(String::from_utf8_lossy(got.last().unwrap().raw()).contains("From: <bia@sandbox.test>"));
}
