//! Real servers: what Exim takes, or Dovecot for it, arrives in a mailbox of Dovecot's.

use crate::client::Client;
use crate::inbox::Inbox;
use crate::lab::{fresh, port, read, server};
use carteiro_auth::Credential;
use carteiro_mail::reaching::Security;
use carteiro_mail::transport::{Reports, Returned};
use carteiro_mail::{Envelope, Error, Kind, Result, Retry, Sent, Stage, Stages};
use carteiro_world::tls::{Tls, certificates};
use carteiro_world::{Secret, Spool};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// Somebody nobody has heard of.
fn somebody() -> String {
    format!("{}@lab.test", fresh("test-"))
}

fn trusting(server: &Value) -> Tls {
    Tls::trusting(certificates(&read(server["ca_file"].as_str().unwrap())).unwrap()).unwrap()
}

fn client(port: u16, user: &str, password: &str) -> Client {
    let (user, password) = (user.to_owned(), Secret::new(password));
    Client::to(port).signing_in(Credential::Password { user, password })
}

async fn send(client: &Client, from: &str, to: &[&str], content: impl Into<Vec<u8>>) -> Result<Sent> {
    let outgoing = client.outgoing();
    let sent = outgoing.send(Envelope::new(from, to).unwrap(), Spool::from(content.into())).await;
    outgoing.close().await.unwrap();
    sent
}

fn letter(subject: &str, text: &str) -> String {
    format!("From: a@lab.test\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n\r\n{text}")
}

/// What stands below the header.
fn text(message: &[u8]) -> String {
    let message = String::from_utf8_lossy(message);
    message.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[tokio::test]
async fn what_exim_takes_arrives_as_it_was_over_every_kind_of_line() {
    let Some(exim) = server("exim") else { return };
    let (ana, bob) = (somebody(), somebody());
    let mut inbox = Inbox::of(&bob).await;
    for (security, name) in [(Security::None, "smtp"), (Security::Starttls, "smtp"), (Security::Tls, "smtps")]
    {
        let client = client(port(&exim, name), &ana, "pw-test").security(security, trusting(&exim));
        let body = format!(".\r\n..\r\n. \r\n.{security:?}\r\n\r\n{}\r\nend.\r\n", ".x".repeat(499));
        let sent = send(&client, &ana, &[&bob], letter("dots", &body)).await.unwrap();
        assert!(sent.reply.contains("OK id="), "{sent:?}");
        assert_eq!(text(&inbox.next().await), body, "{security:?}");
    }
}

#[tokio::test]
async fn one_session_sends_several_messages_in_few_turns_to_several_people() {
    let Some(exim) = server("exim") else { return };
    let (ana, bob, eve) = (somebody(), somebody(), somebody());
    let (mut of_bob, mut of_eve) = (Inbox::of(&bob).await, Inbox::of(&eve).await);
    let outgoing = client(port(&exim, "smtp"), &ana, "pw-test").outgoing();
    let both = Envelope::new(&ana, [&bob, &eve]).unwrap();
    for number in 0..3 {
        let content = letter(&number.to_string(), "one\ntwo");
        outgoing.send(both.clone(), Spool::from(content.into_bytes())).await.unwrap();
    }
    let cost = outgoing.cost().await;
    // EHLO, AUTH with its answers, and three for each message.
    assert_eq!(cost.connections, 1);
    assert!(cost.turns <= 4 + 3 * 3, "{cost:?}");
    outgoing.close().await.unwrap();
    for _ in 0..3 {
        assert_eq!(text(&of_bob.next().await), "one\r\ntwo\r\n");
        assert_eq!(text(&of_eve.next().await), "one\r\ntwo\r\n");
    }
}

#[tokio::test]
async fn exim_refuses_a_password_and_says_so() {
    let Some(exim) = server("exim") else { return };
    let ana = somebody();
    let error = send(&client(port(&exim, "smtp"), &ana, "wrong"), &ana, &[&ana], "x").await.unwrap_err();
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::SignInFailed, "sign-in-refused"));
    assert!(error.detail().unwrap().starts_with("535 "), "{error}");
}

/// Why Exim does not take a message from Ana to these.
async fn refused(exim: &Value, to: &[&str], content: impl Into<Vec<u8>>) -> Error {
    let ana = somebody();
    let mut client = client(port(exim, "smtp"), &ana, "pw-test");
    client.limits.attempts = 1;
    send(&client, &ana, to, content).await.unwrap_err()
}

