//! A store that goes away in the middle of a request about several messages.

use super::desk::{Desk, SignIn};
use carteiro_mail::{FlagChange, FolderPath, Kind, MessageRef, Result, Selection};
use carteiro_sandbox::{Fault, Flag};
use futures_util::StreamExt;

fn kept() -> FolderPath {
    FolderPath::parse("Kept").unwrap()
}

async fn stopped() -> (Desk, carteiro_mail::Mailbox, Vec<MessageRef>) {
    let desk = Desk::new(SignIn::Basic).await;
    let mailbox = desk.client.mailbox().await;
    let found: Vec<_> = mailbox.messages(Selection::of(FolderPath::inbox())).await.unwrap().collect().await;
    let letters = found.into_iter().map(|one| one.unwrap().message.reference).collect();
    desk.set(Fault::EwsStopsBatchOnce(1));
    (desk, mailbox, letters)
}

#[tokio::test]
async fn a_message_that_went_among_its_twins_before_the_store_was_gone_is_of_an_unknown_outcome() {
    let (desk, mailbox, letters) = stopped().await;
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    let letter = super::desk::letter("letter 0");
    desk.sandbox.account().append("Kept", letter, carteiro_sandbox::Flags::default(), at).unwrap();
    let moved = mailbox.move_to(letters, kept()).await;
    let kinds: Vec<_> = moved.iter().map(|one| one.as_ref().err().map(carteiro_mail::Error::kind)).collect();
    assert_eq!(kinds, [Some(Kind::OutcomeUnknown), None, None, None]);
    assert_eq!((count(&desk, "INBOX"), count(&desk, "Kept")), (0, 5));
}

fn count(desk: &Desk, folder: &str) -> usize {
    desk.sandbox.account().messages(folder).unwrap().len()
}

#[tokio::test]
async fn what_a_request_did_not_come_to_is_not_told_as_copied() {
    let (desk, mailbox, letters) = stopped().await;
    let copied = mailbox.copy_to(letters, kept()).await;
    let kinds: Vec<_> = copied.iter().map(|one| one.as_ref().err().map(carteiro_mail::Error::kind)).collect();
    assert_eq!(kinds, [None, Some(Kind::Throttled), Some(Kind::Throttled), Some(Kind::Throttled)]);
    assert_eq!(count(&desk, "Kept"), 1);
}

#[tokio::test]
async fn what_a_request_did_not_come_to_is_done_by_another() {
    let (desk, mailbox, letters) = stopped().await;
    let read = FlagChange { seen: Some(true), ..FlagChange::default() };
    assert!(mailbox.flag(letters.clone(), read).await.iter().all(Result::is_ok));
    let seen = |desk: &Desk| {
        let all = desk.sandbox.account().messages("INBOX").unwrap();
        all.iter().filter(|message| message.flags.has(&Flag::Seen)).count()
    };
    assert_eq!(seen(&desk), 4);
    let (desk, mailbox, letters) = stopped().await;
    assert!(mailbox.move_to(letters, kept()).await.iter().all(Result::is_ok));
    assert_eq!((count(&desk, "INBOX"), count(&desk, "Kept")), (0, 4));
    let (desk, mailbox, letters) = stopped().await;
    assert!(mailbox.delete(letters).await.iter().all(Result::is_ok));
    assert_eq!(count(&desk, "INBOX"), 0);
}
