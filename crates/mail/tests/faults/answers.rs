//! Refusals that pass, and folders that are no longer what they were.

use crate::client::{Client, all, inbox};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{Category, FlagChange, FolderPath, Kind, Parts};
use carteiro_sandbox::{Fault, Flags, Options, Sandbox};
use futures_util::StreamExt;
use std::sync::Mutex;

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
    let seen = FlagChange { seen: Some(true), flagged: None, ..FlagChange::default() };
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

#[tokio::test]
async fn of_a_move_from_several_folders_that_broke_off_midway_nothing_done_is_told_as_undone() {
    // Says goodbye after the first move; to a second move of the same it says that nothing was there.
    let state = Mutex::new((String::new(), Vec::new()));
    let script = Script::answering(SIGNED_IN, move |tag, command| {
        let mut state = state.lock().unwrap();
        let (folder, moved) = &mut *state;
        let answer = if let Some(name) = command.strip_prefix("SELECT ") {
            name.clone_into(folder);
            format!("* 3 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n{tag} OK selected\r\n")
        } else if !command.starts_with("UID MOVE 5 \"Done\"") {
            format!("{tag} OK done\r\n")
        } else if moved.contains(folder) {
            format!("{tag} OK nothing to move\r\n")
        } else {
            moved.push(folder.clone());
            let bye = if moved.len() == 1 { "* BYE restart\r\n" } else { "" };
            format!("* OK [COPYUID 9 5 5{}] moved\r\n{tag} OK done\r\n{bye}", moved.len())
        };
        answer.into_bytes()
    })
    .await;
    let mailbox = Client::to(script.port()).mailbox().await;
    let reference = |folder| carteiro_mail::MessageRef {
        folder: FolderPath::parse(folder).unwrap(),
        id: Some(carteiro_mail::ServerId::Uid { validity: 7, uid: 5 }),
        key: carteiro_mail::ContentKey::default(),
    };
    let done = FolderPath::parse("Done").unwrap();
    let moved = mailbox.move_to(vec![reference("A"), reference("B")], done).await;
    let mut kinds: Vec<_> =
        moved.iter().map(|one| one.as_ref().err().map(carteiro_mail::Error::kind)).collect();
    kinds.sort_by_key(Option::is_some);
    assert_eq!(kinds, [None, Some(Kind::OutcomeUnknown)], "{moved:?}");
}

#[tokio::test]
async fn a_category_that_would_not_stay_is_refused_and_one_that_the_folder_knows_is_not() {
    let selected = |flags: &str| {
        SELECTED.replacen("S: $ OK", &format!("S: * OK [PERMANENTFLAGS ({flags})] kept\nS: $ OK"), 1)
    };
    let stored = "C: UID STORE 1:2 +FLAGS.SILENT (Paga)\nS: $ OK done\nsilence";
    for (flags, is_kept) in
        [(r"\Seen \Flagged $MDNSent", false), ("", false), (r"\Seen \*", true), (r"\Seen PAGA", true)]
    {
        let script = format!("{SIGNED_IN}{}{stored}", selected(flags));
        let script = Script::play(&[&script]).await;
        let mailbox = Client::to(script.port()).mailbox().await;
        let messages = [1, 2].map(|uid| carteiro_mail::MessageRef {
            folder: inbox(),
            id: Some(carteiro_mail::ServerId::Uid { validity: 7, uid }),
            key: carteiro_mail::ContentKey::default(),
        });
        let categories = vec![(Category::new("Paga").unwrap(), true)];
        let change = FlagChange { categories, ..FlagChange::default() };
        for done in mailbox.flag(messages.to_vec(), change).await {
            match done {
                Ok(()) => assert!(is_kept, "{flags}"),
                Err(error) => {
                    assert_eq!(error.words().code, "folder-cannot-categorize", "{flags}: {error}");
                    assert!(!is_kept && error.kind() == Kind::Unsupported, "{flags}");
                }
            }
        }
    }
}
