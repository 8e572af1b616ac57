//! The SMTP server, line by line.

use base64::{Engine, engine::general_purpose::STANDARD};
use carteiro_sandbox::{Capability, Fault, Flag, Flags, Options, Protocol, Sandbox, Submission, User};

use crate::{
    client::{Client, start},
    tls,
    tokens::{self, oauthbearer, xoauth2},
};

const PLAIN: &str = "AUTH PLAIN AGFuYUBzYW5kYm94LnRlc3QAc2FuZGJveA==";

/// Takes mail from anybody.
fn open() -> Options {
    Options {
        users: vec![User::new("ana@sandbox.test", "sandbox"), User::new("bia@sandbox.test", "sandbox")],
        submission: Submission { needs_sign_in: false, ..Submission::default() },
        ..Options::default()
    }
}

async fn hello(sandbox: &Sandbox) -> Client {
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    client.until("250 ").await;
    client
}

/// Says each line and checks how its answer begins.
async fn talk(client: &mut Client, lines: &[(&str, &str)]) {
    for (line, answer) in lines {
        let told = client.say(line).await;
        assert!(told.starts_with(answer), "{line}: {told}");
    }
}

fn inbox(sandbox: &Sandbox, user: &str) -> Vec<String> {
    let messages = sandbox.store().account(user).unwrap().messages("INBOX").unwrap();
    messages.iter().map(|message| String::from_utf8_lossy(message.raw()).into_owned()).collect()
}

#[tokio::test]
async fn a_user_gets_the_message_and_a_stranger_is_in_the_outbox() {
    let sandbox = start(open()).await;
    let mut client = hello(&sandbox).await;
    let to = [
        ("MAIL FROM:<ana@sandbox.test> RET=FULL ENVID=QQ BODY=8BITMIME SIZE=40", "250 2.1.0"),
        ("RCPT TO:<BIA@sandbox.test>", "250 2.1.5"),
        ("RCPT TO:<bia@sandbox.test>", "250 2.1.5"),
        ("RCPT TO:<eva@else.test> NOTIFY=FAILURE,SUCCESS ORCPT=rfc822;e+2Bva@else.test", "250 2.1.5"),
        ("DATA", "354"),
        ("Subject: x\r\n\r\n..\r\n.", "250 2.0.0"),
    ];
    talk(&mut client, &to).await;
    let got = inbox(&sandbox, "bia@sandbox.test");
    assert_eq!(got.len(), 1);
    assert!(
        got[0].starts_with(
            "Return-Path: <ana@sandbox.test>\r\nReceived: from client.test\r\n\tby sandbox.test"
        )
    );
    assert!(got[0].ends_with("\r\nSubject: x\r\n\r\n.\r\n"), "{}", got[0]);
    let outbox = sandbox.outbox();
    assert_eq!(outbox.len(), 1);
    assert_eq!(&*outbox[0].raw, b"Subject: x\r\n\r\n.\r\n");
    assert_eq!(outbox[0].sender.address, "ana@sandbox.test");
    assert_eq!(outbox[0].sender.envid.as_deref(), Some("QQ"));
    assert_eq!(outbox[0].sender.body.as_deref(), Some("8BITMIME"));
    assert_eq!(outbox[0].recipients.len(), 1);
    assert_eq!(outbox[0].recipients[0].notify, ["FAILURE", "SUCCESS"]);
    assert_eq!(outbox[0].recipients[0].orcpt, Some(("rfc822".to_owned(), "e+va@else.test".to_owned())));
}

#[tokio::test]
async fn nothing_is_sent_without_signing_in() {
    let sandbox = start(Options::default()).await;
    let mut client = hello(&sandbox).await;
    let lines = [
        ("MAIL FROM:<ana@sandbox.test>", "530 5.7.0"),
        ("AUTH PLAIN AGFuYUBzYW5kYm94LnRlc3QAd3Jvbmc=", "535 5.7.8"),
        (PLAIN, "235 2.7.0"),
        (PLAIN, "503 5.5.1"),
        ("MAIL FROM:<>", "250 2.1.0"),
    ];
    talk(&mut client, &lines).await;
    assert_eq!(sandbox.commands_of(Protocol::Smtp)[2..4], ["AUTH ***", "AUTH ***"]);
}

