//! Connections that break in the middle of something.

use crate::client::{Client, all, inbox};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{Flags, FolderPath, Kind, Parts};
use carteiro_sandbox::{Fault, Options, Sample, Sandbox};

const CONTENT: Parts =
    Parts { all_headers: false, structure: false, text: false, purpose: false, content: true };

async fn simulator(count: usize) -> (Sandbox, Client) {
    let mail = (0..count).map(|n| Sample {
        raw: format!("Subject: m{n}\r\nMessage-ID: <{n}@sandbox.test>\r\n\r\n{}\r\n", "x".repeat(20_000))
            .into_bytes(),
        flags: carteiro_sandbox::Flags::default(),
        received_at: "2026-03-02T10:00:00Z".parse().unwrap(),
    });
    let options = Options { mail: mail.collect(), ..Options::default() };
    let simulator = Sandbox::start(options).await.unwrap();
    let client = Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", "sandbox");
    (simulator, client)
}

#[tokio::test]
async fn a_read_goes_on_over_a_new_connection_wherever_the_old_one_broke() {
    for after in [1_500, 3_000, 30_000, 100_000, 150_000] {
        let (simulator, client) = simulator(10).await;
        simulator.set_faults([Fault::DropAfterBytes(after)]);
        let mailbox = client.mailbox().await;
        simulator.set_faults([]);
        let messages = all(&*client.backend().await.unwrap()).await.unwrap();
        let read = mailbox.fetch(messages, CONTENT).await;
        assert_eq!(read.len(), 10);
        for (n, one) in read.iter().enumerate() {
            assert_eq!(one.as_ref().unwrap().header.subject, format!("m{n}"), "cut after {after}");
        }
    }
}

#[tokio::test]
async fn a_server_that_always_breaks_off_is_unreachable_and_says_where() {
    let (simulator, client) = simulator(3).await;
    let messages = all(&*client.backend().await.unwrap()).await.unwrap();
    simulator.set_faults([Fault::DropAfterBytes(5_000)]);
    let mailbox = client.mailbox().await;
    for one in mailbox.fetch(messages, CONTENT).await {
        let error = one.unwrap_err().error;
        assert_eq!(error.kind(), Kind::Unreachable, "{error}");
        assert_eq!(error.words().code, "imap-literal-cut", "{error}");
        assert_eq!(error.operation(), "fetch");
    }
}

#[tokio::test]
async fn a_move_whose_answer_was_lost_is_found_out() {
    let first = format!("{SIGNED_IN}{SELECTED}C: UID MOVE 3\n");
    // The second connection finds the message gone here, and there.
    let second = format!(
        "{SIGNED_IN}{SELECTED}C: UID MOVE 3\nS: $ OK nothing to do
C: SELECT\nS: * OK [UIDVALIDITY 9] valid\nS: $ OK selected
C: NOOP\nC: UID SEARCH\nS: * SEARCH 44\nS: % OK looked\nS: $ OK found\nsilence"
    );
    let script = Script::play(&[&first, &second]).await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let message = carteiro_mail::MessageRef {
        folder: inbox(),
        id: Some(carteiro_mail::ServerId::Uid { validity: 7, uid: 3 }),
        key: carteiro_mail::ContentKey { message_id: Some("m3@sandbox.test".into()), ..Default::default() },
    };
    let moved = mailbox.move_to(vec![message], FolderPath::parse("Done").unwrap()).await;
    let id = moved[0].as_ref().unwrap().id.clone();
    assert_eq!(id, Some(carteiro_mail::ServerId::Uid { validity: 9, uid: 44 }));
}

#[tokio::test]
async fn a_store_whose_answer_was_lost_is_not_repeated() {
    let script =
        Script::play(&[&format!("{SIGNED_IN}C: APPEND \"INBOX\"\nc\n"), &format!("{SIGNED_IN}silence")])
            .await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let stored = mailbox.append(inbox(), b"Subject: a".to_vec().into(), Flags::default(), None).await;
    let error = stored.unwrap_err();
    assert_eq!(error.kind(), Kind::OutcomeUnknown, "{error}");
    assert_eq!(script.heard().iter().filter(|line| line.contains("APPEND")).count(), 1);
}

#[tokio::test]
async fn a_goodbye_in_the_middle_is_a_broken_connection_with_its_words() {
    let script =
        Script::play(&[&format!("{SIGNED_IN}C: SELECT\nS: * BYE going down for maintenance\n")]).await;
    let backend = Client::to(script.port()).backend().await.unwrap();
    let error = all(&*backend).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Unreachable, "{error}");
    assert!(error.to_string().contains("maintenance"), "{error}");
}