#[tokio::test]
async fn exim_s_refusals_mean_what_they_say_and_nobody_gets_the_message() {
    let Some(exim) = server("exim") else { return };
    let bob = somebody();
    let mut inbox = Inbox::of(&bob).await;
    for (who, kind, retry, said) in [
        ("nobody", Kind::NotFound, Retry::Never, "550 5.1.1 "),
        ("full", Kind::Quota, Retry::Never, "552 5.2.2 "),
        ("blocked", Kind::Denied, Retry::Never, "550 5.7.1 "),
        ("greylist", Kind::Throttled, Retry::Later, "451 4.7.1 "),
    ] {
        let who = format!("{who}@lab.test");
        for to in [vec![who.as_str()], vec![bob.as_str(), who.as_str()]] {
            let error = refused(&exim, &to, letter("x", "x\r\n")).await;
            assert_eq!((error.kind(), error.retry()), (kind, retry), "{error}");
            assert_eq!(error.words().args["names"], who);
            assert!(error.detail().unwrap().starts_with(&format!("{who}: {said}")), "{error}");
        }
    }
    let error = refused(&exim, &[&bob], letter("Refuse this", "x\r\n")).await;
    assert_eq!(error.kind(), Kind::Rejected);
    assert!(error.detail().unwrap().starts_with("554 5.6.0 not this"), "{error}");
    // None of these came, or they would come before this one.
    let ana = somebody();
    send(&client(port(&exim, "smtp"), &ana, "pw-test"), &ana, &[&bob], letter("x", "last\r\n"))
        .await
        .unwrap();
    assert_eq!(text(&inbox.next().await), "last\r\n");
}

#[tokio::test]
async fn what_is_too_large_for_exim_is_not_begun() {
    let Some(exim) = server("exim") else { return };
    let error = refused(&exim, &["test-x@lab.test"], b"0123456789\r\n".repeat(1_800_000)).await;
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Rejected, "message-too-large"));
    assert_eq!(error.words().args["limit"], "20971520");
}

#[tokio::test]
async fn exim_takes_an_order_for_reports_and_bytes_beyond_ascii() {
    let Some(exim) = server("exim") else { return };
    let (ana, bob) = (somebody(), somebody());
    let mut inbox = Inbox::of(&bob).await;
    let reports = Reports { success: true, failure: true, delay: false, returned: Returned::Header };
    let envelope = Envelope::new(&ana, [&bob]).unwrap().asking(reports);
    let outgoing = client(port(&exim, "smtp"), &ana, "pw-test").outgoing();
    outgoing.send(envelope, Spool::from(letter("x", "é\r\n").into_bytes())).await.unwrap();
    outgoing.close().await.unwrap();
    assert_eq!(text(&inbox.next().await), "é\r\n");
}

#[tokio::test]
async fn an_address_beyond_ascii_is_taken_where_it_can_be_and_refused_clearly_where_not() {
    let (Some(exim), Some(dovecot)) = (server("exim"), server("dovecot")) else { return };
    let ana = somebody();
    let outgoing = client(port(&exim, "smtp"), &ana, "pw-test").outgoing();
    let envelope = Envelope::new(&ana, ["josé@lab.test"]).unwrap();
    outgoing.send(envelope.clone(), Spool::from(letter("x", "x\r\n").into_bytes())).await.unwrap();
    outgoing.close().await.unwrap();
    let other = client(port(&dovecot, "submission"), &ana, "pw-test").outgoing();
    let error = other.send(envelope, Spool::from(letter("x", "x\r\n").into_bytes())).await.unwrap_err();
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Unsupported, "server-without-utf8"));
    other.close().await.unwrap();
}

#[tokio::test]
async fn of_what_dovecot_offers_the_best_is_taken_and_what_it_takes_arrives() {
    let Some(dovecot) = server("dovecot").filter(|dovecot| dovecot["submission"].is_u64()) else { return };
    let (ana, bob) = (somebody(), somebody());
    let mut inbox = Inbox::of(&bob).await;
    for security in [Security::None, Security::Starttls] {
        let mut client =
            client(port(&dovecot, "submission"), &ana, "pw-test").security(security, trusting(&dovecot));
        let told: Arc<Mutex<Vec<&'static str>>> = Arc::default();
        let heard = Arc::clone(&told);
        client.smtp.world.stages = Stages::new(move |stage| {
            if let Stage::SignedIn { mechanism, .. } = stage {
                heard.lock().unwrap().push(mechanism);
            }
        });
        send(&client, &ana, &[&bob], letter("x", ".\r\nby way of Dovecot\r\n")).await.unwrap();
        assert_eq!(text(&inbox.next().await), ".\r\nby way of Dovecot\r\n");
        assert_eq!(*told.lock().unwrap(), ["SCRAM-SHA-256"]);
    }
    // What it refuses is said by Exim behind it, and it puts words of its own before.
    let client = client(port(&dovecot, "submission"), &ana, "pw-test");
    let error = send(&client, &ana, &["nobody@lab.test"], "x\r\n").await.unwrap_err();
    assert_eq!(error.kind(), Kind::Rejected);
    assert!(error.detail().unwrap().contains("5.1.1 there is nobody"), "{error}");
}

#[tokio::test]
async fn a_large_message_goes_through_dovecot_and_exim_whole() {
    let Some(dovecot) = server("dovecot").filter(|dovecot| dovecot["submission"].is_u64()) else { return };
    let (ana, bob) = (somebody(), somebody());
    let mut inbox = Inbox::of(&bob).await;
    let body = "....\r\n.0123456789abcdef\r\n\r\n".repeat(400_000);
    let client = client(port(&dovecot, "submission"), &ana, "pw-test");
    send(&client, &ana, &[&bob], letter("large", &body)).await.unwrap();
    assert!(text(&inbox.next().await) == body);
}