#[tokio::test]
async fn one_signs_in_by_every_mechanism() {
    let sandbox = start(tokens::options()).await;
    for (mechanism, response) in [
        ("PLAIN", "AGFuYUBzYW5kYm94LnRlc3QAc2FuZGJveA==".to_owned()),
        ("XOAUTH2", xoauth2("ana@sandbox.test", "narrow")),
        ("OAUTHBEARER", oauthbearer("n,a=ana@sandbox.test,", "good")),
    ] {
        let mut client = hello(&sandbox).await;
        talk(&mut client, &[(&format!("AUTH {mechanism} {response}"), "235 2.7.0")]).await;
        let mut client = hello(&sandbox).await;
        talk(&mut client, &[(&format!("AUTH {mechanism}"), "334 "), (&response, "235 2.7.0")]).await;
    }
    let mut client = hello(&sandbox).await;
    let login = [
        ("AUTH LOGIN", "334 VXNlcm5hbWU6"),
        ("YW5hQHNhbmRib3gudGVzdA==", "334 UGFzc3dvcmQ6"),
        ("c2FuZGJveA==", "235"),
    ];
    talk(&mut client, &login).await;
}

#[tokio::test]
async fn a_digest_made_without_the_password_is_refused() {
    let sandbox = start(Options::default()).await;
    let mut client = hello(&sandbox).await;
    let challenge = client.say("AUTH CRAM-MD5").await;
    let challenge = STANDARD.decode(challenge.strip_prefix("334 ").unwrap()).unwrap();
    assert!(challenge.starts_with(b"<") && challenge.ends_with(b"@sandbox.test>"));
    let response = STANDARD.encode(format!("ana@sandbox.test {}", "0".repeat(32)));
    talk(&mut client, &[(&response, "535"), ("AUTH CRAM-MD5 AAAA", "501")]).await;
}

#[tokio::test]
async fn sign_in_that_fails_says_why() {
    let sandbox = start(tokens::options()).await;
    let mut client = hello(&sandbox).await;
    let stale = format!("AUTH XOAUTH2 {}", xoauth2("ana@sandbox.test", "stale"));
    let lines = [
        (stale.as_str(), "334 eyJzdGF0dXMi"),
        ("", "535 5.7.8"),
        ("AUTH KERBEROS_V4", "504 5.5.4"),
        ("AUTH PLAIN !", "501 5.5.2"),
        ("AUTH PLAIN", "334 "),
        ("*", "501 5.7.0"),
    ];
    talk(&mut client, &lines).await;
    for (fault, answer) in [
        (Fault::MfaRequired, "535 5.7.139 Authentication unsuccessful"),
        (Fault::SignInUnavailable, "454 4.7.0"),
    ] {
        sandbox.set_faults([fault]);
        talk(&mut hello(&sandbox).await, &[(PLAIN, answer)]).await;
    }
}

#[tokio::test]
async fn commands_out_of_order_are_refused_and_the_session_goes_on() {
    let sandbox = start(open()).await;
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    let lines = [
        ("MAIL FROM:<a@a.test>", "503 5.5.1"),
        (PLAIN, "503 5.5.1"),
        ("EHLO", "501 5.5.4"),
        ("HELO client.test", "250 sandbox.test"),
        ("RCPT TO:<a@a.test>", "503 5.5.1"),
        ("MAIL FROM:<a@a.test> SIZE=1", "555 5.5.4"),
        ("MAIL FROM:<a@a.test>", "250"),
        ("MAIL FROM:<a@a.test>", "503"),
        ("DATA", "554 5.5.1"),
        ("RSET", "250"),
        ("DATA", "503"),
        ("FROM ana", "500 5.5.1"),
        ("STARTTLS", "502"),
        ("VRFY", "501"),
        ("QUIT", "221 2.0.0"),
    ];
    talk(&mut client, &lines).await;
    assert!(client.line().await.is_err());
}

