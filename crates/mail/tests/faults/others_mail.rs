//! Somebody else's messages that are marked for removal stay where they are, whatever the server lacks.

use crate::client::{Client, all};
use carteiro_mail::{FolderPath, Kind};
use carteiro_sandbox::{Capability, Flag, Flags, Options, Sandbox};

fn subjects(simulator: &Sandbox, folder: &str) -> Vec<String> {
    let messages = simulator.account().messages(folder).unwrap();
    let subject = |message: &carteiro_sandbox::store::Message| {
        let raw = String::from_utf8_lossy(message.raw()).into_owned();
        raw.lines().find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned)).unwrap()
    };
    messages.iter().map(subject).collect()
}

async fn marked_mail_survives(without: &[Capability]) {
    let options = Options { without: without.to_vec(), ..Options::default() };
    let simulator = Sandbox::start(options).await.unwrap();
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    for (subject, flags) in [
        ("a", Flags::default()),
        ("b", Flags::from([Flag::Deleted])),
        ("c", Flags::default()),
        ("d", Flags::default()),
    ] {
        let raw = format!("Subject: {subject}\r\nMessage-ID: <{subject}@x>\r\n\r\n").into_bytes();
        simulator.account().append("INBOX", raw, flags, now).unwrap();
    }
    let client = Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", "sandbox");
    let mailbox = client.mailbox().await;
    let backend = client.backend().await.unwrap();
    let listed = all(&*backend).await.unwrap();
    assert_eq!(listed.len(), 3, "what is marked for removal is no longer listed");
    let moved = mailbox.move_to(vec![listed[0].clone()], FolderPath::parse("Archive").unwrap()).await;
    assert!(moved[0].is_ok(), "{moved:?}");
    let removed = mailbox.delete(vec![listed[2].clone()]).await;
    assert!(removed[0].is_ok(), "{removed:?}");
    assert_eq!(all(&*backend).await.unwrap(), [listed[1].clone()]);
    mailbox.folders().await.unwrap();
    mailbox.close().await.unwrap();
    backend.close().await.unwrap();
    let left = subjects(&simulator, "INBOX");
    assert!(left.contains(&"b".to_owned()), "somebody else's message was expunged: {left:?}");
    assert!(left.contains(&"c".to_owned()), "{left:?}");
    assert_eq!(subjects(&simulator, "Archive"), ["a"]);
    let commands = simulator.commands();
    assert!(!commands.iter().any(|command| command == "EXPUNGE" || command == "CLOSE"), "{commands:?}");
}

#[tokio::test]
async fn marked_mail_survives_a_move_without_move() {
    marked_mail_survives(&[Capability::Move]).await;
}

#[tokio::test]
async fn marked_mail_survives_a_move_without_uidplus() {
    marked_mail_survives(&[Capability::UidPlus]).await;
}

#[tokio::test]
async fn marked_mail_survives_a_move_without_either() {
    marked_mail_survives(&[Capability::Move, Capability::UidPlus]).await;
}

#[tokio::test]
async fn a_message_gone_before_it_was_copied_is_not_removed_either() {
    let options = Options { without: vec![Capability::Move], ..Options::default() };
    let simulator = Sandbox::start(options).await.unwrap();
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    let uid =
        simulator.account().append("INBOX", b"Subject: a\r\n\r\n".to_vec(), Flags::default(), now).unwrap();
    let client = Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", "sandbox");
    let backend = client.backend().await.unwrap();
    let listed = all(&*backend).await.unwrap();
    simulator.account().remove("INBOX", uid).unwrap();
    let moved = backend.move_to(listed, FolderPath::parse("Archive").unwrap()).await.unwrap();
    assert_eq!(moved[0].as_ref().unwrap_err().kind(), Kind::NotFound);
    let commands = simulator.commands();
    assert!(
        !commands.iter().any(|command| command.contains("STORE") || command.contains("EXPUNGE")),
        "{commands:?}"
    );
}
