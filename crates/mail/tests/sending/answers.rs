//! What a server answers, and what comes of it.

use crate::client::{Client, envelope};
use crate::script::{SIGNED_IN, SIGNED_IN_PLAIN, Script, TAKES_ONE};
use carteiro_mail::transport::{Reports, Returned};
use carteiro_mail::{Kind, Retry};
use carteiro_world::Spool;

#[tokio::test]
async fn one_recipient_takes_one_turn_before_the_message_and_several_take_two() {
    let two = "C: MAIL FROM:<ana@example.org> SIZE=12
C: RCPT TO:<bob@example.org>
C: RCPT TO:<eve@example.org>
S: 250 ok
S: 250 ok
S: 251 will forward
C: DATA
S: 354 go on
content
S: 250 taken
C: QUIT
S: 221 bye";
    let server = Script::play(&[&format!("{SIGNED_IN}{TAKES_ONE}{two}")]).await;
    let outgoing = Client::to(server.port()).outgoing();
    let content = || Spool::from("a\r\n.b\r\n\r\nc".as_bytes().to_vec());
    let sent = outgoing.send(envelope(&["bob@example.org"]), content()).await.unwrap();
    assert_eq!((sent.to, sent.reply.as_str()), (vec!["bob@example.org".to_owned()], "2.0.0 taken"));
    // EHLO, AUTH, envelope, message.
    assert_eq!(outgoing.cost().await.turns, 4);
    outgoing.send(envelope(&["bob@example.org", "eve@example.org"]), content()).await.unwrap();
    assert_eq!(outgoing.cost().await.turns, 4 + 3);
    outgoing.close().await.unwrap();
    assert_eq!(server.content(), "a\r\n..b\r\n\r\nc\r\n".repeat(2));
    assert_eq!((server.connections(), server.heard().last().map(String::as_str)), (1, Some("QUIT")));
}

#[tokio::test]
async fn a_server_that_can_do_nothing_gets_one_line_at_a_time_and_no_parameter() {
    let script = "C: MAIL FROM:<ana@example.org>
S: 250 ok
C: RCPT TO:<bob@example.org>
S: 250 ok
C: RCPT TO:<eve@example.org>
S: 250 ok
C: DATA
S: 354 go on
content
S: 250 taken";
    let server = Script::play(&[&format!("{SIGNED_IN_PLAIN}{script}")]).await;
    Client::to(server.port()).send(&["bob@example.org", "eve@example.org"], "x").await.unwrap();
    let said = server.heard();
    assert!(said.contains(&"MAIL FROM:<ana@example.org>".to_owned()), "{said:?}");
}

#[tokio::test]
async fn a_server_that_knows_no_ehlo_is_greeted_as_before_there_was_one() {
    let script = "S: 220 old\nC: EHLO\nS: 502 what?\nC: HELO [127.0.0.1]\nS: 250 old\n";
    let server = Script::play(&[script]).await;
    // It signs nobody in.
    assert_eq!(Client::to(server.port()).refused().await.kind(), Kind::Unsupported);
}

#[tokio::test]
async fn when_one_recipient_is_refused_nobody_gets_it_and_who_it_was_is_said() {
    let script = "C: MAIL
C: RCPT TO:<bob@example.org>
C: RCPT TO:<nobody@example.org>
S: 250 ok
S: 250 ok
S: 550 5.1.1 no such user
C: RSET
C: MAIL
C: RCPT TO:<bob@example.org>
C: DATA
S: 250 reset
S: 250 ok
S: 250 ok
S: 354 go on
content
S: 250 taken";
    let server = Script::play(&[&format!("{SIGNED_IN}{script}")]).await;
    let outgoing = Client::to(server.port()).outgoing();
    let content = || Spool::from(b"x\r\n".to_vec());
    let both = envelope(&["bob@example.org", "nobody@example.org"]);
    let error = outgoing.send(both, content()).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (Kind::NotFound, "send"));
    assert_eq!(error.words().args["names"], "nobody@example.org");
    assert_eq!(error.detail(), Some("nobody@example.org: 550 5.1.1 no such user"));
    // The next one goes over the same connection, and begins anew.
    outgoing.send(envelope(&["bob@example.org"]), content()).await.unwrap();
    assert_eq!((server.connections(), server.content().as_str()), (1, "x\r\n"));
}