#[tokio::test]
async fn what_is_no_path_or_no_parameter_is_refused() {
    let sandbox = start(open()).await;
    let mut client = hello(&sandbox).await;
    let lines = [
        ("MAIL FROM: <a@a.test>", "501 5.5.4"),
        ("MAIL FROM:<a b@a.test>", "553 5.1.3"),
        ("MAIL FROM:<josé@a.test>", "553 5.6.7"),
        ("MAIL FROM:<a@a.test> BODY=BINARYMIME", "501"),
        ("MAIL FROM:<a@a.test> SIZE=x", "501"),
        ("MAIL FROM:<a@a.test> SIZE=99999999999", "552 5.3.4"),
        ("MAIL FROM:<a@a.test> X=1", "555 5.5.4"),
        ("MAIL FROM:<a@a.test> RET=FULL RET=FULL", "501"),
        ("MAIL FROM:<josé@a.test> SMTPUTF8 AUTH=<>", "555"),
        ("MAIL FROM:<josé@a.test> SMTPUTF8", "250"),
        ("RCPT TO:<>", "553"),
        ("RCPT TO:<a@a.test> NOTIFY=NEVER,DELAY", "501"),
        ("RCPT TO:<a@a.test> ORCPT=none", "501"),
        ("RCPT TO:<postmaster>", "250"),
        ("RCPT TO:<é@a.test> NOTIFY=NEVER", "250"),
    ];
    talk(&mut client, &lines).await;
}

#[tokio::test]
async fn no_second_message_is_smuggled_in_behind_a_bare_line_feed() {
    let sandbox = start(open()).await;
    for end in ["\n.\r\n", "\n.\n", "\r\n.\n", "\r.\n"] {
        let mut client = hello(&sandbox).await;
        client.send("MAIL FROM:<a@a.test>\r\nRCPT TO:<ana@sandbox.test>\r\nDATA\r\n").await;
        client.until("354").await;
        client
            .send(format!(
                "a: b\r\n\r\nc{end}MAIL FROM:<x@x.test>\r\nRCPT TO:<ana@sandbox.test>\r\nDATA\r\nx\r\n.\r\n"
            ))
            .await;
        let told = client.rest_after_half_close().await;
        assert_eq!(told, "521 5.5.2 A line ends in CR and LF\r\n", "{end:?}");
    }
    let mut client = hello(&sandbox).await;
    client.send("NOOP\nNOOP\r\n").await;
    assert_eq!(client.rest_after_half_close().await, "500 5.5.2 A line ends in CR and LF\r\n");
    assert!(inbox(&sandbox, "ana@sandbox.test").is_empty());
}

#[tokio::test]
async fn commands_sent_together_are_answered_in_order() {
    let sandbox = start(open()).await;
    let mut client = hello(&sandbox).await;
    client
        .send(
            "MAIL FROM:<a@a.test>\r\nRCPT TO:<nobody>\r\nRCPT TO:<ana@sandbox.test>\r\nDATA\r\na: b\r\n.\r\n\
             MAIL FROM:<a@a.test>\r\nRCPT TO:<ana@sandbox.test>\r\nBDAT 6\r\nc: d\r\nBDAT 4 LAST\r\n\r\n.\nQUIT\r\n",
        )
        .await;
    let told = String::from_utf8(client.rest().await).unwrap();
    let codes: Vec<_> = told.lines().filter_map(|line| line.get(..3)).collect();
    assert_eq!(codes, ["250", "553", "250", "354", "250", "250", "250", "250", "250", "221"]);
    let got = inbox(&sandbox, "ana@sandbox.test");
    assert!(got[0].ends_with("\r\na: b\r\n") && got[1].ends_with("\r\nc: d\r\n\r\n.\n"), "{got:?}");
}

