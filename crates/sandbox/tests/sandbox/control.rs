//! The control endpoint, by HTTP.

use carteiro_sandbox::{Options, Submission, oauth::Settings};
use serde_json::json;

use crate::{
    client::{Client, start, three_messages},
    web::{get, post, send},
};

fn options() -> Options {
    Options { oauth: Some(Settings::default()), ..three_messages() }
}

#[tokio::test]
async fn the_state_tells_addresses_folders_and_who_asked_for_tokens() {
    let sandbox = start(options()).await;
    let token = "/common/oauth2/v2.0/token";
    for _ in 0..2 {
        post(sandbox.http_addr(), token, &[("client_id", "robot"), ("grant_type", "password")]).await;
    }
    let state = get(sandbox.http_addr(), "/control").await.json();
    assert_eq!(state["addresses"]["imap"], sandbox.imap_addr().to_string());
    assert_eq!(state["addresses"]["http"], sandbox.http_addr().to_string());
    let folders = state["users"][0]["folders"].as_array().unwrap();
    assert!(folders.contains(&json!({ "name": "INBOX", "messages": 3, "unread": 2 })), "{state}");
    let asked = json!([{ "client": "robot", "grant": "password", "requests": 2 }]);
    assert_eq!(state["token_requests"], asked);
}

#[tokio::test]
async fn a_fault_goes_on_and_off_by_its_text() {
    let sandbox = start(options()).await;
    let on = send(sandbox.http_addr(), "PUT", "/control/faults/drop-after-bytes=10", &[], b"").await;
    assert_eq!(on.json()["faults"], json!(["drop-after-bytes=10"]));
    let off = send(sandbox.http_addr(), "DELETE", "/control/faults/drop-after-bytes", &[], b"").await;
    assert_eq!(off.json()["faults"], json!([]));
    Client::sign_in(sandbox.imap_addr()).await;
    let wrong = send(sandbox.http_addr(), "PUT", "/control/faults/made-up", &[], b"").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.error().1.contains("drop-after-bytes"), "{wrong:?}");
    let off = send(sandbox.http_addr(), "DELETE", "/control/faults/made-up", &[], b"").await;
    assert_eq!(off.status, 404);
}

#[tokio::test]
async fn every_fault_and_knob_is_told_with_its_sentence() {
    let sandbox = start(options()).await;
    for (path, name, least) in [("/control/faults", "faults", 10), ("/control/knobs", "knobs", 11)] {
        let told = get(sandbox.http_addr(), path).await.json();
        let told = told[name].as_array().unwrap();
        assert!(told.len() >= least && told.iter().all(|row| row["about"].as_str().unwrap().len() > 10));
    }
}

#[tokio::test]
async fn a_knob_turned_again_changes_its_position() {
    let sandbox = start(options()).await;
    for seconds in [5, 7] {
        let path = format!("/control/knobs/token-lifetime={seconds}");
        let on = send(sandbox.http_addr(), "PUT", &path, &[], b"").await;
        assert_eq!(on.json()["knobs"], json!([format!("token-lifetime={seconds}")]));
    }
    let off = send(sandbox.http_addr(), "DELETE", "/control/knobs", &[], b"").await;
    assert_eq!(off.json()["knobs"], json!([]));
}

#[tokio::test]
async fn a_message_is_delivered_and_all_are_taken_away() {
    let sandbox = start(options()).await;
    let mut client = Client::select(sandbox.imap_addr()).await;
    let path = "/control/messages?user=ana@sandbox.test";
    let answer = send(sandbox.http_addr(), "POST", path, &[], b"Subject: Boleto\r\n\r\nHi").await;
    assert_eq!(answer.json()["folder"], "INBOX");
    assert!(client.command("NOOP").await.contains("* 4 EXISTS"));
    assert!(client.command("FETCH 4 BODY[HEADER]").await.contains("Subject: Boleto"));
    let answer = send(sandbox.http_addr(), "DELETE", "/control/messages", &[], b"").await;
    assert_eq!(answer.json()["removed"], 4);
    assert_eq!(client.command("NOOP").await.matches(" EXPUNGE\r\n").count(), 4);
    assert!(sandbox.account().messages("INBOX").unwrap().is_empty());
}