#[tokio::test]
async fn a_server_that_would_take_a_message_for_nobody_gets_an_empty_one_and_refuses_it() {
    let script = "C: MAIL
C: RCPT
C: DATA
S: 250 ok
S: 550 no
S: 354 go on
C: .
S: 554 no valid recipients";
    let server = Script::play(&[&format!("{SIGNED_IN}{script}\nC: QUIT")]).await;
    let error = Client::to(server.port()).refused().await;
    assert_eq!((error.kind(), error.words().args["why"].as_str()), (Kind::Rejected, "other"));
    assert_eq!(server.heard().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn what_is_refused_for_now_is_said_again_over_the_same_connection() {
    let later = "C: MAIL
C: RCPT
C: DATA
S: 250 ok
S: 451 4.7.1 greylisted
S: 503 no recipients
C: RSET
S: 250 ok
";
    let server = Script::play(&[&format!("{SIGNED_IN}{later}{TAKES_ONE}")]).await;
    let client = Client::to(server.port());
    client.send(&["bob@example.org"], "x").await.unwrap();
    assert_eq!((server.connections(), client.notices.lock().unwrap().len()), (1, 1));
}

#[tokio::test]
async fn a_server_that_closes_in_the_middle_is_called_again() {
    for end in [
        "C: MAIL\nS: 421 4.3.2 closing",
        "C: MAIL\nC: RCPT\nC: DATA\nS: 250 ok\nS: 421 closing",
        "C: MAIL\nC: RCPT\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go on\ncontent\nS: 421 closing",
    ] {
        let server = Script::play(&[&format!("{SIGNED_IN}{end}"), &format!("{SIGNED_IN}{TAKES_ONE}")]).await;
        Client::to(server.port()).send(&["bob@example.org"], "x").await.unwrap();
        assert_eq!(server.connections(), 2, "{end}");
    }
}

#[tokio::test]
async fn a_message_that_is_refused_after_all_of_it_went_nowhere() {
    for (said, kind, connections) in [
        ("550 5.7.1 spam", Kind::Denied, 1),
        ("552 too much", Kind::Rejected, 1),
        ("554 5.6.0 what is that", Kind::Rejected, 1),
        ("451 4.3.0 try later", Kind::Throttled, 3),
    ] {
        let end =
            format!("C: MAIL\nC: RCPT\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go on\ncontent\nS: {said}");
        let server = Script::play(&[&format!("{SIGNED_IN}{end}")]).await;
        let error = Client::to(server.port()).refused().await;
        assert_eq!((error.kind(), server.connections()), (kind, connections), "{said}");
        assert_eq!(error.detail(), Some(said));
    }
}

#[tokio::test]
async fn what_is_too_large_is_not_even_begun() {
    let server = Script::play(&[&format!("{}C: QUIT", SIGNED_IN.replace("10000000", "100"))]).await;
    let error = Client::to(server.port()).send(&["bob@example.org"], "x".repeat(99)).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (Kind::Rejected, Retry::Never));
    let args = &error.words().args;
    assert_eq!((args["size"].as_str(), args["limit"].as_str()), ("101", "100"));
    assert_eq!(server.heard().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn reports_are_ordered_of_a_server_that_sends_them() {
    let script = "C: MAIL FROM:<ana@example.org> SIZE=4 BODY=8BITMIME RET=HDRS
C: RCPT TO:<bob@example.org> NOTIFY=SUCCESS,FAILURE
C: DATA
S: 250 ok
S: 250 ok
S: 354 go on
content
S: 250 taken";
    let server = Script::play(&[&format!("{SIGNED_IN}{script}")]).await;
    let reports = Reports { success: true, failure: true, delay: false, returned: Returned::Header };
    let outgoing = Client::to(server.port()).outgoing();
    let envelope = envelope(&["bob@example.org"]).asking(reports);
    outgoing.send(envelope, Spool::from("é\r\n".as_bytes().to_vec())).await.unwrap();
}
