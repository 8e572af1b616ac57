//! Refusals that pass, and folders that are no longer what they were.

use crate::client::{Client, all, inbox};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{FlagChange, FolderPath, Kind, Parts};
use carteiro_sandbox::{Fault, Flags, Options, Sandbox};
use futures_util::StreamExt;

const FOUND: &str = "C: NOOP\nC: UID SEARCH\nS: * SEARCH 1 2\nS: % OK looked\nS: $ OK found\n";

#[tokio::test]
async fn a_refusal_that_passes_is_tried_again() {
    let script = format!(
        "{SIGNED_IN}C: SELECT\nS: $ NO [UNAVAILABLE] later\n{SELECTED}C: UID MOVE 1:2 \"Done\"\nS: $ NO [INUSE] later
C: UID MOVE 1:2 \"Done\"\nS: * OK [COPYUID 9 1:2 5:6] moved\nS: $ OK done
C: UID STORE 1 +FLAGS.SILENT (\\Seen)\nS: $ NO [UNAVAILABLE] later
C: UID STORE 1 +FLAGS.SILENT (\\Seen)\nS: $ OK done\nsilence"
    );
    let script = Script::play(&[&script]).await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let reference = |uid| carteiro_mail::MessageRef {
        folder: inbox(),
        id: Some(carteiro_mail::ServerId::Uid { validity: 7, uid }),
        key: carteiro_mail::ContentKey::default(),
    };
    let done = FolderPath::parse("Done").unwrap();
    let moved = mailbox.move_to(vec![reference(1), reference(2)], done).await;
    assert!(moved.iter().all(Result::is_ok), "{moved:?}");
    let seen = FlagChange { seen: Some(true), flagged: None };
    let marked = mailbox.flag(vec![reference(1)], seen).await;
    assert!(marked[0].is_ok(), "{marked:?}");
}

#[tokio::test]
async fn a_refusal_that_stays_is_told_in_the_servers_words() {
    for (code, kind) in [
        ("[NOPERM]", Kind::Denied),
        ("[OVERQUOTA]", Kind::Quota),
        ("[TRYCREATE]", Kind::NotFound),
        ("[CANNOT]", Kind::Rejected),
        ("", Kind::Rejected),
    ] {
        let script =
            format!("{SIGNED_IN}{SELECTED}{FOUND}C: UID MOVE\nS: $ NO {code} because I say so\nsilence");
        let script = Script::play(&[&script]).await;
        let backend = Client::to(script.port()).backend().await.unwrap();
        let messages = all(&*backend).await.unwrap();
        let moved = backend.move_to(messages, FolderPath::parse("Done").unwrap()).await.unwrap();
        let error = moved[0].as_ref().unwrap_err();
        assert_eq!(error.kind(), kind, "{code}: {error}");
        assert!(error.to_string().contains("because I say so"), "{error}");
    }
}

#[tokio::test]
async fn a_folder_that_was_renumbered_meanwhile_has_changed() {
    let simulator = Sandbox::start(Options::default()).await.unwrap();
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    for subject in ["a", "b"] {
        let raw = format!("Subject: {subject}\r\n\r\n").into_bytes();
        simulator.account().append("INBOX", raw, Flags::default(), now).unwrap();
    }
    let client = Client::to(simulator.imap_addr().port()).signing_in("ana@sandbox.test", "sandbox");
    let messages = all(&*client.backend().await.unwrap()).await.unwrap();
    simulator.set_faults([Fault::NewUidValidity]);
    let backend = client.backend().await.unwrap();
    let fetched: Vec<_> = backend.fetch(messages.clone(), Parts::default().into()).collect().await;
    assert_eq!(fetched.len(), 2);
    for one in fetched {
        assert_eq!(one.unwrap_err().error.kind(), Kind::Changed);
    }
    let archive = FolderPath::parse("Archive").unwrap();
    for one in backend.move_to(messages.clone(), archive).await.unwrap() {
        assert_eq!(one.unwrap_err().kind(), Kind::Changed);
    }
    for one in backend.delete(messages).await.unwrap() {
        assert_eq!(one.unwrap_err().kind(), Kind::Changed);
    }
    assert_eq!(simulator.account().messages("INBOX").unwrap().len(), 2);
}
