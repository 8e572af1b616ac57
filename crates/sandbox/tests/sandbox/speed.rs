use std::fmt::Write;

use carteiro_sandbox::{Flags, Options, Sample};

use crate::client::{Client, start};

fn many(count: u32) -> Options {
    let mail = (1..=count).map(|number| Sample {
        raw: format!("Subject: {number}\r\n\r\nbody\r\n").into_bytes(),
        flags: Flags::default(),
        received_at: jiff::Timestamp::UNIX_EPOCH,
    });
    Options { mail: mail.collect(), ..Options::default() }
}

/// Finishes within the time a test may take; alone and in a debug build it is well under a second.
#[tokio::test]
async fn ten_thousand_small_fetches_in_one_go_are_all_answered() {
    let sandbox = start(many(10_000)).await;
    let mut client = Client::select(sandbox.imap_addr()).await;
    let mut batch = String::new();
    for uid in 1..=10_000 {
        writeln!(batch, "f UID FETCH {uid} (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])\r").unwrap();
    }
    client.send(batch + "T NOOP\r\n").await;
    assert_eq!(client.until("T OK").await.matches("f OK").count(), 10_000);
}

#[tokio::test]
async fn ten_thousand_messages_are_moved_by_one_command() {
    let sandbox = start(many(10_000)).await;
    let mut client = Client::select(sandbox.imap_addr()).await;
    let answer = client.command("UID MOVE 1:* Archive").await;
    assert!(answer.starts_with("* OK [COPYUID 1700000006 1:10000 1:10000] Moved\r\n* 1 EXPUNGE\r\n"));
    assert_eq!(answer.matches("EXPUNGE").count(), 10_000);
}

#[tokio::test]
async fn a_large_message_goes_in_and_comes_out_unchanged() {
    let sandbox = start(Options::default()).await;
    let mut client = Client::sign_in(sandbox.imap_addr()).await;
    let raw = format!("Subject: large\r\n\r\n{}", "0123456789abcdef\r\n".repeat(1_000_000));
    client.send(format!("T APPEND INBOX {{{}}}\r\n", raw.len())).await;
    assert!(client.line().await.unwrap().starts_with("+ "));
    client.send(&raw).await;
    client.send("\r\n").await;
    assert!(client.until("T ").await.contains("T OK [APPENDUID 1700000001 1]"));
    assert!(sandbox.account().messages("INBOX").unwrap()[0].raw() == raw.as_bytes());
}
