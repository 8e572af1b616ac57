use carteiro_sandbox::{Capability, Fault, Flags, Options};

use super::{PLAIN, hello, inbox, open, talk};
use crate::client::{Client, start};

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
