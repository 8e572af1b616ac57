//! Folders, and what a step would find.

use super::{CANARY, Desk, mail, sandbox, tried};
use crate::testing::{Standing, lab, on_both};
use axum::http::StatusCode;
use carteiro_sandbox::{Flag, Flags};
use carteiro_world::Random;
use serde_json::{Value, json};

on_both!(
    the_folders_of_a_mailbox_are_listed,
    a_step_shows_what_it_would_find_and_nothing_is_changed,
    a_message_that_a_step_finds_is_read_and_stays_unread,
    a_real_server_shows_its_folders_and_mail,
);

const LOOP: &str = "  - for_each_mail:\n      session: s\n      where: { subject: Invoice }\n      order: newest_first\n      \
                    do:\n        - move: { to: Done }\n";

async fn the_folders_of_a_mailbox_are_listed(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let sandbox = sandbox(vec![]).await;
    sandbox.account().create("Done").unwrap();
    let (status, found) = desk.asked("/api/looks/folders?session=s", &tried(&sandbox, "")).await;
    assert_eq!(status, StatusCode::OK, "{found}");
    let inbox = json!({ "path": "INBOX", "role": "inbox", "selectable": true });
    let all = found["folders"].as_array().unwrap();
    assert!(all.contains(&inbox) && all.iter().any(|one| one["path"] == "Done"), "{found}");
    let log = desk.log("audit-look-folders").await;
    assert_eq!(log, [r#"The folders of the session "s" of "Looked at" were listed."#]);
}

async fn a_step_shows_what_it_would_find_and_nothing_is_changed(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let mut read = Flags::default();
    read.insert(Flag::Seen);
    read.insert(Flag::Flagged);
    let all = vec![
        mail("Invoice 1", true, Flags::default()),
        mail("News", false, Flags::default()),
        mail("Invoice 2", false, read),
    ];
    let sandbox = sandbox(all).await;
    sandbox.account().create("Done").unwrap();
    let body = tried(&sandbox, LOOP);
    let (status, found) = desk.asked("/api/looks/messages?step=steps[1].for_each_mail", &body).await;
    assert_eq!(status, StatusCode::OK, "{found}");
    assert_eq!((&found["is_more"], &found["unreadable"]), (&json!(false), &json!(0)));
    let messages = found["messages"].as_array().unwrap();
    let size = messages[0]["size"].as_u64().unwrap();
    let second = json!({
        "id": messages[0]["id"], "folder": "INBOX", "subject": "Invoice 2", "from": ["Bia <bia@acme.example>"],
        "received_at": "2026-03-01T10:00:00Z", "size": size, "seen": true, "flagged": true,
        "answered": false, "keywords": [], "has_attachments": false,
    });
    assert_eq!(messages[0], second);
    let told = [&messages[1]["subject"], &messages[1]["has_attachments"], &messages[1]["seen"]];
    assert_eq!(told, [&json!("Invoice 1"), &json!(true), &json!(false)]);
    let (_, found) = desk.asked("/api/looks/messages?step=steps[1]&most=1", &body).await;
    assert_eq!((found["messages"].as_array().unwrap().len(), &found["is_more"]), (1, &json!(true)));
    for most in ["0", "101"] {
        let (status, told) =
            desk.asked(&format!("/api/looks/messages?step=steps[1]&most={most}"), &body).await;
        assert_eq!((status, &told["words"]), (StatusCode::BAD_REQUEST, &json!("look-most")), "{told}");
    }
    let (status, found) = desk.asked("/api/looks/messages?step=steps[1]&most=100", &body).await;
    assert_eq!((status, &found["messages"][1]["seen"]), (StatusCode::OK, &json!(false)), "it stays unread");
    let log = desk.log("audit-look-messages").await;
    assert_eq!(log[2], r#"What steps[1].for_each_mail of "Looked at" would find was looked at."#);
}

async fn a_message_that_a_step_finds_is_read_and_stays_unread(standing: &Standing) {
    let desk = Desk::new(standing, CANARY).await;
    let html = "Subject: Invoice 3\r\nTo: Ana <ana@sandbox.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n\
                <p onclick=x>Pay <b>now</b><img src=https://track.example/p.gif><script>x</script>";
    let mut with_html = mail("", false, Flags::default());
    with_html.raw = html.into();
    let sandbox = sandbox(vec![mail("Invoice 1", true, Flags::default()), with_html]).await;
    let body = tried(&sandbox, LOOP);
    let (_, found) = desk.asked("/api/looks/messages?step=steps[1]", &body).await;
    let messages = found["messages"].as_array().unwrap();
    let at = |id: &Value| format!("/api/looks/message?step=steps[1]&id={}", id.as_str().unwrap());
    let plain = messages.iter().find(|one| one["subject"] == "Invoice 1").unwrap();
    let (status, read) = desk.asked(&at(&plain["id"]), &body).await;
    assert_eq!(
        (status, &read["text"], &read["html"]),
        (StatusCode::OK, &json!("Hello"), &Value::Null),
        "{read}"
    );
    let file = json!([{ "name": "a.pdf", "content_type": "application/pdf", "size": 4 }]);
    assert_eq!((&read["attachments"], &read["is_cut"]), (&file, &json!(false)));
    let other = messages.iter().find(|one| one["subject"] == "Invoice 3").unwrap();
    let (_, read) = desk.asked(&at(&other["id"]), &body).await;
    assert_eq!(
        (&read["html"], &read["to"]),
        (&json!("<p>Pay <b>now</b></p>"), &json!(["Ana <ana@sandbox.test>"]))
    );
    assert_eq!(read["text"].as_str().map(str::trim), Some("Pay now"), "{read}");
    let (_, found) = desk.asked("/api/looks/messages?step=steps[1]", &body).await;
    assert!(found["messages"].as_array().unwrap().iter().all(|one| one["seen"] == false), "{found}");
    let (status, told) = desk.asked(&at(&json!("0000")), &body).await;
    assert_eq!((status, &told["words"]), (StatusCode::NOT_FOUND, &json!("preview-message-gone")));
    let (status, told) = desk.asked(&(at(&other["id"]) + "&most=101"), &body).await;
    assert_eq!((status, &told["words"]), (StatusCode::BAD_REQUEST, &json!("look-most")));
    let log = desk.log("audit-look-message").await;
    assert_eq!(log[0], r#"A message that steps[1] of "Looked at" would find was read."#);
}

async fn a_real_server_shows_its_folders_and_mail(standing: &Standing) {
    let Some(dovecot) = lab("dovecot") else { return };
    let desk = Desk::new(standing, "pw-test").await;
    let port = dovecot["imap"].as_u64().unwrap().try_into().unwrap();
    let user = format!("test-{}@lab.test", Random::system().id::<8>());
    let body = json!({ "text": super::text(port, &user, LOOP) });
    let (status, found) = desk.asked("/api/looks/folders?session=s", &body).await;
    assert_eq!((status, &found["folders"][0]["path"]), (StatusCode::OK, &json!("INBOX")), "{found}");
    let (status, found) = desk.asked("/api/looks/messages?step=steps[1]", &body).await;
    let nothing = json!({ "messages": [], "is_more": false, "unreadable": 0 });
    assert_eq!((status, found), (StatusCode::OK, nothing));
}
