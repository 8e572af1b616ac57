use carteiro_sandbox::{Flag, Options, Submission};

use super::{PLAIN, hello, inbox, open, talk};
use crate::client::start;

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