#[tokio::test]
async fn what_was_sent_to_others_is_told_by_its_envelope_and_forgotten_with_the_mail() {
    let submission = Submission { needs_sign_in: false, ..Submission::default() };
    let sandbox = start(Options { submission, ..options() }).await;
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    client.until("250 ").await;
    for line in
        ["MAIL FROM:<ana@sandbox.test>", "RCPT TO:<eva@else.test>", "DATA", "Subject: x\r\n\r\nHi\r\n."]
    {
        client.send(format!("{line}\r\n")).await;
        client.line().await.unwrap();
    }
    let state = get(sandbox.http_addr(), "/control").await.json();
    assert_eq!(state["outbox"][0]["sender"], "ana@sandbox.test");
    assert_eq!(state["outbox"][0]["recipients"], json!(["eva@else.test"]));
    assert_eq!(state["addresses"]["smtp"], sandbox.smtp_addr().to_string());
    send(sandbox.http_addr(), "DELETE", "/control/messages", &[], b"").await;
    assert!(sandbox.outbox().is_empty());
}

#[tokio::test]
async fn a_delivery_to_nobody_or_of_nothing_is_refused() {
    let sandbox = start(options()).await;
    for (path, body, status) in [
        ("/control/messages", "Subject: x\r\n\r\n", 400),
        ("/control/messages?user=bia@sandbox.test", "Subject: x\r\n\r\n", 404),
        ("/control/messages?user=ana@sandbox.test&folder=Nowhere", "Subject: x\r\n\r\n", 404),
        ("/control/messages?user=ana@sandbox.test", "", 400),
    ] {
        let answer = send(sandbox.http_addr(), "POST", path, &[], body.as_bytes()).await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
}

#[tokio::test]
async fn an_app_is_registered_and_a_bad_one_is_refused_with_a_reason() {
    let sandbox = start(options()).await;
    let body = br#"{ "secret": "s", "redirect_uris": ["http://localhost/x"] }"#;
    let answer = send(sandbox.http_addr(), "PUT", "/control/apps/mine", &[], body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let form = [
        ("client_id", "mine"),
        ("client_secret", "s"),
        ("grant_type", "client_credentials"),
        ("scope", "https://outlook.office365.com/.default"),
    ];
    assert_eq!(post(sandbox.http_addr(), "/common/oauth2/v2.0/token", &form).await.status, 200);
    for (body, why) in [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        (r#"{"secret": 1}"#, "`secret` is no text"),
        (r#"{"redirect_uris": "x"}"#, "`redirect_uris` is no list of texts"),
        (r#"{"certificates": ["x"]}"#, "not a certificate in PEM"),
    ] {
        let answer = send(sandbox.http_addr(), "PUT", "/control/apps/mine", &[], body.as_bytes()).await;
        assert!(answer.status == 400 && answer.error().1.contains(why), "{answer:?}");
    }
}

#[tokio::test]
async fn time_passes_on_demand() {
    let sandbox = start(options()).await;
    let answer = post(sandbox.http_addr(), "/control/clock", &[("advance_seconds", "5")]).await;
    assert_eq!(answer.status, 400);
    let body = br#"{ "advance_seconds": 3600 }"#;
    let answer = send(sandbox.http_addr(), "POST", "/control/clock", &[], body).await;
    assert_eq!(answer.json()["advanced_seconds"], 3600);
}

#[tokio::test]
async fn a_page_in_a_browser_is_kept_out() {
    let sandbox = start(options()).await;
    for field in [("host", "evil.test"), ("origin", "https://evil.test")] {
        let answer = send(sandbox.http_addr(), "DELETE", "/control/messages", &[field], b"").await;
        assert_eq!(answer.status, 403, "{answer:?}");
    }
    assert_eq!(sandbox.account().messages("INBOX").unwrap().len(), 3);
}
