//! Literals that are not as long as was said: one such message spoils no other, and nothing hangs.

use crate::client::{Client, inbox};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{ContentKey, Kind, MessageRef, Parts, ServerId};
use std::time::Duration;

/// Ten messages, of which number 5 says it has `off` bytes more than come.
async fn lying(off: i64) -> Script {
    Script::answering(&format!("{SIGNED_IN}{SELECTED}"), move |tag, command| {
        if let Some(rest) = command.strip_prefix("UID FETCH ") {
            let set = rest.split(' ').next().unwrap();
            let mut said: Vec<u8> =
                uids(set).flat_map(|uid| fetched(uid, if uid == 5 { off } else { 0 })).collect();
            said.extend(format!("{tag} OK fetched\r\n").into_bytes());
            return said;
        }
        let answers: String = match command.split(' ').next().unwrap_or_default() {
            "AUTHENTICATE" => "in",
            "LIST" => "listed",
            _ => "done",
        }
        .to_owned();
        format!("{tag} OK {answers}\r\n").into_bytes()
    })
    .await
}

fn uids(set: &str) -> impl Iterator<Item = u32> + '_ {
    set.split(',').flat_map(|range| {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        first.parse().unwrap()..=last.parse().unwrap()
    })
}

fn fetched(uid: u32, off: i64) -> Vec<u8> {
    let body = format!("Subject: m{uid}\r\n\r\n{}\r\n", "a line of text\r\n".repeat(20));
    let size = body.len().checked_add_signed(isize::try_from(off).unwrap()).unwrap();
    format!("* {uid} FETCH (UID {uid} FLAGS () RFC822.SIZE {} BODY[] {{{size}}}\r\n{body})\r\n", body.len())
        .into_bytes()
}

async fn one_of_ten_fails(off: i64) {
    let script = lying(off).await;
    let mailbox = Client::to(script.port()).patience(Duration::from_millis(200)).mailbox().await;
    let message = |uid| MessageRef {
        folder: inbox(),
        id: Some(ServerId::Uid { validity: 7, uid }),
        key: ContentKey::default(),
    };
    let parts = Parts { content: true, ..Parts::default() };
    let read = mailbox.fetch((1..=10).map(message).collect(), parts).await;
    for (uid, one) in (1..).zip(&read) {
        match one {
            Ok(read) => assert!(uid != 5 && read.header.subject == format!("m{uid}"), "{uid}: {read:?}"),
            Err(lost) => {
                assert_eq!(uid, 5, "{lost:?}");
                let kind = lost.error.kind();
                assert!(matches!(kind, Kind::Protocol | Kind::Timeout | Kind::Content), "{lost:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_literal_shorter_than_was_said_spoils_no_other_message() {
    for off in [1, 2, 40, 300, 5_000, 10_000_000] {
        one_of_ten_fails(off).await;
    }
}

#[tokio::test]
async fn a_literal_longer_than_was_said_spoils_no_other_message() {
    for off in [-1, -2, -40, -300] {
        one_of_ten_fails(off).await;
    }
}

#[tokio::test]
async fn an_absurd_literal_is_not_waited_for() {
    one_of_ten_fails(99_999_999_999_999).await;
}
