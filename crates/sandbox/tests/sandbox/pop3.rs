//! The POP3 server, line by line.

use carteiro_sandbox::{Capability, Fault, Flags, Options, Protocol};

use crate::{
    client::{Client, start, three_messages},
    tls,
    tokens::{self, oauthbearer, xoauth2},
};

const PASSWORD: &str = "PASS sandbox";

async fn signed_in(sandbox: &carteiro_sandbox::Sandbox) -> Client {
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.say("USER ana@sandbox.test").await;
    let answer = client.say(PASSWORD).await;
    assert!(answer.starts_with("+OK 3 messages"), "{answer}");
    client
}

#[tokio::test]
async fn only_a_quit_deletes_what_was_marked() {
    let sandbox = start(three_messages()).await;
    let mut client = signed_in(&sandbox).await;
    assert_eq!(client.say("DELE 2").await, "+OK Marked as deleted");
    assert_eq!(sandbox.account().messages("INBOX").unwrap().len(), 3);
    drop(client);
    let mut client = loop {
        // The server may not have seen yet that the other has gone.
        let mut client = Client::connect(sandbox.pop3_addr()).await;
        client.say("USER ana@sandbox.test").await;
        if client.say(PASSWORD).await.starts_with("+OK") {
            break client;
        }
    };
    assert_eq!(client.say("DELE 2").await, "+OK Marked as deleted");
    assert_eq!(client.say("LIST 2").await, "-ERR No such message");
    assert_eq!(client.say("QUIT").await, "+OK Bye");
    client.rest().await;
    let uids: Vec<_> =
        sandbox.account().messages("INBOX").unwrap().iter().map(|message| message.uid).collect();
    assert_eq!(uids, [1, 3]);
}