#[tokio::test]
async fn a_message_beyond_the_bound_is_read_and_refused() {
    let submission = Submission { needs_sign_in: false, largest_message: 1000, ..Submission::default() };
    let sandbox = start(Options { submission, ..open() }).await;
    let mut client = hello(&sandbox).await;
    let text = format!("{}\r\n.", "x".repeat(2000));
    let chunk = format!("BDAT 2000\r\n{}BDAT 0 LAST", "x".repeat(2000));
    let lines = [
        ("MAIL FROM:<a@a.test> SIZE=1001", "552 5.3.4"),
        ("MAIL FROM:<a@a.test> SIZE=1000", "250"),
        ("RCPT TO:<ana@sandbox.test>", "250"),
        ("DATA", "354"),
        (&text, "552 5.3.4"),
        ("MAIL FROM:<a@a.test>", "250"),
        ("RCPT TO:<ana@sandbox.test>", "250"),
        (&chunk, "250"),
    ];
    talk(&mut client, &lines).await;
    assert!(client.next().await.starts_with("552 5.3.4"));
    talk(&mut client, &[("BDAT 5 LAST\r\nabc", "503"), ("BDAT x", "501")]).await;
    assert!(client.line().await.is_err());
    assert!(inbox(&sandbox, "ana@sandbox.test").is_empty());
}

#[tokio::test]
async fn the_server_keeps_a_copy_of_what_was_sent_if_it_is_asked_to() {
    for keeps_sent_copy in [false, true] {
        let submission = Submission { keeps_sent_copy, ..Submission::default() };
        let sandbox = start(Options { submission, ..Options::default() }).await;
        let mut client = hello(&sandbox).await;
        let lines = [
            (PLAIN, "235"),
            ("MAIL FROM:<ana@sandbox.test>", "250"),
            ("RCPT TO:<eva@else.test>", "250"),
            ("DATA", "354"),
            ("a: b\r\n.", "250"),
        ];
        talk(&mut client, &lines).await;
        assert_eq!(sandbox.outbox()[0].user.as_deref(), Some("ana@sandbox.test"));
        let sent = sandbox.account().messages("Sent").unwrap();
        assert_eq!(sent.len(), usize::from(keeps_sent_copy));
        assert!(sent.iter().all(|message| message.raw() == b"a: b\r\n" && message.flags.has(&Flag::Seen)));
    }
}

#[tokio::test]
async fn recipients_are_refused_each_in_its_way() {
    let faults = vec![
        Fault::RejectedRecipient("gone@else.test".into()),
        Fault::FullMailbox("full@else.test".into()),
        Fault::OverQuota("bia@sandbox.test".into()),
        Fault::Greylisted("slow@else.test".into()),
    ];
    let sandbox = start(Options { faults, ..open() }).await;
    let mut client = hello(&sandbox).await;
    let lines = [
        ("MAIL FROM:<a@a.test>", "250"),
        ("RCPT TO:<gone@else.test>", "550 5.1.1"),
        ("RCPT TO:<full@else.test>", "452 4.2.2"),
        ("RCPT TO:<bia@sandbox.test>", "552 5.2.2"),
        ("RCPT TO:<SLOW@else.test>", "451 4.7.1"),
        ("RCPT TO:<slow@else.test>", "250"),
        ("RCPT TO:<eva@else.test>", "250"),
    ];
    talk(&mut client, &lines).await;
}

