//! Connections that break, fall silent or never end.

use crate::client::{Client, envelope};
use crate::script::{SIGNED_IN, Script, TAKES_ONE};
use carteiro_mail::{Kind, Retry};
use carteiro_world::Spool;
use carteiro_world::clock::Manual;
use std::time::Duration;

const BEGUN: &str = "C: MAIL\nC: RCPT\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go on\n";

/// A message that no socket takes at once.
fn large() -> Vec<u8> {
    b"0123456789\r\n".repeat(700_000)
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_final_dot_costs_no_message() {
    for end in ["", "C: MAIL\n", BEGUN, &format!("{BEGUN}half 1000\n")] {
        let first = format!("{SIGNED_IN}{end}");
        let second = format!("{SIGNED_IN}{TAKES_ONE}");
        let server = Script::play(&[&first, &second]).await;
        Client::to(server.port()).send(&["bob@example.org"], large()).await.unwrap();
        assert_eq!((server.connections(), server.content().len()), (2, large().len()), "{end}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_final_dot_leaves_it_open_what_came_of_it() {
    for end in ["", "S: 25", "S: 250-taken"] {
        let server = Script::play(&[&format!("{SIGNED_IN}{BEGUN}content\n{end}")]).await;
        let error = Client::to(server.port()).refused().await;
        assert_eq!((error.kind(), error.retry()), (Kind::OutcomeUnknown, Retry::Never), "{end}");
        assert_eq!(server.connections(), 1, "said once");
    }
}

#[tokio::test]
async fn nonsense_after_the_final_dot_leaves_it_open_too() {
    let server = Script::play(&[&format!("{SIGNED_IN}{BEGUN}content\nS: what?")]).await;
    assert_eq!(Client::to(server.port()).refused().await.kind(), Kind::OutcomeUnknown);
    assert_eq!(server.connections(), 1);
}

/// What comes of a message when the server falls silent, and this long goes by.
async fn silent(script: &str, patience: Duration) -> (Kind, usize) {
    let server = Script::play(&[script]).await;
    let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
    let mut client = Client::to(server.port()).clock(&clock.clock());
    client.limits.attempts = 1;
    let outgoing = client.outgoing();
    let sending = tokio::spawn(async move {
        outgoing.send(envelope(&["bob@example.org"]), Spool::from(b"x\r\n".to_vec())).await
    });
    server.fell_silent().await;
    while !sending.is_finished() {
        clock.advance(patience);
        tokio::task::yield_now().await;
    }
    (sending.await.unwrap().unwrap_err().kind(), server.connections())
}

#[tokio::test]
async fn silence_has_an_end_and_after_the_final_dot_it_tells_nothing() {
    let second = Duration::from_secs(1);
    assert_eq!(silent(&format!("{SIGNED_IN}silence"), second).await, (Kind::Timeout, 1));
    assert_eq!(
        silent(&format!("{SIGNED_IN}{BEGUN}content\nsilence"), second).await,
        (Kind::OutcomeUnknown, 1)
    );
    assert_eq!(silent("silence", second).await, (Kind::Timeout, 1));
}

#[tokio::test]
async fn an_endless_answer_is_given_up() {
    for end in ["flood 250-x", &format!("{BEGUN}flood 250-x"), "S: 220 ready\nflood 250-x"] {
        let begin = if end.starts_with("S:") { "" } else { SIGNED_IN };
        let server = Script::play(&[&format!("{begin}{end}")]).await;
        assert_eq!(Client::to(server.port()).refused().await.kind(), Kind::Protocol, "{end}");
    }
    let line = format!("S: 220 {}", "x".repeat(100_000));
    let server = Script::play(&[&line]).await;
    assert_eq!(Client::to(server.port()).refused().await.kind(), Kind::Protocol);
}

#[tokio::test]
async fn a_server_that_refuses_before_the_end_of_a_message_is_heard() {
    let script = format!("{SIGNED_IN}{BEGUN}half 1000\nS: 552 5.3.4 that is enough\nsilence");
    let server = Script::play(&[&script]).await;
    let error = Client::to(server.port()).send(&["bob@example.org"], large()).await.unwrap_err();
    assert_eq!((error.kind(), error.detail()), (Kind::Rejected, Some("552 5.3.4 that is enough")));
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_is_none_to_the_next_message() {
    // It refuses early, and once more at the end.
    let first = format!("{SIGNED_IN}{BEGUN}half 1000\nS: 451 no\nS: 250 taken\nsilence");
    let second = format!("{SIGNED_IN}{TAKES_ONE}");
    let server = Script::play(&[&first, &second]).await;
    Client::to(server.port()).send(&["bob@example.org"], large()).await.unwrap();
    assert_eq!((server.connections(), server.content().len()), (2, large().len()));
}

#[tokio::test]
async fn what_does_not_speak_smtp_is_said_to_be_something_else() {
    for greeting in ["S: * OK IMAP4rev1 ready", "S: +OK POP3 ready", "S: HTTP/1.1 400 Bad Request"] {
        let error = Client::to(Script::play(&[greeting]).await.port()).refused().await;
        assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Protocol, "smtp-no-greeting"));
    }
    let away = Client::to(Script::play(&["S: 554 no service for you"]).await.port()).refused().await;
    assert_eq!((away.kind(), away.detail()), (Kind::Denied, Some("554 no service for you")));
}