#[tokio::test]
async fn a_line_that_starts_with_a_dot_is_told_with_two() {
    let sandbox = start(Options::default()).await;
    let raw = *b"Subject: dots\r\n\r\n.\r\n..\r\nno end";
    sandbox.account().append("INBOX", raw, Flags::default(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.send("USER ana@sandbox.test\r\nPASS sandbox\r\nRETR 1\r\n").await;
    let told = client.until(".\r\n").await;
    assert!(told.ends_with("+OK 32 octets\r\nSubject: dots\r\n\r\n..\r\n...\r\nno end\r\n.\r\n"), "{told}");
}

#[tokio::test]
async fn the_top_is_the_header_and_so_many_lines() {
    let sandbox = start(Options::default()).await;
    let raw = *b"Subject: top\r\n\r\none\r\ntwo\r\nthree\r\n";
    sandbox.account().append("INBOX", raw, Flags::default(), jiff::Timestamp::UNIX_EPOCH).unwrap();
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.say("USER ana@sandbox.test").await;
    client.say(PASSWORD).await;
    client.send("TOP 1 0\r\nTOP 1 2\r\nTOP 1\r\n").await;
    assert_eq!(client.until(".\r\n").await, "+OK The top of it\r\nSubject: top\r\n\r\n.\r\n");
    assert_eq!(client.until(".\r\n").await, "+OK The top of it\r\nSubject: top\r\n\r\none\r\ntwo\r\n.\r\n");
    assert!(client.next().await.starts_with("-ERR"));
}

#[tokio::test]
async fn a_maildrop_is_one_sessions_at_a_time() {
    let sandbox = start(three_messages()).await;
    let mut one = signed_in(&sandbox).await;
    let mut two = Client::connect(sandbox.pop3_addr()).await;
    two.say("USER ana@sandbox.test").await;
    assert_eq!(two.say(PASSWORD).await, "-ERR [IN-USE] Another session has the maildrop");
    one.say("QUIT").await;
    one.rest().await;
    two.say("USER ana@sandbox.test").await;
    assert!(two.say(PASSWORD).await.starts_with("+OK"));
}

#[tokio::test]
async fn the_password_goes_right_after_the_name() {
    let sandbox = start(three_messages()).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    assert_eq!(client.say(PASSWORD).await, "-ERR USER goes first");
    client.say("USER ana@sandbox.test").await;
    client.say("CAPA").await;
    client.until(".\r\n").await;
    assert_eq!(client.say(PASSWORD).await, "-ERR USER goes first");
    client.say("USER ana@sandbox.test").await;
    assert_eq!(client.say("PASS wrong").await, "-ERR [AUTH] Wrong name or password");
    assert_eq!(client.say("STAT").await, "-ERR Sign in first");
    assert_eq!(client.say("LAST").await, "-ERR Unknown command");
    assert_eq!(sandbox.commands_of(Protocol::Pop3)[..2], ["PASS ***", "USER ana@sandbox.test"]);
    assert!(sandbox.commands().is_empty());
}

#[tokio::test]
async fn one_signs_in_by_every_mechanism_in_one_line_or_two() {
    let sandbox = start(tokens::options()).await;
    for (mechanism, response) in [
        ("PLAIN", "AGFuYUBzYW5kYm94LnRlc3QAc2FuZGJveA==".to_owned()),
        ("XOAUTH2", xoauth2("ana@sandbox.test", "good")),
        ("OAUTHBEARER", oauthbearer("n,a=ana@sandbox.test,", "good")),
    ] {
        for (sent, answer) in [
            (format!("AUTH {mechanism} {response}\r\nQUIT\r\n"), "+OK 3 messages, "),
            (format!("AUTH {mechanism}\r\n{response}\r\nQUIT\r\n"), "+ \r\n+OK 3 messages, "),
        ] {
            let mut client = Client::connect(sandbox.pop3_addr()).await;
            client.send(sent).await;
            let told = String::from_utf8(client.rest().await).unwrap();
            assert!(told.starts_with(answer), "{mechanism}: {told}");
        }
    }
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    assert_eq!(client.say("AUTH LOGIN").await, "+ VXNlcm5hbWU6");
    assert_eq!(client.say("YW5hQHNhbmRib3gudGVzdA==").await, "+ UGFzc3dvcmQ6");
    assert!(client.say("c2FuZGJveA==").await.starts_with("+OK"));
}

#[tokio::test]
async fn as_with_office_365_the_token_may_not_stand_in_the_line_of_auth() {
    let sandbox =
        start(Options { faults: vec![Fault::Without(Capability::SaslIr)], ..tokens::options() }).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    let token = xoauth2("ana@sandbox.test", "good");
    assert!(client.say(&format!("AUTH XOAUTH2 {token}")).await.starts_with("-ERR Protocol error"));
    assert_eq!(client.say("AUTH XOAUTH2").await, "+ ");
    assert!(client.say(&token).await.starts_with("+OK 3 messages"));
}

#[tokio::test]
async fn a_refused_token_is_told_why_and_then_refused() {
    let sandbox = start(tokens::options()).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    let token = xoauth2("ana@sandbox.test", "stale");
    assert!(client.say(&format!("AUTH XOAUTH2 {token}")).await.starts_with("+ eyJzdGF0dXMi"));
    assert_eq!(client.say("").await, "-ERR [AUTH] The token is not good here");
    assert_eq!(client.say("AUTH XOAUTH2").await, "+ ");
    assert_eq!(client.say("*").await, "-ERR Given up");
}

#[tokio::test]
async fn sign_in_fails_in_ways_a_client_can_tell_apart() {
    let sandbox = start(three_messages()).await;
    for (fault, answer) in [
        (Fault::MfaRequired, "-ERR [AUTH] Application-specific password required"),
        (Fault::SignInUnavailable, "-ERR [SYS/TEMP] Temporary authentication failure"),
    ] {
        sandbox.set_faults([fault.clone()]);
        let mut client = Client::connect(sandbox.pop3_addr()).await;
        client.say("USER ana@sandbox.test").await;
        let told = client.say(PASSWORD).await;
        assert!(told.starts_with(answer), "{told}");
        sandbox.set_faults([fault, Fault::Without(Capability::RespCodes)]);
        let mut client = Client::connect(sandbox.pop3_addr()).await;
        client.say("USER ana@sandbox.test").await;
        assert!(!client.say(PASSWORD).await.contains('['));
    }
}

#[tokio::test]
async fn what_is_off_is_neither_told_nor_understood() {
    let off = [
        Capability::Uidl,
        Capability::Top,
        Capability::Pipelining,
        Capability::RespCodes,
        Capability::Utf8,
        Capability::AuthPlain,
        Capability::AuthLogin,
    ];
    let sandbox = start(Options { without: off.into(), ..three_messages() }).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.send("CAPA\r\n").await;
    let told = client.until(".\r\n").await;
    assert_eq!(told, "+OK What is known\r\nUSER\r\nEXPIRE NEVER\r\nIMPLEMENTATION Carteiro-sandbox\r\n.\r\n");
    assert!(client.say("UTF8").await.starts_with("-ERR"));
    assert!(client.say("AUTH PLAIN AAA=").await.starts_with("-ERR Unknown mechanism"));
    client.say("USER ana@sandbox.test").await;
    client.say(PASSWORD).await;
    assert_eq!(client.say("UIDL").await, "-ERR Unknown command");
    assert_eq!(client.say("TOP 1 1").await, "-ERR Unknown command");
    client.send("STAT\r\nSTAT\r\n").await;
    assert_eq!(client.next().await, "-ERR Wait for the answer before the next command");
    assert!(client.line().await.is_err());
}

#[tokio::test]
async fn without_capa_a_client_has_to_try() {
    let sandbox = start(Options { without: vec![Capability::Capa], ..three_messages() }).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    assert_eq!(client.say("CAPA").await, "-ERR Unknown command");
    signed_in(&sandbox).await;
}

#[tokio::test]
async fn a_message_is_lost_between_its_id_and_its_text() {
    let sandbox = start(Options { faults: vec![Fault::LostAfterUidl(2)], ..three_messages() }).await;
    let mut client = signed_in(&sandbox).await;
    client.send("UIDL\r\n").await;
    assert!(client.until(".\r\n").await.contains("2 1700000001-2\r\n"));
    assert_eq!(client.say("RETR 2").await, "-ERR The message is gone");
    assert!(client.say("RETR 3").await.starts_with("+OK"));
}

#[tokio::test]
async fn unique_ids_change_with_the_uid_validity() {
    let sandbox = start(three_messages()).await;
    let mut client = signed_in(&sandbox).await;
    assert_eq!(client.say("UIDL 1").await, "+OK 1 1700000001-1");
    client.say("QUIT").await;
    client.rest().await;
    sandbox.set_faults([Fault::NewUidValidity]);
    let told = signed_in(&sandbox).await.say("UIDL 1").await;
    assert!(told.starts_with("+OK 1 17") && told != "+OK 1 1700000001-1", "{told}");
}

#[tokio::test]
async fn no_password_goes_in_the_clear_where_tls_is_asked_for() {
    let sandbox = start(Options { sign_in_needs_tls: true, ..tls::options().0 }).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.send("CAPA\r\n").await;
    let told = client.until(".\r\n").await;
    assert!(told.contains("STLS") && !told.contains("USER") && !told.contains("SASL"), "{told}");
    assert_eq!(client.say("USER ana@sandbox.test").await, "-ERR Start TLS first");
    assert_eq!(client.say("AUTH PLAIN").await, "-ERR Start TLS first");
}

#[tokio::test]
async fn what_was_sent_before_the_handshake_is_thrown_away() {
    let sandbox = start(tls::options().0).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.send("STLS\r\nCAPA\r\n").await;
    assert_eq!(client.next().await, "+OK Begin TLS");
    client.send("not a handshake, so the server gives up").await;
    assert!(!String::from_utf8_lossy(&client.rest().await).contains("+OK"));
}

#[tokio::test]
async fn a_line_without_end_ends_the_session() {
    let sandbox = start(three_messages()).await;
    let mut client = Client::connect(sandbox.pop3_addr()).await;
    client.send("x".repeat(100_000)).await;
    assert_eq!(client.next().await, "-ERR Too long");
    assert!(client.line().await.is_err());
}

#[tokio::test]
async fn a_connection_that_breaks_at_quit_says_nothing_of_what_was_marked() {
    for (fault, left) in [(Fault::CutAtQuitKept, 3), (Fault::CutAtQuitRemoved, 2)] {
        let sandbox = start(Options { faults: vec![fault], ..three_messages() }).await;
        let mut client = signed_in(&sandbox).await;
        client.say("DELE 2").await;
        client.send("QUIT\r\n").await;
        assert!(client.rest().await.is_empty());
        assert_eq!(sandbox.account().messages("INBOX").unwrap().len(), left);
    }
}