#[tokio::test]
async fn a_message_is_refused_after_its_last_dot() {
    let sandbox = start(Options { faults: vec![Fault::RejectedMessage], ..open() }).await;
    let mut client = hello(&sandbox).await;
    let lines = [
        ("MAIL FROM:<a@a.test>", "250"),
        ("RCPT TO:<ana@sandbox.test>", "250"),
        ("DATA", "354"),
        ("a: b\r\n.", "554 5.7.1"),
        ("MAIL FROM:<a@a.test>", "250"),
    ];
    talk(&mut client, &lines).await;
    assert!(inbox(&sandbox, "ana@sandbox.test").is_empty());
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_last_dot_says_nothing_of_the_message() {
    for (fault, delivered) in [(Fault::CutAfterDotDelivered, 1), (Fault::CutAfterDotLost, 0)] {
        let sandbox = start(Options { faults: vec![fault], ..open() }).await;
        let mut client = hello(&sandbox).await;
        client.send("MAIL FROM:<a@a.test>\r\nRCPT TO:<ana@sandbox.test>\r\nDATA\r\n").await;
        client.until("354").await;
        client.send("a: b\r\n.\r\n").await;
        assert!(client.rest().await.is_empty());
        assert_eq!(inbox(&sandbox, "ana@sandbox.test").len(), delivered);
    }
}

#[tokio::test]
async fn a_full_mailbox_takes_nothing_over_imap_either() {
    let faults = vec![Fault::FullMailbox("ana@sandbox.test".into())];
    let sandbox = start(Options { faults, ..crate::client::three_messages() }).await;
    let mut client = Client::select(sandbox.imap_addr()).await;
    for command in ["COPY 1 Sent", "MOVE 1 Sent", "APPEND INBOX {4+}\r\na: b"] {
        assert_eq!(client.command(command).await, "T NO [OVERQUOTA] The mailbox is full\r\n");
    }
    sandbox.account().append("INBOX", *b"a: b", Flags::default(), jiff::Timestamp::UNIX_EPOCH).unwrap();
}

#[tokio::test]
async fn what_is_off_is_neither_told_nor_understood() {
    let without: Vec<_> = Capability::SHARED.into();
    let sandbox = start(Options { without, ..open() }).await;
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    assert_eq!(client.until("250 ").await, "250-sandbox.test at your service\r\n250 HELP\r\n");
    let lines = [
        (PLAIN, "504 Unknown mechanism"),
        ("MAIL FROM:<a@a.test> SIZE=1", "555 Unknown parameter SIZE"),
        ("MAIL FROM:<a@a.test> BODY=8BITMIME", "555"),
        ("MAIL FROM:<é@a.test> SMTPUTF8", "555"),
        ("MAIL FROM:<a@a.test> RET=FULL", "555"),
        ("MAIL FROM:<a@a.test>", "250 From whom"),
        ("RCPT TO:<ana@sandbox.test> NOTIFY=NEVER", "555"),
        ("RCPT TO:<ana@sandbox.test>", "250 For whom"),
        ("NOOP\r\nNOOP", "503 Wait for the answer"),
    ];
    talk(&mut client, &lines).await;
    assert!(client.line().await.is_err());
}

#[tokio::test]
async fn nothing_learned_before_the_handshake_counts() {
    let sandbox = start(Options { sign_in_needs_tls: true, ..tls::options().0 }).await;
    let mut client = Client::connect(sandbox.smtp_addr()).await;
    client.send("EHLO client.test\r\n").await;
    let told = client.until("250 ").await;
    assert!(told.contains("STARTTLS") && !told.contains("AUTH"), "{told}");
    talk(&mut client, &[(PLAIN, "538 5.7.11"), ("MAIL FROM:<a@a.test>", "530 5.7.0 Start TLS first")]).await;
    client.send("STARTTLS\r\nNOOP\r\n").await;
    assert_eq!(client.next().await, "220 2.0.0 Begin TLS");
    client.send("not a handshake, so the server gives up").await;
    assert!(!String::from_utf8_lossy(&client.rest().await).contains("250"));
}

#[tokio::test]
async fn a_line_without_end_ends_the_session() {
    let sandbox = start(open()).await;
    let mut client = hello(&sandbox).await;
    client.send("x".repeat(100_000)).await;
    assert_eq!(client.next().await, "500 5.5.2 Line too long");
    assert!(client.line().await.is_err());
}
